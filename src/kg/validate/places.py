"""Where a finding stands: the line and column of a statement in Turtle, the row and column of a cell in a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal
from rdflib.namespace import RDF
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.term import Node

from kg.messages import Message, in_language
from kg.validate.literals import quiet_rdflib


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an input; lines, columns and rows count from 1. `cell` is the name of a table's column."""

    source: str
    line: int | None = None
    column: int | None = None
    row: int | None = None
    cell: str = ""

    def said(self, language: str) -> str:
        """The place as text: `new.csv:3: row 2, column signed`."""
        numbers = (str(number) for number in (self.line, self.column) if number is not None)
        text = ":".join((self.source, *numbers))
        row = in_language(Message("row {number}", number=self.row), language) if self.row is not None else ""
        cell = in_language(Message("column {name}", name=self.cell), language) if self.cell else ""
        named = ", ".join(part for part in (row, cell) if part)
        return f"{text}: {named}" if named else text


class Places:
    """The places of statements; a missing one is where its subject first stands."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, ...], Place] = {}

    def add(self, subject: Node, predicate: Node, object_: Node, place: Place, subject_place: Place) -> None:
        """Record a statement; the first of several equal ones counts."""
        key = (str(subject), str(predicate), str(object_))
        self._of.setdefault(key, place)
        self._of.setdefault(key[:2], place)
        self._of.setdefault(key[:1], subject_place)

    def find(self, subject: Node, predicates: Iterable[Node], value: Node | None) -> Place | None:
        """The place of the statement, else of one with this property, else of the subject."""
        predicates = tuple(predicates)
        keys: list[tuple[str, ...]] = [(str(subject), str(p), str(value)) for p in predicates if value is not None]
        keys += [(str(subject), str(p)) for p in predicates]
        return next((self._of[key] for key in (*keys, (str(subject),)) if key in self._of), None)

    def update(self, other: Places) -> None:
        """Take the places of another input over."""
        self._of = {**other._of, **self._of}


class _Sink(RDFSink):
    """Literals as written."""

    def newLiteral(self, s: str, dt: Any, lang: Any) -> Literal:  # noqa: N802
        return Literal(s, lang=lang) if lang else Literal(s, datatype=dt, normalize=False)


class _Locating(SinkParser):
    """rdflib's Turtle parser, noting where each statement's object and subject stand."""

    def __init__(self, sink: RDFSink, source: str, base: str, places: Places, blanks: Iterable[str]) -> None:
        super().__init__(sink, baseURI=base, turtle=True)
        self._source, self._places = source, places
        self._unmet, self._met = iter(blanks), dict[Node, Node]()
        self._objects: list[Place] = []
        self._subject: Place | None = None
        self._ends: list[int] = []

    def _place(self, text: str, at: int) -> Place:
        # The parser's own count of lines is of no use: it passes some of them twice.
        if not self._ends:
            self._ends = [match.start() for match in re.finditer("\n", text)]
        at = self.skipSpace(text, at)
        line = bisect_left(self._ends, at)
        return Place(self._source, line + 1, at - (self._ends[line - 1] if line else -1))

    def statement(self, argstr: str, i: int) -> int:
        self._subject = self._place(argstr, i)
        return super().statement(argstr, i)

    def objectList(self, argstr: str, i: int, res: Any) -> int:  # noqa: N802
        found = []
        while True:
            found.append(self._place(argstr, i))
            i = self.object(argstr, i, res)
            j = self.skipSpace(argstr, i) if i >= 0 else -1
            if j < 0 or argstr[j] != ",":
                self._objects = found
                return j
            i = j + 1

    def makeStatement(self, quadruple: Any) -> None:  # noqa: N802
        _, predicate, subject, object_ = quadruple
        if isinstance(predicate, tuple):  # `a`
            predicate = predicate[1]
        if self._subject is not None:
            place = self._objects.pop(0) if self._objects else self._subject
            self._places.add(self._named(subject), predicate, self._named(object_), place, self._subject)
        super().makeStatement(quadruple)

    def _named(self, node: Node) -> Node:
        """A blank node by the name that pyoxigraph gave it."""
        if isinstance(node, BNode) and node not in self._met:
            self._met[node] = BNode(next(self._unmet, str(node)))
        return self._met.get(node, node)


def turtle_places(content: bytes, source: str, base: str, triples: Iterable[ox.Triple]) -> Places:
    """The places of a text that the guard let pass; none for what rdflib cannot read as pyoxigraph does.

    `triples` are what pyoxigraph read. Both name blank nodes as they like, and meet them in the same order; but for
    collections, of which our data has none: their nodes have no place.
    """
    places, blanks = Places(), list[str]()
    for triple in triples:
        if triple.predicate.value == str(RDF.first):
            blanks = []
            break
        blanks += [node.value for node in (triple.subject, triple.object) if isinstance(node, ox.BlankNode)]
    with quiet_rdflib():
        try:
            sink = _Sink(Graph(bind_namespaces="none"))
            _Locating(sink, source, base, places, dict.fromkeys(blanks)).loadBuf(content)
        except (SyntaxError, RecursionError, ValueError):
            return Places()
    return places
