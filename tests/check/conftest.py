from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.check import Project, checks
from kg.check.owlapi import missing
from kg.resources import ONTOLOGY
from tests.conftest import missing as skip

HEADER = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix ksc: <https://w3id.org/ksc/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix id: <https://w3id.org/ksc/id/> .
@prefix scheme: <https://w3id.org/ksc/scheme/> .
@prefix shape: <https://w3id.org/ksc/shapes#> .
"""

REFERENCE = """
<https://w3id.org/ksc/id/country/xa> a ksc:Country ; skos:prefLabel "Xa"@en , "샤"@ko .
<https://w3id.org/ksc/id/country/xb> a ksc:Country ; skos:prefLabel "Xb"@en , "샵"@ko .
<https://w3id.org/ksc/id/city/na> a ksc:City ; skos:prefLabel "Na"@en , "나시"@ko ;
    ksc:inCountry <https://w3id.org/ksc/id/country/xa> .
<https://w3id.org/ksc/id/organisation/moi-xa> a ksc:Ministry ; skos:prefLabel "Interior of Xa"@en , "내무부"@ko ;
    skos:altLabel "MOI" ; ksc:ofCountry <https://w3id.org/ksc/id/country/xa> .
<https://w3id.org/ksc/id/organisation/moi-xb> a ksc:Ministry ; skos:prefLabel "Interior of Xb"@en , "내무부"@ko ;
    skos:altLabel "MOI" ; ksc:ofCountry <https://w3id.org/ksc/id/country/xb> .
<https://w3id.org/ksc/id/document/paper> a ksc:Paper ; skos:prefLabel "Paper"@en , "보고서"@ko .
<https://w3id.org/ksc/id/agreement/one> a ksc:Agreement ; skos:prefLabel "One"@en , "협약 하나"@ko .
"""

DOCUMENT = """
<https://w3id.org/ksc/id/document/paper> dcterms:language "ko" .
<https://w3id.org/ksc/id/agreement/one> ksc:targetsPlace <https://w3id.org/ksc/id/city/na> ;
    dcterms:title "협약 하나"@ko , "Agreement one"@en ; ksc:dateSigned "2019-11-14"^^xsd:date .
<https://w3id.org/ksc/id/claim/place> a ksc:Claim ; ksc:claimSubject <https://w3id.org/ksc/id/agreement/one> ;
    ksc:claimPredicate ksc:targetsPlace ; ksc:claimObject <https://w3id.org/ksc/id/city/na> ;
    ksc:rank <https://w3id.org/ksc/scheme/claim-rank/normal> .
<https://w3id.org/ksc/id/claim/title> a ksc:Claim ; ksc:claimSubject <https://w3id.org/ksc/id/agreement/one> ;
    ksc:claimPredicate dcterms:title ; ksc:claimValue "협약 하나"@ko ;
    ksc:rank <https://w3id.org/ksc/scheme/claim-rank/normal> .
<https://w3id.org/ksc/id/claim/day> a ksc:Claim ; ksc:claimSubject <https://w3id.org/ksc/id/agreement/one> ;
    ksc:claimPredicate ksc:dateSigned ; ksc:claimValue "2019-11-14"^^xsd:date ;
    ksc:rank <https://w3id.org/ksc/scheme/claim-rank/normal> .
<https://w3id.org/ksc/id/claim/month> a ksc:Claim ; ksc:claimSubject <https://w3id.org/ksc/id/agreement/one> ;
    ksc:claimPredicate ksc:dateSigned ; ksc:claimValue "2019-11"^^xsd:gYearMonth ;
    ksc:rank <https://w3id.org/ksc/scheme/claim-rank/normal> .
"""

Bar = Callable[..., list[str]]


@pytest.fixture
def bar(tmp_path: Path) -> Bar:
    """Runs one check on a small sound project after some changes; gives its findings as lines.

    `terms`, `aligns`, `reference`, `paper`, `shapes`, `bad`: Turtle to add to that file. `swap`: what to replace in
    which file, as (file, old, new).
    """

    def run(name: str, *, swap: tuple[str, str, str] | None = None, **added: str) -> list[str]:
        _write(tmp_path, added)
        if swap:
            path = tmp_path / swap[0]
            text = path.read_text()
            assert swap[1] in text, "the mutant changes nothing"
            path.write_text(text.replace(swap[1], swap[2], 1))
        (found,) = checks([name])
        return [str(finding) for finding in found.run(Project(tmp_path))]

    return run


def _write(root: Path, added: dict[str, str]) -> None:
    for folder in ("ontology", "data", "shapes", "tests/bad"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name in ("ksc.ttl", "ksc-aligns.ttl", "ksc-schemes.ttl"):
        shutil.copy(ONTOLOGY / name, root / "ontology")
    (root / "data" / "reference.ttl").write_text(HEADER + REFERENCE)
    (root / "data" / "paper.ttl").write_text(HEADER + DOCUMENT)
    places = {
        "terms": "ontology/ksc.ttl",
        "aligns": "ontology/ksc-aligns.ttl",
        "schemes": "ontology/ksc-schemes.ttl",
        "reference": "data/reference.ttl",
        "paper": "data/paper.ttl",
        "shapes": "shapes/shapes.ttl",
        "bad": "tests/bad/bad.ttl",
    }
    for name, text in added.items():
        path = root / places[name]
        path.write_text((path.read_text() if path.exists() else "") + HEADER + text)


@pytest.fixture
def java() -> None:
    """Skips where the OWL API cannot run, but not in CI, where that would hide a bar."""
    if found := missing():
        skip("; ".join(map(str, found)))
