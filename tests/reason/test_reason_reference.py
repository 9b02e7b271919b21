"""owlrl is the reference: the compiled rules give the same statements, on any graph; `kg check closure`, on ours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, Graph, Literal, URIRef

from kg.namespaces import PREFIXES
from kg.reason import close, compile_ontology, inferred
from kg.reason.reference import expand, inferences, to_graph, to_rdflib
from kg.reason.rules import TYPE

Turtle = Callable[[str], list[ox.Triple]]


def assert_same(asserted: list[ox.Triple], ontology: list[ox.Triple]) -> None:
    """Both closures are one."""
    everything = [*dict.fromkeys([*asserted, *ontology])]
    expected = inferences(expand(to_graph(everything)), to_graph(everything), ontology)
    ours = to_rdflib(inferred(close(asserted, compile_ontology(ontology))))
    assert ours == expected


THINGS = [ox.NamedNode(f"urn:x:{name}") for name in "abcde"]
KSC_PROPERTIES = [
    "hasKoreanParty",
    "hasPartnerParty",
    "isPartyTo",
    "agreementType",
    "targetsPlace",
    "signedAt",
    "eventType",
    "within",
    "inCountry",
    "ofCountry",
    "toPost",
    "postFor",
    "postForCountry",
    "hasAppointment",
    "attendeePerson",
    "attendedEvent",
    "hasAttendance",
    "hasMemberCity",
    "partOfAmount",
    "conflictsWith",
]
KSC_CLASSES = ["Agreement", "MemorandumOfUnderstanding", "Ministry", "City", "Appointment", "Fund"]

ONTOLOGY = """
:A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C owl:equivalentClass :D .
:p rdfs:subPropertyOf :q ; rdfs:domain :A . :q rdfs:range :E ; owl:inverseOf :r .
:s a owl:SymmetricProperty . :t a owl:TransitiveProperty . :t rdfs:subPropertyOf :q .
:u owl:propertyChainAxiom ( :p :t ) , ( :u :s ) . :r owl:propertyChainAxiom ( :u :u :s ) .
:F owl:equivalentClass [ a owl:Class ; owl:intersectionOf
    ( :A [ a owl:Restriction ; owl:onProperty :v ; owl:hasValue :b ] ) ] .
[ a owl:Restriction ; owl:onProperty :s ; owl:someValuesFrom :F ] rdfs:subClassOf :G .
:G rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] .
:v owl:equivalentProperty :w .
:A a owl:Class . :B a owl:Class . :C a owl:Class . :D a owl:Class . :E a owl:Class . :F a owl:Class . :G a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty . :s a owl:ObjectProperty .
:t a owl:ObjectProperty . :u a owl:ObjectProperty . :v a owl:ObjectProperty . :w a owl:ObjectProperty .
"""


def boxes(properties: list[str], classes: list[str]) -> st.SearchStrategy[list[ox.Triple]]:
    """Small sets of statements on five things."""
    edges = [ox.Triple(s, ox.NamedNode(p), o) for s, p, o in product(THINGS, properties, THINGS)]
    types = [ox.Triple(s, TYPE, ox.NamedNode(c)) for s, c in product(THINGS, classes)]
    return st.lists(st.sampled_from(edges) | st.sampled_from(types), min_size=1, max_size=9, unique=True)


RUNS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RUNS
@given(asserted=boxes([f"urn:x:{p}" for p in "pqrstuvw"], [f"urn:x:{c}" for c in "ABCDEFG"]))
def test_on_random_statements(turtle: Turtle, asserted: list[ox.Triple]) -> None:
    assert_same(asserted, turtle(ONTOLOGY))


@pytest.fixture(scope="session")
def slim(ksc: list[ox.Triple]) -> list[ox.Triple]:
    """KSC's ontology without its texts, and without disjointness, which random statements would offend at once."""
    disjoint = {t.subject for t in ksc if t.object == ox.NamedNode(f"{OWL}AllDisjointClasses")}
    return [t for t in ksc if t.subject not in disjoint and not isinstance(t.object, ox.Literal)]


@settings(RUNS, max_examples=5)
@given(
    asserted=boxes([f"{PREFIXES['ksc']}{p}" for p in KSC_PROPERTIES], [f"{PREFIXES['ksc']}{c}" for c in KSC_CLASSES])
)
def test_on_random_statements_in_our_own_terms(slim: list[ox.Triple], asserted: list[ox.Triple]) -> None:
    assert_same(asserted, slim)


def test_the_comparison_has_teeth(turtle: Turtle) -> None:
    """A rule left out, or one too many, shows."""
    data, ontology = turtle(":x :t :y . :y :t :z ."), turtle(ONTOLOGY)
    lame = [triple for triple in ontology if "Transitive" not in str(triple.object)]
    expected = inferences(expand(to_graph([*data, *ontology])), to_graph([*data, *ontology]), ontology)
    ours = to_rdflib(inferred(close(data, compile_ontology(lame))))
    assert ours < expected
    assert (URIRef("urn:x:x"), URIRef("urn:x:t"), URIRef("urn:x:z")) in expected - ours


def test_noise_is_told_from_inferences() -> None:
    x, y, term = URIRef("urn:x:x"), URIRef("urn:x:y"), URIRef("urn:x:Term")
    graph = Graph()
    for triple in [
        (x, RDF.type, term),
        (x, OWL.sameAs, y),
        (x, OWL.sameAs, x),
        (x, RDF.type, OWL.Thing),
        (Literal("a"), RDF.type, term),
        (term, RDF.type, OWL.Class),
        (OWL.Nothing, RDF.type, term),
    ]:
        graph.add(triple)
    ontology = [ox.Triple(ox.NamedNode(term), TYPE, ox.NamedNode(OWL.Class))]
    assert inferences(graph, Graph(), ontology) == {(x, RDF.type, term), (x, OWL.sameAs, y)}
