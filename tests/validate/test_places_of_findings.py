"""A finding stands where a person would look: at the value, or at what should have one, in every form of input."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from kg.validate.json_places import json_places, jsonld_places
from kg.validate.validator import Validator

TURTLE = """PREFIX ksc: <https://w3id.org/ksc/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
{subject} a ksc:Agreement ;
  ksc:dateSigned "2031-13"^^xsd:gYearMonth ;
  ksc:hasKoreanParty <organisation/sabah> .
"""
NODE = "<agreement/2031-01-x>"
N_TRIPLES = """<https://w3id.org/ksc/id/agreement/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<https://w3id.org/ksc/ontology#Agreement> .
<https://w3id.org/ksc/id/agreement/x> <https://w3id.org/ksc/ontology#dateSigned> \
"2031-13"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
<https://w3id.org/ksc/id/agreement/x> <https://w3id.org/ksc/ontology#hasKoreanParty> \
<https://w3id.org/ksc/id/organisation/sabah> .
"""
RDF_XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:k="https://w3id.org/ksc/ontology#">
 <k:Agreement {subject}>
  <k:dateSigned rdf:datatype="http://www.w3.org/2001/XMLSchema#gYearMonth">2031-13</k:dateSigned>
  <k:hasKoreanParty rdf:resource="organisation/sabah"/>
 </k:Agreement>
</rdf:RDF>"""
JSON_LD = """{{"@context": "context.jsonld",
 {subject}"type": "ksc:Agreement",
 "date_signed": "2031-13",
 "has_korean_party": ["organisation/sabah"]}}"""
EXPANDED = """[{"@type": ["https://w3id.org/ksc/ontology#Agreement"],
 "https://w3id.org/ksc/ontology#dateSigned":
  [{"@value": "2031-13", "@type": "http://www.w3.org/2001/XMLSchema#gYearMonth"}],
 "https://w3id.org/ksc/ontology#hasKoreanParty": [{"@id": "organisation/sabah"}],
 "@id": "agreement/x", "https://w3id.org/ksc/ontology#x":
  {"@value": "1.5", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}}]"""
Place = tuple[int | None, int | None]


@pytest.mark.parametrize(
    ("name", "text", "date", "party", "subject"),
    [
        ("x.ttl", TURTLE.format(subject=NODE), (4, 18), (5, 22), (3, 1)),
        ("x.ttl", TURTLE.format(subject="[]"), (4, 18), (5, 22), (3, 1)),
        ("x.ttl", TURTLE.format(subject="_:b"), (4, 18), (5, 22), (3, 1)),
        ("x.nt", N_TRIPLES, (2, 82), (3, 86), (1, 1)),
        ("x.rdf", RDF_XML.format(subject='rdf:about="agreement/x"'), (3, 3), (4, 3), (2, 2)),
        ("x.jsonld", JSON_LD.format(subject='"id": "agreement/x", '), (3, 17), (4, 23), (2, 8)),
        ("x.jsonld", JSON_LD.format(subject=""), (3, 17), (4, 23), (2, 10)),
        ("x.jsonld", EXPANDED, (3, 15), (4, 59), (5, 9)),
    ],
)
def test_the_line_and_column(
    validator: Validator, name: str, text: str, date: Place, party: Place, subject: Place
) -> None:
    report = validator.validate_inputs([(name, text.encode())])
    assert all(finding.place for finding in report.findings)
    places = {
        str(finding.shape).rpartition("#")[2]: (finding.place.line, finding.place.column)
        for finding in report.findings
        if finding.place
    }
    assert places["Agreement-dateSigned"] == date
    assert places["Agreement-hasKoreanParty"] == party
    assert places["Agreement-typeStated"] == subject


def test_nested_blank_nodes_keep_apart(validator: Validator) -> None:
    text = """PREFIX ksc: <https://w3id.org/ksc/ontology#>
<agreement/x> ksc:targetsPlace [
  a ksc:City ;
  ksc:inCountry [ a ksc:Country ]
] .
"""
    report = validator.validate_inputs([("x.ttl", text.encode())])
    found = {(str(f.focus), f.place.line, f.place.column) for f in report.findings if f.place}
    assert len({focus for focus, _, _ in found}) == 2
    assert all(finding.place for finding in report.findings)


def test_jsonld_with_a_datatype_by_another_name_is_judged_without_places(validator: Validator) -> None:
    text = """{"@context": {"v": "@value", "t": "@type", "k": "https://w3id.org/ksc/ontology#"}, "@id": "agreement/x",
 "t": "k:Agreement", "k:dateSigned": {"v": "2031-13", "t": "http://www.w3.org/2001/XMLSchema#gYearMonth"}}"""
    report = validator.validate_inputs([("x.jsonld", text.encode())])
    assert "Agreement-dateSigned" in {str(finding.shape).rpartition("#")[2] for finding in report.findings}
    assert {finding.place for finding in report.findings} == {None}


def test_a_json_record_has_the_place_of_each_cell(validator: Validator) -> None:
    text = '[{"country": "베트남", "signed": "\'31.01"},\n {"country": "말레이시아",\n  "signed": "\'31.13"}]'
    found = validator.validate_inputs([("x.json", text.encode())]).unread
    month = next(f for f in found if "no month" in f.message)
    assert (month.place.line, month.place.column, month.place.row, month.place.cell) == (3, 13, 2, "signed")
    missing = next(f for f in found if f.place.cell == "title" and f.place.row == 2)
    assert (missing.place.line, missing.place.column) == (2, 2)


def test_every_value_of_a_json_text_has_its_place() -> None:
    text = ' {"a": [1, {"b\\"": "x,]"}, [], {}],\n  "가": null, "a2": -1.5e3 }'
    places = {path: (place.line, place.column) for path, place in json_places(text.encode(), "x").items()}
    assert places == {
        (): (1, 2),
        ("a",): (1, 8),
        ("a", 0): (1, 9),
        ("a", 1): (1, 12),
        ("a", 1, 'b"'): (1, 20),
        ("a", 2): (1, 28),
        ("a", 3): (1, 32),
        ("가",): (2, 8),
        ("a2",): (2, 20),
    }


def test_marks_do_not_change_what_a_document_says(validator: Validator) -> None:
    """Containers, aliases, typed and tagged values, nested nodes: each statement has the place of its value."""
    document = {
        "@context": {"t": {"@id": "urn:t", "@container": "@language"}, "n": "urn:n", "key": "@id"},
        "@graph": [
            {
                "key": "urn:a",
                "t": {"en": "one", "ko": "하나"},
                "n": [{"@value": "1", "@type": "urn:d"}, {"key": "urn:b"}],
            },
            {"key": "urn:b", "n": {"n": True}},
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    parsed = [quad.triple for quad in ox.parse(text, ox.RdfFormat.JSON_LD)]

    def parse(content: bytes) -> list[ox.Triple]:
        return [quad.triple for quad in ox.parse(content, ox.RdfFormat.JSON_LD)]

    places = jsonld_places(text.encode(), "x", parsed, parse)
    lines = text.splitlines()
    for triple in parsed:
        value = "" if isinstance(triple.object, ox.Triple) else triple.object.value
        place = places.find(triple.subject.value, [triple.predicate.value], value)  # type: ignore[arg-type]
        assert place is not None and place.line is not None and place.column is not None
        if not isinstance(triple.object, ox.BlankNode):
            assert lines[place.line - 1][place.column - 1 :].strip('"').startswith(value)
