"""What follows from the statements of a state, and where they contradict each other: `kg reason`, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import ntriples
from kg.errors import Finding, FindingsError
from kg.messages import Message
from kg.reason.compiler import compile_ontology
from kg.reason.expressions import short
from kg.reason.live import LiveClosure
from kg.reason.run import SAME_AS
from kg.validate.data import BLANK, name_blanks, read_turtle

# What is not closed over: the terms themselves, and their matches with other vocabularies (`kg.reason.run.read`).
_NO_FACTS: Final = ("ksc.ttl", "ksc-aligns.ttl")


class Following:
    """What follows from a dataset, under the ontology below a folder. Closed when it is first asked for."""

    def __init__(self, root: Path, asserted: Iterable[ox.Triple]) -> None:
        """`asserted` is the dataset, iterated over when it is needed, with every change that was adopted till then."""
        terms = [_read(root / "ontology" / name) for name in _NO_FACTS]
        self._program = compile_ontology(terms[0])
        self._terms = {triple for read in terms for triple in name_blanks(read)}
        self._asserted = asserted
        self._closure: LiveClosure | None = None

    def adopt(self, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> None:
        """Take the dataset to be without and with these statements from now on."""
        if self._closure:
            self._closure.change(self._facts(removed), self._facts(added))

    def close(self, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> list[bytes]:
        """What follows from the dataset without and with these, as sorted lines of N-Triples; blank nodes are left out.

        Raises FindingsError where statements contradict each other, or one says owl:sameAs.
        """
        if self._closure is None:
            self._closure = LiveClosure(self._facts(self._asserted), self._program)
        closure = self._closure
        gone = {triple for triple in self._facts(removed) if triple in closure.facts}
        new = {triple for triple in self._facts(added) if triple in gone or triple not in closure.facts}
        if same := [triple for triple in new if triple.predicate == SAME_AS]:
            raise FindingsError(map(_same_as, same))
        closure.change(gone, new)
        try:
            if found := closure.clashes():
                raise FindingsError(
                    Finding(Message("it is at once {classes}", classes=classes), thing, axiom)
                    for thing, classes, axiom in found
                )
            return sorted(ntriples.write(closure.inferred))
        finally:
            closure.change(new, gone)

    def _facts(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        return [triple for triple in triples if triple not in self._terms and not _has_blank(triple)]


def _same_as(triple: ox.Triple) -> Finding:
    hint = Message("use skos:exactMatch")
    return Finding(Message("owl:sameAs is not reasoned with"), short(triple.subject), hint)


def _read(path: Path) -> list[ox.Triple]:
    return read_turtle(path) if path.exists() else []


def _has_blank(triple: ox.Triple) -> bool:
    """Whether it names a blank node, which has an IRI here (`name_blanks`)."""
    nodes = (triple.subject, triple.object)
    return any(isinstance(node, ox.NamedNode) and node.value.startswith(BLANK) for node in nodes)
