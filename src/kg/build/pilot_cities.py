"""`pilot-cities.csv` -> the member cities of the ASEAN Smart Cities Network, their countries and fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Literal

from kg.build.claims import Statements
from kg.build.rows import TableRow, table_rows
from kg.errors import Finding
from kg.extract.linking import Link, link, link_country
from kg.extract.pilot_cities import CITY_COLUMNS, fields_in
from kg.names import Names
from kg.namespaces import KSC, thing
from kg.tables import read_table

NETWORK: Final = "initiative/ascn"


@dataclass(frozen=True, slots=True)
class CityRow:
    """One row with what it links to; `above` is the row that prints its country."""

    row: TableRow
    above: TableRow
    country: Link
    city: Link

    @property
    def key(self) -> tuple[str, str]:
        """What names the row in other tables: its half and the city as printed."""
        return self.row.row["half"], self.row.row["city"]


def city_rows(path: Path, statements: Statements, names: Names) -> Iterator[CityRow]:
    """The rows of a table of cities in which a country is printed once for the cities below it."""
    above: TableRow | None = None
    for row in table_rows(read_table(path, required=CITY_COLUMNS, optional=()), "pilot-cities", statements, names):
        above = row if row.row["country"] or above is None else above
        country = link_country(names, above.row["country"])
        scope = country if isinstance(country, str) else None
        yield CityRow(row, above, country, link(names, row.row["city"], ("city",), "city", scope))


def add_pilot_cities(path: Path, statements: Statements, names: Names) -> None:
    """Read the table into `statements`; every problem becomes a finding there.

    The classification cell is printed once per city, so the city has its fields (priority_projects.py says which of
    them a project has); a note beside the name is kept as a remark.
    """
    for item in city_rows(path, statements, names):
        row, cells = item.row, item.row.row
        row.claim_link(thing(NETWORK), KSC.hasMemberCity, item.city, "city")
        if isinstance(item.city, Finding):
            continue
        city = thing(item.city)
        item.above.claim_link(city, KSC.inCountry, item.country, "country")
        for word in fields_in(cells["classification"]):
            row.claim_link(city, KSC.field, link(names, word, ("field",), "field"), "classification", word)
        if note := cells["note"].strip("()"):
            row.claim(city, KSC.remark, Literal(note, lang=cells["half"]), "note", note)
