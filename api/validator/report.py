"""A validation report as a page shows it: each finding beside the field, cell or line that it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import RDF, SKOS

from api.html.pages import Shown, short
from api.http.uploads import RECORD, Upload
from kg.catalogue import EntityIndex
from kg.errors import FindingsError
from kg.tables import parse_table
from kg.validate.data import BLANK

MOST_MARKS: Final = 200
_AROUND: Final = 2  # lines shown before and after one with a finding
_ALL_LINES, _ALL_ROWS = 60, 30  # up to so many, everything is shown
_WHERE: Final = re.compile(r"[^:]*(?::(?P<line>\d+))?(?::(?P<column>\d+))?(?:: .*?(?:, column (?P<cell>\w+))?)?")


@dataclass(slots=True)
class Mark:
    """A finding: what is wrong and where. `message` is cut around the example of a right value that it gives.

    `placed`: it is shown beside what it is about. `follows`: it says that a value is missing, while another
    finding says that the cell which should give it cannot be read.
    """

    number: int
    severity: str
    message: tuple[str, str, str]
    hint: str = ""
    about: Shown | None = None
    property: str = ""
    value: Shown | None = None
    place: str = ""
    shape: str = ""
    source: str = ""
    line: int | None = None
    column: int | None = None
    cell: str = ""
    placed: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the upload; one without text stands for `number` lines that are left out."""

    number: int
    text: str | None
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an uploaded table: its line, its cells with what is wrong in them, what is wrong with the whole."""

    line: int
    cells: list[tuple[str, list[Mark]]]
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Grid:
    """An uploaded table; `left_out` rows without findings are not shown."""

    columns: tuple[str, ...]
    rows: list[TableRow]
    left_out: int


@dataclass(frozen=True, slots=True)
class Source:
    """What was handed in, with the marks at their places: fields of a form, a table, or lines."""

    fields: Mapping[str, list[Mark]] = field(default_factory=dict)
    grid: Grid | None = None
    lines: list[Line] = field(default_factory=list)


def marks_of(report: Mapping[str, Any], index: EntityIndex, lang: str) -> list[Mark]:
    """The findings of a JSON report (`kg.validate.formats`)."""
    marks = [_mark(number, finding, index, lang) for number, finding in enumerate(report["findings"], start=1)]
    unread = {(mark.source, mark.line, mark.cell) for mark in marks if mark.cell and not mark.shape}
    for mark in marks:
        mark.follows = bool(mark.shape) and not mark.value and (mark.source, mark.line, mark.cell) in unread
    return marks


def marks_of_problem(members: Mapping[str, Any]) -> list[Mark]:
    """What a problem says of an upload that no verdict is possible on (`api.http.problems`)."""
    marks = []
    for number, finding in enumerate(members.get("findings", ()), start=1):
        place = _WHERE.fullmatch(finding["where"])
        line, column = (int(place[name]) if place and place[name] else None for name in ("line", "column"))
        message = (finding["message"], "", "")
        source = finding["where"].partition(":")[0]
        marks.append(Mark(number, "error", message, finding["hint"], place=finding["where"], source=source, line=line))
        marks[-1].column, marks[-1].cell = column, (place["cell"] or "" if place else "")
    return marks


def source_of(given: list[Upload], marks: Iterable[Mark], *, as_table: bool) -> Source:
    """The upload with each mark at its place; what has none, or where several files were sent, stays unplaced."""
    if len(given) != 1:
        return Source()
    (name, content), here = given[0], [mark for mark in marks if mark.source == given[0][0]]
    if name == RECORD:
        fields: defaultdict[str, list[Mark]] = defaultdict(list)
        for mark in here:
            if mark.cell:
                fields[mark.cell].append(mark)
                mark.placed = True
        return Source(fields=fields)
    if name.lower().endswith(".csv") and as_table:
        return Source(grid=_grid(name, content, here))
    return Source(lines=list(_lines(content.decode("utf-8", "replace"), here)))


def _mark(number: int, finding: Mapping[str, Any], index: EntityIndex, lang: str) -> Mark:
    where, focus, value = finding["where"] or {}, finding["focus"], finding["value"]
    message, example = finding["message"], finding["example"] or ""
    return Mark(
        number=number,
        severity=finding["severity"],
        message=message.partition(example) if example else (message, "", ""),
        hint=finding["hint"] or "",
        about=Shown(focus["label"] or short(focus["id"]), iri=focus["id"]) if focus else None,
        property=finding["path"]["label"] or short(finding["path"]["id"] or "") if finding["path"] else "",
        value=_value(value, index, lang) if value else None,
        place=where.get("text", ""),
        shape="" if str(finding["shape"] or BLANK).startswith(BLANK) else finding["shape"],
        source=where.get("source", ""),
        line=where.get("line"),
        column=where.get("column"),
        cell=where.get("cell", ""),
    )


def _value(value: Mapping[str, str], index: EntityIndex, lang: str) -> Shown:
    if "id" in value:
        return Shown.of({"type": "uri", "value": value["id"]}, index, lang)
    return Shown(value["value"], lang=value.get("language", ""))


def _grid(name: str, content: bytes, marks: list[Mark]) -> Grid | None:
    try:
        table = parse_table(content, Path(name))
    except FindingsError:
        return None
    at: defaultdict[tuple[int | None, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        at[mark.line, mark.cell if mark.cell in table.columns else ""].append(mark)
    marked = {mark.line for mark in marks}
    shown = [row for row in table if len(table) <= _ALL_ROWS or row.line in marked]
    for row in shown:
        for mark in (mark for mark in marks if mark.line == row.line):
            mark.placed = True
    rows = [
        TableRow(row.line, [(row[column], at[row.line, column]) for column in table.columns], at[row.line, ""])
        for row in shown
    ]
    return Grid(table.columns, rows, len(table) - len(rows))


def _lines(text: str, marks: list[Mark]) -> Iterator[Line]:
    """The lines of a text with what is wrong in them; far from any finding they are left out."""
    lines = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]  # as the parsers count them
    at: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.line and mark.line <= len(lines):
            at[mark.line].append(mark)
            mark.placed = True
    near = {number for line in at for number in range(line - _AROUND, line + _AROUND + 1)}
    gap = 0
    for number, line in enumerate(lines, start=1):
        if len(lines) > _ALL_LINES and number not in near:
            gap += 1
            continue
        if gap:
            yield Line(gap, None, [])
            gap = 0
        yield Line(number, line, at.get(number, []))
    if gap:
        yield Line(gap, None, [])


@dataclass(frozen=True, slots=True)
class Addition:
    """What would be said of one thing: its properties, each with its values."""

    subject: Shown
    statements: list[tuple[Shown, list[Shown]]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a record that conforms would add, and the agreements that it may repeat."""

    additions: list[Addition]
    repeats: list[Shown]


def preview_of(report: Mapping[str, Any], index: EntityIndex, lang: str) -> Preview | None:
    """The preview of a JSON report; None where it has none."""
    if "preview" not in report:
        return None
    adds = "\n".join(report["preview"]["adds"])
    triples = [quad.triple for quad in ox.parse(adds, ox.RdfFormat.N_TRIPLES)]
    own = {
        str(triple.subject): triple.object.value
        for triple in triples
        if triple.predicate.value == str(SKOS.prefLabel) and getattr(triple.object, "language", "") == lang
    }
    found: dict[Any, dict[str, list[Shown]]] = {}
    for triple in triples:
        values = found.setdefault(triple.subject, {}).setdefault(triple.predicate.value, [])
        values.append(_term(triple.object, index, lang, own))
    additions = [
        Addition(
            _term(subject, index, lang, own),
            [(_property(iri, index, lang), values) for iri, values in statements.items()],
        )
        for subject, statements in found.items()
    ]
    repeats = dict.fromkeys(pair["old"] for pair in report["preview"]["may_repeat"])
    return Preview(additions, [Shown.of({"type": "uri", "value": iri}, index, lang) for iri in repeats])


def _property(iri: str, index: EntityIndex, lang: str) -> Shown:
    return Shown("", iri=iri) if iri == str(RDF.type) else Shown.of({"type": "uri", "value": iri}, index, lang)


def _term(term: Any, index: EntityIndex, lang: str, own: Mapping[str, str]) -> Shown:
    if isinstance(term, ox.Literal):
        return Shown(term.value, lang=term.language or "")
    if isinstance(term, ox.BlankNode):
        return Shown(str(term))
    if str(term) in own:
        return Shown(own[str(term)])  # it is not there yet: no link
    return Shown.of({"type": "uri", "value": term.value}, index, lang)
