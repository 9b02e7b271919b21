"""Annex 1: pilot cities with their priority projects, and in English what kind of projects they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.extract.flat import Piece, joined, lines_of, link_in, words
from kg.extract.linking import words_of
from kg.extract.model import Listing, RecordTable
from kg.names import Names

CITY_PRINTED: Final = ("half", "number", "country", "city", "note", "classification")
CITY_COLUMNS: Final = ("row", "lines", *CITY_PRINTED, "of_country")
PROJECT_PRINTED: Final = ("half", "city", "project")
PROJECT_ADDED: Final = ("slug", "fields")
PROJECT_COLUMNS: Final = ("row", "lines", *PROJECT_PRINTED, *PROJECT_ADDED)

_CLASSIFIED: Final = "Classification"
_NUMBERED: Final = re.compile(r"(?P<number>[0-9]{1,2})(?:\s+(?P<rest>\D.*))?")
_PROJECT: Final = re.compile(r"(?:(?P<before>.*\S)\s)?\s*-\s*(?P<text>\S.*)")
_NOTE: Final = re.compile(r"(?P<name>.*\S)\s*(?P<note>\([^()]+\))")
# What stands under a table: its source.
_FOOT: Final = re.compile(r"\*|\(출처|\(Source")


@dataclass(slots=True)
class City:
    """One numbered row: its pieces in printed order, cell by cell."""

    half: str
    number: int
    parts: list[Piece]
    head: list[Piece] = field(default_factory=list)
    projects: list[list[Piece]] = field(default_factory=list)
    classification: list[Piece] = field(default_factory=list)
    country: str = ""
    city: str = ""
    note: str = ""
    of_country: str = ""
    city_id: str | None = None
    country_id: str | None = None


def read(half: str, parts: Sequence[Piece], names: Names, listing: Listing) -> list[City]:
    """The rows of one half; what can't be read or linked goes to `listing`."""
    classified, above = False, City(half, 0, [])
    cities = []
    for city in _rows(half, parts, listing):
        if not city.number:
            classified = _CLASSIFIED in joined(city.parts)
            continue
        _take_apart(city)
        if classified:
            _classify(city, names)
        _locate(city, above, names, listing)
        above = city
        cities.append(city)
    return cities


def _rows(half: str, parts: Sequence[Piece], listing: Listing) -> Iterator[City]:
    """The heading as row 0, then every row: it begins with the number that comes next."""
    row = City(half, 0, [])
    for part in parts:
        if row.number and _FOOT.match(part.text):
            break
        match = _NUMBERED.fullmatch(part.text)
        number = int(match["number"]) if match else 0
        if match and number > row.number and (row.number or number == 1):
            yield row
            if number != row.number + 1:
                listing.add(part.line, "number", f"row {number} stands where {row.number + 1} comes next")
            row = City(half, number, [Piece(part.line, "")])
            part = Piece(part.line, match["rest"] or "")
        elif match and not match["rest"] and row.number:
            listing.add(part.line, "", f"'{part.text}' belongs to no cell", "a row begins with the number that is next")
            continue
        row.parts.append(part)
    yield row


def _take_apart(city: City) -> None:
    """Cut the row into what stands before the first dash, and the projects that begin with one."""
    for part in city.parts:
        match = _PROJECT.fullmatch(part.text)
        before = match["before"] if match else None
        if match and not (before and city.projects):
            if before:
                city.head.append(Piece(part.line, before))
            city.projects.append([Piece(part.line, match["text"])])
        elif part.text:
            (city.projects[-1] if city.projects else city.head).append(part)


def _classify(city: City, names: Names) -> None:
    """Cut off the last cell: the longest end of the row that lists known fields and begins a line.

    A cell that stands beside the project on one line is found by its words, where no line begins with one.
    """
    if not city.projects:
        return
    last = city.projects[-1]
    by_line = (words(last[count:]) for count in range(1, len(last)))
    all_words = words(last)
    by_word = (all_words[count:] for count in range(1, len(all_words)))
    found = next((end for ends in (by_line, by_word) for end in ends if _are_fields(joined(end), names)), None)
    if found:
        city.classification = found
        city.projects[-1] = all_words[: len(all_words) - len(found)]


def fields_in(classification: str) -> list[str]:
    """The fields that a cell of the last column lists."""
    return [item.strip() for item in classification.split(",") if item.strip()]


def _are_fields(text: str, names: Names) -> bool:
    items = fields_in(text)
    return bool(items) and all(names.link(item, "field") for item in items)


def _locate(city: City, above: City, names: Names, listing: Listing) -> None:
    """Tell country and city apart; a country is printed once, beside its first city."""
    text, line = joined(city.head), city.head[0].line if city.head else city.parts[0].line
    if match := _NOTE.fullmatch(text):
        text, city.note = match["name"], match["note"]
    city.city, city.country_id, city.of_country = text, above.country_id, above.of_country
    city.city_id = names.link(text, "city", above.country_id) if above.country_id else None
    parts = text.split()
    for count in range(len(parts) - 1, 0, -1):
        if city.city_id:
            return
        country = names.link(" ".join(parts[:count]), "country")
        if country and (id_ := names.link(" ".join(parts[count:]), "city", country)):
            city.country, city.city = " ".join(parts[:count]), " ".join(parts[count:])
            city.of_country, city.country_id, city.city_id = city.country, country, id_
    if not city.city_id:
        hint = "the country is printed before its first city"
        listing.add(line, "city", f"'{text}' is not a known city of the country above, nor a country and a city", hint)


def cities_table(cities: Iterable[City]) -> RecordTable:
    """`pilot-cities.csv`."""
    rows = [
        {
            "row": str(city.number),
            "lines": lines_of(city.parts),
            "half": city.half,
            "number": str(city.number),
            "country": city.country,
            "city": city.city,
            "note": city.note,
            "classification": joined(city.classification),
            "of_country": city.of_country,
        }
        for city in cities
    ]
    return RecordTable("pilot-cities", CITY_COLUMNS, CITY_PRINTED, tuple(rows))


def projects_table(cities: Iterable[City], names: Names, listing: Listing) -> RecordTable:
    """`priority-projects.csv`; `fields` are the words of the project's own name that name a field."""
    rows: list[dict[str, str]] = []
    half, number = "", 0
    for city in cities:
        for parts in city.projects:
            half, number = city.half, number + 1 if city.half == half else 1
            project = joined(parts)
            id_ = link_in(names, project, "initiative", city.country_id, city.city_id)
            if id_ is None and city.city_id:
                message = f"'{project}' is not a known project of {city.city}"
                listing.add(parts[0].line, "project", message, "name it in records/reference/initiatives.csv")
            rows.append(
                {
                    "row": str(number),
                    "lines": lines_of(parts),
                    "half": city.half,
                    "city": city.city,
                    "project": project,
                    "slug": (id_ or "").partition("/")[2],
                    "fields": "; ".join(words_of(names, project, "field")),
                }
            )
    return RecordTable("priority-projects", PROJECT_COLUMNS, PROJECT_PRINTED, tuple(rows), kept=PROJECT_ADDED)
