"""The attendance list in a press release, and what stands above it: its date, and how many people it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.documents import Document
from kg.errors import Finding
from kg.extract import linking
from kg.extract.cells import is_dash, read_date, read_person
from kg.extract.grid import PART, Column, Found, Shape, aligned, cells_of
from kg.extract.model import Listing, RecordTable
from kg.names import Names

SHAPE: Final = Shape(
    "attendance",
    (
        Column("country", "국가(명)?|국명"),
        Column("position", "소속(및|·|/)?직위|직위", required=False),
        Column("name", "성명|이름"),
        Column("status", "참석(여부)?", required=False),
    ),
)
PRINTED: Final = tuple(column.name for column in SHAPE.columns)
COLUMNS: Final = ("row", "lines", *PRINTED, "name_ko", "name_en", "of_country", "deputises_for")
# Added by hand: the post whose holder the attendee stands in for.
BY_HAND: Final = ("deputises_for",)
HEADING_PRINTED: Final = ("kind", "printed")
HEADING_COLUMNS: Final = ("row", "lines", *HEADING_PRINTED, "label", "value")
_AS_OF: Final = re.compile(
    r"(?:(?P<year>['‘’]?[0-9]{2,4})\s*[.년]\s*)?(?P<month>[0-9]{1,2})\s*[.월/]\s*(?P<day>[0-9]{1,2})\s*[.일]?\s*"
    r"(?:\([월화수목금토일]\)\s*)?(?:현재\s*)?기준"
)
_COUNT: Final = re.compile(r"(?P<label>[^0-9]*[^0-9\s])\s*(?P<count>[0-9]{1,4})\s*(?:명|인)?")
_RELEASED: Final = re.compile(r"배포\s*일\s*시\D*(?P<date>[0-9]{4}\s*\.\s*[0-9]{1,2}\s*\.\s*[0-9]{1,2})")


def read_attendance(tables: Sequence[Found], names: Names, listing: Listing) -> RecordTable:
    """The rows of the attendance list. `of_country` is the country printed above a row whose own cell is empty."""
    rows = []
    number, above = 0, ""
    for table in tables:
        for line, cells in table.rows:
            number += 1
            printed = aligned(cells, table.heading, lambda row: _fits(names, row))
            if printed is None:
                message = f"a row of {len(cells)} cells where the heading has {len(table.heading.columns)}"
                listing.add(line, "", message, "the row is not recorded")
                continue
            above = printed["country"] or above
            added = _added(names, printed, line, above, listing)
            rows.append({"row": str(number), "lines": str(line), **printed, **added})
    return RecordTable("attendance", COLUMNS, PRINTED, tuple(rows), kept=BY_HAND)


def _fits(names: Names, row: dict[str, str]) -> bool:
    return (
        (not row["country"] or isinstance(linking.link_delegation(names, row["country"]), str))
        and bool(row["name"])
        and names.link(row["name"], linking.STATUS) is None
        and (not row["status"] or names.link(row["status"], linking.STATUS) is not None)
    )


def _added(names: Names, printed: dict[str, str], line: int, above: str, listing: Listing) -> dict[str, str]:
    """Splits the name, links what the row names, and lists what does not link."""
    delegation = linking.link_delegation(names, above)
    if isinstance(delegation, Finding):
        if printed["country"]:
            listing.add(line, "country", delegation)
        elif not above:
            listing.add(line, "country", "the cell is empty, and no row above has a country")
    person = read_person(printed["name"])
    if person is None:
        listing.add(line, "name", f"'{printed['name']}' mixes two scripts", "a name is Hangul, then Latin letters")
    elif not printed["name"]:
        listing.add(line, "name", "the cell is empty")
    elif not is_dash(printed["name"]) and isinstance(delegation, str):
        country = delegation if delegation.startswith("country/") else None
        found = linking.link_person(names, person, country)
        if isinstance(found, Finding):
            listing.add(line, "name", found)
    if printed["status"] and not is_dash(printed["status"]):
        status = linking.link(names, printed["status"], linking.STATUS, "attendance status")
        if isinstance(status, Finding):
            listing.add(line, "status", status)
    return {
        "name_ko": person.ko if person else "",
        "name_en": person.en if person else "",
        "of_country": "" if printed["country"] else above,
    }


def read_attendance_heading(document: Document, tables: Sequence[Found], listing: Listing) -> RecordTable:
    """What stands above an attendance list, after the beginning of its part and the table before; `tables` are all.

    Kinds: `as_of` (value: the day), `count` (label: of whom, value: how many), `basis` (what the counts go by).
    """
    entries: list[dict[str, str]] = []
    end = 0
    for table in tables:
        if table.heading.shape is SHAPE:
            entries.extend(_above(document, end, table.heading.first, listing))
        end = table.last
    rows = tuple({"row": str(number), **entry} for number, entry in enumerate(entries, start=1))
    return RecordTable("attendance-heading", HEADING_COLUMNS, HEADING_PRINTED, rows)


def _above(document: Document, after: int, before: int, listing: Listing) -> Iterator[dict[str, str]]:
    start = next((number for number in range(before - 1, after, -1) if PART.match(document.line(number))), after + 1)
    for number in range(start, before):
        line = document.line(number)
        counts = [_COUNT.fullmatch(cell) for cell in cells_of(line)]
        for match in _AS_OF.finditer(line):
            value = _day(document, match)
            if not value:
                listing.add(number, "", f"'{match[0]}' is no day whose year can be told")
            yield {"lines": str(number), "kind": "as_of", "printed": match[0], "label": "", "value": value}
        for cell, count in zip(cells_of(line), counts, strict=True):
            if count:
                label, value = count["label"].strip(), count["count"]
                yield {"lines": str(number), "kind": "count", "printed": cell, "label": label, "value": value}
            elif cell and any(counts) and not _AS_OF.search(cell):
                yield {"lines": str(number), "kind": "basis", "printed": cell, "label": "", "value": ""}


def _day(document: Document, match: re.Match[str]) -> str:
    """The day of an as-of note. A year that is left out is that of the release, which is no earlier than the list."""
    if match["year"]:
        date = read_date(f"{match['year']}.{match['month']}.{match['day']}")
        return date.value if date else ""
    released = _RELEASED.search(document.text)
    issued = read_date(released["date"]) if released else None
    if not issued:
        return ""
    day = read_date(f"{issued.value[:4]}.{match['month']}.{match['day']}")
    return day.value if day and day.value <= issued.value else ""
