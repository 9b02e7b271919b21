"""`programme.csv` -> the sessions of a document's event: times, places, speakers, what is closed to the press."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD

from kg.build.claims import Statements
from kg.build.reference import names as label_triples
from kg.build.rows import TableRow, event_of, table_rows
from kg.extract.cells import read_list
from kg.extract.linking import words_of
from kg.names import Names
from kg.namespaces import KSC, SCHEMA, concept, thing
from kg.tables import Row, read_table

PRINTED: Final = ("time", "item", "note")
ADDED: Final = ("minutes", "start", "end", "parent", "whole_note", "note_rows", "item_en", "agreement")
_CLOSED: Final = "비공개"
_CHAIRS: Final = re.compile(r"\s*(?:공동)?\s*주재$")
_MINUTES: Final = re.compile(r"\s*[(（][0-9]+\s*['‘’′분]\s*[)）]\s*$")
_NUMBER: Final = re.compile(r"^[①-⑳]\s*")


def add_programme(path: Path, statements: Statements, names: Names) -> None:
    """Read the table into `statements`; every problem becomes a finding there."""
    table = read_table(path, required=("row", "lines", *PRINTED, *ADDED), optional=())
    event = event_of(statements, names, path, "lists its programme")
    if event is None:
        return
    by_number = {row["row"]: row for row in table}
    for row in table_rows(table, "programme", statements, names):
        _Session(row, event, by_number).add()


class _Session:
    def __init__(self, row: TableRow, event: str, by_number: Mapping[str, Row]) -> None:
        self.row, self.cells, self.event, self.by_number = row, row.row, event, by_number
        self.node = self._of(self.cells["row"])

    def _of(self, number: str) -> URIRef:
        return thing(f"session/{self.event.partition('/')[2]}-{int(number):02}")

    def add(self) -> None:
        cells, row = self.cells, self.row
        title = _MINUTES.sub("", _NUMBER.sub("", cells["item"]))
        if not cells["item_en"]:
            row.report("item_en", "the English name is missing", "translate the item; it is marked as our translation")
        row.statements.add([(self.node, RDF.type, KSC.Session)])
        event = row.names.entities[self.event]
        # Two programmes may have an opening each; the label says whose.
        ko, en = f"{title} ({event.name_ko}, {cells['row']})", f"{cells['item_en']} ({event.name_en}, {cells['row']})"
        row.statements.add(label_triples(self.node, ko, en, "supplied", "translated"))
        row.claim(self.node, DCTERMS.title, Literal(title, lang="ko"), "item", title)
        row.statements.add([(self.node, DCTERMS.title, Literal(cells["item_en"], lang="en"))])
        row.claim(self.node, KSC.sequence, Literal(int(cells["row"])), "item", title)
        self._times()
        if cells["minutes"]:
            row.claim(self.node, KSC.durationMinutes, Literal(int(cells["minutes"])), "item")
        if cells["agreement"]:
            row.claim(thing(f"agreement/{cells['agreement']}"), KSC.signedAt, self.node, "agreement", title)
        if cells["note"]:
            row.claim(self.node, KSC.remark, Literal(cells["note"], lang="ko"), "note")
            self._note()

    def _times(self) -> None:
        cells, row = self.cells, self.row
        parent = cells["parent"]
        if parent and parent not in self.by_number:
            row.report(
                "parent", f"there is no row {parent}", "give the row that this item is part of, or leave it empty"
            )
            return
        # The order of the rows says what an item is part of: no cell prints it.
        row.statements.add([(self.node, SCHEMA.superEvent, self._of(parent) if parent else thing(self.event))])
        for column, predicate in (("start", KSC.startTime), ("end", KSC.endTime)):
            if cells[column]:
                time = Literal(f"{cells[column]}:00", datatype=XSD.time, normalize=False)
                row.claim(self.node, predicate, time, "time", cells["time"])

    def _note(self) -> None:
        cells, row, names = self.cells, self.row, self.row.names
        note = cells["note"]
        if note.strip("<>〈〉[]() ") == _CLOSED:
            row.claim(self.node, KSC.closedToPress, Literal(True), "note")
        venue = names.link(note, "venue")
        if venue:
            row.claim(self.node, SCHEMA.location, thing(venue), "note")
            return
        for word in words_of(names, note, "field") if note.endswith("분야") else []:
            id_ = names.link(word, "field")
            if id_:
                row.claim(self.node, KSC.field, concept(*id_.split("/")), "note", word)
        self._people()

    def _people(self) -> None:
        """Who chairs or speaks. A note that runs over several rows is one note, and holds for each of them."""
        row, names = self.row, self.row.names
        note = self.cells["whole_note"] or self.cells["note"]
        predicate = KSC.chairedBy if _CHAIRS.search(note) else KSC.conductedBy
        passage = row.passage
        if self.cells["note_rows"]:
            first, last = (self.by_number[number] for number in self.cells["note_rows"].split("-"))
            passage = replace(passage, first=int(first["lines"]), last=int(last["lines"]), table="", row=0)
        for name in read_list(_CHAIRS.sub("", note), lambda name: bool(names.find(name, "post"))).names:
            if post := names.link(name, "post"):
                replace(row, passage=passage).claim(self.node, predicate, thing(post), "note", name)
