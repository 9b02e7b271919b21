"""The names of a thing: in both languages, and the others that it goes by; which of them are ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import FOAF, SKOS

from api.html.views import View
from api.thing.sources import Notes
from kg.namespaces import KSC

_OTHER: Final = (SKOS.altLabel, FOAF.name)
_NAMING: Final = tuple(str(term) for term in (SKOS.prefLabel, *_OTHER))


@dataclass(frozen=True, slots=True)
class Name:
    """A name; `origin` says how it is ours (`translated`, `transliterated`, `supplied`), or is empty: it is printed."""

    text: str
    lang: str
    origin: str
    notes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Names:
    """The heading, the same in the other language if there is one, and the other names."""

    heading: Name
    second: Name | None
    others: Sequence[Name]


def names(view: View, iri: str, notes: Notes) -> Names:
    """The names of a thing, the heading in the reader's language."""
    ours = {str(value) for value in view.values(iri, KSC.suppliedName)}
    origins = _origins(view, iri)
    labels = [
        Name(text, language, origins.get(language, ""), _notes(notes, text, language))
        for language, text in view.labels(iri).items()
    ]
    labels.sort(key=lambda name: name.lang != view.lang)
    heading = labels[0] if labels else Name(view.label(iri), "", "", ())
    second = next((name for name in labels[1:] if name.text != heading.text), None)
    shown = {name.text for name in labels}
    others = {
        value.value: Name(
            value.value,
            value.language or "",
            "supplied" if str(value) in ours else "",
            _notes(notes, value.value, value.language or ""),
        )
        for property_ in _OTHER
        for value in view.values(iri, property_)
        if value.value not in shown
    }
    return Names(heading, second, sorted(others.values(), key=lambda name: (name.lang != view.lang, name.text)))


def _origins(view: View, iri: str) -> dict[str, str]:
    """How the label in a language is ours: from concepts such as `en-translated`."""
    slugs = (value.value.rpartition("/")[2] for value in view.values(iri, KSC.labelOrigin))
    return {slug.partition("-")[0]: slug.partition("-")[2] for slug in slugs}


def _notes(notes: Notes, text: str, lang: str) -> list[int]:
    """The notes that print a name, with or without a language."""
    forms = [ox.Literal(text), *([ox.Literal(text, language=lang)] if lang else [])]
    return sorted({number for property_ in _NAMING for form in forms for number in notes.of(property_, form)})
