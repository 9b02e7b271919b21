"""Extracting again into a folder that has records: what people added to them is kept."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.errors import Finding, RecordError
from kg.extract.model import RecordTable
from kg.tables import Row, read_table


def with_kept(table: RecordTable, path: Path) -> tuple[RecordTable, int]:
    """`table` with the added cells of the rows at `path` that print the same, and how many rows those are.

    Cells of the table's `kept` columns, and of columns that extraction does not know, are kept unless empty. Raises
    RecordError when a row at `path` is not in the document: writing would lose it.
    """
    if not path.exists():
        return replace(table, rows=_told_apart(table, list(table.rows), set())), 0
    old = read_table(path, required=table.printed)
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in old:
        waiting[tuple(row[column] for column in table.printed)].append(row)
    foreign = tuple(column for column in old.columns if column not in table.columns)
    rows: list[dict[str, str]] = []
    fixed: set[int] = set()
    kept = 0
    for position, new in enumerate(table.rows):
        same = waiting[tuple(new[column] for column in table.printed)]
        before = same.pop(0).cells if same else {}
        kept += bool(before)
        added = {column: before[column] for column in (*table.kept, *foreign) if before.get(column)}
        if table.unique in added:
            fixed.add(position)
        rows.append(dict.fromkeys(foreign, "") | new | added)
    _refuse_loss(table, (row for rest in waiting.values() for row in rest))
    return replace(table, columns=(*table.columns, *foreign), rows=_told_apart(table, rows, fixed)), kept


def _refuse_loss(table: RecordTable, lost: Iterable[Row]) -> None:
    hint = "take the row out, or choose another folder; nothing was written"
    findings = []
    for row in sorted(lost, key=lambda row: row.number):
        what = ", ".join(row[column] for column in table.printed if row[column])
        findings.append(Finding(f"'{what[:60]}' is not printed in the document", row.where(), hint))
    if findings:
        raise RecordError(findings)


def _told_apart(table: RecordTable, rows: list[dict[str, str]], fixed: set[int]) -> tuple[dict[str, str], ...]:
    """The rows with `-2`, `-3` after a value of the `unique` column that another row has, in table order.

    Rows at `fixed` positions were given their value before, and keep it: it may be an IRI that people use.
    """
    column = table.unique
    if column is None:
        return tuple(rows)
    taken = {rows[position][column] for position in fixed}
    result = []
    for position, row in enumerate(rows):
        value = row[column]
        if value and position not in fixed:
            spellings = (value if count == 1 else f"{value}-{count}" for count in itertools.count(1))
            value = next(spelling for spelling in spellings if spelling not in taken)
            taken.add(value)
        result.append(row | {column: value})
    return tuple(result)
