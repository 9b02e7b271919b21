"""Annex 3: income of countries and density of their pilot cities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.flat import Piece, joined, lines_of, words
from kg.extract.linking import words_of
from kg.extract.model import Listing, RecordTable
from kg.names import Names

PRINTED: Final = ("half", "country", "gdp_per_capita", "city", "scope", "population_density")
COLUMNS: Final = ("row", "lines", *PRINTED, "of_country")
HEADING_PRINTED: Final = ("half", "kind", "printed")
HEADING_COLUMNS: Final = ("row", "lines", *HEADING_PRINTED, "value", "of_column")

_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_FOOT: Final = re.compile(r"\((?:출처|Source):\s*(?P<sources>[^()]+)\)")
_SCOPE: Final = re.compile(r"(?P<name>.*\S)\s*\((?P<scope>[^()]+)\)")
# What the column headings print in parentheses: `(2016, USD)`, `(square kilometer)`.
_BRACKETED: Final = re.compile(r"\((?P<inner>[^()]+)\)")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one half prints: the rows, and what its headings and foot say of them."""

    rows: list[dict[str, str]]
    heading: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A name and the number after it."""

    name: list[Piece]
    number: Piece


def read(half: str, parts: Sequence[Piece], names: Names, listing: Listing) -> Figures:
    """The rows of one half; what can't be read or linked goes to `listing`."""
    foot = next((index for index, part in enumerate(parts) if _FOOT.fullmatch(part.text)), len(parts))
    start = next((index for index in range(foot) if _country_at(parts[index:foot], names)), foot)
    heading = list(_heading(half, parts[1:start], names, listing))
    heading += _sources(half, parts[foot:], names, listing)
    return Figures(list(_rows(half, parts[start:foot], names, listing)), _numbered(heading))


def _pairs(parts: Sequence[Piece], listing: Listing | None = None) -> Iterator[_Pair]:
    name: list[Piece] = []
    for word in words(parts):
        if not _NUMBER.fullmatch(word.text):
            name.append(word)
        elif name:
            yield _Pair(name, word)
            name = []
        elif listing:
            listing.add(word.line, "", f"'{word.text}' follows no name")
    if name and listing:
        listing.add(name[0].line, "", f"'{joined(name)}' has no figure after it")


def _country_at(parts: Sequence[Piece], names: Names) -> bool:
    """Whether the first row begins here: a country's name, then a figure."""
    first = next(_pairs(parts), None)
    return first is not None and names.link(joined(first.name), "country") is not None


def _rows(half: str, parts: Sequence[Piece], names: Names, listing: Listing) -> Iterator[dict[str, str]]:
    """One row a city. A country's figure stands before its first city; 싱가포르 is a country first, then its city."""
    country: _Pair | None = None
    of_country, country_id, number = "", None, 0
    for pair in _pairs(parts, listing):
        name = joined(pair.name)
        found = names.link(name, "country")
        if found and found != country_id:
            country, of_country, country_id = pair, name, found
            continue
        number += 1
        match = _SCOPE.fullmatch(name)
        city, scope = (match["name"], match["scope"]) if match else (name, "")
        if names.link(city, "city", country_id) is None:
            listing.add(pair.name[0].line, "city", f"'{city}' is not a known city of {of_country or 'any country'}")
        if scope and names.link(scope, "geographic-scope") is None:
            listing.add(pair.name[0].line, "scope", f"'{scope}' is not a known geographic scope")
        before = [*country.name, country.number] if country else []
        yield {
            "row": str(number),
            "lines": lines_of([*before, *pair.name, pair.number]),
            "half": half,
            "country": joined(country.name) if country else "",
            "gdp_per_capita": country.number.text if country else "",
            "city": city,
            "scope": scope,
            "population_density": pair.number.text,
            "of_country": of_country,
        }
        country = None


def _heading(half: str, parts: Sequence[Piece], names: Names, listing: Listing) -> Iterator[dict[str, str]]:
    """The indicators over the columns, and the year and the units that stand in parentheses there."""
    text = joined(parts)
    for word in words_of(names, text, "indicator"):
        entry = {"lines": lines_of(parts), "half": half, "printed": word}
        yield entry | {"kind": "indicator", "value": names.link(word, "indicator") or ""}
    for part in parts:
        for match in _BRACKETED.finditer(part.text):
            for item in (item.strip() for item in match["inner"].split(",")):
                unit = names.link(item, "unit")
                entry = {"lines": str(part.line), "half": half, "printed": item}
                if _YEAR.fullmatch(item):
                    yield entry | {"kind": "year", "value": item}
                elif unit:
                    yield entry | {"kind": "unit", "value": unit}
                else:
                    listing.add(part.line, "", f"'{item}' over a column is no year and no known unit")


def _sources(half: str, parts: Sequence[Piece], names: Names, listing: Listing) -> Iterator[dict[str, str]]:
    for part in parts:
        match = _FOOT.fullmatch(part.text)
        for item in (item.strip() for item in match["sources"].split(",")) if match else ():
            source = names.link(item, "document") or names.link(item, "organisation")
            if source is None:
                listing.add(part.line, "", f"'{item}' is not a known document or organisation")
            yield {"lines": str(part.line), "half": half, "kind": "source", "printed": item, "value": source or ""}


def _numbered(entries: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return [{"row": str(number), **entry, "of_column": ""} for number, entry in enumerate(entries, start=1)]


def table(figures: Iterable[Figures]) -> RecordTable:
    """`city-figures.csv`."""
    return RecordTable("city-figures", COLUMNS, PRINTED, tuple(row for half in figures for row in half.rows))


def heading_table(figures: Iterable[Figures]) -> RecordTable:
    """`city-figures-heading.csv`: indicators, years and units over the columns, sources under the table.

    Which column one is about is added by hand: what is flattened no longer shows it.
    """
    rows = tuple(row for half in figures for row in half.heading)
    return RecordTable("city-figures-heading", HEADING_COLUMNS, HEADING_PRINTED, rows, kept=("of_column",))
