"""What follows from the statements of a state, and where they contradict each other: `kg reason`, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import ntriples
from kg.errors import Finding, FindingsError
from kg.messages import Message
from kg.reason.closure import clashes, close, inferred
from kg.reason.compiler import compile_ontology
from kg.reason.expressions import short
from kg.reason.run import SAME_AS
from kg.validate.data import BLANK, name_blanks, read_turtle

# What is not closed over: the terms themselves, and their matches with other vocabularies (`kg.reason.run.read`).
_NO_FACTS: Final = ("ksc.ttl", "ksc-aligns.ttl")


class Following:
    """The compiled ontology below a folder."""

    def __init__(self, root: Path) -> None:
        terms = [_read(root / "ontology" / name) for name in _NO_FACTS]
        self._program = compile_ontology(terms[0])
        self._terms = {triple for read in terms for triple in name_blanks(read)}

    def close(self, asserted: Iterable[ox.Triple]) -> list[bytes]:
        """What follows, as sorted lines of N-Triples; blank nodes are left out.

        Raises FindingsError where statements contradict each other, or one says owl:sameAs.
        """
        facts = [triple for triple in asserted if triple not in self._terms and not _has_blank(triple)]
        if same := [triple for triple in facts if triple.predicate == SAME_AS]:
            raise FindingsError(
                Finding(
                    Message("owl:sameAs is not reasoned with"), short(triple.subject), Message("use skos:exactMatch")
                )
                for triple in same
            )
        store = close(facts, self._program)
        if found := clashes(store, self._program):
            raise FindingsError(
                Finding(Message("it is at once {classes}", classes=classes), thing, axiom)
                for thing, classes, axiom in found
            )
        return sorted(ntriples.write(inferred(store)))


def _read(path: Path) -> list[ox.Triple]:
    return read_turtle(path) if path.exists() else []


def _has_blank(triple: ox.Triple) -> bool:
    """Whether it names a blank node, which has an IRI here (`name_blanks`)."""
    nodes = (triple.subject, triple.object)
    return any(isinstance(node, ox.NamedNode) and node.value.startswith(BLANK) for node in nodes)
