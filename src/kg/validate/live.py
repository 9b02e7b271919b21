"""The names that the live graph knows: what records are linked by, so that what was written yesterday is known today.

The same entities and names that `kg.names.Names.load` reads from records/reference, from the statements that `kg build`
makes of them; a test compares both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import SKOS

from kg.build.reference import COUNTRY, WITHIN
from kg.names import Entity, Names
from kg.namespaces import ID, SCHEME

_PREFERRED: Final = ox.NamedNode(str(SKOS.prefLabel))
_OTHERS: Final = (ox.NamedNode(str(SKOS.altLabel)), ox.NamedNode(str(SKOS.hiddenLabel)))
_RELATIONS: Final = frozenset(ox.NamedNode(str(iri)) for iri in (*COUNTRY.values(), *WITHIN.values()))
PREDICATES: Final = frozenset({_PREFERRED, *_OTHERS, *_RELATIONS})
"""What names depend on: a change of anything else leaves them as they are."""


def names_of(triples: Iterable[ox.Triple]) -> Names:
    """The names of everything that has a preferred label in both languages."""
    said: dict[Any, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        if triple.predicate in PREDICATES:
            said[triple.subject].append(triple)
    return Names(entity for node, about in said.items() if (entity := _entity(node, about)))


def _entity(node: Any, about: list[ox.Triple]) -> Entity | None:
    id_, is_concept = _id(node)
    labels = {text.language: text.value for text in _texts(about, (_PREFERRED,))}
    if not id_ or not {"ko", "en"} <= labels.keys():
        return None
    others = sorted(text.value for text in _texts(about, _OTHERS))
    kind = id_.partition("/")[0]
    return Entity(
        id_,
        "skos:Concept" if is_concept else "",
        labels["ko"],
        labels["en"],
        tuple(dict.fromkeys((labels["ko"], labels["en"], *others))),
        min(_related(about, COUNTRY.get(kind)), default=""),
        min(_related(about, WITHIN.get(kind)), default=""),
    )


def _id(node: Any) -> tuple[str, bool]:
    """The id of a thing or a concept, and whether it is a concept; empty for any other node."""
    if isinstance(node, ox.NamedNode):
        for base, is_concept in ((str(ID), False), (str(SCHEME), True)):
            id_ = node.value.removeprefix(base)
            if id_ != node.value and "/" in id_:
                return id_, is_concept
    return "", False


def _related(about: list[ox.Triple], property_: URIRef | None) -> Iterator[str]:
    ids = (_id(triple.object)[0] for triple in about if property_ and triple.predicate.value == str(property_))
    return (id_ for id_ in ids if id_)


def _texts(about: list[ox.Triple], predicates: tuple[ox.NamedNode, ...]) -> list[ox.Literal]:
    return [t.object for t in about if t.predicate in predicates and isinstance(t.object, ox.Literal)]
