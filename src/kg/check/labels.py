"""Checks of names: one name, one thing, within a kind and a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rdflib import Graph
from rdflib.namespace import SKOS
from rdflib.term import Node

from kg.check.base import check
from kg.check.project import Project, short
from kg.errors import Finding
from kg.names import key
from kg.namespaces import BASE, KSC

_NAMES: Final = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


def kind(thing: Node) -> str:
    """What an IRI is of: `id/organisation`, `scheme/stage`."""
    return str(thing).removeprefix(BASE).rpartition("/")[0]


@check("names", "no label on two things of one kind; an alias on two is scoped by country")
def names(project: Project) -> Iterator[Finding]:
    """A finding for each name that two things of a kind share, unless each is of a country of its own.

    내무부 names two ministries, of two countries. A province and its government may share a name: their kinds differ.
    """
    graph = project.data
    countries = _countries(project)
    owners: dict[tuple[str, str], dict[Node, str]] = defaultdict(dict)
    for property_ in _NAMES:
        for named, name in sorted(graph.subject_objects(property_)):
            if named not in project.evidence:
                owners[kind(named), key(str(name))].setdefault(named, str(name))
    for (kind_, _), things in sorted(owners.items()):
        scopes: dict[Node | None, list[Node]] = defaultdict(list)
        for thing in things:
            scopes[countries.get(thing)].append(thing)
        sharing = [thing for group in scopes.values() if len(group) > 1 for thing in group]
        if len(things) > 1 and (unscoped := scopes.get(None)):
            sharing = [*{*sharing, *unscoped, *things}]
        if sharing:
            listed = ", ".join(sorted(short(thing) for thing in sharing))
            hint = "give them names of their own, or a country each"
            yield Finding(f"'{next(iter(things.values()))}' names several of {kind_}: {listed}", hint=hint)


def _countries(project: Project) -> dict[Node, Node]:
    """The country of each thing that belongs to one, inferred ones included; a country belongs to none."""
    graph = Graph()
    for triple in (*project.data, *project.closure.triples):
        graph.add(triple)
    found: dict[Node, Node] = {}
    for property_ in (KSC.ofCountry, KSC.inCountry):
        for thing, country in sorted(graph.subject_objects(property_)):
            found.setdefault(thing, country)
    return found
