"""Hints for queries that name what the dataset does not use: a misspelt property is no error, but gives no answer."""

from __future__ import annotations

import difflib
import re
from functools import cached_property, lru_cache
from typing import Final

import pyoxigraph as ox

from kg.engine.base import Hint
from kg.engine.mentions import RDF_TYPE, Kind, Mention, mentions
from kg.namespaces import ID

_LONGEST: Final = 1 << 16  # characters of a query that is looked at; longer ones are made by machines
_MOST: Final = 10
_TYPE: Final = ox.NamedNode(RDF_TYPE)
_USED: Final = {
    "property": "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { GRAPH ?g { ?s ?term ?o } } }",
    "class": "SELECT DISTINCT ?term { { ?s a ?term } UNION { GRAPH ?g { ?s a ?term } } }",
}
# What differs between queries of one shape: an entity (group 1) and a number. Other IRIs are matched to be left alone.
_VARYING: Final = re.compile(
    rf"(<{re.escape(str(ID))}[A-Za-z0-9/_-]*>)|<[^<>\s]*>|(?<=[\s(=<>+*,!|&])[0-9]+(?=[\s)}};,.=<>+*/|&])"
)
_LOCAL: Final = re.compile(r"[^/#:]*$")


class Hints:
    """Finds the hints for queries over a store, as long as that does not change."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._used: set[Mention] = set()

    def find(self, text: str) -> list[Hint]:
        """One for each class and property of the query's patterns that no statement of the dataset uses."""
        if len(text) > _LONGEST:
            return []
        found = [entry for entry in _mentions(text) if not self._is_used(entry)]
        return [self._hint(entry) for entry in found[:_MOST]]

    def _is_used(self, mention: Mention) -> bool:
        """Whether a statement uses the term. What is used is remembered: it can be no more than the store has."""
        if mention in self._used:
            return True
        try:
            term = ox.NamedNode(mention.iri)
        except ValueError:
            return True
        pattern = (None, term, None) if mention.kind == "property" else (None, _TYPE, term)
        used = next(self._store.quads_for_pattern(*pattern), None) is not None
        if used:
            self._used.add(mention)
        return used

    def _hint(self, mention: Mention) -> Hint:
        declared = next(self._store.quads_for_pattern(ox.NamedNode(mention.iri), None, None), None) is not None
        return Hint(mention.kind, mention.iri, declared, tuple(self._nearest(mention)))

    def _nearest(self, mention: Mention) -> list[str]:
        """Used terms of that kind with a name like it."""
        by_name: dict[str, list[str]] = {}
        for iri in self._vocabulary[mention.kind]:
            by_name.setdefault(_name(iri), []).append(iri)
        names = difflib.get_close_matches(_name(mention.iri), by_name, n=3, cutoff=0.7)
        return [iri for name in names for iri in by_name[name]][:3]

    @cached_property
    def _vocabulary(self) -> dict[Kind, list[str]]:
        return {"property": self._terms("property"), "class": self._terms("class")}

    def _terms(self, kind: Kind) -> list[str]:
        rows = self._store.query(_USED[kind])
        assert isinstance(rows, ox.QuerySolutions)
        return sorted(row["term"].value for row in rows if isinstance(row["term"], ox.NamedNode))


def _name(iri: str) -> str:
    match = _LOCAL.search(iri)
    return match[0].lower() if match else ""


def _mentions(text: str) -> tuple[Mention, ...]:
    """The query's mentions, each once; for a query of a known shape without reading its tokens."""
    if "\\" in text:  # an escape may make anything part of a name
        return tuple(dict.fromkeys(mentions(text)))
    found = _of_shape(_VARYING.sub(_masked, text))
    if any(entry.iri.startswith(ID) for entry in found):  # which one matters
        return tuple(dict.fromkeys(mentions(text)))
    return found


@lru_cache(maxsize=256)
def _of_shape(shape: str) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(mentions(shape)))


def _masked(match: re.Match[str]) -> str:
    if match[1]:
        return f"<{ID}x>"
    return match[0] if match[0][0] == "<" else "0"
