"""RDF as compacted JSON-LD with KSC's record names (`ontology/context.jsonld`).

What is done is the part of the compaction algorithm (JSON-LD 1.1 API, sections 6 to 7) that this context needs: terms
with a datatype, with a language map, or with values relative to a namespace. Whatever no term fits keeps its full form,
under a prefixed name. The document carries the entries that it uses, so that it can be read without the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import RDF, XSD

from kg.namespaces import PREFIXES
from kg.resources import ONTOLOGY

_MORE: Final = {"dcat": "http://www.w3.org/ns/dcat#", "void": "http://rdfs.org/ns/void#"}
_STRING: Final = str(XSD.string)
_TYPE: Final = str(RDF.type)


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the context: its name, the IRI it stands for, and how it reads a value."""

    name: str
    iri: str
    datatype: str
    vocabulary: str
    container: str


@dataclass(frozen=True, slots=True)
class Context:
    """The entries of `context.jsonld`, as they stand there and as they are used."""

    entries: dict[str, Any]
    prefixes: dict[str, str]
    terms: dict[str, list[Term]]

    @classmethod
    def read(cls, path: Path) -> Context:
        """Read a context file."""
        entries = json.loads(path.read_text(encoding="utf-8"))["@context"]
        prefixes = PREFIXES | _MORE
        prefixes |= {name: iri for name, iri in entries.items() if isinstance(iri, str) and iri.endswith(("/", "#"))}
        terms: dict[str, list[Term]] = {}
        for name, entry in entries.items():
            if isinstance(entry, dict):
                vocabulary = entry.get("@context", {}).get("@vocab", "")
                datatype = _expand(entry.get("@type", ""), prefixes)
                term = Term(name, _expand(entry["@id"], prefixes), datatype, vocabulary, entry.get("@container", ""))
                terms.setdefault(term.iri, []).append(term)
        return cls(entries, prefixes, terms)


def write(statements: Sequence[ox.Triple] | Sequence[ox.Quad]) -> bytes:
    """The JSON-LD document of these statements, in their order; those of named graphs in a graph object each."""
    writer = _Writer(_context())
    graphs: dict[str, list[ox.Triple]] = {}
    for statement in statements:
        graph = statement.graph_name if isinstance(statement, ox.Quad) else None
        name = graph.value if isinstance(graph, ox.NamedNode) else ""
        graphs.setdefault(name, []).append(statement.triple if isinstance(statement, ox.Quad) else statement)
    nodes = list(writer.nodes(graphs.pop("", [])))
    nodes += [{"id": name, "@graph": list(writer.nodes(triples))} for name, triples in graphs.items()]
    document = {"@context": writer.used_context(), "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


class _Writer:
    """Compacts node by node, and notes which entries of the context it used."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._used: set[str] = set()
        self._short: dict[str, str] = {}

    def nodes(self, triples: Iterable[ox.Triple]) -> Iterable[dict[str, Any]]:
        """One node object for each subject, in the order in which they come."""
        nodes: dict[str, dict[str, Any]] = {}
        for triple in triples:
            subject = _identifier(triple.subject)
            self._add(nodes.setdefault(subject, {"id": subject}), triple.predicate.value, triple.object)
        return nodes.values()

    def used_context(self) -> dict[str, Any]:
        """The entries that were used, and the prefixes that these need, in the order of the file."""
        context = self._context
        used = {"@version": 1.1, "id": "@id", "type": "@type"}
        for name in self._used:
            entry = context.entries.get(name)
            if isinstance(entry, dict):
                needed = (entry["@id"], entry.get("@type", ""))
                prefixes = {value.partition(":")[0] for value in needed} & context.prefixes.keys()
                used |= {prefix: context.prefixes[prefix] for prefix in prefixes} | {name: entry}
            else:
                used[name] = context.prefixes[name]
        return dict(sorted(used.items(), key=lambda item: (isinstance(item[1], dict), item[0])))

    def _add(self, node: dict[str, Any], predicate: str, value: Any) -> None:
        if predicate == _TYPE and not isinstance(value, ox.Literal):
            name = self._curie(value.value) if isinstance(value, ox.NamedNode) else _identifier(value)
            _append(node, "type", name)
            return
        term = next((t for t in self._context.terms.get(predicate, ()) if _fits(t, value)), None)
        if term is None:
            _append(node, self._curie(predicate), self._full(value))
            return
        self._used.add(term.name)
        if term.container == "@language":
            _append(node.setdefault(term.name, {}), value.language, value.value)
        elif term.container == "@set":
            node.setdefault(term.name, []).append(self._compact(term, value))
        else:
            _append(node, term.name, self._compact(term, value))

    def _compact(self, term: Term, value: Any) -> Any:
        if isinstance(value, ox.NamedNode) and term.datatype == "@vocab":
            relative = value.value.removeprefix(term.vocabulary)
            # What is a term's name, or has a colon, would be read as something else (section 5.2.2, IRI expansion).
            safe = (
                relative != value.value and relative and ":" not in relative and relative not in self._context.entries
            )
            return relative if safe else value.value
        if isinstance(value, ox.Literal) and term.datatype == value.datatype.value and not value.language:
            return _native(value)
        return self._full(value)

    def _full(self, value: Any) -> Any:
        """The value without help of a term: a node reference, a value object, a plain string."""
        if not isinstance(value, ox.Literal):
            return {"id": _identifier(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == _STRING:
            return value.value
        return {"@value": value.value, "@type": self._curie(value.datatype.value)}

    def _curie(self, iri: str) -> str:
        if iri not in self._short:
            self._short[iri] = self._shortened(iri)
        return self._short[iri]

    def _shortened(self, iri: str) -> str:
        for prefix, namespace in self._context.prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):
                self._used.add(prefix)
                return f"{prefix}:{local}"
        return iri


def _fits(term: Term, value: Any) -> bool:
    """Whether the term can hold the value (section 6.3, term selection)."""
    if isinstance(value, ox.NamedNode):
        return term.datatype in ("@vocab", "@id")
    if not isinstance(value, ox.Literal):
        return False
    if term.container == "@language":
        return bool(value.language)
    if value.language:
        return term.container == "@set" and not term.datatype
    return term.datatype == value.datatype.value or (not term.datatype and value.datatype.value == _STRING)


def _native(value: ox.Literal) -> Any:
    """A JSON number or boolean where that gives back the same literal (section 8.6, data round tripping)."""
    text, datatype = value.value, value.datatype.value
    if datatype == str(XSD.boolean) and text in ("true", "false"):
        return text == "true"
    if datatype == str(XSD.integer) and text.removeprefix("-").isdecimal() and str(int(text)) == text:
        return int(text) if abs(int(text)) < 1 << 53 else text
    return text


def _identifier(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _append(holder: dict[str, Any], key: str, value: Any) -> None:
    """Add a value: one stands alone, several in a list."""
    if key not in holder:
        holder[key] = value
    elif isinstance(holder[key], list):
        holder[key].append(value)
    else:
        holder[key] = [holder[key], value]


def _expand(name: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return f"{prefixes[prefix]}{local}" if colon and prefix in prefixes else name


@cache
def _context() -> Context:
    return Context.read(ONTOLOGY / "context.jsonld")
