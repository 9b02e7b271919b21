"""`priority-projects.csv` -> the priority projects of pilot cities; their names stand in the reference tables."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import FOAF

from kg.build.claims import Statements
from kg.build.pilot_cities import CityRow, city_rows
from kg.build.rows import TableRow, table_rows
from kg.errors import Finding
from kg.extract.cells import is_dash
from kg.extract.linking import link
from kg.extract.pilot_cities import PROJECT_COLUMNS, fields_in
from kg.names import Names
from kg.namespaces import KSC, thing
from kg.tables import Row, read_table

CLASS: Final = "ksc:PriorityProject"


def add_priority_projects(path: Path, statements: Statements, names: Names) -> None:
    """Read the table into `statements`; every problem becomes a finding there."""
    table = read_table(path, required=PROJECT_COLUMNS, optional=())
    # The builder of the cities reports what is wrong with their table.
    cities = {city.key: city for city in city_rows(path.parent / "pilot-cities.csv", _aside(statements), names)}
    telling = {row["slug"] for row in table if any(_words(row))}
    for row in table_rows(table, "priority-projects", statements, names):
        _add(row, cities.get((row.row["half"], row.row["city"])), names, row.row["slug"] in telling)


def _aside(statements: Statements) -> Statements:
    """The same claims, with findings that nobody reads."""
    return Statements(statements.source, statements.claims, statements.plain)


def _words(row: Row) -> list[str]:
    """The words of a project's name that name fields; by hand, a dash says that they only look like one."""
    return [word for word in row.values("fields") if not is_dash(word)]


def _add(row: TableRow, city: CityRow | None, names: Names, telling: bool) -> None:
    """`telling`: the project's own name, in one of the halves, says what field it is in."""
    cells = row.row
    if city is None or isinstance(city.city, Finding):
        row.report("city", f"{cells['city']!r} is no city of pilot-cities.csv", "write it as that table does")
        return
    id_ = f"initiative/{cells['slug']}"
    entity = names.entities.get(id_)
    if entity is None or entity.class_ != CLASS:
        row.report("slug", f"{id_} is not a {CLASS}", "name the project in records/reference/initiatives.csv")
        return
    project = thing(id_)
    row.claim(project, KSC.priorityProjectOf, thing(city.city), "project")
    row.claim(project, FOAF.name, Literal(cells["project"], lang=cells["half"]), "project")
    for word in _words(cells):
        row.claim_link(project, KSC.field, link(names, word, ("field",), "field"), "fields", word)
    if not telling:
        _classify(project, city, names)


def _classify(project: URIRef, city: CityRow, names: Names) -> None:
    """The field of the city, where it is one: a list, or one broken off after a comma, may mean other projects."""
    classification = city.row.row["classification"]
    fields = fields_in(classification)
    if len(fields) == 1 and not classification.endswith(","):
        field = link(names, fields[0], ("field",), "field")
        city.row.claim_link(project, KSC.field, field, "classification", fields[0])
