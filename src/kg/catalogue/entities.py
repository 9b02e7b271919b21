"""The things that a parameter can name: every entity with its classes and the names that it goes by."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from kg.namespaces import BASE, ID, PREFIXES, SCHEME

_SHOWN = ("prefLabel", "altLabel", "#label")
_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?entity ?property ?name WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel rdfs:label }
  ?entity ?property ?name
  FILTER NOT EXISTS { ?entity a sh:SPARQLExecutable } # canned queries have labels, but nothing is said about them
} ORDER BY ?entity ?property ?name"""
_CLASSES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?entity ?class WHERE { ?entity a/rdfs:subClassOf* ?class }"""
_SCHEMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?entity ?scheme WHERE { ?entity skos:inScheme ?scheme }"""


def fold(name: str) -> str:
    """A name as it is compared: NFC, without case, without white space."""
    return "".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(slots=True)
class Entity:
    """A thing or concept: IRI, preferred labels by language, the names to show, the misprints not to show."""

    iri: str
    labels: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    misprints: list[str] = field(default_factory=list)

    def label(self, lang: str) -> str:
        """The preferred label in `lang`, else in the other language, else the IRI."""
        return self.labels.get(lang) or next(iter(self.labels.values()), self.iri)

    @property
    def identifier(self) -> str:
        """What stands after `…/id/` or `…/scheme/`: `organisation/lh`."""
        return self.iri.removeprefix(str(ID)).removeprefix(str(SCHEME))


class EntityIndex:
    """Entities by kind and by name.

    A kind is a class (`ksc:Agency`), a concept scheme (`scheme:stage`), a folder of IRIs (`id:document`), or
    `rdfs:Resource` for anything that has a name.
    """

    def __init__(self, entities: Iterable[Entity], kinds: Iterable[tuple[str, str]]) -> None:
        self._entities = {entity.iri: entity for entity in entities}
        self._kinds: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
        for iri, kind in kinds:
            if iri in self._entities:
                self._kinds[kind][iri] = self._entities[iri]
        self._kinds[_kind_iri("rdfs:Resource")] = self._entities
        self._by_name: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
        for iri, entity in self._entities.items():
            for name in (iri.rsplit("/", 1)[-1], *entity.names, *entity.misprints):
                self._by_name[fold(name)][iri] = entity
            if iri.startswith(ID):
                self._kinds[f"{ID}{entity.identifier.partition('/')[0]}"][iri] = entity

    @classmethod
    def of(cls, store: ox.Store) -> EntityIndex:
        """Read the index from a store's default graph."""
        entities: dict[str, Entity] = {}
        for iri, property_, name, lang in _rows(store, _NAMES):
            entity = entities.setdefault(iri, Entity(iri))
            if property_.endswith(("prefLabel", "#label")):  # ontology terms have rdfs:label
                entity.labels.setdefault(lang, name)
            (entity.names if property_.endswith(_SHOWN) else entity.misprints).append(name)
        kinds = [(row[0], row[1]) for query in (_CLASSES, _SCHEMES) for row in _rows(store, query)]
        return cls(entities.values(), kinds)

    def get(self, iri: str) -> Entity | None:
        """The entity with this IRI, if it has a name."""
        return self._entities.get(iri)

    def of_kind(self, kind: str) -> list[Entity]:
        """The entities of a kind, in the order of their IRIs."""
        return [entity for _, entity in sorted(self._kinds.get(_kind_iri(kind), {}).items())]

    def find(self, kind: str, value: str) -> list[Entity]:
        """The entities of `kind` that `value` names: an IRI, its end (`organisation/lh`, `id/…`), a slug or any name.

        Several when the name is shared.
        """
        among = self._kinds.get(_kind_iri(kind), {})
        for exact in (value, f"{BASE}{value}", f"{ID}{value}", f"{SCHEME}{value}"):
            if exact in among:
                return [among[exact]]
        return [entity for iri, entity in sorted(self._by_name.get(fold(value), {}).items()) if iri in among]

    def nearest(self, kind: str, value: str, limit: int = 3) -> list[str]:
        """The shown names of `kind` that are most like `value`."""
        names = {fold(name): name for entity in self.of_kind(kind) for name in entity.names}
        matches = process.extract(fold(value), names.keys(), scorer=fuzz.WRatio, limit=limit, score_cutoff=50)
        return [names[match[0]] for match in matches]


def _rows(store: ox.Store, query: str) -> list[tuple[str, str, str, str]]:
    """Rows of two IRIs and perhaps a literal, as (first, second, literal, its language)."""
    rows = []
    for row in store.query(query):  # type: ignore[union-attr] # a SELECT
        values: list[Any] = list(row)
        if all(isinstance(value, ox.NamedNode) for value in values[:2]):
            literal = values[2] if len(values) > 2 else None
            language = (literal.language or "") if isinstance(literal, ox.Literal) else ""
            rows.append((values[0].value, values[1].value, literal.value if literal else "", language))
    return rows


def _kind_iri(kind: str) -> str:
    prefix, _, local = kind.partition(":")
    return {"scheme": str(SCHEME), "id": str(ID), **PREFIXES}.get(prefix, f"{prefix}:") + local
