"""Agreement records: every mistake is found in its cell, and what is right is shown with what it adds."""

from __future__ import annotations

import json

import pytest

from kg.errors import FindingsError
from kg.tables import format_table
from kg.validate.findings import Report
from kg.validate.formats import FORMATS
from kg.validate.records import COLUMNS, EXAMPLE, template
from kg.validate.validator import Validator

NEW = {**EXAMPLE, "row": "1", "slug": "2031-01-lh-sabah-mou", "signed": "'31.01", "occasion": "별도", "event": ""}


def check(validator: Validator, name: str, text: str) -> Report:
    return validator.validate_inputs([(name, text.encode())])


def table(*rows: dict[str, str]) -> str:
    return format_table(COLUMNS, rows)


def test_the_example_of_the_template_is_a_comment_and_right(validator: Validator) -> None:
    assert template().splitlines()[1].startswith("# ")
    with pytest.raises(FindingsError, match="no record"):
        check(validator, "t.csv", template())
    report = check(validator, "t.csv", template().replace("# 1,", "1,"))
    assert report.conforms and report.findings == ()
    # It is one of ours, so there is nothing to add.
    assert report.preview is not None and report.preview.added == ()


def test_a_right_record_shows_what_it_adds_and_may_repeat(validator: Validator) -> None:
    report = check(validator, "t.csv", table(NEW))
    assert report.conforms and report.preview is not None
    added = {str(t.predicate.value).rpartition("#")[2] for t in report.preview.added if "2031" in str(t.subject)}
    assert {"hasKoreanParty", "hasPartnerParty", "dateSigned", "agreementType", "stage"} <= added
    assert report.preview.similar == ()
    again = check(validator, "t.csv", table({**NEW, "signed": "'19.11.25", "title": "다른 제목", "title_en": "Other"}))
    assert again.preview is not None
    ((new, old),) = again.preview.similar
    assert (new.rpartition("/")[2], old.rpartition("/")[2]) == ("2031-01-lh-sabah-mou", "2019-11-lh-sabah-mou")


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("korean_party", "국토교통", "nearest: 국토교통부"),
        ("partner", "사바", "nearest: 사바주"),
        ("korean_party", "사바주", "not a known organisation of Republic of Korea"),
        ("partner", "LH", "not a known organisation of Malaysia"),
        ("partner", "", "the cell is empty; name the partner's agency"),
        ("country", "말레이지아", "nearest: 말레이시아"),
        ("place", "다낭", "not a known place of Malaysia"),
        ("signed", "'31.13", "is no month or day"),
        ("type", "MOX", "nearest: MOA"),
        ("occasion", "순방길", "is not a known occasion"),
        ("title_en", "", "the English title is missing"),
        ("event", "event/nothing", "is not an event"),
        ("slug", "lh mou", "is no agreement slug"),
    ],
)
def test_a_wrong_cell_is_found_in_its_row_and_column(validator: Validator, cell: str, value: str, said: str) -> None:
    first = {**NEW, "slug": "2031-02-lh-sabah-mou", "signed": "'31.02"}
    comment = {"row": '# a comment, "quoted"\nover two lines'}
    report = check(validator, "t.csv", table(first, comment, {**NEW, cell: value}))
    assert not report.conforms
    found = [f for f in report.unread if f.place.cell == cell]
    assert any(said in f"{f.message}; {f.hint}" for f in found), report.unread
    assert {(f.place.line, f.place.row) for f in found} == {(5, 3)}
    assert found[0].place.said("en") == f"t.csv:5: row 3, column {cell}"


def test_a_planned_agreement_with_a_signing_date(validator: Validator) -> None:
    report = check(validator, "t.csv", table({**NEW, "category": "예정"}))
    assert [f.place.cell for f in report.unread] == ["signed"]


def test_what_a_shape_finds_stands_in_a_cell_too(validator: Validator) -> None:
    """A duplicate, and a second title for an agreement that has one."""
    report = check(validator, "t.csv", table({**EXAMPLE, "row": "7", "title_en": "Another title"}))
    titles = [f for f in report.findings if str(f.shape).endswith("Agreement-title")]
    assert [(f.place and f.place.said("en"), f.severity) for f in titles] == [
        ("t.csv:2: row 1, column title_en", "violation")
    ]
    copy = check(validator, "t.csv", table({**EXAMPLE, "row": "1", "slug": "2019-11-lh-sabah-two"}))
    assert any(str(f.constraint).endswith("Agreement-duplicate") for f in copy.findings)


def test_json_records_are_the_same_rows(validator: Validator) -> None:
    record = {**{key: value for key, value in NEW.items() if key not in ("row", "lines")}, "fields": ["스마트도시"]}
    report = check(validator, "t.json", json.dumps([record, {**record, "slug": "2031-03-x", "type": "MOX"}]))
    assert [(f.place.row, f.place.line, f.place.cell) for f in report.unread] == [(2, 1, "type")]
    assert check(validator, "t.json", json.dumps(record)).conforms


def test_an_unknown_column_names_the_nearest(validator: Validator) -> None:
    with pytest.raises(FindingsError, match=r"t\.csv:1: column titel is not known; did you mean title"):
        check(validator, "t.csv", table(NEW).replace(",title,", ",titel,"))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_form_says_where_and_what(validator: Validator, language: str) -> None:
    wrong = {**NEW, "korean_party": "국토교통"}
    report = check(validator, "t.csv", table(wrong))
    texts = {name: write(report, validator.shapes, language) for name, write in FORMATS.items()}
    assert all(
        "국토교통부" in text.encode().decode("unicode_escape", "replace") or "국토교통부" in text
        for text in texts.values()
    )
    log = json.loads(texts["sarif"])
    result = log["runs"][0]["results"][0]
    assert log["version"] == "2.1.0" and result["level"] == "error"
    place = result["locations"][0]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "t.csv"}, "region": {"startLine": 2}}
    assert place["logicalLocations"][0]["name"] == "korean_party"
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} == {
        result["ruleId"] for result in log["runs"][0]["results"]
    }
    document = json.loads(texts["json"])
    where = document["findings"][0]["where"]
    assert where.pop("text").startswith("t.csv:2: ")
    assert where == {"source": "t.csv", "line": 2, "row": 1, "cell": "korean_party"}
    missing = next(f for f in document["findings"] if (f["shape"] or "").endswith("koreanParty"))
    assert missing["example"] == "id/organisation/lh"


def test_a_finding_in_turtle_stands_at_its_object(validator: Validator) -> None:
    text = """PREFIX ksc: <https://w3id.org/ksc/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/ksc/id/agreement/2031-01-x> a ksc:Agreement ;
  ksc:dateSigned # when
    "2031-13"^^xsd:gYearMonth ; ksc:hasKoreanParty <https://w3id.org/ksc/id/organisation/lh> ,
                                                  <https://w3id.org/ksc/id/organisation/sabah> .
"""
    places = {
        str(f.shape).rpartition("#")[2]: (f.place.line, f.place.column)
        for f in check(validator, "t.ttl", text).findings
        if f.place
    }
    assert places["Agreement-dateSigned"] == (5, 5)
    assert places["Agreement-hasKoreanParty"] == (6, 51)
    assert places["Agreement-stageStated"] == (3, 1)
