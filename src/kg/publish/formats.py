"""RDF formats: name, media type, and how triples or quads are written, with no more prefixes than are used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import RDF, XSD

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
_DECLARATIONS: Final = re.compile(rb"(?:@prefix [^\n]*\n)+")
_TYPE: Final = str(RDF.type)
_STRING: Final = str(XSD.string)
_NAMESPACES: Final = re.compile(rb'(?: xmlns:[^=\s]+="[^"]*")+')


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
    prefixes = {} if form.syntax == ox.RdfFormat.N_TRIPLES else shortening(statements, form.syntax)
    data = ox.serialize(statements, format=form.syntax, prefixes=prefixes)
    assert data is not None  # no output was given to write to
    # pyoxigraph writes declarations in an order that differs from process to process.
    data = _DECLARATIONS.sub(lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), data, count=1)
    return _NAMESPACES.sub(lambda found: b" " + b" ".join(sorted(found[0].split())), data, count=1)


def shortening(statements: Iterable[ox.Triple | ox.Quad], syntax: ox.RdfFormat) -> dict[str, str]:
    """The prefixes that make the text shorter: of vocabularies, and of our types of things and concept schemes."""
    predicates_only = syntax == ox.RdfFormat.RDF_XML  # elsewhere RDF/XML has no prefixed names
    counted: Counter[str] = Counter()
    before: ox.Triple | ox.Quad | None = None
    for statement in statements:
        for iri in [statement.predicate.value] if predicates_only else _named(statement, before):
            match = _IRI.fullmatch(iri)
            if match:
                counted[match[1]] += 1
        before = statement
    prefixes: dict[str, str] = {}
    for namespace, count in sorted(counted.items()):
        prefix = _BY_NAMESPACE.get(namespace) or _own_prefix(namespace)
        if not prefix or prefix in prefixes:
            continue
        saved = count * (len(namespace) + 1 - len(prefix))
        if predicates_only or saved > len(f"@prefix {prefix}: <{namespace}> .\n"):
            prefixes[prefix] = namespace
    return prefixes


def _named(statement: ox.Triple | ox.Quad, before: ox.Triple | ox.Quad | None) -> Iterable[str]:
    """The IRIs that Turtle writes for a statement: not again the subject and predicate of the statement before."""
    same_subject = before is not None and before.subject == statement.subject
    terms: list[object] = [statement.object]
    if not same_subject:
        terms.append(statement.subject)
    # `a` is written for rdf:type.
    if statement.predicate.value != _TYPE and not (
        same_subject and before is not None and before.predicate == statement.predicate
    ):
        terms.append(statement.predicate)
    if isinstance(statement, ox.Quad) and not (
        isinstance(before, ox.Quad) and before.graph_name == statement.graph_name
    ):
        terms.append(statement.graph_name)
    for term in terms:
        if isinstance(term, ox.NamedNode):
            yield term.value
        elif isinstance(term, ox.Literal) and not term.language and term.datatype.value != _STRING:
            yield term.datatype.value


def _own_prefix(namespace: str) -> str:
    """`organisation` for `…/id/organisation/`, `stage` for `…/scheme/stage/`; none for what is not ours."""
    for folder in (str(ID), str(SCHEME)):
        if namespace.startswith(folder) and namespace.count("/") == folder.count("/") + 1:
            return namespace.removeprefix(folder).rstrip("/")
    return "scheme" if namespace == str(SCHEME) else ""
