from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import Document
from kg.extract.agreements import SHAPE as AGREEMENTS
from kg.extract.grid import PART, find_tables
from kg.extract.programme import SHAPE as PROGRAMME

COLUMNS = ["category", "country", "place", "signed", "type", "title", "korean_party", "partner", "occasion"]
FIRST = "구분|대상 국가|대상도시|체결  시기|협약 형식|협약명(또는 주요내용)"


def tables(tmp_path: Path, *lines: str) -> list[tuple[str, int, int, list[str | None], list[int]]]:
    path = tmp_path / "d.txt"
    path.write_text("\n".join(lines).replace("|", "\t"), encoding="utf-8")
    found = find_tables(Document.read(path), (AGREEMENTS, PROGRAMME))
    return [
        (t.heading.shape.name, t.heading.first, t.heading.last, list(t.heading.columns), [line for line, _ in t.rows])
        for t in found
    ]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ([FIRST + "|협약기관||체결 계기", "||||||한국측|상대국측|"], 2),
        ([FIRST + "|협약 기관||체결 계기", "", "한국측|상대국측"], 3),
        ([FIRST + "|협약기관|체결 계기", "||||||한국측|상대국측"], 2),
        ([FIRST + "|한국측|상대국측|체결 계기"], 1),
        ([FIRST + "|협약기관(한국측)|협약기관(상대국측)|계기"], 1),
    ],
)
def test_a_heading_of_one_line_or_two(tmp_path: Path, lines: list[str], last: int) -> None:
    assert tables(tmp_path, *lines, "a|b") == [("agreements", 1, last, COLUMNS, [last + 1])]


def test_columns_in_another_order(tmp_path: Path) -> None:
    heading = "협약기관||체결 시기|대상 국가|협약명|협약 형식"
    expected = ["partner", "korean_party", "signed", "country", "title", "type"]
    assert tables(tmp_path, heading, "상대국측|한국측||||") == [("agreements", 1, 2, expected, [])]


def test_a_table_goes_on_over_blank_lines_and_ends_at_the_next_part(tmp_path: Path) -> None:
    found = tables(tmp_path, "시 간|내 용|비 고", "a|b|c", "", "\t \t", "d|e|f", "참고 2", "g|h|i")
    assert found == [("programme", 1, 1, ["time", "item", "note"], [2, 5])]


def test_a_line_that_is_no_row_ends_a_table_only_before_other_rows(tmp_path: Path) -> None:
    found = tables(tmp_path, "시간|내용|비고", "a|b|c", "딴 줄", "d|e|f", "머리글", "가|나", "g|h|i")
    assert [rows for *_, rows in found] == [[2, 4]]


def test_a_repeated_heading_begins_a_table_of_its_own(tmp_path: Path) -> None:
    found = tables(tmp_path, "시간|내용", "a|b", "내용|시간", "c|d")
    assert [(columns, rows) for *_, columns, rows in found] == [(["time", "item"], [2]), (["item", "time"], [4])]


@pytest.mark.parametrize("line", ["참고 1", "참 고", " 붙임2", "[별첨 3]", "<참고> 명단", "참고\t1"])
def test_what_begins_a_part(line: str) -> None:
    assert PART.match(line)


@pytest.mark.parametrize("line", ["참고로 말하면", "참석자", "붙임말"])
def test_what_does_not_begin_a_part(line: str) -> None:
    assert not PART.match(line)
