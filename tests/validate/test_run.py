"""Validating files: what a person would get wrong is caught, in its place, and nothing is passed over in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import SH

from kg.errors import FindingsError, UsageError
from kg.namespaces import ID, SHAPES
from kg.namespaces import PREFIXES as PREFIXED
from kg.resources import ROOT
from kg.validate.data import read_turtle
from kg.validate.slice import INWARD, Context
from kg.validate.validator import Validator

PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ksc: <https://w3id.org/ksc/ontology#> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
GOOD = """
<https://w3id.org/ksc/id/agreement/2031-01-lh-da-nang-mou> a ksc:Agreement ;
    skos:prefLabel "Invented memorandum (LH)"@en , "지어낸 양해각서 (LH)"@ko ;
    dcterms:title "Invented memorandum"@en , "지어낸 양해각서"@ko ;
    ksc:agreementType <https://w3id.org/ksc/scheme/agreement-type/mou> ;
    ksc:hasKoreanParty <https://w3id.org/ksc/id/organisation/lh> ;
    ksc:hasPartnerParty <https://w3id.org/ksc/id/organisation/da-nang> ;
    ksc:concernsCountry <https://w3id.org/ksc/id/country/vietnam> ;
    ksc:targetsPlace <https://w3id.org/ksc/id/city/da-nang> ;
    ksc:occasionType <https://w3id.org/ksc/scheme/occasion/separate> ;
    ksc:dateSigned "2031-01"^^xsd:gYearMonth ;
    ksc:signedNotBefore "2031-01-01"^^xsd:date ;
    ksc:signedNotAfter "2031-01-31"^^xsd:date ;
    ksc:stage <https://w3id.org/ksc/scheme/stage/realised> .
"""


def triples(turtle: str) -> list[ox.Triple]:
    """Statements; `id:city/x` is short for the IRI, which a prefixed name of Turtle cannot be."""
    turtle = PREFIXES + re.sub(r"\bid:([a-z]+/[a-z0-9-]+)", r"<https://w3id.org/ksc/id/\1>", turtle)
    return [quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)]


def rules(validator: Validator, turtle: str) -> dict[str, str]:
    """The rules that are broken, each with the severity."""
    return {str(f.shape).removeprefix(str(SHAPES)): f.severity for f in validator.validate(triples(turtle)).findings}


def test_a_right_agreement_conforms(validator: Validator) -> None:
    report = validator.validate(triples(GOOD))
    assert report.findings == ()
    assert report.conforms
    assert report.focus_nodes == 1
    assert report.shapes >= 3


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"2031-01"^^xsd:gYearMonth', '"2031-13"^^xsd:gYearMonth', "Agreement-dateSigned"),
        ('"2031-01"^^xsd:gYearMonth', '"2031-00"^^xsd:gYearMonth', "Agreement-dateSigned"),
        ('"2031-01"^^xsd:gYearMonth', '"2031-02-30"^^xsd:date', "Agreement-dateSigned"),
        ('"2031-01"^^xsd:gYearMonth', '"31.1"', "Agreement-dateSigned"),
        ('"2031-01-31"^^xsd:date', '"2031-01-32"^^xsd:date', "Agreement-signedNotAfter"),
        ('"2031-01-31"^^xsd:date', '"2031-02-28"^^xsd:date', "Agreement-signedBoundsAgree"),
        ("ksc:hasPartnerParty <https://w3id.org/ksc/id/organisation/da-nang> ;", "", "FullAgreement-partner"),
        ("ksc:hasKoreanParty <https://w3id.org/ksc/id/organisation/lh> ;", "", "FullAgreement-koreanParty"),
        ("id/organisation/da-nang>", "id/organisation/molit>", "Agreement-hasPartnerParty"),
        ("id/organisation/lh>", "id/organisation/hue>", "Agreement-hasKoreanParty"),
        ("id/organisation/lh>", "id/organisation/unheard-of>", "Agreement-hasKoreanParty"),
        ("id/city/da-nang>", "id/city/jakarta>", "Agreement-placeInCountry"),
        ("id/city/da-nang>", "id/city/unheard-of>", "Shared-targetsPlace"),
        ("id/country/vietnam>", "id/country/thailand>", "Agreement-partnerOfCountry"),
        ("occasion/separate>", "occasion/unheard-of>", "Agreement-occasionType"),
        ("agreement-type/mou>", "agreement-type/unheard-of>", "Agreement-agreementType"),
        ("agreement-type/mou>", "stage/planned>", "Agreement-agreementType"),
        ("stage/realised>", "stage/planned>", "Agreement-plannedNotSigned"),
        (' , "지어낸 양해각서"@ko', "", "FullAgreement-titles"),
        (' , "지어낸 양해각서 (LH)"@ko', "", "Named-prefLabel"),
    ],
)
def test_a_slip_of_the_pen_is_caught(validator: Validator, old: str, new: str, rule: str) -> None:
    assert GOOD.count(old) == 1
    assert rules(validator, GOOD.replace(old, new)).get(rule) == "violation"


def test_a_duplicate_of_an_agreement_of_the_dataset(validator: Validator) -> None:
    original = ox.NamedNode(ID["agreement/2019-11-lh-hue-mou"])
    copy = ox.NamedNode(ID["agreement/2019-11-lh-hue-mou-2"])
    statements = [t for t in validator.context.slice([original], []) if t.subject == original]
    report = validator.validate([ox.Triple(copy, t.predicate, t.object) for t in statements])
    constraints = {str(f.constraint).removeprefix(str(SHAPES)): f.value for f in report.findings}
    assert str(constraints["Agreement-duplicate"]) == original.value


def test_what_points_at_a_changed_thing_is_checked_too(validator: Validator) -> None:
    """A second country for LH makes LH wrong; a first one elsewhere would make its agreements wrong."""
    report = validator.validate(triples("id:organisation/lh ksc:ofCountry id:country/vietnam ."))
    assert any(str(f.shape).endswith("Relations-ofCountry") for f in report.findings)
    moved = triples("id:organisation/ecopark ksc:ofCountry id:country/republic-of-korea .")
    about = {str(f.focus) for f in validator.validate(moved).findings if "hasPartnerParty" in str(f.shape)}
    assert any("ecopark" in focus and "/agreement/" in focus for focus in about)


def test_a_part_is_checked_with_the_whole_that_the_dataset_has(validator: Validator) -> None:
    part = """id:amount/invented-part a schema:MonetaryAmount ; skos:prefLabel "part"@en , "부분"@ko ;
        schema:value 9999999999999999.0 ; schema:currency "KRW" ; ksc:partOfAmount id:amount/pis-fund-volume-2019 ."""
    report = validator.validate(triples(part))
    assert {str(f.focus).rpartition("/")[2] for f in report.findings} >= {"invented-part", "pis-fund-volume-2019"}


def test_a_nested_shape_is_not_passed_over(validator: Validator) -> None:
    """pySHACL's option focus_nodes skips value nodes, so that sh:node and sh:or are always met; we don't use it."""
    found = rules(validator, GOOD.replace('"2031-01"^^xsd:gYearMonth', "2031"))
    assert "Agreement-dateSigned" in found


@pytest.mark.parametrize(
    "value",
    [
        '"x"^^xsd:integer',
        '"maybe"^^xsd:boolean',
        '"2019-02-30"^^xsd:date',
        '"1e9"^^xsd:decimal',
        '"24:61:00"^^xsd:time',
    ],
)
def test_an_ill_formed_literal_is_found_wherever_it_stands(
    validator: Validator, value: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """And neither stops the run (sh:lessThan would) nor makes rdflib print."""
    properties = "ksc:sequence ksc:startTime ksc:endTime ksc:openEndedPlaces ksc:asOf schema:startDate schema:endDate"
    statements = "".join(f"id:event/invented {p} {value} ; a schema:Event .\n" for p in properties.split())
    report = validator.validate(triples(statements))
    assert {"Shared-sequence", "Shared-openEndedPlaces", "Shared-asOf", "Period-startTime"} <= {
        str(f.shape).removeprefix(str(SHAPES)) for f in report.findings
    }
    assert capfd.readouterr() == ("", "")


def test_numbers_are_compared_as_written(validator: Validator) -> None:
    """Oxigraph's store would make 3899.10 and 3899.1 one value in one place and two in another."""
    amount = "id:observation/invented a ksc:IndicatorObservation ; schema:value 3899.10 ."
    context = Context([*(t for ts in validator.context._of.values() for t in ts), *triples(amount)])
    again = Validator(ROOT, context).validate(triples(amount))
    assert not [f for f in again.findings if "MaxCount" in f.component]


def test_blank_nodes_are_not_passed_over(validator: Validator) -> None:
    report = validator.validate(triples("[] a ksc:City ."))
    assert {str(f.shape).removeprefix(str(SHAPES)) for f in report.findings} >= {"Named", "City-country"}
    assert {type(f.focus).__name__ for f in report.findings} == {"BNode"}


def test_nothing_to_look_at_is_no_verdict(validator: Validator) -> None:
    with pytest.raises(FindingsError, match="no shape looks at anything"):
        validator.validate(triples("<urn:x:a> <urn:x:b> 1 ."))
    with pytest.raises(FindingsError, match="no shape looks at anything"):
        validator.validate([])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        read_turtle(tmp_path / "none.ttl")
    with pytest.raises(UsageError, match="cannot be read"):
        read_turtle(tmp_path)
    bad = tmp_path / "bad.ttl"
    for content, place in ((b"<urn:a> <urn:b> .\n", ":1:"), (b"<urn:a> <urn:b> 1 .\n<urn:a> nope", ":2:")):
        bad.write_bytes(content)
        with pytest.raises(FindingsError, match=f"{bad}{place}[0-9]+: "):
            read_turtle(bad)
    bad.write_bytes(b'<urn:a> <urn:b> "\xff" .')
    with pytest.raises(FindingsError, match="UTF-8"):
        read_turtle(bad)
    bad.write_bytes(b"<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .")
    with pytest.raises(FindingsError, match="a statement about a statement"):
        read_turtle(bad)


def test_a_slice_looks_back_along_whatever_shapes_look_back_along(validator: Validator) -> None:
    graph = validator.shapes.graph
    back = {str(node) for predicate in (SH.inversePath, SH.targetObjectsOf) for node in graph.objects(None, predicate)}
    for select in graph.objects(None, SH.select):
        for sentence in re.findall(r"\?\w+ [^{}]*?\$this", str(select)):
            if match := re.search(r"\?\w+ (\w+):(\w+) \$this$", sentence):
                back.add(PREFIXED[match[1]] + match[2])
    assert {iri.rpartition("#")[2] for iri in back} >= {"claimSubject", "toPost", "partOfAmount"}
    assert back <= {node.value for node in INWARD}
