"""SHACL shapes -> SPARQL: for each constraint of each shape that has targets, a query that gives what breaks it.

A query selects ?this (the focus node), and ?value and ?path where the result has them (SHACL, section 3.6.2). Its
focus nodes stand in a graph of their own, `FOCUS`, one statement each: the same text then serves the whole dataset and
one record. What the compiler does not cover it refuses by name (ShapeError): nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from kg.errors import ShapeError
from kg.messages import Message
from kg.namespaces import BASE
from kg.validate.conditions import TARGETS, Conditions, n3, not_compiled
from kg.validate.findings import SEVERITIES
from kg.validate.own_queries import about_all
from kg.validate.paths import path_text

FOCUS: Final = ox.NamedNode(f"{BASE}.well-known/focus")
# What no value at all meets.
_UPPER_BOUNDS: Final = frozenset(
    {SH.MaxCountConstraintComponent, SH.QualifiedMaxCountConstraintComponent, SH.UniqueLangConstraintComponent}
)


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint: `query` gives what breaks `component` of `shape`. `constraint` is its sh:sparql, if it is one.

    `target` is the shape that chooses the focus nodes: `shape`, or the one that it is nested in. `needs` is a property
    that the data must have for anything to break it.
    """

    shape: Node
    component: URIRef
    query: str
    constraint: Node | None = None
    target: Node | None = None
    needs: ox.NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """What chooses focus nodes (SHACL, section 2.1.3): classes, properties of theirs, properties of others, nodes."""

    classes: tuple[ox.NamedNode, ...]
    subjects_of: tuple[ox.NamedNode, ...]
    objects_of: tuple[ox.NamedNode, ...]
    nodes: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """One shape with targets; `name` marks its focus nodes in FOCUS."""

    shape: URIRef
    name: ox.NamedNode
    targets: Targets
    checks: tuple[Check, ...]


def compile_shapes(shapes: Graph) -> tuple[Compiled, ...]:
    """Every shape with targets. Raises ShapeError for a constraint, target or path that is not covered."""
    return tuple(_Compiler(shapes).run())


class _Compiler(Conditions):
    def run(self) -> Iterator[Compiled]:
        targeted = sorted({s for kind in TARGETS for s in self.shapes.subjects(kind)}, key=str)
        self._refuse_other_targets()
        for number, shape in enumerate(targeted):
            if not isinstance(shape, URIRef):
                raise ShapeError(shape, Message("a shape with targets has no IRI"))
            name = ox.NamedNode(f"{FOCUS.value}/{number}")
            focus = self.new("focus")
            start = f"GRAPH {FOCUS} {{ {name} {FOCUS} {focus} }}"
            checks = (replace(check, target=shape) for check in self._checks(shape, start, focus))
            yield Compiled(shape, name, self._targets(shape), tuple(checks))

    def _refuse_other_targets(self) -> None:
        for kind in self.shapes.transitive_subjects(RDFS.subClassOf, SH.ConstraintComponent):
            if (found := next(self.shapes.subjects(RDF.type, kind), None)) is not None:
                raise ShapeError(found, Message("constraint components of one's own are not compiled"))
        for predicate in (SH.target, SH.entailment):
            if (node := next(self.shapes.subjects(predicate), None)) is not None:
                raise ShapeError(node, not_compiled(predicate))
        for class_ in (RDFS.Class, OWL.Class):
            for shape in self.shapes.subjects(RDF.type, class_):
                if (shape, RDF.type, SH.NodeShape) in self.shapes or (shape, RDF.type, SH.PropertyShape) in self.shapes:
                    raise ShapeError(shape, Message("an implicit class target is not compiled; give sh:targetClass"))

    def _targets(self, shape: Node) -> Targets:
        def iris(predicate: URIRef) -> tuple[ox.NamedNode, ...]:
            return tuple(ox.NamedNode(str(node)) for node in self.shapes.objects(shape, predicate))

        nodes = tuple(self.kept(node) for node in self.shapes.objects(shape, SH.targetNode))
        return Targets(iris(SH.targetClass), iris(SH.targetSubjectsOf), iris(SH.targetObjectsOf), nodes)

    # ---- what a shape reports ----

    def _checks(self, shape: Node, start: str, focus: str) -> Iterator[Check]:
        """The checks of a shape and of the property shapes in it; `start` is a pattern that binds `focus`."""
        if self.is_off(shape):
            return
        severity = self.shapes.value(shape, SH.severity)
        if severity is not None and severity not in SEVERITIES:
            raise ShapeError(shape, Message("the severity {severity} is not compiled", severity=severity))
        with self.entered(shape):
            path = self.shapes.value(shape, SH.path)
            value, pattern = focus, start
            needs = ox.NamedNode(str(path)) if isinstance(path, URIRef) else None
            if path is not None:
                value = self.new("value")
                pattern = f"{start} . {focus} {path_text(self.shapes, path)} {value}"
            for component, expression in self.on_values(shape, value):
                yield self._check(shape, component, f"{pattern} . FILTER (!({expression}))", focus, value, needs=needs)
            for component, condition in self.on_the_set(shape, focus):
                needed = needs if component in _UPPER_BOUNDS else None
                yield self._check(shape, component, f"{start} . FILTER (!({condition}))", focus, needs=needed)
            yield from self._pairs(shape, start, focus, path)
            yield from self._closed(shape, pattern, focus, value)
            for constraint in sorted(self.shapes.objects(shape, SH.sparql), key=str):
                if not self.is_off(constraint):
                    query = self._own(constraint, start, focus, path)
                    yield Check(shape, SH.SPARQLConstraintComponent, query, constraint)
            for nested in sorted(self.shapes.objects(shape, SH.property), key=str):
                yield from self._checks(nested, pattern, value)

    def _check(
        self,
        shape: Node,
        component: URIRef,
        where: str,
        focus: str,
        value: str = "",
        path: str = "",
        needs: ox.NamedNode | None = None,
    ) -> Check:
        names = [(focus, "?this"), (value, "?value"), (path, "?path")]
        selected = " ".join(f"({variable} AS {name})" for variable, name in names if variable)
        return Check(shape, component, f"SELECT DISTINCT {selected} WHERE {{ {where} }}", needs=needs)

    def _pairs(self, shape: Node, start: str, focus: str, path: Node | None) -> Iterator[Check]:
        """sh:equals and sh:disjoint (4.5.1, 4.5.2): a result for each value that one side has and the other not."""
        value = self.new("value")
        ours = f"{focus} {path_text(self.shapes, path)} {value}" if path else f"BIND ({focus} AS {value})"
        for other in self.shapes.objects(shape, SH.equals):
            theirs = f"{focus} {n3(other)} {value}"
            missing = f"{start} . {ours} . FILTER NOT EXISTS {{ {theirs} }}"
            mine = f"EXISTS {{ {ours} }}" if path else f"sameTerm({focus}, {value})"
            extra = f"{start} . {theirs} . FILTER (!{mine})"
            where = f"{{ {missing} }} UNION {{ {extra} }}"
            yield self._check(shape, SH.EqualsConstraintComponent, where, focus, value)
        for other in self.shapes.objects(shape, SH.disjoint):
            where = f"{start} . {ours} . FILTER EXISTS {{ {focus} {n3(other)} {value} }}"
            yield self._check(shape, SH.DisjointConstraintComponent, where, focus, value)

    def _closed(self, shape: Node, pattern: str, focus: str, value: str) -> Iterator[Check]:
        """sh:closed (4.8.1): a result for each statement whose property the shape does not have."""
        if self.shapes.value(shape, SH.closed) == Literal(True):
            predicate, object_ = self.new("predicate"), self.new("object")
            where = f"{pattern} . {value} {predicate} {object_} . FILTER ({self.not_allowed(shape, predicate)})"
            yield self._check(shape, SH.ClosedConstraintComponent, where, focus, object_, predicate)

    def _own(self, constraint: Node, start: str, focus: str, path: Node | None) -> str:
        bound = re.sub(rf"{re.escape(focus)}\b", "$this", start)
        return about_all(self.shapes, constraint, bound, path_text(self.shapes, path) if path else None)
