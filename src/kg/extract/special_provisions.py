"""A press release's table of special provisions under an act: what they are for, and from which law they depart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.documents import Document
from kg.errors import ExtractError, Finding
from kg.extract.flat import Piece, joined, lines_of, pieces
from kg.extract.model import Extraction, Layout, Listing, RecordTable
from kg.names import Names

PRINTED: Final = ("status", "name", "related_law")
ADDED: Final = ("slug", "part_of", "stage")
COLUMNS: Final = ("row", "lines", *PRINTED, "status_lines", *ADDED)
# Added by hand: the amendment or bill that the status stands for, and how far that has come.
BY_HAND: Final = ("part_of", "stage")

_HEADING: Final = re.compile(r"\s*구분\s+.*특례.*\s관계\s*법령\s*")
_END: Final = re.compile(r"\s*[《<□ㅇ◈*]")
_OPEN: Final = "등"
_SUFFIX: Final = " 특례"


def recognises(document: Document) -> bool:
    """Whether the document has the table's heading."""
    return any(_HEADING.fullmatch(line) for line in document.lines)


def extract(document: Document, names: Names) -> Extraction:
    """The records of the table. Raises ExtractError when the document has none."""
    first = next((number for number, line in enumerate(document.lines, start=1) if _HEADING.fullmatch(line)), None)
    if first is None:
        message = "no heading of a table of special provisions"
        raise ExtractError([Finding(message, str(document.path), "one reads: 구분 … 특례 … 관계법령")])
    listing = Listing(document)
    ends = (number for number in range(first + 1, len(document.lines) + 1) if _END.match(document.line(number)))
    parts = pieces(document, first + 1, next(ends, len(document.lines) + 1) - 1)
    rows = tuple(_rows(parts, names, listing))
    table = RecordTable("special-provisions", COLUMNS, PRINTED, rows, kept=ADDED, unique="slug")
    return Extraction((table,) if rows else (), tuple(listing.findings))


def _rows(parts: Sequence[Piece], names: Names, listing: Listing) -> Iterator[dict[str, str]]:
    """A line that ends with a law is a row; lines between that don't are the status cell of the rows below.

    What a provision does stands in sentences between its name and its law; it is not copied.
    """
    status: list[Piece] = []
    number, below_row = 0, True
    for part in parts:
        law = _law(part.text, names)
        if law is None:
            status = [part] if below_row else [*status, part]
            below_row = False
            continue
        number, below_row = number + 1, True
        name = part.text.split()[0]
        id_ = names.link(name + _SUFFIX, "law")
        if id_ is None:
            listing.add(part.line, "name", f"'{name}' is not a known special provision", "name it in laws.csv")
        if not status:
            listing.add(part.line, "status", "no status stands above the row")
        yield {
            "row": str(number),
            "lines": str(part.line),
            "status": joined(status),
            "name": name,
            "related_law": law,
            "status_lines": lines_of(status) if status else "",
            "slug": (id_ or "").partition("/")[2],
            "part_of": "",
            "stage": "",
        }
    if not below_row:
        listing.add(status[0].line, "", f"'{joined(status)[:40]}' ends with no known law, and no row comes after it")


def named_law(cell: str, names: Names) -> str | None:
    """The law that the last cell names; 등 leaves the list open."""
    return names.link(cell.removesuffix(_OPEN).strip(), "law")


def _law(text: str, names: Names) -> str | None:
    """The last cell: the longest end of the line, after its first word, that names a law."""
    parts = text.split()
    ends = (" ".join(parts[start:]) for start in range(1, len(parts)))
    return next((end for end in ends if named_law(end, names)), None)


LAYOUT: Final = Layout(
    "special-provisions",
    "a press release with a table of special provisions and the laws that they depart from",
    recognises,
    extract,
)
