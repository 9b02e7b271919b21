"""The slice of the dataset that a verdict over some nodes depends on, so that one record does not cost a whole run.

From each focus node: what it says, who shapes look back at from there, and what those name in turn, as deep as our
paths go; for an agreement also the others of its title and partner, among which a duplicate would be. A test shows that
the verdict over a slice is the verdict over everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from kg.namespaces import KSC, OA
from kg.validate.data import dataset_files, read_turtle
from kg.validate.literals import Wrapping


def _ksc(*names: str) -> tuple[ox.NamedNode, ...]:
    return tuple(ox.NamedNode(KSC[name]) for name in names)


# Besides what a node says and the statements of what it names, shapes look on through these, at most so often: from a
# claim to its passage, its half, the document and its date of issue.
ONWARD: Final = (
    *_ksc("evidence", "preferredClaim"),
    ox.NamedNode(str(OA.hasSource)),
    ox.NamedNode(str(DCTERMS.isPartOf)),
)
DEPTH: Final = 4
# Shapes look at who says this of a node: a whole is checked against its parts, a vacant post against its holders.
INWARD: Final = _ksc("partOfAmount", "toPost", "memberOf", "secretariatOf", "claimSubject", "involvesClaim")
_CLAIM_SUBJECT, _CLAIM_OBJECT, _INVOLVES = _ksc("claimSubject", "claimObject", "involvesClaim")
_KOREAN_PARTY, _PARTNER, _SIGNED, _PLANNED = _ksc("hasKoreanParty", "hasPartnerParty", "dateSigned", "datePlanned")
_CLAIM_PREDICATE: Final = ox.NamedNode(KSC["claimPredicate"])
_TITLE: Final = ox.NamedNode(str(DCTERMS.title))
_DATES: Final = (_SIGNED, _PLANNED)
_CLASS: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

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

    def concerned(self, stated: Iterable[ox.Triple], changed: Iterable[ox.Triple]) -> set[Subject]:
        """The nodes that something is stated of, and those whose verdict may change by the statements that change."""
        found = {_subject(triple) for triple in stated}
        for triple in changed:
            found.add(_subject(triple))
            if triple.predicate in INWARD and isinstance(triple.object, Subject):
                found.add(triple.object)
        for node in {_subject(triple) for triple in changed}:
            # No shape of a claim looks into what the claim is about.
            found.update(
                _subject(t) for t in self._to.get(node, ()) if t.predicate not in (_CLAIM_SUBJECT, _CLAIM_OBJECT)
            )
        return found

    def holds(self, triple: ox.Triple) -> bool:
        """Whether the dataset says this already."""
        return triple in self._of.get(_subject(triple), ())

    def classes(self, node: Subject) -> set[object]:
        """The classes that the dataset says a node has."""
        return {triple.object for triple in self._of.get(node, ()) if triple.predicate == _CLASS}

    def similar(self, candidate: Iterable[ox.Triple]) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
        """Agreements of the candidate with others of the dataset that share a Korean party, a partner and a month."""
        added = Context(candidate)
        for node, said in added._of.items():
            theirs = {other for t in said if t.predicate == _PARTNER for other in self._pointing(t.object)}
            for other in theirs - {node}:
                ours, shared = _parties_and_months(said), _parties_and_months(self._of[other])
                if all(one & two for one, two in zip(ours, shared, strict=True)):
                    assert isinstance(node, ox.NamedNode) and isinstance(other, ox.NamedNode)
                    yield node, other

    def _pointing(self, party: object) -> set[Subject]:
        pointing = self._to.get(party, ()) if isinstance(party, Subject) else ()
        return {_subject(triple) for triple in pointing if triple.predicate == _PARTNER}

    def slice(self, focus: Iterable[Subject], candidate: Iterable[ox.Triple]) -> set[ox.Triple]:
        """The dataset's statements that the verdict over `focus` depends on, when `candidate` is added."""
        added = Context(candidate)
        near = set(focus)
        for node in tuple(near):
            near |= self._looked_back_at(node, added)
        found: set[ox.Triple] = set()
        seen: set[Subject] = set()
        for step in range(DEPTH + 1):
            seen |= near
            found.update(triple for node in near for triple in self._of.get(node, ()))
            said = [triple for node in near for triple in self._said(node, added)]
            through = said if step == 0 else [triple for triple in said if triple.predicate in ONWARD]
            near = {triple.object for triple in through if isinstance(triple.object, Subject)} - seen
        return found

    def _said(self, node: Subject, added: Context) -> list[ox.Triple]:
        return [*self._of.get(node, ()), *added._of.get(node, ())]

    def _looked_back_at(self, node: Subject, added: Context) -> set[Subject]:
        """What shapes of the node look at that points there, and the agreements that may be the same."""
        said, found = self._said(node, added), set[Subject]()
        dated = any(triple.predicate == _SIGNED for triple in said)
        for triple in (*self._to.get(node, ()), *added._to.get(node, ())):
            if triple.predicate == _CLAIM_SUBJECT:
                # Documents that disagree may leave a value out; a date is compared with its document's.
                claim = _subject(triple)
                involving = {
                    _subject(t)
                    for t in (*self._to.get(claim, ()), *added._to.get(claim, ()))
                    if t.predicate == _INVOLVES
                }
                if involving or (dated and self._claims(claim, added) == _SIGNED):
                    found |= {claim, *involving}
            elif triple.predicate in INWARD:
                found.add(_subject(triple))
        return found | self._same_titles(said, added)

    def _claims(self, claim: Subject, added: Context) -> object:
        return next((t.object for t in self._said(claim, added) if t.predicate == _CLAIM_PREDICATE), None)

    def _same_titles(self, said: Iterable[ox.Triple], added: Context) -> set[Subject]:
        """The agreements that share a title and a partner with what is said: among them a duplicate would be."""
        titles = {triple.object for triple in said if triple.predicate == _TITLE}
        partners = {t.object for t in said if t.predicate == _PARTNER and isinstance(t.object, Subject)}
        pointing = (t for party in partners for t in (*self._to.get(party, ()), *added._to.get(party, ())))
        others = {_subject(triple) for triple in pointing if triple.predicate == _PARTNER}
        return {o for o in others if any(t.predicate == _TITLE and t.object in titles for t in self._said(o, added))}


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
