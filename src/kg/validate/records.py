"""Agreement records, as CSV or JSON in the shape of records/: read, completed, and built as `kg build` builds them.

A row whose first cell begins with `#` is a comment and is passed over. The numbers of row and lines may be left out:
a record that is in no document yet stands nowhere. Then only what it says is validated, not who says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from kg.build.agreements import ADDED, PRINTED, REQUIRED, add_rows
from kg.build.claims import Source, Statements
from kg.errors import Finding, FindingsError, InputError
from kg.messages import Message
from kg.names import Names
from kg.namespaces import ID, KSC
from kg.tables import Row, Table, format_table, parse_table
from kg.validate.guard import UPLOAD, check_size, read_json
from kg.validate.json_places import Path as ValuePath
from kg.validate.json_places import json_places
from kg.validate.places import Place, Places

COLUMNS: Final = ("row", "lines", *PRINTED, *ADDED)
EXAMPLE: Final[Mapping[str, str]] = {
    "row": "# 1",
    "lines": "98",
    "category": "공공기관",
    "country": "말레이시아",
    "place": "코타키나발루",
    "signed": "'19.11",
    "type": "MOU",
    "title": "코타키나발루 스마트도시 개발협력 양해각서",
    "korean_party": "LH",
    "partner": "사바주",
    "occasion": "스마트시티 장관회의",
    "slug": "2019-11-lh-sabah-mou",
    "title_en": "Memorandum of understanding on smart city development cooperation in Kota Kinabalu",
    "fields": "스마트도시",
    "event": "event/asean-rok-smart-city-ministerial-2019",
}
_MAX_ROWS: Final = 500
_NO_OBJECT: Final = Message("a record is a JSON object")
_CELLS_HAVE_NAMES: Final = Message("name each cell, as in {example}", example='{"title": …}')
_PLACE: Final = re.compile(r": row (?P<row>[0-9]+)(?:, column (?P<column>\w+))?$")
_UNKNOWN: Final = Source("candidate", "0" * 64, "0" * 32, 1, 1)
CELLS: Final[Mapping[Node, str]] = {
    KSC.agreementLevel: "category",
    KSC.concernsCountry: "country",
    KSC.targetsPlace: "place",
    **{KSC[name]: "signed" for name in ("dateSigned", "datePlanned", "stage", "signedNotBefore", "signedNotAfter")},
    **{KSC[name]: "signed" for name in ("plannedNotBefore", "plannedNotAfter")},
    KSC.agreementType: "type",
    DCTERMS.title: "title",
    KSC.hasKoreanParty: "korean_party",
    KSC.hasPartnerParty: "partner",
    KSC.occasionType: "occasion",
    KSC.field: "fields",
    KSC.signedAt: "event",
}
"""Which cell a statement comes from, by its property; the first property of a cell is what the cell is about."""


@dataclass(frozen=True, slots=True)
class Records:
    """What record rows say, where, and what is wrong with the rows themselves."""

    triples: tuple[ox.Triple, ...]
    places: Places
    findings: tuple[tuple[Finding, Place], ...]


def template() -> str:
    """An empty table of agreements with an example row that is a comment."""
    return format_table(COLUMNS, [EXAMPLE])


def read_records(content: bytes, name: str, names: Names) -> Records:
    """The agreements of a CSV or JSON text (`name` ends in .csv or .json). Raises InputError for no such table."""
    check_size(content, name, UPLOAD.bytes)
    is_json = name.endswith(".json")
    text = _from_json(content, name) if is_json else content
    try:
        optional = [column for column in COLUMNS if column not in REQUIRED]
        table = parse_table(text, Path(name), REQUIRED, optional)
    except FindingsError as error:
        raise InputError(error.findings, "syntax") from None
    rows = [row for row in table if not _is_comment(row, table.columns)]
    if not rows or len(rows) > _MAX_ROWS:
        message = Message("no record") if not rows else Message("more than {most} records", most=_MAX_ROWS)
        raise InputError([Finding(message, name, Message("`kg template agreements` shows one"))])
    statements = Statements(_UNKNOWN)
    add_rows(Table(Path(name), COLUMNS, tuple(_completed(rows))), statements, names)
    where = _Where(name, rows, json_places(content, name) if is_json else {})
    return _records(statements, rows, where)


def _completed(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row in all columns; it is known by its number here, whatever the input calls it."""
    for number, row in enumerate(rows, start=1):
        cells = {column: row.get(column) for column in COLUMNS}
        yield replace(row, number=number, cells={**cells, "row": str(number), "lines": "1"})


def _is_comment(row: Row, columns: tuple[str, ...]) -> bool:
    return row.get(columns[0]).startswith("#")


class _Where:
    """Where rows and their cells stand, by the number of the row here; in JSON each value has a place of its own."""

    def __init__(self, name: str, rows: list[Row], values: Mapping[ValuePath, Place]) -> None:
        self._name, self._values = name, values
        self._rows = {str(number): row for number, row in enumerate(rows, start=1)}

    def row(self, number: str) -> Place:
        """The place of a row."""
        row = self._rows[number]
        return replace(self._values.get(self._path(row), Place(self._name, row.line)), row=row.number)

    def cell(self, number: str, cell: str) -> Place:
        """The place of a cell; in the place of its row where that is all we know."""
        row = self.row(number)
        value = self._values.get((*self._path(self._rows[number]), cell), row)
        return replace(value, row=row.row, cell=cell)

    def _path(self, row: Row) -> ValuePath:
        return (row.number - 1,) if (0,) in self._values else ()  # in a list of records, or alone


def _records(statements: Statements, rows: list[Row], where: _Where) -> Records:
    # A record whose slug cannot be right names nothing: only its cells are looked at.
    unnamed = {
        match["row"] for f in statements.findings if (match := _PLACE.search(f.where)) and match["column"] == "slug"
    }
    nameless = {ID[f"agreement/{row['slug']}"] for n, row in enumerate(rows, start=1) if str(n) in unnamed}
    stated = [*statements.plain, *(claim.statement for claim in statements.claims)]
    triples = [triple for triple in stated if triple[0] not in nameless]
    found = Places()
    by_subject = {ID[f"agreement/{row['slug']}"]: str(n) for n, row in enumerate(rows, start=1)}
    claimed = {claim.statement: _located(claim.where, where) for claim in statements.claims}
    for triple in triples:
        subject, predicate, object_ = triple
        number = by_subject.get(URIRef(str(subject)))
        place = claimed.get(triple) or (where.cell(number, _cell(predicate, object_)) if number else None)
        if place is not None:
            found.add(subject, predicate, object_, place, where.row(number) if number else replace(place, cell=""))
    for subject, number in by_subject.items():
        for predicate, cell in CELLS.items():
            # Where a value is missing, the cell that should say it.
            found.add(subject, predicate, Literal(""), where.cell(number, cell), where.row(number))
    findings = ((finding, _located(finding.where, where)) for finding in statements.findings)
    distinct = dict.fromkeys((replace(finding, where=""), place) for finding, place in findings)
    return Records(tuple(dict.fromkeys(as_triple(t) for t in triples)), found, tuple(distinct))


def _cell(predicate: Node, object_: Node) -> str:
    is_english = predicate == DCTERMS.title and isinstance(object_, Literal) and object_.language == "en"
    return "title_en" if is_english else CELLS.get(predicate, "")


def _located(where: str, places: _Where) -> Place:
    match = _PLACE.search(where)
    assert match is not None  # every row's Finding and Claim names its row
    return places.cell(match["row"], match["column"]) if match["column"] else places.row(match["row"])


def _from_json(content: bytes, name: str) -> bytes:
    """One record (an object) or several (a list) as the text of a table. Values are text; lists go into one cell."""
    document = read_json(content, name)
    records: list[Any] = document if isinstance(document, list) else [document]
    columns: dict[str, None] = dict.fromkeys(REQUIRED)  # one that no record has is an empty cell of each
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise InputError([Finding(_NO_OBJECT, f"{name}: record {number}", _CELLS_HAVE_NAMES)])
        columns |= dict.fromkeys(map(str, record))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({str(key): cell_text(value) for key, value in record.items()} for record in records)
    return buffer.getvalue().encode()


def cell_text(value: Any) -> str:
    """A value of a JSON record as the text of its cell."""
    if isinstance(value, list):
        return "; ".join(map(cell_text, value))
    return "" if value is None else str(value)


def as_triple(triple: tuple[Node, Node, Node]) -> ox.Triple:
    """rdflib's triple as pyoxigraph's."""
    subject, predicate, object_ = triple
    return ox.Triple(ox.NamedNode(str(subject)), ox.NamedNode(str(predicate)), _term(object_))


def _term(node: Node) -> ox.NamedNode | ox.Literal:
    if not isinstance(node, Literal):
        return ox.NamedNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
