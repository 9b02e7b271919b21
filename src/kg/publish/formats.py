"""RDF formats: name, media type, and how triples or quads are written, with no more prefixes than are used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.engine.serialise import in_order
from kg.namespaces import GRAPH, ID, PREFIXES, SCHEME, SHAPES
from kg.publish import jsonld

# Beside those of the data: what descriptions and the ontology's header use.
MORE_PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "graph": str(GRAPH),
    "kscs": str(SHAPES),
    "prof": "http://www.w3.org/ns/dx/prof/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
}
_BY_NAMESPACE: Final = {namespace: prefix for prefix, namespace in (PREFIXES | MORE_PREFIXES).items()}
_IRI: Final = re.compile(r"(.*[/#])([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)", re.DOTALL)
# A string, or an IRI that a prefix could shorten: group 1 is its namespace.
_WRITTEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|<([^>]*[/#])[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?>')


@dataclass(frozen=True, slots=True)
class RdfFormat:
    """A way to write RDF. `graphs`: it can tell which named graph a statement stands in."""

    suffix: str
    media_type: str
    syntax: ox.RdfFormat
    graphs: bool = False

    @property
    def content_type(self) -> str:
        """The Content-Type header: text types say their character set."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


# In order of preference, for clients that have none.
FORMATS: Final = {
    entry.suffix: entry
    for entry in (
        RdfFormat("ttl", "text/turtle", ox.RdfFormat.TURTLE),
        RdfFormat("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
        RdfFormat("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        RdfFormat("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        RdfFormat("trig", "application/trig", ox.RdfFormat.TRIG, graphs=True),
    )
}


def write(statements: Sequence[ox.Triple] | Sequence[ox.Quad], form: RdfFormat) -> bytes:
    """The statements, in their order, in a format; the same bytes each time."""
    if form.syntax == ox.RdfFormat.JSON_LD:
        return jsonld.write(statements)
    if form.graphs:
        statements = [s if isinstance(s, ox.Quad) else ox.Quad(s.subject, s.predicate, s.object) for s in statements]
    data = _serialized(statements, form.syntax, {})
    if form.syntax != ox.RdfFormat.N_TRIPLES:
        predicates_only = form.syntax == ox.RdfFormat.RDF_XML  # elsewhere RDF/XML has no prefixed names
        prefixes = _of_predicates(statements) if predicates_only else _shortening(data)
        data = _serialized(statements, form.syntax, prefixes)
    return in_order(data)


def _serialized(
    statements: Sequence[ox.Triple] | Sequence[ox.Quad], syntax: ox.RdfFormat, prefixes: dict[str, str]
) -> bytes:
    data = ox.serialize(statements, format=syntax, prefixes=prefixes)
    assert data is not None  # no output was given to write to
    return data


def _shortening(text: bytes) -> dict[str, str]:
    """The prefixes that make a text of Turtle or TriG shorter, which has none yet."""
    counted = Counter(_WRITTEN.findall(text))
    del counted[b""]  # what is between quotes
    return {
        prefix: namespace
        for prefix, namespace, count in _prefixed({name.decode(): count for name, count in counted.items()})
        if count * (len(namespace) + 1 - len(prefix)) > len(f"@prefix {prefix}: <{namespace}> .\n")
    }


def _of_predicates(statements: Sequence[ox.Triple] | Sequence[ox.Quad]) -> dict[str, str]:
    """Prefixes for the predicates, without which RDF/XML makes some up."""
    matches = map(_IRI.fullmatch, {statement.predicate.value for statement in statements})
    return {prefix: namespace for prefix, namespace, _ in _prefixed(Counter(match[1] for match in matches if match))}


def _prefixed(counted: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    """The prefix of each namespace that has one: of vocabularies, and of our types of things and concept schemes."""
    seen: set[str] = set()
    for namespace, count in sorted(counted.items()):
        prefix = _BY_NAMESPACE.get(namespace) or _own_prefix(namespace)
        if prefix and prefix not in seen:
            seen.add(prefix)
            yield prefix, namespace, count


def _own_prefix(namespace: str) -> str:
    """`organisation` for `…/id/organisation/`, `stage` for `…/scheme/stage/`; none for what is not ours."""
    for folder in (str(ID), str(SCHEME)):
        if namespace.startswith(folder) and namespace.count("/") == folder.count("/") + 1:
            return namespace.removeprefix(folder).rstrip("/")
    return "scheme" if namespace == str(SCHEME) else ""
