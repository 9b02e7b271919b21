"""Record tables: CSV files in UTF-8, read with the place of every cell and written the same way each time."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz import process

from kg.errors import Finding, RecordError, UsageError
from kg.files import read_bytes
from kg.messages import Message, did_you_mean

_BOM: Final = b"\xef\xbb\xbf"
_LINE_END: Final = re.compile("\r\n?")
SEPARATOR: Final = "; "
_SAVE: Final = Message("save the table as UTF-8 text")
_QUOTE: Final = Message("a cell that begins with a quotation mark ends with one; write one within it twice")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells by column, and where it stands. Row 1 is the first after the header; `line` is its line."""

    path: Path
    number: int
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str:
        """The cell of `column`; empty when the table has no such column."""
        return self.cells.get(column, "")

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, `; ` between them."""
        return split_values(self.get(column))

    def where(self, column: str = "") -> str:
        """This row's place, for a Finding: `agreements.csv:4: row 3, column signed`."""
        place = f"{self.path}:{self.line}: row {self.number}"
        return f"{place}, column {column}" if column else place

    def finding(self, column: str, message: str, hint: str = "") -> Finding:
        """A Finding about one cell of this row."""
        return Finding(message, self.where(column), hint)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read: its columns in the file's order, and its rows."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def split_values(cell: str) -> tuple[str, ...]:
    """The values of a cell, `;` between them; empty ones are dropped."""
    return tuple(value for part in cell.split(SEPARATOR.strip()) if (value := part.strip()))


def read_table(
    path: str | Path,
    required: Collection[str] = (),
    optional: Collection[str] | None = None,
) -> Table:
    """The table at `path`, outer white space of its cells stripped, blank lines skipped.

    `required` columns must be there; with `optional` given, no others may be. Columns stand in any order.
    Raises UsageError when there is no such file, and RecordError with every problem that the file has.
    """
    path = Path(path)
    return parse_table(read_bytes(path), path, required, optional)


def parse_table(
    data: bytes, path: Path, required: Collection[str] = (), optional: Collection[str] | None = None
) -> Table:
    """As `read_table`, from bytes; `path` is what messages call them."""
    records = _records(path, _decoded(data, path))
    if not records:
        raise RecordError(
            [
                Finding(
                    Message("the table has no header"),
                    str(path),
                    Message("columns: {names}", names=", ".join(required)),
                )
            ]
        )
    columns = tuple(name.strip() for name in records[0][1])
    findings = list(_check_header(path, columns, required, optional))
    rows = []
    for number, (line, cells) in enumerate(records[1:], start=1):
        row = Row(path, number, line, dict(zip(columns, (cell.strip() for cell in cells), strict=False)))
        if len(cells) < len(columns):
            column = columns[len(cells)]
            message = Message(
                "the row ends before it: {cells} cells of {columns}", cells=len(cells), columns=len(columns)
            )
            findings.append(row.finding(column, message))
        elif len(cells) > len(columns):
            extra = cells[len(columns)]
            hint = Message(
                "the header has {columns} columns; does a cell with a comma lack its quotes?", columns=len(columns)
            )
            findings.append(
                row.finding(columns[-1], Message("{cell!r} stands after the last column", cell=extra), hint)
            )
        rows.append(row)
    if findings:
        raise RecordError(findings)
    return Table(path, columns, tuple(rows))


def _decoded(data: bytes, path: Path) -> str:
    data = data.removeprefix(_BOM)
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise RecordError([Finding(Message("a NUL character"), f"{path}:{line}", _SAVE)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = Message("byte 0x{byte:02X} is not UTF-8", byte=data[error.start])
        raise RecordError([Finding(message, f"{path}:{line}", _SAVE)]) from None


def _records(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """The records with the line that each begins on (a quoted cell may run over several)."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            if cells:
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        message = Message("not a CSV table: {reason}", reason=str(error))
        raise RecordError([Finding(message, f"{path}:{line}", _QUOTE)]) from None
    return records


def _check_header(
    path: Path, columns: Sequence[str], required: Collection[str], optional: Collection[str] | None
) -> Iterator[Finding]:
    where = f"{path}:1"
    for position, column in enumerate(columns, start=1):
        if not column:
            yield Finding(Message("column {number} has no name", number=position), where)
        elif column in columns[: position - 1]:
            yield Finding(Message("column {name} stands twice", name=column), where)
    missing = [column for column in required if column not in columns]
    if optional is not None:
        known = [*required, *optional]
        for column in columns:
            if column and column not in known:
                nearest = process.extractOne(column, missing or known, score_cutoff=60)
                columns_ = Message("columns: {names}", names=", ".join(known))
                hint = did_you_mean([nearest[0]]) if nearest else columns_
                yield Finding(Message("column {name} is not known", name=column), where, hint)
    for column in missing:
        yield Finding(Message("column {name} is missing", name=column), where)


def format_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """The table as CSV text: LF, inside cells too, and quotes only where needed.

    A row may leave columns out, and never add one (ValueError).
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: _LINE_END.sub("\n", cell) for column, cell in row.items()} for row in rows)
    return buffer.getvalue()


def write_files(texts: Mapping[Path, str]) -> None:
    """Write every file or none: all are staged beside their targets first, then moved; a failed move is taken back."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            staged.append((_stage(path, text.encode("utf-8")), path))
        _move_all(staged)
    except OSError as error:
        place = error.filename2 or error.filename or next(iter(texts), "")
        raise UsageError(f"{place}: cannot be written: {error.strerror or error}") from None
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _stage(path: Path, data: bytes) -> Path:
    """A hidden file beside `path` that holds `data`, readable as a file made the usual way is."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(file.fileno(), 0o666 & ~mask)
    return Path(name)


def _move_all(staged: Sequence[tuple[Path, Path]]) -> None:
    before: dict[Path, Path | None] = {}
    try:
        for temporary, path in staged:
            before[path] = _stage(path, path.read_bytes()) if path.exists() else None
            temporary.replace(path)
    except OSError:
        for path, old in before.items():
            with suppress(OSError):
                path.unlink(missing_ok=True) if old is None else old.replace(path)
        raise
    finally:
        for old in before.values():
            if old is not None:
                old.unlink(missing_ok=True)
