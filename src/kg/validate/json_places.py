"""Where the values of a JSON text stand, and from them the places of the statements of a JSON-LD document.

How JSON-LD comes to statements (contexts, aliases, containers) is left to the parser: the document is read once more
with each value replaced by a mark that names it, and the statements of both readings are the same in the same order.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError
from kg.validate.places import Place, Places

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value, from the outermost."""
Parse = Callable[[bytes], Sequence[ox.Triple]]
"""Reads a JSON-LD text."""

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_MARK: Final = "urn:x-ksc:at:"  # without an e: in the place of a number, that would be an exponent
# Keywords whose values shape what others mean; all other values become subjects and objects.
_KEPT: Final = ("@context", "@language", "@index", "@direction", "@base", "@vocab", "@version", "@container")


def json_places(content: bytes, source: str) -> dict[Path, Place]:
    """The place of each value of a JSON text that `json.loads` takes."""
    text = content.decode("utf-8")
    ends = [match.start() for match in re.finditer("\n", text)]
    found: dict[Path, Place] = {}
    path: list[str | int] = []  # the key or position that the next value stands under, for each open bracket
    is_key = False
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "}]":
            path.pop()
            is_key = False
        elif sign == ",":
            last = path[-1]
            is_key = isinstance(last, str)
            path[-1] = last if isinstance(last, str) else last + 1
        elif is_key and sign[0] == '"':
            path[-1] = str(json.loads(sign))
            is_key = False
        elif sign != ":":
            line = bisect_left(ends, token.start())
            found[tuple(path)] = Place(source, line + 1, token.start() - (ends[line - 1] if line else -1))
            if sign in "{[":
                path.append("" if sign == "{" else 0)
                is_key = sign == "{"
    return found


def jsonld_places(content: bytes, source: str, triples: Sequence[ox.Triple], parse: Parse) -> Places:
    """The places of the statements that a JSON-LD text came to; `parse` reads such a text, the same way."""
    values = json_places(content, source)
    numbered = list(values)
    marked = _marked(json.loads(content), (), {path: number for number, path in enumerate(numbered)})
    found = Places()
    try:
        again = parse(json.dumps(marked).encode())
    except InputError:  # a datatype by another name than @type has a mark in its place
        return found
    if len(again) != len(triples):  # a type's own context: the mark in its place has none
        return found
    pairs = list(zip(triples, again, strict=True))
    subjects: dict[Any, Place] = {}
    for triple, mark in pairs:
        place = _place(mark.subject, numbered, values) or _place(mark.object, numbered, values)
        if place is not None:
            subjects.setdefault(triple.subject, place)
    for triple, mark in pairs:
        at = _place(mark.object, numbered, values) or subjects.get(triple.subject)
        if at is not None:
            terms = (_node(triple.subject), URIRef(triple.predicate.value), _node(triple.object))
            found.add(*terms, at, subjects.get(triple.subject, at))
    return found


def _marked(value: Any, path: Path, numbers: Mapping[Path, int]) -> Any:
    if isinstance(value, dict):
        # Beside a value, a type is its datatype (JSON-LD 1.1, section 4.2.1), not a class.
        kept = (*_KEPT, "@type") if "@value" in value else _KEPT
        return {k: v if k in kept else _marked(v, (*path, k), numbers) for k, v in value.items()}
    if isinstance(value, list):
        return [_marked(member, (*path, at), numbers) for at, member in enumerate(value)]
    return None if value is None else f"{_MARK}{numbers[path]}"


def _place(term: Any, numbered: Sequence[Path], values: Mapping[Path, Place]) -> Place | None:
    """The place of the value that a mark names."""
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
    return values[numbered[int(text.removeprefix(_MARK))]] if text.startswith(_MARK) else None


def _node(term: Any) -> Node:
    if isinstance(term, ox.Literal):
        return Literal(term.value)  # a place is found by its text
    return BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(term.value)
