"""The table of agreements in a press release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.errors import Finding
from kg.extract import linking
from kg.extract.cells import PartialDate, is_dash, read_date
from kg.extract.grid import Column, Found, Shape, aligned
from kg.extract.linking import Link
from kg.extract.model import Listing, RecordTable
from kg.names import KOREA, Names

SHAPE: Final = Shape(
    "agreements",
    (
        Column("category", "구분", required=False),
        Column("country", "(대상)?국가"),
        Column("place", "(대상)?(도시|지역)", required=False),
        Column("signed", "(체결)?(시기|일자)"),
        Column("type", "(협약)?형식"),
        Column("title", r"협약명(\(.*\))?"),
        Column("korean_party", r"(협약기관)?\(?한국측\)?(기관)?"),
        Column("partner", r"(협약기관)?\(?상대국측?\)?(기관)?"),
        Column("occasion", "(체결)?계기", required=False),
    ),
    group="협약기관",
)
PRINTED: Final = tuple(column.name for column in SHAPE.columns)
ADDED: Final = ("slug", "title_en", "fields", "event")
COLUMNS: Final = ("row", "lines", *PRINTED, *ADDED)
# An agreement may name no place and no occasion; every other cell is needed to say what it is.
_MAY_BE_EMPTY: Final = ("place", "occasion")
_DATES: Final = "a date is printed as '19.03, 2019.03, '19.11.25 or '19.12(예정)"


def read_agreements(tables: Sequence[Found], names: Names, listing: Listing) -> RecordTable:
    """The rows of the tables of agreements, numbered through; what can't be read or linked goes to `listing`."""
    rows = []
    number = 0
    for table in tables:
        absent = {name for name in PRINTED if name not in table.heading.columns}
        for line, cells in table.rows:
            number += 1
            printed = aligned(cells, table.heading, lambda row: _fits(names, row))
            if printed is None:
                listing.add(line, "", _not_aligned(cells, len(table.heading.columns)))
                continue
            added = _Reading(names, printed, line, listing, absent).added()
            rows.append({"row": str(number), "lines": str(line), **printed, **added})
    return RecordTable("agreements", COLUMNS, PRINTED, tuple(rows), kept=ADDED, unique="slug")


def _not_aligned(cells: Sequence[str], width: int) -> Finding:
    message = f"a row of {len(cells)} cells where the heading has {width}"
    return Finding(message, hint="which cells are missing can't be told; the row is not recorded")


def _fits(names: Names, row: dict[str, str]) -> bool:
    """Whether a row with missing cells makes sense when they are missing where `row` has them."""
    country = linking.link_country(names, row["country"])
    if isinstance(country, Finding) or read_date(row["signed"]) is None:
        return False
    concepts = (("category", linking.CATEGORY), ("type", linking.TYPE), ("occasion", linking.OCCASION))
    koreans = linking.link_parties(names, row["korean_party"], KOREA)
    return (
        all(not row[column] or names.link(row[column], schemes) for column, schemes in concepts)
        and (not row["korean_party"] or any(isinstance(party, str) for party in koreans))
        and names.link(row["partner"], linking.OCCASION) is None
    )


class _Reading:
    """One row being read: links its cells, lists what does not link, and gives the cells that we add."""

    def __init__(self, names: Names, printed: dict[str, str], line: int, listing: Listing, absent: set[str]) -> None:
        self.names, self.printed, self.line, self.listing, self.absent = names, printed, line, listing, absent

    def added(self) -> dict[str, str]:
        """The columns that we add to the printed ones; `title_en` is left to a person."""
        self._list_empty()
        date = self._date()
        country = self._one("country", linking.link_country(self.names, self.printed["country"]))
        self._concept("category", linking.CATEGORY, "category")
        type_ = self._concept("type", linking.TYPE, "type of agreement")
        koreans = self._several("korean_party", linking.link_parties(self.names, self.printed["korean_party"], KOREA))
        partners: list[str] | None = None
        # Without the country a place or a partner would be linked by its name alone; the country is listed.
        if country:
            self._several("place", linking.link_places(self.names, self.printed["place"], country))
            partners = self._several("partner", linking.link_parties(self.names, self.printed["partner"], country))
        self._concept("occasion", linking.OCCASION, "occasion")
        fields = linking.words_of(self.names, self.printed["title"], "field")
        event = self.names.link(self.printed["occasion"], ("event",)) if self.printed["occasion"] else None
        slug = _slug(date, koreans, partners, type_)
        return {"slug": slug, "title_en": "", "fields": "; ".join(fields), "event": event or ""}

    def _list_empty(self) -> None:
        for column in PRINTED:
            if not self.printed[column] and column not in _MAY_BE_EMPTY and column not in self.absent:
                self.listing.add(self.line, column, "the cell is empty")

    def _date(self) -> PartialDate | None:
        cell = self.printed["signed"]
        date = read_date(cell)
        if date is None and cell:
            self.listing.add(self.line, "signed", f"'{cell}' is not a month or a day", _DATES)
        return date

    def _concept(self, column: str, schemes: tuple[str, ...], what: str) -> str | None:
        cell = self.printed[column]
        if not cell or (is_dash(cell) and column in _MAY_BE_EMPTY):
            return None
        return self._one(column, linking.link(self.names, cell, schemes, what))

    def _one(self, column: str, link: Link) -> str | None:
        if isinstance(link, str):
            return link
        if self.printed[column]:
            self.listing.add(self.line, column, link)
        return None

    def _several(self, column: str, links: list[Link]) -> list[str] | None:
        """The ids, when every name in the cell links and there is one."""
        cell = self.printed[column]
        if cell and not links and not (is_dash(cell) and column in _MAY_BE_EMPTY):
            self.listing.add(self.line, column, f"'{cell}' names none")
        ids = [id_ for link in links if (id_ := self._one(column, link))]
        return ids if ids and len(ids) == len(links) else None


def _slug(date: PartialDate | None, koreans: list[str] | None, partners: list[str] | None, type_: str | None) -> str:
    """`{yyyy-mm}-{korean parties}-{partners}-{type}`; empty when one of them is not known."""
    if not (date and koreans and partners and type_):
        return ""
    slugs = (id_.partition("/")[2] for id_ in (*koreans, *partners, type_))
    return "-".join((date.month, *slugs))
