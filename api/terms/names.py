"""How the pages of vocabularies name terms: in both languages, linked to where they are explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib.namespace import RDFS, SKOS

from api.html import pages
from api.terms.statements import Statements
from kg.catalogue import EntityIndex
from kg.namespaces import KSC, PREFIXES, SCHEME, SHAPES

_LABELS: Final = (str(SKOS.prefLabel), str(RDFS.label))
_OTHER: Final = {"en": "ko", "ko": "en"}


@dataclass(frozen=True, slots=True)
class Name:
    """A term by name: `text` in the reader's language where there is one (`lang` says which it is), and in the other.

    Where a page explains it, `anchor` is its place there and `page` the page's path; that is empty for this page.
    """

    iri: str
    text: str
    lang: str
    other: str
    short: str
    anchor: str = ""
    page: str = ""


class Names:
    """Names terms for a reader, by the labels of the vocabularies. `explained` are the terms that a page explains, with
    that page's path; empty for this page.
    """

    def __init__(
        self, vocabularies: Sequence[Statements], index: EntityIndex, lang: str, explained: Mapping[str, str]
    ) -> None:
        self.lang = lang
        self._vocabularies, self._index, self._explained = vocabularies, index, explained

    def of(self, iri: str) -> Name:
        """The name of what has this IRI."""
        labels = self._labels(iri)
        spoken = next((language for language in (self.lang, *labels) if language in labels), "")
        return Name(
            iri=iri,
            text=labels.get(spoken) or pages.short(iri),
            lang=spoken,
            other=labels.get(_OTHER[self.lang], "") if spoken == self.lang else "",
            short=pages.short(iri),
            anchor=anchor(iri) if iri in self._explained else "",
            page=self._explained.get(iri, ""),
        )

    def all(self, iris: Iterable[str]) -> list[Name]:
        """The names of several, by text."""
        return sorted((self.of(iri) for iri in dict.fromkeys(iris)), key=lambda name: (name.text.casefold(), name.iri))

    def _labels(self, iri: str) -> Mapping[str, str]:
        for vocabulary in self._vocabularies:
            for predicate in _LABELS:
                if found := vocabulary.texts(iri, predicate):
                    return found
        entity = self._index.get(iri)
        return entity.labels if entity else {}


def anchor(iri: str) -> str:
    """A term's anchor: the fragment of an IRI of ours, a concept's last part, else the prefixed name with a hyphen."""
    for namespace in (str(KSC), str(SHAPES)):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    if iri.startswith(SCHEME):
        return iri.rpartition("/")[2]
    return pages.short(iri).replace(":", "-", 1)


def prefixes(*names: str) -> str:
    """The PREFIX lines that a query with these prefixed names needs."""
    used = sorted({name.partition(":")[0] for name in names} & PREFIXES.keys())
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used)
