"""Runs compiled shapes on pyoxigraph: statements in, what breaks which constraint out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef

from kg.validate.compiler import FOCUS, Check, Compiled
from kg.validate.literals import Wrapping, unwrap
from kg.validate.targets import focus_nodes


@dataclass(frozen=True, slots=True)
class Broken:
    """One result: the focus node, the constraint, and the value and path where it has them, as the input has them."""

    focus: Any
    check: Check
    value: Any = None
    path: Any = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is broken, and how much was looked at: the shapes that had focus nodes, each with them."""

    broken: tuple[Broken, ...]
    targets: Mapping[URIRef, frozenset[Any]]

    @property
    def focus_nodes(self) -> frozenset[Any]:
        """The different focus nodes."""
        return frozenset[Any]().union(*self.targets.values())

    @property
    def violated(self) -> dict[URIRef, set[Any]]:
        """The shapes that something breaks, each with the focus nodes that it may be."""
        found: dict[URIRef, set[Any]] = defaultdict(set)
        for broken in self.broken:
            target = broken.check.target
            assert isinstance(target, URIRef)
            nodes = self.targets[target]
            # A shape that is nested in a property's looks at values: which focus node leads there is not said.
            found[target] |= {broken.focus} if broken.focus in nodes else nodes
        return found


class Data:
    """Statements in a store, their literals kept as written (`kg.validate.literals`)."""

    def __init__(self, triples: Iterable[ox.Triple], context: Wrapping | None = None) -> None:
        triples = set(triples)
        self._wrapping = Wrapping(context)
        self._wrapping.learn(triple.object for triple in triples)
        self._rewritten: list[tuple[ox.Quad, ox.Quad]] = []
        self._written: dict[tuple[Any, Any], set[Any]] = defaultdict(set)
        self._predicates = {triple.predicate for triple in triples}
        self.store = ox.Store()
        self.store.bulk_extend(self._quads(triples))

    def _quads(self, triples: set[ox.Triple]) -> Iterator[ox.Quad]:
        wrapped = self._wrapping.wrapped
        for triple in triples:
            literal = wrapped.get(triple.object)  # type: ignore[arg-type]
            if literal is None:
                yield ox.Quad(triple.subject, triple.predicate, triple.object)
                continue
            quad = ox.Quad(triple.subject, triple.predicate, literal)
            kept = self._wrapping.kept_as[triple.object]  # type: ignore[index]
            self._rewritten.append((quad, ox.Quad(triple.subject, triple.predicate, kept)))
            self._written[triple.subject, kept].add(triple.object)
            if ox.Triple(triple.subject, triple.predicate, kept) in triples:
                self._written[triple.subject, kept].add(kept)
            yield quad

    def run(self, shapes: Iterable[Compiled], only: Collection[Any] | None = None) -> Outcome:
        """What breaks the shapes; with `only`, of these focus nodes alone."""
        focus = focus_nodes(self.store, shapes, only)
        self.store.bulk_extend(ox.Quad(s.name, FOCUS, node, FOCUS) for s, nodes in focus.items() for node in nodes)
        try:
            # A query costs 30 µs or more, however little it looks at, and one record has few of all properties.
            some = {None, *self._predicates}
            checks = [check for shape in focus for check in shape.checks if check.needs in some]
            broken = [found for check in checks if check.constraint is None for found in self._broken(check)]
            broken += self._own([check for check in checks if check.constraint is not None])
        finally:
            self.store.remove_graph(FOCUS)
        nodes = {shape.shape: frozenset(map(unwrap, found)) for shape, found in focus.items()}
        return Outcome(tuple(dict.fromkeys(broken)), nodes)

    def _broken(self, check: Check) -> Iterator[Broken]:
        for solution in self._select(check.query):
            value, path = (_get(solution, name) for name in ("value", "path"))
            yield Broken(unwrap(solution["this"]), check, unwrap(value), path)

    def _own(self, checks: list[Check]) -> list[Broken]:
        """SPARQL constraints compute with values, so they see literals as Oxigraph keeps them; results as written."""
        if not checks:
            return []
        self._swap(0, 1)
        try:
            found = [broken for check in checks for broken in self._broken(check)]
        finally:
            self._swap(1, 0)
        return [Broken(b.focus, b.check, value, b.path) for b in found for value in self._as_written(b)]

    def _swap(self, old: int, new: int) -> None:
        for pair in self._rewritten:
            self.store.remove(pair[old])
        # One statement may stand for two that the store makes one of: all are taken out before any is put in.
        for pair in self._rewritten:
            self.store.add(pair[new])

    def _as_written(self, broken: Broken) -> set[Any]:
        written = self._written.get((broken.focus, broken.value))
        return written or {broken.value}

    def _select(self, query: str) -> ox.QuerySolutions:
        solutions = self.store.query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions


def _get(solution: ox.QuerySolution, name: str) -> Any:
    try:
        return solution[name]
    except KeyError:
        return None
