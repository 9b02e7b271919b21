"""The closure of a set of statements under compiled rules, on a pyoxigraph store."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.reason.compiler import Program
from kg.reason.expressions import short
from kg.reason.rules import INFERRED, Key, Rule
from kg.reason.schedule import schedule

_DEFAULT = ox.DefaultGraph()


def close(triples: Iterable[ox.Triple], program: Program) -> ox.Store:
    """A store whose default graph is `triples` and what follows from them, its graph `inferred` only the latter."""
    store = ox.Store()
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    run(store, program.rules)
    return store


def run(store: ox.Store, rules: Iterable[Rule]) -> None:
    """Run the rules on the store's default graph until none has anything to add."""
    empty: set[Key] = set()
    for stage in schedule(rules):
        for rule in stage.once:
            if _may_apply(store, rule, empty):
                store.update(rule.update)
        if any(_may_apply(store, rule, empty) for rule in stage.repeat):
            _repeat(store, stage.repeat)
            empty.difference_update(rule.head.key for rule in stage.repeat)


def _repeat(store: ox.Store, rules: Iterable[Rule]) -> None:
    added = True
    while added:
        added = False
        for rule in rules:
            if store.query(rule.question):
                store.update(rule.update)
                added = True


def _may_apply(store: ox.Store, rule: Rule, empty: set[Key]) -> bool:
    """Whether the store has statements for each atom of the body. A look-up costs far less than an empty update.

    `empty` remembers keys without statements: when a rule is due, every rule that feeds it has run, save those of its
    own stage, whose keys `run` forgets.
    """
    return all(_inhabited(store, atom.key, empty) for atom in rule.body)


def _inhabited(store: ox.Store, key: Key, empty: set[Key]) -> bool:
    if key in empty:
        return False
    predicate, class_ = key
    object_ = ox.NamedNode(class_) if class_ else None
    found = next(store.quads_for_pattern(None, ox.NamedNode(predicate), object_, _DEFAULT), None)
    if found is None:
        empty.add(key)
    return found is not None


def inferred(store: ox.Store) -> list[ox.Triple]:
    """The statements that the rules added."""
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, INFERRED)]


def clashes(store: ox.Store, program: Program) -> list[tuple[str, str, str]]:
    """Things that are what nothing can be at once: (thing, its classes, the axiom); cax-dw and cax-adc."""
    found = []
    for disjoint in program.disjoint:
        answer = store.query(disjoint.query)
        assert isinstance(answer, ox.QuerySolutions)
        for row in answer:
            classes = " and ".join(short(ox.NamedNode(iri)) for iri in sorted(row["classes"].value.split(" ")))
            found.append((short(row["thing"]), classes, disjoint.axiom))
    return found
