"""What is looked at before anything else: an upload's size, form, statements and literals. Hostile input stops here.

Bytes only, never a name or an address to open; parsed by pyoxigraph, which fetches nothing. What gets past is small and
flat enough for rdflib and pySHACL.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pyoxigraph as ox

from kg.errors import Finding, InputError
from kg.messages import Message
from kg.namespaces import BASE

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_UTF8: Final = Message("save it as UTF-8")
_PARTS: Final = Message("send it in parts")
_FLAT: Final = Message("write it flat")
MAX_TEXT: Final = 20_000
# The longest right value is a dateTime with a zone; a number of millions of digits costs rdflib minutes.
MAX_VALUE: Final = 64
MAX_DEPTH: Final = 64
CONTEXT_NAMES: Final = ("context.jsonld", f"{BASE}context.jsonld")
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_TEXTS: Final = (f"{_XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
_VALUES: Final = frozenset(
    _XSD + name
    for name in (
        *("integer", "decimal", "boolean", "date", "time", "dateTime", "gYear", "gYearMonth", "anyURI"),
        *("double", "float", "nonNegativeInteger", "positiveInteger", "int", "long"),
    )
)
_MANY_BRACKETS: Final = 1000
# A bracket, or what may hold one that is none: a string, an IRI, a comment.
_TURTLE_BRACKET: Final = re.compile(
    rb"""[\[\]()]|\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*""", re.DOTALL
)
_XML_TAG: Final = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")
_XML_ENCODING: Final = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an upload may be."""

    bytes: int
    statements: int


UPLOAD: Final = Limits(1024 * 1024, 20_000)


def read_rdf(
    content: bytes,
    format_: ox.RdfFormat,
    name: str,
    context: Mapping[str, Any],
    base: str | None = None,
    limits: Limits = UPLOAD,
) -> list[ox.Triple]:
    """The statements of an upload. Raises InputError, with line and column where there is one, for what is refused.

    `context` is what context.jsonld holds, the only context that a document may name; `name` is what messages call the
    upload, `base` what its relative IRIs are relative to.
    """
    check_size(content, name, limits.bytes)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refused(f"{name}:{line}", Message("bytes that are not UTF-8"), _UTF8, "syntax") from None
    if format_ == ox.RdfFormat.RDF_XML:
        _check_xml(content, name)
    if format_ == ox.RdfFormat.TURTLE:
        _check_turtle(content, name)
    if format_ == ox.RdfFormat.JSON_LD:
        content = _with_context(content, name, context)
    triples: list[ox.Triple] = []
    try:
        for quad in ox.parse(content, format_, base_iri=base):
            if quad.graph_name != ox.DefaultGraph():
                raise _refused(name, Message("named graphs"), Message("put every statement in the default graph"))
            triples.append(quad.triple)
            if len(triples) > limits.statements:
                raise _refused(name, Message("more than {most} statements", most=limits.statements), _PARTS, "size")
    except SyntaxError as error:
        where = f"{name}:{error.lineno}:{error.offset}" if error.lineno else name
        raise _refused(where, str(error.msg), Message("write {form}, in UTF-8", form=format_.name), "syntax") from None
    for triple in triples:
        _check_terms(triple, name)
    return triples


def _check_terms(triple: ox.Triple, name: str) -> None:
    """RDF 1.1 terms only, with datatypes that shapes know, and no longer than any right value is."""
    if isinstance(triple.subject, ox.Triple) or isinstance(triple.object, ox.Triple):
        raise _refused(name, Message("a statement about a statement (RDF 1.2)"), Message("write a ksc:Claim"))
    if not isinstance(triple.object, ox.Literal):
        return
    datatype, length = triple.object.datatype.value, len(triple.object.value)
    if datatype in _TEXTS:
        if length > MAX_TEXT:
            raise _refused(
                name, Message("a text of {size} characters", size=length), Message("at most {most}", most=MAX_TEXT)
            )
        return
    said = f"{triple.predicate.value} of {triple.subject}"
    if datatype not in _VALUES:
        message = Message("the datatype <{datatype}> ({where})", datatype=datatype, where=said)
        raise _refused(name, message, Message("one of XML Schema: string, integer, decimal, boolean, date, …"))
    if length > MAX_VALUE:
        message = Message("a value of {size} characters ({where})", size=length, where=said)
        raise _refused(name, message, Message("at most {most}", most=MAX_VALUE))
    if re.search("[eE]", triple.object.value) and datatype in (f"{_XSD}integer", f"{_XSD}decimal"):
        raise _refused(name, Message("an exponent ({where})", where=said), Message("write the number out"))


def _check_turtle(content: bytes, name: str) -> None:
    """Brackets are counted only where there are so many that they may be nested deep."""
    if content.count(b"[") + content.count(b"(") <= _MANY_BRACKETS:
        return
    depth = 0
    for token in _TURTLE_BRACKET.finditer(content):
        depth += (token[0] in b"[(") - (token[0] in b"])")
        if depth > MAX_DEPTH:
            raise _refused(name, Message("brackets nested deeper than {most}", most=MAX_DEPTH), _FLAT)


def _check_xml(content: bytes, name: str) -> None:
    if b"<!DOCTYPE" in content.upper():
        line = content[: content.upper().index(b"<!DOCTYPE")].count(b"\n") + 1
        raise _refused(f"{name}:{line}", Message("a document type declaration"), Message("leave <!DOCTYPE …> out"))
    encoding = _XML_ENCODING.match(content)
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise _refused(f"{name}:1", Message("the encoding {name}", name=encoding[1].decode()), _UTF8)
    depth = 0
    for closing, empty in _XML_TAG.findall(content):
        depth += -1 if closing else 0 if empty else 1
        if depth > MAX_DEPTH:
            raise _refused(name, Message("elements nested deeper than {most}", most=MAX_DEPTH), _FLAT)


def _with_context(content: bytes, name: str, context: Mapping[str, Any]) -> bytes:
    """The document with our context in the place of its name. Others are refused by the parser, which fetches none."""
    document = read_json(content, name)
    if isinstance(document, dict) and document.get("@context") in CONTEXT_NAMES:
        document["@context"] = context
    if (other := _named_context(document)) is not None:
        raise _refused(
            name,
            Message("the context {name!r}", name=other),
            Message("the only one that may be named is {name}", name=CONTEXT_NAMES[0]),
        )
    return json.dumps(document, ensure_ascii=False).encode()


def read_json(content: bytes, name: str) -> Any:
    """A JSON document. Raises InputError for what is none, or is nested too deep."""
    try:
        document = json.loads(content)
    except json.JSONDecodeError as error:
        raise _refused(
            f"{name}:{error.lineno}:{error.colno}", error.msg, Message("write {form}, in UTF-8", form="JSON"), "syntax"
        ) from None
    except (RecursionError, ValueError):  # a number with thousands of digits
        raise _refused(name, Message("JSON that is nested too deep, or a number that is too long"), _FLAT) from None
    if _depth(document) > MAX_DEPTH:
        raise _refused(name, Message("JSON nested deeper than {most}", most=MAX_DEPTH), _FLAT)
    return document


def _depth(document: Any) -> int:
    level, depth = [document], 0
    while level:
        depth += 1
        inner = (v.values() if isinstance(v, dict) else v for v in level if isinstance(v, dict | list))
        level = [child for children in inner for child in children]
    return depth


def _named_context(document: Any) -> str | None:
    """A context that the document names instead of holding it (JSON-LD 1.1, sections 3.1 and 4.1.10)."""
    todo = [document]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                named = [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]
                if key in ("@context", "@import") and named:
                    return named[0]
            todo += node.values()
        elif isinstance(node, list):
            todo += node
    return None


def check_size(content: bytes, name: str, most: int) -> None:
    """Raises InputError for more than `most` bytes."""
    if len(content) > most:
        raise _refused(name, Message("larger than {most} KiB", most=most // 1024), _PARTS, "size")


def _refused(where: str, message: str, hint: str, problem: Literal["syntax", "size", "unfit"] = "unfit") -> InputError:
    return InputError([Finding(message, where, hint)], problem)
