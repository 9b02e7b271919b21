"""The slice of the dataset that a verdict over some nodes depends on, so that one record does not cost a whole run.

From each focus node: what it says, who points at it, and what those name in turn, as deep as our paths go; for an
agreement also the others of its Korean parties, among which a duplicate would be. A test shows that the verdict over
a slice is the verdict over everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from kg.namespaces import KSC
from kg.validate.data import dataset_files, read_turtle
from kg.validate.literals import Wrapping

# The longest way that a shape looks outward: a claim's passage, its half, the document, the date of issue.
DEPTH: Final = 4
_CLAIM: Final = (ox.NamedNode(KSC["claimSubject"]), ox.NamedNode(KSC["claimObject"]))
_INVOLVES: Final = ox.NamedNode(KSC["involvesClaim"])
_KOREAN_PARTY: Final = ox.NamedNode(KSC["hasKoreanParty"])
_PARTNER: Final = ox.NamedNode(KSC["hasPartnerParty"])
_DATES: Final = (ox.NamedNode(KSC["dateSigned"]), ox.NamedNode(KSC["datePlanned"]))
# A whole is checked against its parts, and a vacant post against its holders: a new one concerns the node it names.
_LOOKS_INWARD: Final = (ox.NamedNode(KSC["partOfAmount"]), ox.NamedNode(KSC["toPost"]))

Subject = ox.NamedNode | ox.BlankNode


class Context:
    """Statements by subject and by object. No store: Oxigraph's rewrites literals (1.10 to 1.1) as it takes them in."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._of: dict[Subject, list[ox.Triple]] = defaultdict(list)
        self._to: dict[Subject, list[ox.Triple]] = defaultdict(list)
        self.literals = Wrapping()
        for triple in triples:
            self._add(triple)
        self.literals.learn(triple.object for said in self._of.values() for triple in said)

    def _add(self, triple: ox.Triple) -> None:
        self._of[_subject(triple)].append(triple)
        if isinstance(triple.object, Subject):
            self._to[triple.object].append(triple)

    @classmethod
    def read(cls, root: Path) -> Self:
        """The asserted statements and the ontology below `root`."""
        return cls(triple for path in dataset_files(root) for triple in read_turtle(path))

    def __iter__(self) -> Iterator[ox.Triple]:
        return (triple for said in self._of.values() for triple in said)

    def change(self, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> None:
        """Take statements out, those that are there, and then put statements in, those that are not."""
        for triple in removed:
            if self.holds(triple):
                self._of[_subject(triple)].remove(triple)
                if isinstance(triple.object, Subject):
                    self._to[triple.object].remove(triple)
        new = [triple for triple in dict.fromkeys(added) if not self.holds(triple)]
        for triple in new:
            self._add(triple)
        self.literals.learn(triple.object for triple in new)

    @contextmanager
    def changed(self, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> Iterator[None]:
        """The same for a while: taken back at the end."""
        gone = {triple for triple in removed if self.holds(triple)}
        new = {triple for triple in added if triple in gone or not self.holds(triple)}
        self.change(gone, new)
        try:
            yield
        finally:
            self.change(new, gone)

    def concerned(self, candidate: Iterable[ox.Triple]) -> set[Subject]:
        """The nodes that the candidate says something of, and those whose verdict may change by it."""
        found: set[Subject] = set()
        for triple in candidate:
            found.add(_subject(triple))
            if triple.predicate in _LOOKS_INWARD and isinstance(triple.object, Subject):
                found.add(triple.object)
        for node in tuple(found):
            # No shape of a claim looks into what the claim is about.
            found.update(_subject(triple) for triple in self._to.get(node, ()) if triple.predicate not in _CLAIM)
        return found

    def holds(self, triple: ox.Triple) -> bool:
        """Whether the dataset says this already."""
        return triple in self._of.get(_subject(triple), ())

    def similar(self, candidate: Iterable[ox.Triple]) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
        """Agreements of the candidate with others of the dataset that share a Korean party, a partner and a month."""
        added = Context(candidate)
        for node, said in added._of.items():
            theirs = {other for t in said if t.predicate == _KOREAN_PARTY for other in self._pointing(t.object)}
            for other in theirs - {node}:
                ours, shared = _parties_and_months(said), _parties_and_months(self._of[other])
                if all(one & two for one, two in zip(ours, shared, strict=True)):
                    assert isinstance(node, ox.NamedNode) and isinstance(other, ox.NamedNode)
                    yield node, other

    def _pointing(self, party: object) -> set[Subject]:
        pointing = self._to.get(party, ()) if isinstance(party, Subject) else ()
        return {_subject(triple) for triple in pointing if triple.predicate == _KOREAN_PARTY}

    def slice(self, focus: Iterable[Subject], candidate: Iterable[ox.Triple]) -> set[ox.Triple]:
        """The dataset's statements that the verdict over `focus` depends on, when `candidate` is added."""
        added = Context(candidate)
        near = self._around(set(focus), added)
        found: set[ox.Triple] = set()
        seen: set[Subject] = set()
        for _ in range(DEPTH + 1):
            seen |= near
            ours = [triple for node in near for triple in self._of.get(node, ())]
            theirs = [triple for node in near for triple in added._of.get(node, ())]
            found.update(ours)
            near = {triple.object for triple in (*ours, *theirs) if isinstance(triple.object, Subject)} - seen
        return found

    def _around(self, focus: set[Subject], added: Context) -> set[Subject]:
        """The focus nodes, what points at them, and the agreements that may be the same as one of them."""

        def pointing(node: Subject, *predicates: ox.NamedNode) -> Iterator[Subject]:
            for triple in (*self._to.get(node, ()), *added._to.get(node, ())):
                if not predicates or triple.predicate in predicates:
                    yield _subject(triple)

        near = set(focus)
        for node in focus:
            near.update(pointing(node))
            # Documents that disagree may leave a value out: the discrepancies of the claims about a node.
            near.update(s for claim in pointing(node, _CLAIM[0]) for s in pointing(claim, _INVOLVES))
            for triple in (*self._of.get(node, ()), *added._of.get(node, ())):
                if triple.predicate == _KOREAN_PARTY and isinstance(triple.object, Subject):
                    near.update(pointing(triple.object, _KOREAN_PARTY))
        return near


def _parties_and_months(said: Iterable[ox.Triple]) -> tuple[set[str], set[str], set[str]]:
    """Korean parties, partners, and months, of what is said of one agreement."""
    found: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for triple in said:
        for values, predicates in zip(found, ((_KOREAN_PARTY,), (_PARTNER,), _DATES), strict=True):
            if triple.predicate in predicates and isinstance(triple.object, ox.NamedNode | ox.Literal):
                values.add(triple.object.value[:7] if predicates == _DATES else triple.object.value)
    return found


def _subject(triple: ox.Triple) -> Subject:
    subject = triple.subject
    assert isinstance(subject, Subject)  # RDF 1.1: Turtle that is read as such has no quoted triples
    return subject
