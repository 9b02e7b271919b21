"""Press releases on a meeting: agreements made so far, the meeting's programme, the attendance list."""

from __future__ import annotations

from typing import Final

from kg.documents import Document
from kg.errors import ExtractError, Finding
from kg.extract import agreements, attendance, programme
from kg.extract.grid import Found, find_tables, list_columns, list_near_headings, list_strays
from kg.extract.model import Extraction, Layout, Listing
from kg.names import Names

_SHAPES: Final = (agreements.SHAPE, attendance.SHAPE, programme.SHAPE)


def recognises(document: Document) -> bool:
    """Whether the document has the heading of one of the three tables."""
    return bool(find_tables(document, _SHAPES))


def extract(document: Document, names: Names) -> Extraction:
    """The records of the three tables. Raises ExtractError when the document has none of them."""
    listing = Listing(document)
    tables = find_tables(document, _SHAPES)
    listing.findings.extend(list_near_headings(document, _SHAPES, tables))
    if not tables:
        nothing = Finding("no heading of a table of agreements, a programme or an attendance list", str(document.path))
        raise ExtractError(listing.findings or [nothing])
    for table in tables:
        list_columns(table, listing)
    list_strays(tables, listing)
    of = {shape.name: [table for table in tables if table.heading.shape is shape] for shape in _SHAPES}
    records = (
        agreements.read_agreements(of["agreements"], names, listing),
        programme.read_programme(of["programme"], listing),
        attendance.read_attendance(of["attendance"], names, listing),
        attendance.read_attendance_heading(document, tables, listing),
    )
    written = tuple(table for table in records if table.rows)
    return Extraction(written, _in_order(listing), tuple(_missing(of)))


def _missing(of: dict[str, list[Found]]) -> list[str]:
    return [f"no table of this kind is in the document: {name}" for name, found in of.items() if not found]


def _in_order(listing: Listing) -> tuple[Finding, ...]:
    """The findings by line, and in the order in which they were made within one."""
    return tuple(sorted(listing.findings, key=lambda finding: int(finding.where.rpartition(":")[2])))


LAYOUT: Final = Layout(
    "press-release",
    "a press release with a table of agreements, a programme and an attendance list",
    recognises,
    extract,
)
