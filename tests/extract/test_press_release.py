from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Document
from kg.errors import ExtractError, UsageError
from kg.extract import press_release
from kg.extract.layouts import LAYOUTS, choose
from kg.extract.model import Extraction
from kg.names import Names

Read = Callable[..., Extraction]

HEADING = "구분|대상 국가|대상 도시|체결 시기|협약 형식|협약명|한국측|상대국측|체결 계기"
GOOD = "공공기관|가람|솔내|'30.07|MOU|나루터 각서|HBC|별내시|따로"
ATTENDANCE = "국 가|소속 및 직위|성 명|참석 여부"


def rows(extraction: Extraction, table: str) -> tuple[dict[str, str], ...]:
    return next((t.rows for t in extraction.tables if t.name == table), ())


def column(extraction: Extraction, table: str, name: str) -> list[str]:
    return [row[name] for row in rows(extraction, table)]


def listed(extraction: Extraction) -> list[str]:
    """The findings without their file."""
    return [str(finding).partition("r.txt:")[2] for finding in extraction.findings]


def with_cells(row: str, **cells: str) -> str:
    names = ["category", "country", "place", "signed", "type", "title", "korean_party", "partner", "occasion"]
    values = dict(zip(names, row.split("|"), strict=True)) | cells
    return "|".join(values.values())


def test_the_invented_release_reads_whole(release: Path, names: Names) -> None:
    extraction = press_release.extract(Document.read(release), names)
    assert extraction.findings == ()
    assert extraction.notes == ()
    assert [(table.name, len(table.rows)) for table in extraction.tables] == [
        *(("agreements", 9), ("programme", 6), ("attendance", 4), ("attendance-heading", 4))
    ]
    assert column(extraction, "agreements", "slug") == [
        "2030-03-gangmul-sallim-garam-mou",
        "2030-04-gangmul-sallim-nuri-mou",
        "2030-07-hbc-byeollae-solnae-dallae-moa",
        "2030-11-hbc-solnae-works-pia",
        "2030-11-hbc-mul-nbb-mou",
        "2031-01-mul-hbc-nbb-eunmorae-loi",
        "2031-02-mul-gangmul-nbb-mou",
        "2031-02-mul-gangmul-nbb-mou",
        "2031-12-mul-dallae-loi",
    ]
    assert column(extraction, "agreements", "fields")[:3] == ["물길 도시", "물길도시", "뱃길; 나루터"]
    assert [row["row"] for row in rows(extraction, "agreements") if row["event"]] == ["5", "6"]


def test_cells_are_those_of_their_line(release: Path, names: Names) -> None:
    document = Document.read(release)
    for table in press_release.extract(document, names).tables:
        for row in table.rows:
            line = document.line(int(row["lines"]))
            assert all(row[name] in line for name in table.printed if name != "kind")


def test_the_programme_knows_what_contains_what(release: Path, names: Names) -> None:
    programme = rows(press_release.extract(Document.read(release), names), "programme")
    short = [(row["start"], row["end"], row["minutes"], row["parent"], row["note_rows"]) for row in programme]
    assert short == [
        ("09:05", "09:20", "15", "", ""),
        ("09:20", "09:50", "30", "", ""),
        ("", "", "4", "2", ""),
        ("", "", "6", "2", "4-5"),
        ("", "", "20", "2", "4-5"),
        ("09:50", "10:00", "", "", ""),
    ]
    assert programme[3]["note"] == "누리 합창단·"
    assert programme[3]["whole_note"] == programme[4]["whole_note"] == "누리 합창단·가람 합창단"


def test_the_attendance_list_and_its_heading(release: Path, names: Names) -> None:
    extraction = press_release.extract(Document.read(release), names)
    assert column(extraction, "attendance", "country") == ["가람", "", "누리", "물길연합"]
    assert column(extraction, "attendance", "of_country") == ["", "가람", "", ""]
    assert column(extraction, "attendance", "name_en")[2:] == ["Dame Haneul Mireu", "Iden ON"]
    heading = [(row["kind"], row["label"], row["value"]) for row in rows(extraction, "attendance-heading")]
    assert heading == [
        ("as_of", "", "2031-05-30"),
        ("basis", "", ""),
        ("count", "장관(총장 포함)", "2"),
        ("count", "차관 대참", "1"),
    ]


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"country": "가랑"}, "2: column country: '가랑' is not a known country; nearest: 가람"),
        ({"place": "솔네"}, "2: column place: '솔네' is not a known place of Garam; nearest: 솔내"),
        ({"place": "은모래"}, "2: column place: '은모래' is not a known place of Garam"),
        ({"place": "별내(윗마을)"}, "2: column place: district/witmaeul is not known to lie in city/byeollae"),
        ({"place": "솔내, 모르내"}, "2: column place: '모르내' is not a known place of Garam"),
        ({"signed": "'30.13"}, "2: column signed: '\\'30.13' is not a month or a day"),
        ({"signed": "미정"}, "2: column signed: '미정' is not a month or a day; a date is printed as '19.03"),
        ({"type": "MOX"}, "2: column type: 'MOX' is not a known type of agreement"),
        ({"category": "기타"}, "2: column category: '기타' is not a known category"),
        ({"occasion": "어쩌다"}, "2: column occasion: '어쩌다' is not a known occasion"),
        (
            {"korean_party": "별내시"},
            "2: column korean_party: '별내시' is not a known organisation of Republic of Korea",
        ),
        ({"partner": "누리해양청"}, "2: column partner: '누리해양청' is not a known organisation of Garam"),
        ({"partner": "NBB"}, "2: column partner: 'NBB' is not a known organisation of Garam"),
        ({"partner": "-"}, "2: column partner: '-' names none"),
        *(({name: ""}, f"2: column {name}: the cell is empty") for name in ("category", "signed", "title", "partner")),
    ],
)
def test_what_does_not_read_or_link_is_listed(read: Read, cells: dict[str, str], finding: str) -> None:
    extraction = read(HEADING, with_cells(GOOD, **cells))
    assert len(listed(extraction)) == 1
    assert listed(extraction)[0].startswith(finding.replace("\\", ""))
    row = rows(extraction, "agreements")[0]
    assert all(row[name] == cell for name, cell in cells.items()), "as printed all the same"
    slug_needs = {"signed", "country", "korean_party", "partner", "type"}
    assert bool(row["slug"]) is not bool(slug_needs & set(cells))


@pytest.mark.parametrize(
    "cells", [{"place": ""}, {"place": "-"}, {"occasion": ""}, {"occasion": "-"}, {"place": "도읍 옮기기"}]
)
def test_what_an_agreement_may_leave_out(read: Read, cells: dict[str, str]) -> None:
    assert listed(read(HEADING, with_cells(GOOD, **cells))) == []


def test_a_place_with_the_name_of_its_country_is_the_city(read: Read) -> None:
    assert listed(read(HEADING, with_cells(GOOD, country="누리", place="누리", partner="NBB"))) == []


def test_a_name_of_two_countries_is_linked_within_the_row(read: Read) -> None:
    extraction = read(HEADING, *(with_cells(GOOD, country=c, place="-", partner="살림부") for c in ("누리", "가람")))
    assert column(extraction, "agreements", "slug") == ["2030-07-hbc-sallim-nuri-mou", "2030-07-hbc-sallim-garam-mou"]


@pytest.mark.parametrize(
    ("line", "empty"),
    [
        ("공공기관|가람|솔내|'30.07|MOU|나루터 각서|HBC|별내시", "occasion"),
        ("가람|솔내|'30.07|MOU|나루터 각서|HBC|별내시|따로", "category"),
        ("공공기관|가람|'30.07|MOU|나루터 각서|HBC|별내시|따로", "place"),
    ],
)
def test_missing_cells_are_found_where_the_others_fit(read: Read, line: str, empty: str) -> None:
    extraction = read(HEADING, line)
    assert {name: rows(extraction, "agreements")[0][name] for name in ("country", "korean_party", empty)} == {
        "country": "가람",
        "korean_party": "HBC",
        empty: "",
    }


@pytest.mark.parametrize("line", ["가람|솔내|MOU|나루터", GOOD + "|더", "가|나|다|라|마|바|사|아"])
def test_a_row_that_cannot_be_read_is_listed_and_left_out(read: Read, line: str) -> None:
    extraction = read(HEADING, GOOD, line, GOOD)
    assert column(extraction, "agreements", "row") == ["1", "3"]
    width = line.count("|") + 1
    assert listed(extraction) == [
        f"3: a row of {width} cells where the heading has 9; "
        "which cells are missing can't be told; the row is not recorded"
    ]


def test_surplus_empty_cells_are_nothing(read: Read) -> None:
    assert listed(read(HEADING, GOOD + "||")) == []


def test_a_line_inside_a_table_is_listed(read: Read) -> None:
    extraction = read(HEADING, GOOD, "딴소리", GOOD, "* 덧붙임")
    assert len(rows(extraction, "agreements")) == 2
    assert listed(extraction) == ["3: '딴소리' stands inside the table agreements and is no row"]


def test_a_column_that_is_not_known_is_listed(read: Read) -> None:
    assert listed(read(HEADING + "|금액", GOOD + "|3억", GOOD)) == [
        "1: column 10 of the table agreements has no known heading; its cells are not recorded"
    ]


def test_a_heading_that_lacks_a_column_is_listed(read: Read) -> None:
    extraction = read(HEADING.replace("협약명", "무엇"), GOOD, "시간|내용", "09:00|여는 마당")
    assert listed(extraction) == ["1: the heading of the table agreements lacks title; the table is not read"]
    assert len(rows(extraction, "programme")) == 1


def test_the_programme_lists_what_it_cannot_read(read: Read) -> None:
    extraction = read("시간|내용|비고", "|먼저|", "아침|밥|", "10:00-11:00||", "인사|", "|인사말|사회자·", "12:00|끝|")
    assert listed(extraction) == [
        "2: column time: the cell is empty, and no row above has a time",
        "3: column time: '아침' is no time; a time is printed as 09:50-10:00",
        "4: column item: the cell is empty",
    ]
    last = rows(extraction, "programme")[-2:]
    assert [(row["parent"], row["whole_note"]) for row in last] == [("3", ""), ("", "")]


@pytest.mark.parametrize(
    ("people", "findings"),
    [
        (["|장관|버들 나래|"], ["2: column country: the cell is empty, and no row above has a country"]),
        (
            ["가랑|장관|버들 나래|", "|차관|바위 솔|"],
            ["2: column country: '가랑' is not a known country or organisation; nearest: 가람"],
        ),
        (["가람|장관|버들 나라|"], ["2: column name: '버들 나라' is not a known person of Garam; nearest: 버들 나래"]),
        (["가람|장관|하늘 미르|"], ["2: column name: '하늘 미르' is not a known person of Garam"]),
        (
            ["가람|장관|버들 나래 H.E. Bawi Sol|"],
            ["2: column name: '버들 나래' and 'Bawi Sol' name different people: person/"],
        ),
        (["가람|장관|버들 A 나래|"], ["2: column name: '버들 A 나래' mixes two scripts"]),
        (["가람|장관||"], ["2: column name: the cell is empty"]),
        (["가람|장관|버들 나래|몰라"], ["2: column status: '몰라' is not a known attendance status"]),
        (["가람|장관|-|-", "가람|장관|버들 나래"], []),
        (["가람|장관|버들 나래|", "차관|바위 솔|차관 대참"], []),
    ],
)
def test_the_attendance_list_lists_what_it_cannot_link(read: Read, people: list[str], findings: Sequence[str]) -> None:
    found = listed(read(ATTENDANCE, *people))
    assert len(found) == len(findings)
    assert all(text.startswith(expected) for text, expected in zip(found, findings, strict=True))


@pytest.mark.parametrize(
    ("released", "title", "value"),
    [
        ("|배포일시|2031. 6. 4(수)|", "명단(5.30 기준)", "2031-05-30"),
        ("|배포일시|2031. 1. 4(토)|", "명단(12.30 기준)", ""),
        ("", "명단(5.30 기준)", ""),
        ("", "명단('31.5.30 기준)", "2031-05-30"),
        ("", "명단(2031년 5월 30일(금) 현재 기준)", "2031-05-30"),
    ],
)
def test_the_year_of_an_as_of_date_is_printed_somewhere(read: Read, released: str, title: str, value: str) -> None:
    extraction = read(released, "참고 1", title, ATTENDANCE, "가람|장관|버들 나래|")
    assert [(row["kind"], row["value"]) for row in rows(extraction, "attendance-heading")] == [("as_of", value)]
    assert bool(listed(extraction)) is not bool(value)


def test_the_layout_is_recognised_by_its_headings(release: Path, tmp_path: Path) -> None:
    assert choose(Document.read(release)).name == "press-release"
    other = tmp_path / "o.txt"
    other.write_text("제목\n가\t나\n")
    with pytest.raises(ExtractError, match=r"o\.txt: no layout recognises this document; known: press-release"):
        choose(Document.read(other))
    with pytest.raises(UsageError, match="--layout x: there is no such layout; known: press-release"):
        choose(Document.read(other), "x")
    assert choose(Document.read(other), "press-release") in LAYOUTS


def test_a_document_without_any_table_of_the_layout(read: Read) -> None:
    with pytest.raises(ExtractError, match="no heading of a table of agreements"):
        read("제목", "가|나")


def test_a_table_that_is_not_there_is_noted(read: Read) -> None:
    assert read(HEADING, GOOD).notes == (
        "no table of this kind is in the document: attendance",
        "no table of this kind is in the document: programme",
    )


def test_what_stands_above_an_attendance_list_without_a_part_of_its_own(read: Read) -> None:
    contact = "부서|담당|전화 (000) 123-4567, 4568"
    extraction = read(
        contact, "시간|내용", "09:00|여는 마당 7", "명단", "대표 기준||장관 2명", ATTENDANCE, "가람|장관|버들 나래|"
    )
    assert [(row["lines"], row["kind"], row["value"]) for row in rows(extraction, "attendance-heading")] == [
        *(("5", "basis", ""), ("5", "count", "2"))
    ]


@given(st.permutations(range(9)), st.booleans())
def test_the_order_of_the_columns_does_not_matter(release: Path, names: Names, order: list[int], drop: bool) -> None:
    document = Document.read(release)
    lines = list(document.lines)
    heading = "구분\t대상 국가\t대상 도시\t체결 시기\t협약 형식\t협약명(또는 주요내용)\t한국측\t상대국측\t체결 계기"
    for number in (26, *range(28, 38)):
        cells = (heading if number == 26 else lines[number - 1]).split("\t")
        cells += [""] * (9 - len(cells))
        moved = "\t".join(cells[position] for position in order)
        lines[number - 1] = moved.rstrip("\t") if drop and number == 35 else moved
    lines[26] = "" if lines[26].strip() else lines[26]
    text = "\n".join(lines)
    moved_document = Document(document.path, text.encode(), text)
    assert press_release.extract(moved_document, names) == press_release.extract(document, names)
