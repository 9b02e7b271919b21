"""`special-provisions.csv` -> the special provisions of an act: what they depart from, and how far they have come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from rdflib import Literal
from rdflib.namespace import FOAF, XSD

from kg.build.claims import Statements
from kg.build.facts import read_lines
from kg.build.rows import TableRow, table_rows
from kg.errors import Finding
from kg.extract.cells import read_date
from kg.extract.linking import link
from kg.extract.special_provisions import COLUMNS, named_law
from kg.names import Names
from kg.namespaces import ELI, KSC, thing
from kg.tables import Row, read_table

CLASS: Final = "ksc:SpecialProvision"
# What the date in a status cell is of, by the stage that the cell stands for.
_DATES: Final = {"stage/realised": KSC.datePassed, "stage/proposed": KSC.dateProposed}


def add_special_provisions(path: Path, statements: Statements, names: Names) -> None:
    """Read the table into `statements`; every problem becomes a finding there."""
    for row in table_rows(read_table(path, required=COLUMNS, optional=()), "special-provisions", statements, names):
        _add(row, names)


def _add(row: TableRow, names: Names) -> None:
    cells = row.row
    id_ = f"law/{cells['slug']}"
    entity = names.entities.get(id_)
    if entity is None or entity.class_ != CLASS:
        row.report("slug", f"{id_} is not a {CLASS}", "name the provision in records/reference/laws.csv")
        return
    node = thing(id_)
    row.claim(node, FOAF.name, Literal(cells["name"], lang="ko"), "name")
    act = named_law(cells["related_law"], names)
    row.claim_link(node, KSC.derogatesFrom, act or Finding("it names no known act"), "related_law")
    _status(row, id_, names)


def _status(row: TableRow, id_: str, names: Names) -> None:
    """The status cell stands on lines of its own, for several rows."""
    cells = row.row
    source = row.statements.source
    passage = read_lines(Row(cells.path, cells.number, cells.line, {"lines": cells["status_lines"]}), source)
    if isinstance(passage, Finding):
        row.report("status_lines", passage.message, passage.hint)
        return
    status = replace(row, passage=passage)
    stage = link(names, cells["stage"], ("stage",), "stage")
    status.claim_link(thing(id_), KSC.stage, stage, "stage", cells["status"])
    part_of = cells["part_of"]
    if part_of not in names.entities or not part_of.startswith("law/"):
        row.report("part_of", f"{part_of!r} is no amendment or bill", "an id of records/reference/laws.csv")
        return
    status.claim(thing(id_), ELI.is_part_of, thing(part_of), "status")
    bracketed = cells["status"].partition("(")[2].rstrip(")")
    date = read_date(bracketed.split()[0]) if bracketed else None
    if date and isinstance(stage, str) and stage in _DATES:
        datatype = XSD.date if date.precision == "day" else XSD.gYearMonth
        value = Literal(date.value, datatype=datatype, normalize=False)
        status.claim(thing(part_of), _DATES[stage], value, "status", bracketed.split()[0])
