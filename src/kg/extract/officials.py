"""Annex 2: who holds the seats of a network, for which country or city, and what they are at home."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.errors import Finding
from kg.extract.cells import read_person
from kg.extract.flat import Piece, joined, lines_of, link_in, longest, words
from kg.extract.linking import link_person
from kg.extract.model import Listing, RecordTable
from kg.names import Names

PRINTED: Final = ("half", "country", "role", "seat_city", "name", "position")
ADDED: Final = ("of_country", "body")
COLUMNS: Final = ("row", "lines", *PRINTED, *ADDED)
SEATS: Final = ("role/nr", "role/csco", "role/asec-representative")
CSCO: Final = "role/csco"
NOBODY: Final = "N/A"
# A country comes first of all; the secretariat and the chair stand in its column too.
DELEGATIONS: Final = ("country", "organisation", "post")

_PAGE: Final = re.compile(r"[0-9]+")
_FOOT: Final = re.compile(r"\*|\(출처|\(Source")
_SEAT_CITY: Final = re.compile(r"\((?P<city>[^()]+)\)")
_JOINT: Final = re.compile(r"(?:,|\bof(?: the)?|\bfrom)$")
_LONGEST_ROLE: Final = 2  # lines
_LONGEST_COUNTRY: Final = 3
# A position with one of these speaks of a body, which should then be known.
_BODIES: Final = re.compile(r"\b(?:Ministry|Office|Department|Committee|Agency|Authority|Cent(?:er|re)|Council)\b")


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or unit that a position cell names."""

    printed: str
    id: str


@dataclass(frozen=True, slots=True)
class Position:
    """A position cell: the title, and the bodies that it is in, the innermost first."""

    designation: str
    bodies: tuple[Body, ...]


def read_position(cell: str, names: Names, country: str | None, city: str | None) -> Position:
    """Take known bodies off the end of a position, as in `Director, Town Planning Department, City Hall`."""
    bodies: list[Body] = []
    text = cell
    while True:
        parts = text.split(" ")
        ends = (" ".join(parts[start:]) for start in range(len(parts)))
        known = ((end, link_in(names, end, "organisation", country, city)) for end in ends)
        found = next(((end, id_) for end, id_ in known if id_), None)
        if not found:
            break
        bodies.insert(0, Body(*found))
        text = _without_joint(text.removesuffix(found[0]))
    return Position(text, tuple(bodies))


def _without_joint(text: str) -> str:
    return _JOINT.sub("", text.rstrip()).rstrip(" ,") if text.strip() else ""


def link_delegation(names: Names, cell: str) -> str | None:
    """The country, else the body or post, that the first column names."""
    return next((id_ for kind in DELEGATIONS if (id_ := names.link(cell, kind))), None)


def seat_city(names: Names, cell: str, country_cell: str, country: str | None) -> str | None:
    """The city of a seat; where none is printed, that of the same name as the country."""
    return names.link(cell or country_cell, "city", country)


@dataclass(slots=True)
class _Seat:
    """One row: the words of its cells. `country` is empty where the cell is merged with the one above."""

    role: list[Piece]
    rest: list[Piece]
    country: list[Piece] = field(default_factory=list)


def read(half: str, parts: Sequence[Piece], names: Names, listing: Listing, notes: list[str]) -> list[dict[str, str]]:
    """The rows of one half; what can't be read or linked goes to `listing`, what only lacks a body to `notes`."""
    rows: list[dict[str, str]] = []
    above = ""
    for number, seat in enumerate(_seats(parts, names), start=1):
        above = joined(seat.country) or above
        delegation = link_delegation(names, above)
        if seat.country and delegation is None:
            listing.add(seat.country[0].line, "country", f"'{above}' is not a known country or body")
        row = {
            "row": str(number),
            "lines": lines_of([*seat.country, *seat.role, *seat.rest]),
            "half": half,
            "country": joined(seat.country),
            "role": joined(seat.role),
            "of_country": above,
            "body": "",
        }
        country = delegation if delegation and delegation.startswith("country/") else None
        rows.append(row | _Holder(seat, above, country, names, listing).cells(notes))
    return rows


def _seats(parts: Sequence[Piece], names: Names) -> Iterator[_Seat]:
    """The rows: each begins with the name of a role; a country stands at the end of what comes before."""
    foot = next((index for index, part in enumerate(parts) if _FOOT.match(part.text)), len(parts))
    body = [part for part in parts[:foot] if not _PAGE.fullmatch(part.text)]
    starts = [index for index in range(len(body)) if _role_at(body, index, names)]
    country = _country_before(body[: starts[0]], names, DELEGATIONS) if starts else []
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        role = _role_at(body, start, names)
        after = _country_before(body[start:end], names, ("country",))
        cells = words(body[start : end - len(after)])
        yield _Seat(role, cells[len(role) :], country)
        country = after


def _role_at(parts: Sequence[Piece], index: int, names: Names) -> list[Piece]:
    """The words of the role that begins with this line; none when none does."""
    found = longest(parts[index : index + _LONGEST_ROLE], lambda text: _role(text, names) in SEATS)
    return found[0] if found else []


def _role(text: str, names: Names) -> str:
    """The role of exactly this name: `CSCO (Jakarta)` is a role and a city."""
    return next(iter(names.find_exact(text, "role")), "")


def _country_before(parts: Sequence[Piece], names: Names, kinds: Sequence[str]) -> list[Piece]:
    """The last lines of `parts` that make a name of `kinds`, the most lines first."""
    ends = (list(parts[-count:]) for count in range(min(len(parts), _LONGEST_COUNTRY), 0, -1))
    return next((end for end in ends if any(names.link(joined(end), kind) for kind in kinds)), [])


class _Holder:
    """The cells of a row after its role: the city of the seat, who holds it, and what they are."""

    def __init__(self, seat: _Seat, above: str, country: str | None, names: Names, listing: Listing) -> None:
        self.seat, self.above, self.country, self.names, self.listing = seat, above, country, names, listing
        self.line = seat.role[0].line

    def cells(self, notes: list[str]) -> dict[str, str]:
        """The printed cells; empty where the row can't be taken apart."""
        city, rest = self._seat_city(self.seat.rest)
        found = longest(rest, self._is_name)
        if found is None:
            hint = "add who it names to records/reference/people.csv; name and position are not recorded"
            self.listing.add(self.line, "name", f"'{joined(rest)[:60]}' begins with no known person", hint)
            return {"seat_city": city, "name": "", "position": ""}
        name, position = joined(found[0]), joined(found[1])
        id_ = self._city(city)
        self._check_position(position, id_, notes)
        return {"seat_city": city, "name": name, "position": position}

    def _seat_city(self, rest: list[Piece]) -> tuple[str, list[Piece]]:
        match = _SEAT_CITY.match(joined(rest))
        if not match:
            return "", rest
        count = len(match[0].split())
        return match["city"], rest[count:]

    def _city(self, cell: str) -> str | None:
        if _role(joined(self.seat.role), self.names) != CSCO:
            return None
        id_ = seat_city(self.names, cell, self.above, self.country)
        if id_ is None:
            self.listing.add(self.line, "seat_city", f"'{cell or self.above}' is not a known city of {self.above}")
        return id_

    def _is_name(self, text: str) -> bool:
        person = read_person(text)
        return text == NOBODY or bool(person and isinstance(link_person(self.names, person, self.country), str))

    def _check_position(self, cell: str, city: str | None, notes: list[str]) -> None:
        """List a position that names an unknown body; note one that names none, which is how it is printed."""
        position = read_position(cell, self.names, self.country, city)
        if position.bodies or cell in ("", NOBODY):
            return
        message = f"'{cell}' ends with no known organisation"
        if _BODIES.search(cell):
            hint = "add it to records/reference/organisations.csv"
            self.listing.add(self.line, "position", Finding(message, hint=hint))
        else:
            notes.append(f"line {self.line}, column position: {message}; its body or post can be added by hand")


def table(rows: Iterable[dict[str, str]]) -> RecordTable:
    """`officials.csv`; `body` is added by hand: the organisation, or the post, of a position that ends with no name."""
    return RecordTable("officials", COLUMNS, PRINTED, tuple(rows), kept=("body",))
