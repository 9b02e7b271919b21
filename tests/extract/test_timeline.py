"""The timeline of an invented paper: no body, city or meeting in it exists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.documents import Document
from kg.extract import timeline
from kg.extract.model import Listing

Read = Callable[..., tuple[list[tuple[str, ...]], list[str]]]
COLUMNS = ("row", "lines", "half", "time", "item", "start", "end")
CHART = (
    "Prose before it, of 2 May 2030",
    " [Chart 7. Timeline of the Water League]",
    "",
    "Time Event",
    "March 2031 Ferry towns’ naming of",
    "",
    "pilots",
    "3-5 April",
    "2031",
    "",
    "Second Ferry Council",
    "- Pilots to adopt the Tide Plan",
    "- Pilots to meet in May 2031",
    "June 2031",
    "onwards",
    "- Towns to mend their quays",
    "",
    "",
    "1 July 2031 is a day of the prose below the chart.",
)
KOREAN = (
    " [표 7. 물길연합 주요 일정]",
    "날짜 주요 일정",
    "2031.3 -나루 도시 지명",
    "2031.4.3 - 5 제 2 차 나루 회의",
    "· 물때 계획 채택",
    "2031.6 ~ -부두 보완",
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The rows and findings of a document with these lines."""

    def extract(*lines: str) -> tuple[list[tuple[str, ...]], list[str]]:
        path = tmp_path / "p.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        document = Document.read(path)
        listing = Listing(document)
        rows = [row for half, parts in timeline.charts(document) for row in timeline.read(half, parts, listing)]
        found = [str(finding).partition("p.txt:")[2] for finding in listing.findings]
        return [tuple(row[column] for column in COLUMNS) for row in rows], found

    return extract


def test_wrapped_times_are_joined_and_bullets_left_out(read: Read) -> None:
    rows, found = read(*CHART)
    assert found == []
    assert rows == [
        ("1", "5-7", "en", "March 2031", "Ferry towns’ naming of pilots", "2031-03", ""),
        ("2", "8-11", "en", "3-5 April 2031", "Second Ferry Council", "2031-04-03", "2031-04-05"),
        ("3", "14-16", "en", "June 2031 onwards", "Towns to mend their quays", "2031-06", ""),
    ]


def test_each_half_has_its_own_rows(read: Read) -> None:
    rows, found = read(*CHART, *KOREAN)
    assert found == []
    assert rows[3:] == [
        ("1", "22", "ko", "2031.3", "나루 도시 지명", "2031-03", ""),
        ("2", "23", "ko", "2031.4.3 - 5", "제 2 차 나루 회의", "2031-04-03", "2031-04-05"),
        ("3", "25", "ko", "2031.6 ~", "부두 보완", "2031-06", ""),
    ]


def test_what_is_wrong_with_a_timeline(read: Read) -> None:
    _, found = read(CHART[1], "30 February 2031 Ebb Day", "5-3 April 2031 Flood Days", "2031.13 Tide", "May 2031")
    assert found == [
        "2: column time: '30 February 2031' is no day of the calendar",
        "3: column time: '5-3 April 2031' is no day of the calendar",
        "4: column time: '2031.13' is no day of the calendar",
        "5: column item: nothing stands beside 'May 2031'",
    ]
    assert read(CHART[1], "Time Event", "soon Ebb Day") == ([], ["1: no row of the timeline begins with a time"])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8 July 2031", ("2031-07-08", "")),
        ("2031.7.8", ("2031-07-08", "")),
        ("2031.7", ("2031-07", "")),
        ("2031.4.25-28", ("2031-04-25", "2031-04-28")),
        ("2031", None),
        ("July", None),
        ("31 June 2031", None),
    ],
)
def test_times_are_as_precise_as_printed(cell: str, expected: tuple[str, str] | None) -> None:
    assert timeline.read_time(cell) == expected
