"""From triples to what a page shows: labels in the reader's language, values by property, links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import RDFS, SKOS

from api import pages
from api.pages import Shown
from kg.catalogue import EntityIndex
from kg.namespaces import ID, KSC, OA

_LABELS: Final = (str(SKOS.prefLabel), str(RDFS.label))
_EVIDENCE: Final = frozenset(
    str(term) for term in (KSC.claimSubject, KSC.claimObject, KSC.claimPredicate, KSC.rank, OA.hasSource)
)


class View:
    """Triples, ready to be shown in one language. Labels come from the triples, else from the index of names."""

    def __init__(self, triples: Iterable[ox.Triple], index: EntityIndex, lang: str) -> None:
        self._index, self._lang = index, lang
        self._by_subject: dict[str, list[ox.Triple]] = {}
        self._labels: dict[str, dict[str, str]] = {}
        self._triples = list(triples)
        for triple in self._triples:
            subject = _key(triple.subject)
            self._by_subject.setdefault(subject, []).append(triple)
            if triple.predicate.value in _LABELS and isinstance(triple.object, ox.Literal):
                labels = self._labels.setdefault(subject, {})
                labels.setdefault(triple.object.language or "", triple.object.value)

    def labels(self, iri: str) -> dict[str, str]:
        """The labels of a thing by language."""
        entity = self._index.get(iri)
        return self._labels.get(iri) or (entity.labels if entity else {})

    def label(self, iri: str) -> str:
        """The label to show: in the reader's language, else in another, else the shortened IRI."""
        labels = self.labels(iri)
        return labels.get(self._lang) or next(iter(labels.values()), "") or pages.short(iri).removeprefix(ID)

    def term(self, term: Any) -> Shown:
        """A term as the `term` macro shows it: text with its language, or a link. A blank node is shown as such."""
        if isinstance(term, ox.NamedNode):
            return Shown(self.label(term.value), iri=term.value)
        if isinstance(term, ox.Literal):
            return Shown(term.value, lang=term.language or "")
        return Shown("[…]")

    def rows(self, iri: str) -> list[tuple[Shown, list[Shown]]]:
        """The statements about a thing: each property with its values."""
        rows: dict[str, tuple[Shown, list[Shown]]] = {}
        for triple in self._by_subject.get(iri, ()):
            row = rows.setdefault(triple.predicate.value, (self.term(triple.predicate), []))
            row[1].append(self.term(triple.object))
        return list(rows.values())

    def values(self, iri: str, predicate: str) -> list[Any]:
        """The objects of a property of a thing."""
        return [t.object for t in self._by_subject.get(iri, ()) if t.predicate.value == str(predicate)]

    def subjects(self, namespace: str) -> list[str]:
        """The IRIs in a namespace that something is said about, by label."""
        found = (subject for subject in self._by_subject if subject.startswith(namespace))
        return sorted(found, key=lambda iri: (self.label(iri).casefold(), iri))

    def incoming(self, iri: str) -> list[tuple[Shown, list[Shown]]]:
        """What points to a thing, by property; the machinery of claims left out."""
        rows: dict[str, tuple[Shown, list[Shown]]] = {}
        for triple in self._triples:
            named = isinstance(triple.object, ox.NamedNode) and triple.object.value == iri
            if named and triple.predicate.value not in _EVIDENCE:
                row = rows.setdefault(triple.predicate.value, (self.term(triple.predicate), []))
                row[1].append(self.term(triple.subject))
        return list(rows.values())

    def claims(self, iri: str) -> list[dict[str, Shown]]:
        """The claims about a thing: property, printed form, document, lines, and the claim itself."""
        claims = []
        for claim, triples in self._by_subject.items():
            if not any(t.predicate.value == str(KSC.claimSubject) and _key(t.object) == iri for t in triples):
                continue
            for passage in self.values(claim, KSC.evidence):
                claims.append(
                    {
                        "claim": Shown(claim.rpartition("/")[2], iri=claim),
                        "property": self._one(claim, KSC.claimPredicate),
                        "printed": self._one(claim, KSC.asPrinted),
                        "document": self._one(passage.value, OA.hasSource),
                        "first": self._one(passage.value, KSC.firstLine),
                        "last": self._one(passage.value, KSC.lastLine),
                    }
                )
        return sorted(claims, key=_place)

    def _one(self, subject: str, predicate: str) -> Shown:
        values = self.values(subject, predicate)
        return self.term(values[0]) if values else Shown("")


def _key(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _place(claim: dict[str, Shown]) -> tuple[str, str, int, str]:
    first = claim["first"].text
    number = int(first) if first.isdecimal() else 0
    return claim["property"].text, claim["document"].text, number, claim["claim"].text
