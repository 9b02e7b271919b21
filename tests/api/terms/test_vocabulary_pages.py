"""How vocabularies are read for their pages: what our own do not contain today but may tomorrow."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from api.terms.names import Names
from api.terms.ontology import Ontology, declared
from api.terms.rules import Rule, Rules, severity
from api.terms.statements import Statements
from kg.catalogue import EntityIndex

PREFIXES = """@prefix ksc: <https://w3id.org/ksc/ontology#> . @prefix kscs: <https://w3id.org/ksc/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . """
KSC = "https://w3id.org/ksc/ontology#"
SHAPE = "https://w3id.org/ksc/shapes#x"


def statements(turtle: str) -> Statements:
    """From Turtle with the usual prefixes."""
    return Statements(quad.triple for quad in ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE))


def named(vocabulary: Statements) -> Names:
    """English names of its terms, on one page."""
    return Names([vocabulary], EntityIndex([], []), "en", dict.fromkeys(vocabulary.all_subjects(), ""))


def ontology(turtle: str) -> Ontology:
    """An ontology that no data use."""
    own = statements(turtle)
    assert declared(own)
    return Ontology(own, Statements([]), named(own), {}, {})


def rules(turtle: str) -> Rules:
    """The rules of the shape kscs:x, about which this is said."""
    own = statements(f"kscs:x {turtle} .")
    return Rules(own, named(own))


def words(rule: Rule) -> str:
    """A rule as a reader sees it."""
    return " ".join([rule.text, ", ".join(term.text for term in rule.terms), rule.code]).replace("  ", " ").strip()


def test_a_retired_term_says_so_and_what_to_use_instead() -> None:
    terms = ontology(
        """ksc:Old a owl:Class ; rdfs:label "old"@en ; owl:deprecated true ; dcterms:isReplacedBy ksc:New ;
        skos:scopeNote "until 2020"@en . ksc:New a owl:Class ; rdfs:label "new"@en ."""
    ).terms()
    old = next(term for term in terms if term.name.text == "old")
    assert old.retired and old.notes == {"en": "until 2020"}
    assert [(label, [name.text for name in names]) for label, names in old.facts] == [("replaced", ["new"])]
    assert not any(term.retired for term in terms if term is not old)


def test_classes_in_a_circle_are_still_explained() -> None:
    made = ontology(
        """ksc:A a owl:Class ; rdfs:label "a"@en ; rdfs:subClassOf ksc:B .
        ksc:B a owl:Class ; rdfs:label "b"@en ; rdfs:subClassOf ksc:A ."""
    )
    assert made.tree() == []
    assert [term.name.text for term in made.terms()] == ["a", "b"]


def test_inverse_properties_name_each_other() -> None:
    terms = ontology(
        """ksc:has a owl:ObjectProperty ; rdfs:label "has"@en ; owl:inverseOf ksc:isOf .
        ksc:isOf a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:label "is of"@en ."""
    ).terms()
    facts = {term.name.text: {label: names[0].text for label, names in term.facts} for term in terms}
    assert facts == {"has": {"inverse": "is of"}, "is of": {"inverse": "has"}}
    assert terms[1].kinds == ["object_property", "transitive"]


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("sh:minCount 1 ; sh:maxCount 1", ["exactly 1"]),
        ("sh:minCount 0", []),
        ("sh:minCount 2", ["at least 2"]),
        ("sh:maxCount 3 ; sh:minCount 1", ["1 to 3"]),
        ("sh:maxCount 0", ["exactly 0"]),
        ("sh:datatype xsd:date", ["written as xsd:date"]),
        ("sh:class ksc:City ; sh:uniqueLang true", ["one for each language", "is a ksc:City"]),
        ('sh:languageIn ( "en" "ko" )', ["in the language en, ko"]),
        ('sh:pattern "^a" ; sh:minLength 2', ["characters, at least 2", "has the form ^a"]),
        ("sh:or ( [ sh:minCount 1 ] [ sh:datatype xsd:date ] )", ["one of at least 1, written as xsd:date"]),
        ("sh:not [ sh:class ksc:City ]", ["does not meet is a ksc:City"]),
    ],
)
def test_what_a_shape_asks_in_words(turtle: str, expected: list[str]) -> None:
    assert [words(rule) for rule in rules(turtle).of(SHAPE)] == expected


@pytest.mark.parametrize(
    ("path", "text", "in_sparql"),
    [
        ("ksc:a", "ksc:a", "ksc:a"),
        ("( ksc:a ksc:b )", "ksc:a / ksc:b", "ksc:a/ksc:b"),
        ("[ sh:inversePath ksc:a ]", "ksc:a (backwards)", "^ksc:a"),
        ("[ sh:zeroOrMorePath ksc:a ]", "ksc:a*", "(ksc:a)*"),
        (
            "[ sh:alternativePath ( ksc:a ( [ sh:inversePath ksc:b ] ksc:c ) ) ]",
            "ksc:a or ksc:b (backwards) / ksc:c",
            "(ksc:a|^ksc:b/ksc:c)",
        ),
    ],
)
def test_paths_in_words_and_in_sparql(path: str, text: str, in_sparql: str) -> None:
    own = statements(f"kscs:x sh:path {path} .")
    node = own.keys(SHAPE, "http://www.w3.org/ns/shacl#path")[0]
    made = Rules(own, named(own))
    assert (made.path(node), made.path_in_sparql(node)) == (text, in_sparql)


def test_only_what_is_less_than_a_violation_is_marked() -> None:
    assert severity(statements("kscs:x sh:severity sh:Warning ."), SHAPE) == "warning"
    assert severity(statements("kscs:x sh:severity sh:Violation ."), SHAPE) == ""
    assert severity(statements("kscs:x sh:minCount 1 ."), SHAPE) == ""


def test_a_list_that_runs_into_itself_ends() -> None:
    own = statements("ksc:l rdf:first ksc:a ; rdf:rest ksc:l .")
    assert [item.value for item in own.items(f"{KSC}l")] == [f"{KSC}a"]
