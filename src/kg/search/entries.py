"""What can be found: the things and concepts of the graph, with every name that they go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import SKOS

from kg.namespaces import ID, PREFIXES, SCHEME
from kg.search.letters import Letters

_NAMES: Final = """
SELECT ?thing ?property ?name WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel dcterms:title foaf:name skos:notation }
  ?thing ?property ?name
} ORDER BY ?thing ?property ?name"""
_CLASSES: Final = "SELECT ?thing ?class WHERE { ?thing a ?class ; skos:prefLabel ?name }"
_SCHEMES: Final = "SELECT ?thing ?scheme WHERE { ?thing skos:inScheme ?scheme }"
_BROADER: Final = "SELECT ?class ?broader WHERE { ?class rdfs:subClassOf+ ?broader FILTER(isIRI(?broader)) }"
_KINDS: Final = """
SELECT ?kind ?label WHERE {
  { ?kind rdfs:label ?label } UNION { ?kind a skos:ConceptScheme ; skos:prefLabel ?label } FILTER(LANG(?label) != "")
}"""
_COUNTRIES: Final = "SELECT ?thing ?country WHERE { ?thing ksc:ofCountry|ksc:inCountry|ksc:concernsCountry ?country }"
_RELATED: Final = """
SELECT ?thing ?other WHERE {
  ?thing ksc:hasKoreanParty|ksc:hasPartnerParty|ksc:targetsPlace|ksc:ofCountry|ksc:inCountry|ksc:concernsCountry ?other
}"""
# Of one revision and the next nearly all names are the same, and to take them apart is most of the work.
_letters: Final = lru_cache(maxsize=1 << 16)(Letters.of)
_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@dataclass(slots=True)
class Name:
    """One name of a thing, and its letters."""

    text: str
    letters: Letters
    acronym: bool = False
    misprint: bool = False


@dataclass(slots=True)
class Entry:
    """A thing that can be found: `kind` is the folder of its IRI, or `concept`; `kinds` all that a filter may name.

    `words` are those of all its names, `related` those of the names of its parties, places and countries; `country` is
    an IRI.
    """

    iri: str
    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    kind_labels: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    words: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def identifier(self) -> str:
        """What stands after `…/id/` or `…/scheme/`: `organisation/lh`."""
        return self.iri.removeprefix(str(ID)).removeprefix(str(SCHEME))

    def label(self, lang: str) -> str:
        """The preferred label in `lang`, else in the other language."""
        return _in(self.labels, lang) or self.identifier

    def kind_label(self, lang: str) -> str:
        """What kind of thing it is, in words."""
        return _in(self.kind_labels, lang) or self.kind


def read_entries(store: ox.Store) -> list[Entry]:
    """Every thing and concept that has a name, from a store's default graph."""
    entries: dict[str, Entry] = {}
    for iri, property_, name in _rows(store, _NAMES):
        if iri.value.startswith((str(ID), str(SCHEME))) and isinstance(name, ox.Literal):
            entry = entries.setdefault(iri.value, Entry(iri.value, _kind(iri.value)))
            _add_name(entry, property_.value, name)
    for entry in entries.values():
        entry.words = tuple(dict.fromkeys(word for name in entry.names for word in name.letters.words))
    for iri, other in _rows(store, _RELATED):
        if iri.value in entries and other.value in entries:
            entries[iri.value].related += entries[other.value].words
    for iri, country in _rows(store, _COUNTRIES):
        if iri.value in entries:
            entries[iri.value].country = min(filter(None, (entries[iri.value].country, country.value)))
    _add_kinds(store, entries)
    return [entry for entry in entries.values() if entry.names]


def _add_name(entry: Entry, property_: str, name: ox.Literal) -> None:
    if property_ == str(SKOS.prefLabel) and name.language:
        entry.labels.setdefault(name.language, name.value)
    letters = _letters(name.value)
    if letters.plain and all(name.value != known.text for known in entry.names):
        entry.names.append(Name(name.value, letters, not name.language, property_ == str(SKOS.hiddenLabel)))


def _add_kinds(store: ox.Store, entries: Mapping[str, Entry]) -> None:
    """The kinds of each entry, and the label of the closest one: a concept's scheme, else its narrowest class."""
    labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for iri, label in _rows(store, _KINDS):
        labels[iri.value].setdefault(label.language, label.value)
    broader: defaultdict[str, set[str]] = defaultdict(set)
    for iri, other in _rows(store, _BROADER):
        broader[iri.value].add(other.value)
    classes: defaultdict[str, set[str]] = defaultdict(set)
    schemes: defaultdict[str, set[str]] = defaultdict(set)
    for query, found in ((_CLASSES, classes), (_SCHEMES, schemes)):
        for iri, kind in _rows(store, query):
            found[iri.value].add(kind.value)
    for iri, entry in entries.items():
        every = classes[iri].union(*(broader[kind] for kind in classes[iri]))
        closest = sorted(schemes[iri]) or sorted(classes[iri], key=lambda kind: (-len(broader[kind]), kind))
        entry.kind_labels = next((labels[kind] for kind in closest if kind in labels), {})
        named = {_short(kind) for kind in every} | {f"scheme:{kind.removeprefix(str(SCHEME))}" for kind in schemes[iri]}
        entry.kinds = frozenset({entry.kind, *named})


def _short(iri: str) -> str:
    fitting = (f"{prefix}:{iri.removeprefix(base)}" for prefix, base in PREFIXES.items() if iri.startswith(base))
    return next(fitting, iri)


def _kind(iri: str) -> str:
    return iri.removeprefix(str(ID)).partition("/")[0] if iri.startswith(str(ID)) else "concept"


def _in(labels: Mapping[str, str], lang: str) -> str:
    return labels.get(lang) or next(iter(labels.values()), "")


def _rows(store: ox.Store, query: str) -> Iterator[tuple[Any, ...]]:
    for row in store.query(_PROLOGUE + query):  # type: ignore[union-attr] # a SELECT
        values: list[Any] = list(row)
        if isinstance(values[0], ox.NamedNode):
            yield tuple(values)
