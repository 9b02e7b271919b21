"""The statements of a vocabulary, looked up both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import RDF

_FIRST: Final = str(RDF.first)
_REST: Final = str(RDF.rest)


class Statements:
    """Triples by subject and by object. Nodes are keys: the IRI, or `_:` and the name of a blank node."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._objects: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        self._subjects: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for triple in triples:
            subject, predicate = key(triple.subject), triple.predicate.value
            self._objects[subject, predicate].append(triple.object)
            if not isinstance(triple.object, ox.Literal):
                self._subjects[predicate, key(triple.object)].append(subject)

    def objects(self, subject: str, predicate: str) -> list[Any]:
        """The values of a property, in the order of the triples."""
        return self._objects.get((subject, str(predicate)), [])

    def keys(self, subject: str, predicate: str) -> list[str]:
        """The same as keys: IRIs, blank nodes, the text of literals."""
        return [key(value) for value in self.objects(subject, predicate)]

    def subjects(self, predicate: str, object_: str) -> list[str]:
        """What has this node as a value of a property."""
        return self._subjects.get((str(predicate), str(object_)), [])

    def all_subjects(self) -> set[str]:
        """Everything that something is said about."""
        return {subject for subject, _ in self._objects}

    def texts(self, subject: str, predicate: str) -> dict[str, str]:
        """The literals of a property by language; the first of each."""
        found: dict[str, str] = {}
        for value in self.objects(subject, predicate):
            if isinstance(value, ox.Literal):
                found.setdefault(value.language or "", value.value)
        return found

    def items(self, head: str) -> Iterator[Any]:
        """The members of an RDF list; a list that runs into itself ends there."""
        seen: set[str] = set()
        while head not in seen and (first := self.objects(head, _FIRST)):
            seen.add(head)
            yield first[0]
            head = next(iter(self.keys(head, _REST)), "")

    def closure(self, start: str, predicate: str) -> set[str]:
        """What a property leads to from a node, in one step or several; not the node itself."""
        found: set[str] = set()
        todo = [start]
        while todo:
            new = set(self.keys(todo.pop(), predicate)) - found
            found |= new
            todo += new
        return found - {start}


def key(term: Any) -> str:
    """What a node goes by here; the text of a literal."""
    return str(term) if isinstance(term, ox.BlankNode) else str(term.value)
