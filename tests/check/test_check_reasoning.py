from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from kg.check import Project
from kg.check.owlapi import Job, ask, missing
from kg.check.reasoning import MUTANTS, mutants, verdict
from kg.reason.reference import expand
from kg.resources import ROOT

Bar = Callable[..., list[str]]

PLACES = "ksc:Country ksc:Province ksc:City ksc:District ksc:Venue"


OUTSIDE = {
    "ksc:within a owl:FunctionalProperty .": ("OWL2_DL", "FunctionalObjectProperty"),
    "ksc:leadBy rdfs:domain [ a owl:Class ; owl:unionOf ( ksc:Fund ksc:Plan ) ] .": ("OWL2_RL", "ObjectUnionOf"),
    "ksc:remark rdfs:range rdf:langString .": ("OWL2_RL", "langString"),
    "ksc:dateSigned rdfs:range xsd:gYearMonth .": ("OWL2_DL", "gYearMonth"),
}


def test_outside_the_profiles(java: None) -> None:
    """Straight to the OWL API: `kg reason` refuses some of these before."""
    terms = (ROOT / "ontology" / "ksc.ttl").read_text() + "\n".join(OUTSIDE)
    found = ask(Job(terms, "", {}))
    for profile, word in OUTSIDE.values():
        assert any(word in violation for violation in found.violations[profile]), word


def test_a_contradiction_and_a_class_that_nothing_can_be(java: None, bar: Bar) -> None:
    data = "<https://w3id.org/ksc/id/city/na> ksc:capitalOf <https://w3id.org/ksc/id/city/na> ."
    assert any("contradict" in line for line in bar("consistent", reference=data))
    terms = "ksc:CityState a owl:Class ; rdfs:subClassOf ksc:City , ksc:Country ."
    assert any("ksc:CityState: nothing can ever be one" in line for line in bar("consistent", terms=terms))


def test_without_its_disjointness_the_vocabulary_has_no_teeth(java: None, bar: Bar) -> None:
    swap = ("ontology/ksc.ttl", f"owl:members ( {PLACES} )", "owl:members ( ksc:Country ksc:Venue )")
    assert any(line.startswith("a country that is a city") for line in bar("teeth", swap=swap))
    assert set(mutants()) == set(MUTANTS)


def test_without_java_it_says_what_to_install(bar: Bar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    assert "default-jre-headless" in str(missing()[0])
    for name in ("profile", "consistent", "teeth"):
        assert any("Java is missing" in line for line in bar(name)), "it never passes silently"
    assert any("turtlefmt is missing" in line for line in bar("format"))


def test_a_vocabulary_that_hermit_refuses(java: None, bar: Bar) -> None:
    """Transitive and functional: `kg reason` does not know it either, but the findings must not depend on that."""
    for name in ("consistent", "teeth"):
        found = bar(name, terms="ksc:within a owl:FunctionalProperty .")
        assert any("the reasoner refuses the vocabulary" in line for line in found)


def test_a_failing_machine_is_a_finding(java: None) -> None:
    assert ask(Job("this is no ontology", "", {})).unavailable


def test_the_verdict_is_asked_for_once(java: None, bar: Bar, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bar("syntax")
    project = Project(tmp_path)
    first = verdict(project)
    monkeypatch.setattr("kg.check.reasoning.ask", lambda job: pytest.fail("asked again"))
    assert verdict(project) is first


def test_the_closure(bar: Bar, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bar("closure") == []
    monkeypatch.setattr("kg.reason.run.inferred", lambda store: [])
    found = bar("closure")
    assert found and all("owlrl infers it, the rules do not" in line for line in found)


def test_what_owlrl_says_of_errors_and_of_two_that_are_one(bar: Bar, monkeypatch: pytest.MonkeyPatch) -> None:
    """Axioms that would do this are refused before; so the data pass through owlrl with the axiom added there."""

    def with_axiom(graph: Graph) -> Graph:
        extra = """@prefix ksc: <https://w3id.org/ksc/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
            ksc:ofCountry a owl:FunctionalProperty . ksc:Ministry owl:disjointWith ksc:Agency ."""
        return expand(graph.parse(data=extra, format="turtle"))

    monkeypatch.setattr("kg.check.project.expand", with_axiom)
    two = """<https://w3id.org/ksc/id/organisation/moi-xa> ksc:ofCountry <https://w3id.org/ksc/id/country/xb> ."""
    found = bar("closure", reference=two)
    assert any("country/xa" in line and "inferred to be one thing" in line for line in found)
    assert any("owlrl: " in line for line in found)


def test_types_outside_the_asserted_superclasses(bar: Bar) -> None:
    assert bar("types") == []
    mou = "ksc:agreementType <https://w3id.org/ksc/scheme/agreement-type/mou> ."
    assert bar("types", paper=f"<https://w3id.org/ksc/id/agreement/one> {mou}") == [], "a defined class is fine"
    slip = """<https://w3id.org/ksc/id/organisation/unit> a org:OrganizationalUnit .
        <https://w3id.org/ksc/id/agreement/one> ksc:hasKoreanParty <https://w3id.org/ksc/id/organisation/unit> ."""
    expected = "organisation/unit: it is inferred to be a ksc:Agency; it is said to be org:OrganizationalUnit"
    assert expected in bar("types", reference=slip)
