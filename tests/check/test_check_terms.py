from __future__ import annotations

from collections.abc import Callable

import pytest

Bar = Callable[..., list[str]]

TERM = 'ksc:new a owl:ObjectProperty ; rdfs:label "new"@en , "새"@ko ; skos:definition "New."@en , "새것."@ko ; '
DEFINED = "rdfs:isDefinedBy <https://w3id.org/ksc/ontology> ."
CLASS = TERM.replace("ksc:new a owl:ObjectProperty", "ksc:New a owl:Class") + DEFINED

# check: name -> (the file it changes, what is added to it, a part of the finding)
MUTANTS = {
    "texts": {
        "no Korean label": ("terms", TERM.replace(', "새"@ko', "") + DEFINED, "no rdfs:label in ko"),
        "no English definition": ("terms", TERM.replace('"New."@en , ', "") + DEFINED, "no skos:definition in en"),
        "Hangul in English": ("terms", TERM.replace('"new"', '"new 새"') + DEFINED, "Hangul in the English"),
        "no Hangul in Korean": ("terms", TERM.replace('"새"', '"new"') + DEFINED, "no Hangul in the Korean"),
        "two labels": ("terms", TERM.replace('"new"@en', '"new"@en , "newer"@en') + DEFINED, "2 rdfs:label in en"),
        "a label in no language": ("terms", TERM.replace('"새"@ko', '"새"@ko , "n"') + DEFINED, "tag it en or ko"),
        "not defined by us": ("terms", TERM + ".", "no rdfs:isDefinedBy"),
        "a reused term": ("terms", 'schema:url a owl:DatatypeProperty ; rdfs:label "url"@en .', "schema:url"),
        "a thing": ("reference", "id:city/nb a ksc:City .".replace("id:city/nb", "<urn:x:y>"), ""),
        "a concept": ("schemes", "<https://w3id.org/ksc/scheme/x/y> a skos:Concept .", "no skos:prefLabel in ko"),
    },
    "declared": {
        "in the ontology": ("terms", "ksc:within rdfs:seeAlso ksc:nowhere .", "ksc:nowhere"),
        "in an alignment": ("aligns", "ksc:nowhere skos:closeMatch schema:Place .", "aligns: ksc:nowhere"),
        "in a shape": ("shapes", "shape:X a sh:NodeShape ; sh:targetClass ksc:Nowhere .", "shapes: ksc:Nowhere"),
        "class in data": ("reference", "<https://w3id.org/ksc/id/x/y> a schema:Hotel .", "class is not declared"),
        "property in data": (
            "reference",
            "<https://w3id.org/ksc/id/city/na> schema:url 'a' .",
            "property is not declared",
        ),
        "a concept": (
            "reference",
            "<https://w3id.org/ksc/id/agreement/one> ksc:stage <https://w3id.org/ksc/scheme/stage/nowhere> .",
            "scheme/stage/nowhere",
        ),
        "a thing": (
            "reference",
            "<https://w3id.org/ksc/id/city/na> ksc:within <https://w3id.org/ksc/id/province/nowhere> .",
            "province/nowhere",
        ),
        "a literal": ("reference", "<https://w3id.org/ksc/id/city/na> ksc:within 'Xa' .", "literal as value"),
        "a thing for a literal": (
            "reference",
            "<https://w3id.org/ksc/id/city/na> ksc:remark <https://w3id.org/ksc/id/city/na> .",
            "thing as value",
        ),
    },
    "punning": {
        "two kinds of property": ("terms", "ksc:stage a owl:DatatypeProperty .", "ksc:stage: it is declared as"),
        "class and property": ("terms", "ksc:City a owl:ObjectProperty .", "ksc:City"),
        "a class with data": ("reference", "ksc:City ksc:remark 'a' .", "the subject of data"),
        "a property as a value": (
            "reference",
            "<https://w3id.org/ksc/id/city/na> ksc:within ksc:within .",
            "the value of ksc:within",
        ),
    },
    "foreign": {
        "superclass": ("terms", "schema:Event rdfs:subClassOf prov:Entity .", "axiom on a foreign term"),
        "domain": ("terms", "org:member rdfs:domain org:Membership .", "axiom on a foreign term"),
        "a kind of property": ("terms", "schema:superEvent a owl:TransitiveProperty .", "axiom on a foreign term"),
        "equivalence": ("terms", "ksc:City owl:equivalentClass schema:City .", "to a foreign term"),
        "disjointness": (
            "terms",
            "[] a owl:AllDisjointClasses ; owl:members ( schema:Event foaf:Person ksc:City ) .",
            "axiom on foreign terms",
        ),
        "imports": ("terms", "<https://w3id.org/ksc/ontology> owl:imports <urn:x:other> .", "owl:imports"),
        "in an alignment": ("aligns", "ksc:City rdfs:subClassOf schema:City .", "an axiom among the alignments"),
        "http": ("aligns", "ksc:City skos:closeMatch <http://schema.org/City> .", "written https"),
    },
    "external": {
        "in the ontology": ("terms", "org:hasSeat a owl:ObjectProperty .", "org:hasSeat"),
        "in data": ("reference", "<https://w3id.org/ksc/id/city/na> schema:mayor 'a' .", "schema:mayor"),
        "in a shape": ("shapes", "shape:X a sh:NodeShape ; sh:targetClass foaf:Persons .", "foaf:Persons"),
    },
}
MUTANTS["texts"]["a thing"] = (
    "reference",
    "<https://w3id.org/ksc/id/city/nb> a ksc:City ; skos:prefLabel 'Nb'@en .",
    "city/nb: it has no skos:prefLabel in ko",
)
CASES = [(check, mutant) for check, mutants in MUTANTS.items() for mutant in mutants]


@pytest.mark.parametrize("check", MUTANTS)
def test_a_sound_project_passes(bar: Bar, check: str) -> None:
    assert bar(check) == []
    assert bar(check, terms=CLASS) == []


@pytest.mark.parametrize(("check", "mutant"), CASES)
def test_it_can_fail(bar: Bar, check: str, mutant: str) -> None:
    file, text, expected = MUTANTS[check][mutant]
    found = bar(check, **{file: text})
    assert any(expected in line for line in found), found


def test_a_claim_may_name_a_property(bar: Bar) -> None:
    """ksc:claimPredicate is an annotation property, so naming a property is no punning."""
    claim = "<https://w3id.org/ksc/id/claim/x> a ksc:Claim ; ksc:claimPredicate ksc:within ."
    assert bar("punning", reference=claim) == []


def test_claims_and_passages_need_no_names(bar: Bar) -> None:
    assert bar("texts", reference="<https://w3id.org/ksc/id/claim/x> a ksc:Claim .") == []
