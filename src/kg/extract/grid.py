"""Tables whose cells are parted by tabs: found by their headings, wherever they stand and however they are ordered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from kg.documents import Document
from kg.errors import Finding
from kg.extract.model import Listing

# What begins another part of a release: 참고 2, 붙임, 별첨 1
PART: Final = re.compile(r"\s*[\[<〔【]?\s*(?:참\s*고|붙\s*임|별\s*첨|첨\s*부)\s*[0-9]*\s*[\]>〕】]?(?:\s|$)")
_MOST_MISSING: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of records, and how its heading reads without white space (a pattern)."""

    name: str
    heading: str
    required: bool = True

    def matches(self, cell: str) -> bool:
        """Whether `cell` is the heading of this column."""
        return re.fullmatch(self.heading, "".join(cell.split())) is not None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of table looks like. `group` is a heading that spans columns named in the row below it."""

    name: str
    columns: tuple[Column, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table in a document: a column for each cell, None where the cell names none."""

    shape: Shape
    first: int
    last: int
    columns: tuple[str | None, ...]


@dataclass(slots=True)
class Found:
    """A table in a document: its heading, and the cells of each row with its line."""

    heading: Heading
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The line of the last row; of the heading when there is none."""
        return self.rows[-1][0] if self.rows else self.heading.last


def cells_of(line: str) -> list[str]:
    """The cells of a line, outer white space stripped; none when it has no tab or holds nothing."""
    cells = [cell.strip() for cell in line.split("\t")]
    return cells if len(cells) > 1 and any(cells) else []


def find_tables(document: Document, shapes: Sequence[Shape]) -> list[Found]:
    """Every table of these shapes, in order. A heading that is repeated begins a further table of its shape."""
    tables: list[Found] = []
    current: Found | None = None
    number = 1
    while number <= len(document.lines):
        line = document.line(number)
        heading = _heading(document, number, shapes)
        if heading:
            current = Found(heading)
            tables.append(current)
            number = heading.last
        elif PART.match(line):
            current = None
        elif current and line.strip():
            current = _continue(current, number, line)
        number += 1
    return tables


def _continue(table: Found, number: int, line: str) -> Found | None:
    """Add a line to the table as a row, or as a stray that may be its end; None when the table is over."""
    cells = cells_of(line)
    if not cells:
        table.strays.append(number)
    elif table.strays and table.strays[-1] > table.last and len(cells) != len(table.heading.columns):
        return None
    else:
        table.rows.append((number, cells))
    return table


def list_strays(tables: Sequence[Found], listing: Listing) -> None:
    """List the lines that stand between rows and are none; what follows the last row is a footnote."""
    for table in tables:
        for number in table.strays:
            if number < table.last:
                text = listing.document.line(number).strip()
                listing.add(
                    number, "", f"'{text[:40]}' stands inside the table {table.heading.shape.name} and is no row"
                )


def _heading(document: Document, number: int, shapes: Sequence[Shape]) -> Heading | None:
    cells = cells_of(document.line(number))
    if not cells:
        return None
    for shape in shapes:
        last, whole = number, cells
        if shape.group and not _names_all(shape, cells):
            last, whole = _with_second_row(document, number, cells, shape)
        if _names_all(shape, whole):
            return Heading(shape, number, last, tuple(_column(shape, cell) for cell in whole))
    return None


def _column(shape: Shape, cell: str) -> str | None:
    return next((column.name for column in shape.columns if column.matches(cell)), None)


def _names_all(shape: Shape, cells: Sequence[str]) -> bool:
    names = [_column(shape, cell) for cell in cells]
    return all(column.name in names for column in shape.columns if column.required)


def _with_second_row(document: Document, number: int, cells: list[str], shape: Shape) -> tuple[int, list[str]]:
    """The heading with the cell that spans columns replaced by what the next row names below it."""
    spanning = next((i for i, cell in enumerate(cells) if re.fullmatch(shape.group, "".join(cell.split()))), None)
    below = next((n for n in range(number + 1, len(document.lines) + 1) if document.line(n).strip()), None)
    if spanning is None or below is None:
        return number, cells
    parts = [cell for cell in cells_of(document.line(below)) if cell]
    if not parts or not all(_column(shape, part) for part in parts):
        return number, cells
    # The cells that a spanning cell covers are printed empty by most converters, and left out by some.
    covered = 1
    while covered < len(parts) and spanning + covered < len(cells) and not cells[spanning + covered]:
        covered += 1
    return below, [*cells[:spanning], *parts, *cells[spanning + covered :]]


def list_near_headings(document: Document, shapes: Sequence[Shape], tables: Sequence[Found]) -> Iterator[Finding]:
    """Lines that look like a heading but lack a column, so that their table is not read."""
    taken = {n for table in tables for n in range(table.heading.first, table.heading.last + 1)}
    for number in range(1, len(document.lines) + 1):
        cells = cells_of(document.line(number))
        for shape in shapes if cells and number not in taken else ():
            _, whole = _with_second_row(document, number, cells, shape) if shape.group else (number, cells)
            names = {name for cell in whole if (name := _column(shape, cell))}
            if len(names) >= max(3, len(shape.columns) / 2):
                lacking = [column.name for column in shape.columns if column.required and column.name not in names]
                message = f"the heading of the table {shape.name} lacks {', '.join(lacking)}; the table is not read"
                yield Finding(message, f"{document.path}:{number}")


def list_columns(table: Found, listing: Listing) -> None:
    """List heading cells that name no column, or one that another cell names: their cells are not recorded."""
    heading = table.heading
    for position, name in enumerate(heading.columns):
        if name is None and any(len(cells) > position and cells[position] for _, cells in table.rows):
            message = f"column {position + 1} of the table {heading.shape.name} has no known heading"
            listing.add(heading.first, "", message, "its cells are not recorded")
        elif name is not None and name in heading.columns[:position]:
            listing.add(heading.first, name, f"two headings of the table {heading.shape.name} name it")


def aligned(cells: list[str], heading: Heading, fits: Callable[[dict[str, str]], bool]) -> dict[str, str] | None:
    """The cells of a row by column; None when that can't be told.

    Surplus cells must be empty. Where cells are missing they are the last ones, if the row then `fits`; else the row is
    read in the one way in which it does.
    """
    width = len(heading.columns)
    if any(cells[width:]):
        return None
    cells = cells[:width]
    missing = width - len(cells)
    if not missing:
        return _by_column(cells, heading)
    trailing = _by_column([*cells, *[""] * missing], heading)
    if fits(trailing):
        return trailing
    if missing > _MOST_MISSING:
        return None
    readings = []
    for gaps in combinations(range(width), missing):
        rest = iter(cells)
        reading = _by_column(["" if position in gaps else next(rest) for position in range(width)], heading)
        if fits(reading) and reading not in readings:
            readings.append(reading)
    return readings[0] if len(readings) == 1 else None


def _by_column(cells: Sequence[str], heading: Heading) -> dict[str, str]:
    row = {column.name: "" for column in heading.shape.columns}
    for name, cell in zip(heading.columns, cells, strict=True):
        if name is not None and not row[name]:
            row[name] = cell
    return row
