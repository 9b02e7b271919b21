"""Footnotes: the passages of documents that say what a page states, numbered in the order of documents and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from api.html.pages import Shown
from api.html.texts import TEXTS
from api.html.values import language_of
from api.html.views import View
from kg.namespaces import ID, KSC, OA

_DOCUMENT: Final = f"{ID}document/"
_TABLE: Final = "table_"  # what the names of the texts for tables begin with


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its document, the table and row if any, the lines, of which `first` is one."""

    document: Shown
    table: str
    row: str
    first: str
    lines: str

    @property
    def path(self) -> str:
        """The page that tells what the document says."""
        return f"/doc/document/{quote(self.document.iri.removeprefix(_DOCUMENT))}"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a passage prints for one claim."""

    text: Shown
    property: Shown
    claim: str


@dataclass(slots=True)
class Note:
    """One footnote: a passage, and what it prints about the thing."""

    number: int
    place: Place
    prints: list[Printed] = field(default_factory=list)


class Claims:
    """The claims among the triples of a view, with their passages."""

    def __init__(self, view: View, claims: Iterable[str]) -> None:
        self._view = view
        self.iris = sorted(claims, key=self._place_key)

    def value(self, claim: str) -> ox.NamedNode | ox.Literal | None:
        """What a claim says that the value is."""
        found = [*self._view.values(claim, KSC.claimObject), *self._view.values(claim, KSC.claimValue)]
        return found[0] if found else None

    def property(self, claim: str) -> str:
        """The property that a claim is about."""
        return self._one(claim, KSC.claimPredicate)

    def subject(self, claim: str) -> str:
        """The thing that a claim is about."""
        return self._one(claim, KSC.claimSubject)

    def passage(self, claim: str) -> str:
        """The passage that makes a claim."""
        return self._one(claim, KSC.evidence)

    def printed(self, claim: str) -> Shown:
        """The claim's printed form."""
        text = self._one(claim, KSC.asPrinted)
        return Shown(text, lang=language_of(text))

    def place(self, claim: str) -> Place:
        """Where it stands."""
        passage = self.passage(claim)
        first, last = self._one(passage, KSC.firstLine), self._one(passage, KSC.lastLine)
        table = TEXTS.get(f"{_TABLE}{self._one(passage, KSC.inTable)}", {}).get(self._view.lang, "")
        return Place(
            self._view.named(self._one(passage, OA.hasSource)),
            table,
            self._one(passage, KSC.tableRow),
            first,
            first if first == last else f"{first}–{last}",
        )

    def _place_key(self, claim: str) -> tuple[str, int, int, str]:
        passage = self.passage(claim)
        first, last = (int(self._one(passage, line) or 0) for line in (KSC.firstLine, KSC.lastLine))
        return self._one(passage, OA.hasSource), first, last, passage

    def _one(self, subject: str, predicate: str) -> str:
        """The IRI or the text that a property has."""
        return next((str(value.value) for value in self._view.values(subject, predicate)), "")


class Notes:
    """The footnotes of a page: one for each passage."""

    def __init__(self, view: View, claims: Claims) -> None:
        self._by_passage: dict[str, Note] = {}
        self._by_statement: dict[tuple[str, str], list[int]] = {}
        for claim in claims.iris:
            note = self._by_passage.setdefault(
                claims.passage(claim), Note(len(self._by_passage) + 1, claims.place(claim))
            )
            property_ = claims.property(claim)
            note.prints.append(Printed(claims.printed(claim), view.named(property_), claim))
            numbers = self._by_statement.setdefault((property_, str(claims.value(claim))), [])
            if note.number not in numbers:
                numbers.append(note.number)

    def __iter__(self) -> Iterator[Note]:
        return iter(self._by_passage.values())

    def of(self, property_: str, value: object) -> list[int]:
        """The numbers of the notes that say that a property has a value."""
        return self._by_statement.get((property_, str(value)), [])
