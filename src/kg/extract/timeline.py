"""The paper's chart of dated steps: when each was, and the words that head it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from kg.documents import Document
from kg.extract.flat import Piece, joined, lines_of, longest, pieces
from kg.extract.model import Listing, RecordTable

PRINTED: Final = ("half", "time", "item")
ADDED: Final = ("start", "end")
COLUMNS: Final = ("row", "lines", *PRINTED, *ADDED, "event")

_TITLES: Final = {
    "en": re.compile(r"\s*\[Chart [0-9]+\.\s+Timeline\b"),
    "ko": re.compile(r"\s*\[표 [0-9]+\.\s.*일정\s*\]"),
}
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# `February 2018`, `8 July 2018`, `25-28 April 2018`, `July 2018 onwards`, and the same in Korean.
_TIMES: Final = (
    re.compile(
        r"(?:(?P<day>[0-9]{1,2})(?: ?- ?(?P<last>[0-9]{1,2}))? )?"
        rf"(?P<month>{'|'.join(_MONTHS)}) (?P<year>[0-9]{{4}})(?: onwards)?"
    ),
    re.compile(
        r"(?P<year>[0-9]{4})\.(?P<month>[0-9]{1,2})"
        r"(?:\.(?P<day>[0-9]{1,2})(?: ?- ?(?P<last>[0-9]{1,2}))?)?(?: ?~)?"
    ),
)
_LONGEST_TIME: Final = 3  # lines
# Wrapped lines stand one blank line apart; two blank lines part the chart from the text below it.
_FARTHEST: Final = 2
_BULLET: Final = re.compile(r"[-·]\s*")


def read_time(cell: str) -> tuple[str, str] | None:
    """The first and the last date of a time cell, as precise as printed: `2018-02`, `2018-04-25`; else None.

    The last is empty unless a span of days is printed: a month is one partial date, and what goes on has no end.
    """
    match = _time(cell)
    if match is None:
        return None
    name = match["month"]
    month = _MONTHS.index(name) + 1 if name in _MONTHS else int(name)
    day, last = match["day"], match["last"]
    try:
        first_day = date(int(match["year"]), month, int(day or 1)).isoformat()
        last_day = date(int(match["year"]), month, int(last)).isoformat() if last else ""
    except ValueError:
        return None
    if last and last_day < first_day:
        return None
    return (first_day if day else first_day[:7]), last_day


def charts(document: Document) -> Iterator[tuple[str, list[Piece]]]:
    """Half and lines of every timeline, its title first."""
    for number, text in enumerate(document.lines, start=1):
        for half, title in _TITLES.items():
            if title.match(text):
                yield half, list(_together(pieces(document, number, len(document.lines))))


def read(half: str, parts: Sequence[Piece], listing: Listing) -> list[dict[str, str]]:
    """The rows of one half, each of which begins with a time; what can't be read goes to `listing`."""
    starts = [index for index in range(1, len(parts)) if _time_at(parts, index)]
    if not starts:
        listing.add(parts[0].line, "", "no row of the timeline begins with a time")
    rows = []
    for number, (start, end) in enumerate(pairwise([*starts, len(parts)]), start=1):
        time = _time_at(parts, start)
        item = _heading(_without(parts[start:end], len(time)))
        span = read_time(joined(time))
        if span is None:
            listing.add(time[0].line, "time", f"'{joined(time)}' is no day of the calendar")
        if not item:
            listing.add(time[0].line, "item", f"nothing stands beside '{joined(time)}'")
        row = {"row": str(number), "lines": lines_of([*time, *item]), "half": half, "time": joined(time)}
        row["item"] = _BULLET.sub("", joined(item), count=1) if item and _BULLET.match(item[0].text) else joined(item)
        rows.append(row | dict(zip(ADDED, span or ("", ""), strict=True)) | {"event": ""})
    return rows


def table(rows: Iterable[dict[str, str]]) -> RecordTable:
    """`timeline.csv`; `event` is added by hand: the event whose time the row tells."""
    return RecordTable("timeline", COLUMNS, PRINTED, tuple(rows), kept=("event",))


def _together(parts: Sequence[Piece]) -> Iterator[Piece]:
    """The parts up to the first wide gap."""
    above = parts[0].line
    for part in parts:
        if part.line - above > _FARTHEST:
            return
        yield part
        above = part.line


def _time(text: str) -> re.Match[str] | None:
    return next((match for pattern in _TIMES if (match := pattern.fullmatch(text))), None)


def _time_at(parts: Sequence[Piece], index: int) -> list[Piece]:
    """The words of the time that begins with this line; none when none does."""
    found = longest(parts[index : index + _LONGEST_TIME], lambda text: _time(text) is not None)
    return found[0] if found else []


def _without(parts: Iterable[Piece], count: int) -> Iterator[Piece]:
    """The parts without their first `count` words."""
    for part in parts:
        texts = part.text.split()
        if rest := texts[count:]:
            yield Piece(part.line, " ".join(rest))
        count = max(0, count - len(texts))


def _heading(parts: Iterable[Piece]) -> list[Piece]:
    """The first entry of an event cell: what is bulleted below it tells what happens there, and is not copied."""
    heading: list[Piece] = []
    for part in parts:
        if heading and _BULLET.match(part.text):
            break
        heading.append(part)
    return heading
