"""Figures of a dataset for its VoID description (https://www.w3.org/TR/void/, sections 4.6.1 and 4.3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import RDF

from kg.namespaces import ID


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of one graph. `classes`: entities of each class; `properties`: triples that use each property."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]


def count(quads: Iterable[ox.Quad]) -> dict[str, Statistics]:
    """The figures of each named graph by its IRI, and of the default graph under the empty string.

    An entity is a thing under `…/id/` that is a subject.
    """
    counters: defaultdict[str, _Counter] = defaultdict(_Counter)
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        counters[graph].add(quad)
    return {graph: counter.statistics() for graph, counter in sorted(counters.items())}


class _Counter:
    def __init__(self) -> None:
        self._triples = 0
        self._subjects: set[Any] = set()
        self._objects: set[Any] = set()
        self._classes: Counter[str] = Counter()
        self._properties: Counter[str] = Counter()

    def add(self, quad: ox.Quad) -> None:
        self._triples += 1
        self._subjects.add(quad.subject)
        self._objects.add(quad.object)
        self._properties[quad.predicate.value] += 1
        if quad.predicate.value == str(RDF.type) and isinstance(quad.object, ox.NamedNode):
            self._classes[quad.object.value] += 1

    def statistics(self) -> Statistics:
        things = sum(isinstance(node, ox.NamedNode) and node.value.startswith(ID) for node in self._subjects)
        return Statistics(
            triples=self._triples,
            entities=things,
            subjects=len(self._subjects),
            objects=len(self._objects),
            classes=dict(sorted(self._classes.items())),
            properties=dict(sorted(self._properties.items())),
        )
