"""What the page about a thing shows, from what the graph states about it and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import OWL, PROV, RDF

from api.html.pages import Shown
from api.html.views import View
from api.thing import groups
from api.thing.disagreements import disagreements
from api.thing.names import names
from api.thing.sources import Claims, Notes
from kg.catalogue import EntityIndex
from kg.namespaces import GRAPH, ID, KSC, OA

MOST_INCOMING: Final = 20
_INFERRED: Final = str(GRAPH.inferred)
_MACHINERY: Final = frozenset(
    str(term)
    for term in (
        *(KSC.claimSubject, KSC.claimObject, KSC.claimPredicate, KSC.claimValue, KSC.rank, KSC.evidence),
        *(KSC.involvesClaim, KSC.preferredClaim, KSC.conflictsWith, OA.hasSource),
    )
)
# What leads from a thing to where it is.
_PLACING: Final = (KSC.within, KSC.inCountry, KSC.targetsPlace, KSC.concernsCountry)
_GENERAL: Final = frozenset(str(term) for term in (PROV.Entity, OWL.Thing))


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a statement, and the numbers of the footnotes that say it."""

    shown: Shown
    notes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Statement:
    """A property with its values; `disputed` are the anchors of the disagreements about it."""

    property: Shown
    values: Sequence[Value]
    disputed: Sequence[str]


class Page:
    """The page about one thing. `quads` are those of the profile `claims`, `disputes` its discrepancies."""

    def __init__(
        self, iri: str, quads: Sequence[ox.Quad], disputes: Sequence[ox.Triple], index: EntityIndex, lang: str
    ) -> None:
        self._iri = iri
        self._graphs: dict[ox.Triple, set[str]] = {}
        for quad in quads:
            if isinstance(quad.graph_name, ox.NamedNode):
                self._graphs.setdefault(quad.triple, set()).add(quad.graph_name.value)
        self._view = View(dict.fromkeys(quad.triple for quad in quads), index, lang)
        own = (subject for subject in self._view.subjects(f"{ID}claim/"))
        claims = Claims(self._view, (claim for claim in own if self._view.has(claim, KSC.claimSubject, iri)))
        self._notes = Notes(self._view, claims)
        self._disagreements = disagreements(View(disputes, index, lang))

    def context(self, *, all_incoming: bool) -> Mapping[str, Any]:
        """The names that the template uses."""
        stated, inferred = self._statements()
        return {
            "iri": self._iri,
            "names": names(self._view, self._iri, self._notes),
            "kinds": self._kinds(),
            "groups": stated,
            "inferred": inferred,
            "disagreements": self._disagreements,
            "incoming": self._incoming(None if all_incoming else MOST_INCOMING),
            "notes": list(self._notes),
        }

    def places(self) -> list[str]:
        """The IRIs of the thing itself and of where it is, for a map."""
        places = (place for property_ in _PLACING for place in self._view.values(self._iri, property_))
        return [self._iri, *map(_iri, places)]

    def _kinds(self) -> list[Shown]:
        """The classes that records give; where there are none, those that follow."""
        types = [triple for triple in self._own() if triple.predicate.value == str(RDF.type)]
        types = [triple for triple in types if _iri(triple.object) not in _GENERAL]
        stated = [triple for triple in types if not self._is_inferred(triple)]
        return [self._view.term(triple.object) for triple in stated or types]

    def _statements(self) -> tuple[list[tuple[str, list[Statement]]], list[Statement]]:
        """The stated ones in groups, and those that only follow from others."""
        stated: dict[str, list[ox.Triple]] = {}
        inferred: dict[str, list[ox.Triple]] = {}
        for triple in self._own():
            property_ = triple.predicate.value
            if property_ not in groups.HIDDEN:
                (inferred if self._is_inferred(triple) else stated).setdefault(property_, []).append(triple)
        for disagreement in self._disagreements:  # a property without a value, since nothing was decided
            for subject, property_ in disagreement.about:
                if subject == self._iri and property_ not in (*inferred, *groups.HIDDEN):
                    stated.setdefault(property_, [])
        grouped: dict[str, list[Statement]] = {}
        for property_ in sorted(
            stated, key=lambda property_: (groups.place(property_)[1], self._view.label(property_))
        ):
            grouped.setdefault(groups.place(property_)[0], []).append(self._statement(property_, stated[property_]))
        ordered = [(name, grouped[name]) for name in groups.ORDER if name in grouped]
        return ordered, [self._statement(property_, triples) for property_, triples in inferred.items()]

    def _statement(self, property_: str, triples: Sequence[ox.Triple]) -> Statement:
        found = [
            Value(self._view.value(self._iri, property_, triple.object), self._notes.of(property_, triple.object))
            for triple in triples
        ]
        found.sort(key=lambda value: (not value.notes, not self._is_of_page(value), value.notes[:1], value.shown.text))
        disputed = [entry.anchor for entry in self._disagreements if (self._iri, property_) in entry.about]
        return Statement(self._view.named(property_), found, disputed)

    def _is_of_page(self, value: Value) -> bool:
        return value.shown.lang in ("", self._view.lang)

    def _incoming(self, most: int | None) -> list[tuple[Shown, list[Shown], int]]:
        """What points here, by property: the first of each, and how many there are. What only follows is left out
        where the same thing points here by another property.
        """
        by_property: dict[str, list[ox.Triple]] = {}
        found = [t for t in self._graphs if _iri(t.object) == self._iri and t.predicate.value not in _MACHINERY]
        stated = {str(triple.subject) for triple in found if not self._is_inferred(triple)}
        for triple in found:
            if not self._is_inferred(triple) or str(triple.subject) not in stated:
                by_property.setdefault(triple.predicate.value, []).append(triple)
        rows = []
        for property_, triples in by_property.items():
            subjects = sorted(
                (self._view.term(triple.subject) for triple in triples), key=lambda shown: shown.text.casefold()
            )
            rows.append((self._view.named(property_), subjects[:most], len(subjects)))
        return sorted(rows, key=lambda row: (-row[2], row[0].text))

    def _own(self) -> list[ox.Triple]:
        return [triple for triple in self._graphs if _iri(triple.subject) == self._iri]

    def _is_inferred(self, triple: ox.Triple) -> bool:
        return self._graphs[triple] == {_INFERRED}


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
