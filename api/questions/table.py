"""The answer of a canned query as a table to read: heads, labels as links, figures in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from rdflib.namespace import XSD

from api.html import pages, values
from api.html.pages import Shown
from api.questions import columns
from api.questions.texts import TEXTS
from kg.catalogue import EntityIndex
from kg.namespaces import ID

Term = Mapping[str, str]  # as SPARQL's JSON has it
Row = Mapping[str, Term]

_NUMBERS: Final = frozenset(str(XSD[name]) for name in ("integer", "decimal", "double", "float"))
_DATES: Final = frozenset(str(XSD[name]) for name in ("date", "dateTime", "gYear", "gYearMonth", "time"))
# Dates as queries give them: as precise as they are known, or as a period.
_MOMENT: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?|\d\d:\d\d(:\d\d)?")
_PLACES: Final = (f"{ID}country/", f"{ID}city/")
_SEPARATOR: Final = "; "


@dataclass(frozen=True, slots=True)
class Head:
    """A column: what `web/src/views/table.ts` needs to know of it."""

    name: str
    label: str
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: the things that it names, and the value for machines where that is another."""

    parts: tuple[Shown, ...] = ()
    value: str = ""

    @classmethod
    def of(cls, number: str) -> Self:
        """A number."""
        return cls((Shown(values.number(number)),), number)

    @property
    def text(self) -> str:
        """The cell as plain text."""
        return _SEPARATOR.join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Heads and rows; `subjects` has the thing that a row is about, where there is one."""

    heads: list[Head]
    rows: list[list[Cell]]
    subjects: list[Shown | None]


def table_of(names: Sequence[str], rows: Sequence[Row], index: EntityIndex, lang: str) -> ResultTable:
    """The rows with labels as links: columns that hold the IRIs of another column's labels are not shown."""
    links = columns.links(names)
    shown = [name for name in names if name not in links.values()]
    reader = _Reader(index, lang, links)
    cells = {name: [reader.cell(name, row) for row in rows] for name in shown}
    heads = [reader.head(name, [row[name] for row in rows if name in row], cells[name]) for name in shown]
    return ResultTable(
        heads,
        [[cells[name][at] for name in shown] for at in range(len(rows))],
        [reader.subject(row) for row in rows],
    )


class _Reader:
    """Reads terms into cells in one language."""

    def __init__(self, index: EntityIndex, lang: str, links: Mapping[str, str]) -> None:
        self._index, self._lang, self._links = index, lang, links

    def head(self, name: str, terms: Sequence[Term], cells: Sequence[Cell]) -> Head:
        """A column's head, and its kind by what stands in it."""
        column = columns.COLUMNS.get(name)
        return Head(name, columns.head(name, self._lang), _kind(terms, cells), column.unit if column else "")

    def cell(self, name: str, row: Row) -> Cell:
        """One cell; an unbound variable is an empty one."""
        term = row.get(name)
        if term is None:
            return Cell()
        link = row.get(self._links.get(name, ""))
        value, lang = term["value"], term.get("xml:lang", "")
        if term["type"] == "uri":
            return Cell((Shown.of(term, self._index, self._lang),), value)
        if link is not None:
            return Cell((Shown(value, link["value"], lang),))
        if datatype := term.get("datatype"):
            return self._typed(name, value, datatype)
        return Cell(tuple(self._named(name, part, lang) for part in self._parts(name, value)))

    def subject(self, row: Row) -> Shown | None:
        """The thing that the first of a row's links is to."""
        for label, link in self._links.items():
            if label in row and link in row:
                return Shown(row[label]["value"], row[link]["value"])
        return None

    def _typed(self, name: str, value: str, datatype: str) -> Cell:
        if datatype == str(XSD.boolean):
            return Cell((Shown(TEXTS["yes" if value in ("true", "1") else "no"][self._lang]),), value)
        if datatype not in _NUMBERS:
            return Cell((Shown(value),))
        column = columns.COLUMNS.get(name)
        in_won = column is not None and column.unit == "won"
        return Cell((Shown(values.amount(value, "KRW", self._lang)),), value) if in_won else Cell.of(value)

    def _parts(self, name: str, value: str) -> list[str]:
        """Where cells of a column name things, one text for each."""
        column = columns.COLUMNS.get(name)
        return value.split(_SEPARATOR) if column and column.kinds else [value]

    def _named(self, name: str, label: str, lang: str) -> Shown:
        """A label with the one thing of the column's kinds whose label in this language it is, if there is just one."""
        kinds = columns.COLUMNS[name].kinds if name in columns.COLUMNS else ()
        for kind in kinds:
            found = [entity for entity in self._index.find(kind, label) if entity.label(self._lang) == label]
            if len(found) == 1:
                return Shown(label, found[0].iri, lang)
        return Shown(label, lang=lang)


def _kind(terms: Sequence[Term], cells: Sequence[Cell]) -> str:
    """The kind of a column, as `ColumnKind` of `web/src/views/table.ts`."""
    if terms and all(term.get("datatype") in _NUMBERS for term in terms):
        return "number"
    if terms and all(term.get("datatype") in _DATES or _is_moment(term) for term in terms):
        return "date"
    iris = [part.iri for cell in cells for part in cell.parts if part.iri]
    if any(iri.startswith(_PLACES) for iri in iris):
        return "place"
    return "link" if iris and all(pages.local(iri) for iri in iris) else "label"


def _is_moment(term: Term) -> bool:
    return "datatype" not in term and _MOMENT.fullmatch(term["value"]) is not None
