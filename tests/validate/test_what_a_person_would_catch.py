"""The mistakes that a person would catch in a record: each has a fixture, a place, and a message in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.namespaces import ID, SHAPES
from kg.tables import format_table
from kg.validate.data import read_turtle
from kg.validate.findings import Report
from kg.validate.records import COLUMNS, EXAMPLE
from kg.validate.validator import Validator

BAD = Path(__file__).resolve().parents[1] / "bad"
NEW = {**EXAMPLE, "row": "1", "slug": "2031-01-lh-sabah-mou", "signed": "'31.01", "occasion": "별도", "event": ""}
IN_GRAPHS = {
    "a missing Korean side": ("agreement/bad-no-korean-party", "FullAgreement-koreanParty"),
    "a missing partner": ("agreement/bad-no-partner", "FullAgreement-partner"),
    "swapped sides": ("agreement/bad-swapped", "Agreement-hasKoreanParty"),
    "a Korean agency as partner": ("agreement/bad-korean-partner", "Agreement-hasPartnerParty"),
    "month 13": ("agreement/bad-month-13", "Agreement-dateSigned"),
    "signed after the document's date": ("agreement/bad-after-document", "Agreement-notAfterDocument"),
    "planned with a signing date": ("agreement/bad-planned-signed", "Agreement-plannedNotSigned"),
    "a city outside the named country": ("agreement/bad-city-elsewhere", "Agreement-placeInCountry"),
    "an unknown occasion": ("agreement/bad-occasion", "Agreement-occasionType"),
    "an unknown type": ("agreement/bad-unknown-type", "Agreement-agreementType"),
    "a title in one language only": ("agreement/bad-one-language", "FullAgreement-titles"),
    "a duplicate": ("agreement/bad-twice", "Agreement-duplicate"),
    "an amount whose parts exceed it": ("amount/bad-whole", "MonetaryAmount-partsNotMore"),
    "a seat with the wrong country": ("post/bad-seat", "Post-countryOfCity"),
    "an event that ends before it starts": ("event/bad-ends-before", "Period-endNotBeforeStart"),
    "an evidence line beyond the document's end": ("passage/bad-beyond", "Passage-inDocument"),
}
# The mistake, the cell, what it says there, and what is said of it in English and in Korean.
IN_RECORDS = {
    "a missing Korean side": ("korean_party", "", "the cell is empty", "칸이 비어 있다"),
    "a missing partner": ("partner", "", "name the partner's agency", "상대국 기관을 적는다"),
    "swapped sides": (
        "korean_party",
        "사바주",
        "not a known organisation of Republic of Korea",
        "대한민국의 알려진 기관",
    ),
    "a Korean agency as partner": ("partner", "LH", "not a known organisation of Malaysia", "말레이시아의 알려진 기관"),
    "month 13": ("signed", "'31.13", "is no month or day", "연월이나 날짜가 아니다"),
    "planned with a signing date": ("category", "예정", "has a signing date", "체결 날짜가 있다"),
    "a city outside the named country": ("place", "다낭", "not a known place of Malaysia", "말레이시아의 알려진 지역"),
    "an unknown occasion": ("occasion", "순방길", "is not a known occasion", "알려진 체결 계기"),
    "an unknown type": ("type", "MOX", "nearest: MOA", "비슷한 이름: MOA"),
    "a title in one language only": ("title_en", "", "the English title is missing", "영어 제목이 없다"),
    "an unknown agency": ("korean_party", "국토교통", "nearest: 국토교통부", "비슷한 이름: 국토교통부"),
    "an unknown partner": ("partner", "사바", "nearest: 사바주", "비슷한 이름: 사바주"),
    "an unknown event": ("event", "event/nothing", "is not an event", "행사가 아니다"),
}


@pytest.fixture(scope="module")
def report(validator: Validator) -> Report:
    return validator.validate([triple for path in sorted(BAD.glob("*.ttl")) for triple in read_turtle(path)])


@pytest.mark.parametrize("mistake", IN_GRAPHS)
def test_in_a_graph(report: Report, mistake: str) -> None:
    node, shape = IN_GRAPHS[mistake]
    found = [
        f
        for f in report.findings
        if str(f.focus) == str(ID[node]) and str(SHAPES[shape]) in (str(f.shape), str(f.constraint))
    ]
    assert found, {str(f.shape) for f in report.findings if str(f.focus) == str(ID[node])}
    assert all(f.severity == "violation" and f.messages.keys() == {"en", "ko"} for f in found)


@pytest.mark.parametrize("mistake", IN_RECORDS)
def test_in_a_record(validator: Validator, mistake: str) -> None:
    cell, value, english, korean = IN_RECORDS[mistake]
    table = format_table(COLUMNS, [{**NEW, cell: value}])
    found = validator.validate_inputs([("x.csv", table.encode())]).unread
    # That a planned agreement has a date is said where the date stands.
    said = [f for f in found if f.place.cell == ("signed" if cell == "category" else cell)]
    assert any(english in finding.said("en") for finding in said), [f.said("en") for f in found]
    assert any(korean in finding.said("ko") for finding in said), [f.said("ko") for f in found]


def test_a_duplicate_in_a_record(validator: Validator) -> None:
    table = format_table(COLUMNS, [{**EXAMPLE, "row": "1", "slug": "2019-11-lh-sabah-two"}])
    report = validator.validate_inputs([("x.csv", table.encode())])
    assert any(str(f.constraint).endswith("Agreement-duplicate") for f in report.findings)


def test_an_agreement_that_names_no_party_is_a_mention_and_only_warned_of(validator: Validator) -> None:
    """Documents mention agreements by their country alone; so may a graph, but no record, whose cells are required."""
    text = (BAD / "Agreement.ttl").read_text(encoding="utf-8")
    report = validator.validate_inputs([("x.ttl", text.encode())])
    mention = [f for f in report.findings if str(f.focus) == str(ID["agreement/bad-mention"])]
    assert {(f.severity, str(f.shape)) for f in mention} == {("warning", str(SHAPES["Agreement-partiesKnown"]))}
