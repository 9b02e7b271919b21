"""owlrl, the reference: its OWL 2 RL closure of the same statements, less its noise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import owlrl
import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import BNode, Literal, Node, URIRef

from kg.namespaces import PREFIXES

Triple = tuple[Node, Node, Node]

_VOCABULARIES: Final = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))


def expand(graph: Graph) -> Graph:
    """The same graph, with everything that owlrl adds to it."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def to_graph(triples: Iterable[ox.Triple]) -> Graph:
    """The statements in rdflib's terms."""
    graph = Graph()
    return graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def inferences(graph: Graph, asserted: Graph, ontology: Iterable[ox.Triple]) -> set[Triple]:
    """What `graph` says beyond `asserted`, without what says nothing about things.

    Left out: literals and blank nodes as subjects, statements about the vocabulary itself (axiomatic triples among
    them), membership of anonymous classes, x owl:sameAs x, everything an owl:Thing (OWL 2 RL: eq-ref, scm-*, dt-*).
    """
    terms = {URIRef(t.subject.value) for t in ontology if isinstance(t.subject, ox.NamedNode)}
    return set(_about_things(set(graph) - set(asserted), terms))


def _about_things(triples: Iterable[Triple], terms: set[URIRef]) -> Iterator[Triple]:
    for subject, predicate, object_ in triples:
        if not isinstance(subject, URIRef) or isinstance(object_, BNode):
            continue
        if subject in terms or str(subject).startswith(_VOCABULARIES):
            continue
        if predicate == OWL.sameAs and subject == object_:
            continue
        if predicate == RDF.type and object_ in (OWL.Thing, RDFS.Resource):
            continue
        yield subject, predicate, object_


def to_rdflib(triples: Iterable[ox.Triple]) -> set[Triple]:
    """pyoxigraph's statements in rdflib's terms, one by one."""
    return {(_term(t.subject), URIRef(t.predicate.value), _term(t.object)) for t in triples}


def _term(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value) if datatype.endswith("XMLSchema#string") else Literal(term.value, datatype=datatype)
    raise TypeError(f"{term!r} has no fixed name")
