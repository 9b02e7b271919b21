"""The paper on the ASEAN Smart Cities Network: timeline and annexes 1 to 3 of its English and of its Korean half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.documents import Document
from kg.errors import ExtractError, Finding
from kg.extract import city_figures, officials, pilot_cities, timeline
from kg.extract.flat import Piece, pieces
from kg.extract.model import Extraction, Layout, Listing
from kg.names import Names

_HEADINGS: Final = {"en": re.compile(r"\s*Annex ([1-3])\.\s"), "ko": re.compile(r"\s*첨부 ([1-3])\.\s")}
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex of one half, from its heading on."""

    half: str
    number: int
    parts: tuple[Piece, ...]


def recognises(document: Document) -> bool:
    """Whether the document has all three annexes in one of its halves."""
    found = {(half, number) for half, number, _ in _headings(document)}
    return any(all((half, number) in found for number in (1, 2, 3)) for half in _HEADINGS)


def extract(document: Document, names: Names) -> Extraction:
    """The records of timeline and annexes, English half first. Raises ExtractError when it has no annex."""
    annexes = list(_annexes(document))
    if not annexes:
        raise ExtractError([Finding("no heading of an annex", str(document.path), "one reads: Annex 1. …, 첨부 1. …")])
    listing = Listing(document)
    notes: list[str] = []
    of = {number: [annex for annex in annexes if annex.number == number] for number in (1, 2, 3)}
    cities = [city for annex in of[1] for city in pilot_cities.read(annex.half, annex.parts, names, listing)]
    seats = [seat for annex in of[2] for seat in officials.read(annex.half, annex.parts, names, listing, notes)]
    figures = [city_figures.read(annex.half, annex.parts, names, listing) for annex in of[3]]
    steps = [row for half, parts in timeline.charts(document) for row in timeline.read(half, parts, listing)]
    tables = (
        timeline.table(steps),
        pilot_cities.cities_table(cities),
        pilot_cities.projects_table(cities, names, listing),
        officials.table(seats),
        city_figures.table(figures),
        city_figures.heading_table(figures),
    )
    findings = sorted(listing.findings, key=lambda finding: int(finding.where.rpartition(":")[2]))
    return Extraction(tuple(table for table in tables if table.rows), tuple(findings), tuple(notes))


def _headings(document: Document) -> Iterator[tuple[str, int, int]]:
    """Half, annex and line of every heading."""
    for line, text in enumerate(document.lines, start=1):
        for half, pattern in _HEADINGS.items():
            if match := pattern.match(text):
                yield half, int(match[1]), line


def _annexes(document: Document) -> Iterator[Annex]:
    headings = list(_headings(document))
    starts = [line for _, _, line in headings] + [len(document.lines) + 1]
    for (half, number, first), (_, after) in zip(headings, pairwise(starts), strict=True):
        parts = pieces(document, first, after - 1)
        # The last English annex ends where the Korean half begins.
        foreign = (index for index, part in enumerate(parts) if half == "en" and _HANGUL.search(part.text))
        yield Annex(half, number, tuple(parts[: next(foreign, len(parts))]))


LAYOUT: Final = Layout(
    "ascn-paper",
    "the paper on the ASEAN Smart Cities Network: its timeline, and pilot cities, officials and figures in its annexes",
    recognises,
    extract,
)
