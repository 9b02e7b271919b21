"""`city-figures.csv` and its heading -> observations: income of countries, density of their pilot cities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, XSD

from kg.build.claims import Statements
from kg.build.rows import TableRow, table_rows
from kg.errors import Finding
from kg.extract.city_figures import COLUMNS, HEADING_COLUMNS
from kg.extract.linking import Link, link, link_country
from kg.names import Names
from kg.namespaces import KSC, SCHEMA, thing
from kg.tables import read_table

# The columns of figures, and what the ids of their observations begin with.
FIGURES: Final = {"gdp_per_capita": "gdp-per-capita", "population_density": "population-density"}
_HEADING: Final = {
    "indicator": SCHEMA.variableMeasured,
    "unit": KSC.unit,
    "year": KSC.referenceYear,
    "source": DCTERMS.source,
}


def add_city_figures(path: Path, statements: Statements, names: Names) -> None:
    """Read the table and what stands around it into `statements`; every problem becomes a finding there."""
    made: dict[tuple[str, str], list[URIRef]] = {}
    above: TableRow | None = None
    for row in table_rows(read_table(path, required=COLUMNS, optional=()), "city-figures", statements, names):
        above = row if row.row["country"] or above is None else above
        country = link_country(names, above.row["country"])
        for column, node in _observations(row, country, names):
            made.setdefault((row.row["half"], column), []).append(node)
    heading = path.parent / "city-figures-heading.csv"
    if heading.exists():
        table = read_table(heading, required=HEADING_COLUMNS, optional=())
        for row in table_rows(table, "city-figures-heading", statements, names):
            _add_heading(row, made)


def _observations(row: TableRow, country: Link, names: Names) -> Iterator[tuple[str, URIRef]]:
    """The observations of one row, by column: that of the country where one is printed, and that of the city."""
    cells = row.row
    city = link(names, cells["city"], ("city",), "city", country if isinstance(country, str) else None)
    for about, name, column in ((country, "country", "gdp_per_capita"), (city, "city", "population_density")):
        if not cells[name]:
            continue
        node = _observation(row, about, name, column, names)
        if node is not None:
            yield column, node


def _observation(row: TableRow, about: Link, name: str, column: str, names: Names) -> URIRef | None:
    if isinstance(about, Finding):
        row.report(name, about.message, about.hint)
        return None
    id_ = f"observation/{FIGURES[column]}-{about.partition('/')[2]}"
    if id_ not in names.entities:
        row.report(column, f"{id_} is not an observation", "add it to records/reference/observations.csv")
        return None
    value = row.row[column].replace(",", "")
    if not value.replace(".", "", 1).isdecimal():
        row.report(column, f"{row.row[column]!r} is no figure", "write it as printed: 1,395 or 28,290.6")
        return None
    node = thing(id_)
    row.claim(node, SCHEMA.observationAbout, thing(about), name)
    row.claim(node, SCHEMA.value, Literal(value, datatype=XSD.decimal, normalize=False), column)
    if name == "city" and (scope := row.row["scope"]):
        row.claim_link(node, KSC.geographicScope, link(names, scope, ("geographic-scope",), "scope"), "scope")
    return node


def _add_heading(row: TableRow, made: dict[tuple[str, str], list[URIRef]]) -> None:
    """What a heading or foot says holds for every observation of its column in its half."""
    cells = row.row
    if cells["kind"] not in _HEADING or cells["of_column"] not in FIGURES:
        hint = f"a kind of {', '.join(_HEADING)}; a column of {', '.join(FIGURES)}"
        row.report("of_column", f"{cells['kind']!r} of {cells['of_column']!r} says nothing of a column", hint)
        return
    for node in made.get((cells["half"], cells["of_column"]), []):
        if cells["kind"] == "year":
            year = Literal(cells["value"], datatype=XSD.gYear, normalize=False)
            row.claim(node, KSC.referenceYear, year, "printed")
        elif cells["value"] in row.names.entities:
            row.claim(node, _HEADING[cells["kind"]], row.node(cells["value"]), "printed")
        else:
            row.report("value", f"{cells['value']!r} is not an entity or concept", "add it to records/reference first")
            return
