"""From triples to what a page shows: labels in the reader's language, values by property, links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDFS, SKOS

from api.html import pages, values
from api.html.pages import Shown
from kg.catalogue import EntityIndex
from kg.namespaces import ID, SCHEMA

_LABELS: Final = (str(SKOS.prefLabel), str(RDFS.label))


class View:
    """Triples, ready to be shown in one language. Labels come from the triples, else from the index of names."""

    def __init__(self, triples: Iterable[ox.Triple], index: EntityIndex, lang: str) -> None:
        self._index, self.lang = index, lang
        self._by_subject: dict[str, list[ox.Triple]] = {}
        self._labels: dict[str, dict[str, str]] = {}
        for triple in triples:
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
        return self._label(iri)[1]

    def term(self, term: Any) -> Shown:
        """A term as the `term` macro shows it: text with its language, or a link. A blank node is shown as such."""
        if isinstance(term, ox.NamedNode):
            language, label = self._label(term.value)
            return Shown(label, iri=term.value, lang=language)
        if isinstance(term, ox.Literal):
            return values.shown(term, self.lang)
        return Shown("[…]")

    def value(self, subject: str, property_: str, term: Any) -> Shown:
        """A value of a property: an amount with the currency of its subject, a language by its name, else as `term`."""
        if isinstance(term, ox.Literal) and property_ == str(SCHEMA.value):
            currencies = self.values(subject, SCHEMA.currency)
            return values.shown(term, self.lang, currency=currencies[0].value if currencies else "")
        if isinstance(term, ox.Literal) and property_ == str(DCTERMS.language):
            return values.language(term.value, self.lang)
        return self.term(term)

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

    def has(self, iri: str, predicate: str, value: str) -> bool:
        """Whether a thing has this IRI as a value of a property."""
        return any(_key(found) == value for found in self.values(iri, predicate))

    def named(self, iri: str) -> Shown:
        """What has this IRI, as the `term` macro shows it."""
        return self.term(ox.NamedNode(iri))

    def _label(self, iri: str) -> tuple[str, str]:
        """The label to show, after its language."""
        labels = self.labels(iri)
        for language in (self.lang, *labels):
            if language in labels:
                return language, labels[language]
        return "", pages.short(iri).removeprefix(ID)

    def subjects(self, namespace: str) -> list[str]:
        """The IRIs in a namespace that something is said about, by label."""
        found = (subject for subject in self._by_subject if subject.startswith(namespace))
        return sorted(found, key=lambda iri: (self.label(iri).casefold(), iri))


def _key(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
