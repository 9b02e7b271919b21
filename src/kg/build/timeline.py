"""`timeline.csv` -> when the events of a printed timeline begin and end."""

from __future__ import annotations

from pathlib import Path

from kg.build.claims import Statements
from kg.build.context import partial_date
from kg.build.rows import TableRow, table_rows
from kg.extract.timeline import COLUMNS, read_time
from kg.names import Names
from kg.namespaces import SCHEMA, thing
from kg.tables import read_table


def add_timeline(path: Path, statements: Statements, names: Names) -> None:
    """Read the table into `statements`; every problem becomes a finding there.

    The time cell is all that is claimed: what an event adopts or endorses is a fact of its own.
    """
    for row in table_rows(read_table(path, required=COLUMNS, optional=()), "timeline", statements, names):
        _add(row)


def _add(row: TableRow) -> None:
    cells = row.row
    event = cells["event"]
    if event not in row.names.entities or not event.startswith("event/"):
        row.report("event", f"{event!r} is no event", "an id of records/reference/events.csv")
        return
    span = read_time(cells["time"])
    if span is None:
        row.report("time", f"{cells['time']!r} is no time", "2018.2, 25-28 April 2018, July 2018 onwards")
        return
    for column, predicate, printed_date in zip(("start", "end"), (SCHEMA.startDate, SCHEMA.endDate), span, strict=True):
        if cells[column] != printed_date:
            row.report(column, f"{cells[column]!r} is not what the time cell says", f"write {printed_date!r}")
        elif printed_date:
            row.claim(thing(event), predicate, partial_date(printed_date), "time")
