from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.errors import FindingsError
from kg.reason import compile_ontology
from kg.reason.closure import clashes, close

Infer = Callable[..., set[str]]
Turtle = Callable[[str], list[ox.Triple]]

AXIOMS = {
    "cax-sco": (":A rdfs:subClassOf :B .", ":x a :A .", {":x a :B"}),
    "cax-eqc": (":A owl:equivalentClass :B .", ":x a :A . :y a :B .", {":x a :B", ":y a :A"}),
    "prp-spo1": (":p rdfs:subPropertyOf :q .", ":x :p 'é' .", {":x :q é"}),
    "prp-eqp": (":p owl:equivalentProperty :q .", ":x :p :y . :z :q :y .", {":x :q :y", ":z :p :y"}),
    "prp-inv": (":p owl:inverseOf :q .", ":x :p :y . :z :q :w .", {":y :q :x", ":w :p :z"}),
    "prp-symp": (":p a owl:SymmetricProperty .", ":x :p :y .", {":y :p :x"}),
    "prp-trp": (
        ":p a owl:TransitiveProperty .",
        ":a :p :b . :b :p :c . :c :p :d .",
        {":a :p :c", ":a :p :d", ":b :p :d"},
    ),
    "prp-spo2": (":p owl:propertyChainAxiom (:q :r :s) .", ":a :q :b . :b :r :c . :c :s 5 .", {":a :p 5"}),
    "prp-dom": (":p rdfs:domain :A .", ":x :p 1 .", {":x a :A"}),
    "prp-rng": (":p rdfs:range :A .", ":x :p :y .", {":y a :A"}),
    "range on a literal": (":p rdfs:range :A .", ":x :p 1 .", set()),
    "inverse of a literal": (":p owl:inverseOf :q .", ":x :p 1 .", set()),
    "range that is a datatype": (":p rdfs:range xsd:string .", ":x :p 'a' .", set()),
    "cls-hv1": (":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] .", ":x a :A .", {":x :p :v"}),
    "cls-hv2": (
        "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue 3 ] rdfs:subClassOf :A .",
        ":x :p 3 . :y :p 4 .",
        {":x a :A"},
    ),
    "cls-svf1": (
        "[ owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :A .",
        ":x :p :y . :y a :B . :z :p :w .",
        {":x a :A"},
    ),
    "cls-svf2": (
        "[ owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :A .",
        ":x :p :y .",
        {":x a :A"},
    ),
    "cls-avf": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] .",
        ":x a :A ; :p :y . :z :p :w .",
        {":y a :B"},
    ),
    "cls-int": (
        ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:onProperty :p ; owl:hasValue :v ] ) ] .",
        ":x a :B ; :p :v . :y a :A . :z a :B .",
        {":x a :A", ":y a :B", ":y :p :v"},
    ),
    "cls-uni": ("[ owl:unionOf ( :A :B ) ] rdfs:subClassOf :C .", ":x a :A . :y a :B .", {":x a :C", ":y a :C"}),
    "into owl:Thing": (":A rdfs:subClassOf owl:Thing .", ":x a :A .", set()),
    "a chain through a cycle": (
        ":p owl:propertyChainAxiom (:p :p) ; owl:inverseOf :r . :q rdfs:subPropertyOf :p . :r rdfs:subPropertyOf :q .",
        ":a :q :b .",
        {":a :p :b", ":b :r :a", ":b :q :a", ":b :p :a", ":a :r :b", ":a :p :a", ":b :p :b"}
        | {":a :r :a", ":b :r :b", ":a :q :a", ":b :q :b"},
    ),
}


@pytest.mark.parametrize("case", AXIOMS)
def test_axiom(infer: Infer, case: str) -> None:
    ontology, data, expected = AXIOMS[case]
    assert infer(data, ontology) == expected


UNKNOWN = {
    ":p a owl:FunctionalProperty .": "owl:FunctionalProperty",
    ":p a owl:InverseFunctionalProperty .": "owl:InverseFunctionalProperty",
    ":A owl:hasKey ( :p ) .": "owl:hasKey",
    ":x owl:sameAs :y .": "owl:sameAs",
    ":A owl:complementOf :B .": "owl:complementOf",
    ":A owl:intersectionOf ( :B :C ) .": "owl:intersectionOf on a name",
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :B ] .": "owl:someValuesFrom on the right",
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] .": "owl:maxCardinality on the right",
    ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .": "owl:unionOf on the right",
    ":p rdfs:domain [ owl:unionOf ( :B :C ) ] .": "owl:unionOf on the right",
    "[ owl:onProperty :p ; owl:allValuesFrom :B ] rdfs:subClassOf :A .": "owl:allValuesFrom on the left",
    "[ owl:onProperty [ owl:inverseOf :p ] ; owl:hasValue :b ] rdfs:subClassOf :A .": "anonymous expression",
    ":p owl:propertyChainAxiom ( :q [ owl:inverseOf :r ] ) .": "anonymous expression",
    ":p rdfs:subPropertyOf [] .": "anonymous expression",
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ; owl:someValuesFrom :B ] .": "made of",
    ":A rdfs:subClassOf [ owl:onProperty :p ] .": "made of nothing",
    ":A rdfs:subClassOf [ owl:hasValue :v ] .": "without one owl:onProperty",
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue [] ] .": "owl:hasValue of a blank node",
    "owl:Thing rdfs:subClassOf :A .": "owl:Thing on the left",
    "[] a owl:AllDisjointClasses .": "without one owl:members",
    "[] a owl:AllDisjointClasses ; owl:members [ rdf:first :A ] .": "a list that is not well formed",
}


@pytest.mark.parametrize("axiom", UNKNOWN)
def test_an_unknown_axiom_is_refused_by_name(turtle: Turtle, axiom: str) -> None:
    with pytest.raises(FindingsError) as refused:
        compile_ontology(turtle(axiom))
    assert UNKNOWN[axiom] in str(refused.value)


def test_every_unknown_axiom_is_named_at_once(turtle: Turtle) -> None:
    with pytest.raises(FindingsError) as refused:
        compile_ontology(turtle(":p a owl:FunctionalProperty . :A owl:hasKey ( :p ) ."))
    assert len(refused.value.findings) == 2
    assert "urn:x:p" in str(refused.value) and "urn:x:A" in str(refused.value)


def test_annotations_and_declarations_make_no_rules(turtle: Turtle) -> None:
    program = compile_ontology(
        turtle(":A a owl:Class ; rdfs:label 'a' ; skos:definition 'b' . :p a owl:ObjectProperty .")
    )
    assert (program.rules, program.disjoint) == ((), ())


def test_nothing_is_two_disjoint_things(turtle: Turtle, ksc: list[ox.Triple]) -> None:
    program = compile_ontology(ksc)
    store = close(turtle(":x a ksc:Country , ksc:City . :y a ksc:City ."), program)
    (clash,) = clashes(store, program)
    assert clash[:2] == ("<urn:x:x>", "ksc:City and ksc:Country")
    pair = compile_ontology(turtle(":A owl:disjointWith :B . :C rdfs:subClassOf :A ."))
    assert len(clashes(close(turtle(":x a :C , :B ."), pair), pair)) == 1
