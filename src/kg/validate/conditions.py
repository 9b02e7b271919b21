"""Whether a node meets a shape, as a SPARQL expression: SHACL's components on values, on sets of values, and logic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations, count
from typing import Any, Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH, XSD
from rdflib.term import Node

from kg.errors import ShapeError
from kg.messages import Message
from kg.validate.components import ON_VALUES
from kg.validate.literals import Wrapping
from kg.validate.members import members, whole
from kg.validate.paths import path_text

# A count is written out as that many different values; more than a few would be a query that grows with its square.
MOST_COUNTED: Final = 8
_MOST_NESTED: Final = 32
_LOGIC: Final = (SH.node, SH["not"], SH["and"], SH["or"], SH.xone)
_ON_SHAPES: Final = (
    *(SH.minCount, SH.maxCount, SH.uniqueLang, SH.hasValue, SH.equals, SH.disjoint, SH.closed, SH.ignoredProperties),
    *(SH.qualifiedValueShape, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.qualifiedValueShapesDisjoint),
    *(SH.property, SH.sparql, SH.flags),
)
TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_SAYS_NO_MORE: Final = (SH.path, SH.severity, SH.deactivated, SH.message, SH.name, SH.description, SH.order, SH.group)
KNOWN: Final = frozenset({*ON_VALUES, *_LOGIC, *_ON_SHAPES, *TARGETS, *_SAYS_NO_MORE})
_NESTED_ONLY: Final = Message("a shape that sh:node, sh:not, sh:and, sh:or, sh:xone or sh:qualifiedValueShape names")
_COMPONENT_OF: Final = {
    SH.node: SH.NodeConstraintComponent,
    SH["not"]: SH.NotConstraintComponent,
    SH["and"]: SH.AndConstraintComponent,
    SH["or"]: SH.OrConstraintComponent,
    SH.xone: SH.XoneConstraintComponent,
}


class Conditions:
    """Expressions over the shapes of one graph. Variables are new for each; section numbers are those of SHACL."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = shapes
        self._numbers = count()
        self._open: list[Node] = []
        self._wrapping = Wrapping()
        self._wrapping.learn(_term(node) for node in shapes.objects() if isinstance(node, Literal))

    def on_values(self, shape: Node, value: str) -> Iterator[tuple[URIRef, str]]:
        """Each constraint on single value nodes: its component, and the expression that is true where it is met."""
        for predicate, parameter in sorted(self.shapes.predicate_objects(shape), key=str):
            if predicate in ON_VALUES:
                component, expression = ON_VALUES[URIRef(str(predicate))]
                yield component, expression(self.shapes, shape, parameter, value, self.constant)
            elif predicate in _LOGIC:
                yield _COMPONENT_OF[URIRef(str(predicate))], self._logic(predicate, parameter, value)
            elif isinstance(predicate, URIRef) and predicate.startswith(str(SH)) and predicate not in KNOWN:
                raise ShapeError(shape, not_compiled(predicate))

    def _logic(self, predicate: Node, parameter: Node, value: str) -> str:
        """4.6 and 4.7.1."""
        if predicate == SH.node:
            return self.conforms(parameter, value)
        if predicate == SH["not"]:
            return f"!({self.conforms(parameter, value)})"
        tests = [self.conforms(shape, value) for shape in members(self.shapes, parameter)]
        if predicate == SH["and"]:
            return _all(tests)
        if predicate == SH["or"]:
            return f"({' || '.join(tests) or 'false'})"
        return f"({' + '.join(f'IF({test}, 1, 0)' for test in tests) or '0'} = 1)"

    def conforms(self, shape: Node, node: str) -> str:
        """An expression that is true where `node` meets `shape`, property shapes in it included."""
        if self.is_off(shape):
            return "true"
        for predicate in (SH.sparql, SH.equals, SH.disjoint):
            if (shape, predicate, None) in self.shapes:
                raise ShapeError(shape, Message("{what} in {where}", what=not_compiled(predicate), where=_NESTED_ONLY))
        with self.entered(shape):
            path = self.shapes.value(shape, SH.path)
            value = node if path is None else self.new("value")
            tests = [expression for _, expression in self.on_values(shape, value)]
            tests += [self.conforms(nested, value) for nested in self.shapes.objects(shape, SH.property)]
            if self.shapes.value(shape, SH.closed) == Literal(True):
                property_, object_ = self.new("predicate"), self.new("object")
                closed = f"{value} {property_} {object_} FILTER ({self.not_allowed(shape, property_)})"
                tests.append(f"NOT EXISTS {{ {closed} }}")
            tests = [test for test in tests if test != "true"]
            if path is not None and tests:
                step = f"{node} {path_text(self.shapes, path)} {value}"
                tests = [f"NOT EXISTS {{ {step} FILTER (!({_all(tests)})) }}"]
            return _all([*tests, *(test for _, test in self.on_the_set(shape, node))])

    def on_the_set(self, shape: Node, focus: str) -> Iterator[tuple[URIRef, str]]:
        """The constraints on all of a shape's value nodes together; a node shape's one value is the focus node."""
        path = self.shapes.value(shape, SH.path)
        for wanted in self.shapes.objects(shape, SH.hasValue):  # 4.8.2
            constant = self.constant(wanted)
            is_there = f"EXISTS {{ {focus} {path_text(self.shapes, path)} {constant} }}" if path else ""
            yield SH.HasValueConstraintComponent, is_there or f"sameTerm({focus}, {constant})"
        if path is None:
            return
        text = path_text(self.shapes, path)
        for number in self.shapes.objects(shape, SH.minCount):  # 4.2.1
            if whole(number) > 0:
                yield SH.MinCountConstraintComponent, self._at_least(whole(number), focus, text)
        for number in self.shapes.objects(shape, SH.maxCount):  # 4.2.2
            yield SH.MaxCountConstraintComponent, f"!{self._at_least(whole(number) + 1, focus, text)}"
        if self.shapes.value(shape, SH.uniqueLang) == Literal(True):  # 4.4.5
            yield SH.UniqueLangConstraintComponent, f"!{self._same_language(focus, text)}"
        yield from self._qualified(shape, focus, text)

    def _at_least(self, number: int, focus: str, path: str, test: Callable[[str], str] | None = None) -> str:
        """Whether there are `number` different values (that pass `test`)."""
        if number > MOST_COUNTED:
            raise ShapeError(path, Message("a count above {most} is not compiled", most=MOST_COUNTED - 1))
        values = [self.new("value") for _ in range(number)]
        tests = [f"!sameTerm({one}, {other})" for one, other in combinations(values, 2)]
        tests += [test(value) for value in values] if test else []
        steps = " . ".join(f"{focus} {path} {value}" for value in values)
        return f"EXISTS {{ {steps} {f'FILTER ({_all(tests)})' if tests else ''} }}"

    def _same_language(self, focus: str, path: str) -> str:
        one, other = self.new("value"), self.new("value")
        same = f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other})) && !sameTerm({one}, {other})'
        return f"EXISTS {{ {focus} {path} {one} . {focus} {path} {other} FILTER ({same}) }}"

    def _qualified(self, shape: Node, focus: str, path: str) -> Iterator[tuple[URIRef, str]]:
        """4.7.3."""
        wanted = self.shapes.value(shape, SH.qualifiedValueShape)
        if wanted is None:
            return
        excluded: set[Node] = set()
        if self.shapes.value(shape, SH.qualifiedValueShapesDisjoint) == Literal(True):
            siblings = {s for parent in self.shapes.subjects(SH.property, shape) for s in self._siblings(parent)}
            excluded = siblings - {wanted}

        def test(value: str) -> str:
            return _all([self.conforms(wanted, value), *(f"!({self.conforms(s, value)})" for s in excluded)])

        for number in self.shapes.objects(shape, SH.qualifiedMinCount):
            if whole(number) > 0:
                condition = self._at_least(whole(number), focus, path, test)
                yield SH.QualifiedMinCountConstraintComponent, condition
        for number in self.shapes.objects(shape, SH.qualifiedMaxCount):
            condition = f"!{self._at_least(whole(number) + 1, focus, path, test)}"
            yield SH.QualifiedMaxCountConstraintComponent, condition

    def _siblings(self, parent: Node) -> Iterator[Node]:
        for sibling in self.shapes.objects(parent, SH.property):
            yield from self.shapes.objects(sibling, SH.qualifiedValueShape)

    def not_allowed(self, shape: Node, predicate: str) -> str:
        """Whether sh:closed (4.8.1) keeps the predicate out."""
        allowed = {self.shapes.value(p, SH.path) for p in self.shapes.objects(shape, SH.property)}
        for head in self.shapes.objects(shape, SH.ignoredProperties):
            allowed.update(members(self.shapes, head))
        names = ", ".join(sorted(iri.n3() for iri in allowed if isinstance(iri, URIRef)))
        return f"{predicate} NOT IN ({names})"

    def is_off(self, node: Node) -> bool:
        """Whether the shape or constraint is deactivated (2.1.2)."""
        return self.shapes.value(node, SH.deactivated) == Literal(True)

    def new(self, name: str) -> str:
        """A variable that no other pattern has."""
        return f"?{name}_{next(self._numbers)}"

    def kept(self, node: Node) -> Any:
        """A term of the shapes as the store keeps it."""
        return self._wrapping.wrap(_term(node))

    def constant(self, node: Node) -> str:
        """The same as a query has it."""
        return str(self.kept(node))

    @contextmanager
    def entered(self, shape: Node) -> Iterator[None]:
        """While `shape` is compiled; entering it again is recursion, which SHACL leaves undefined (3.4.3)."""
        if shape in self._open:
            raise ShapeError(shape, Message("a shape that refers to itself is not compiled"))
        if len(self._open) == _MOST_NESTED:
            raise ShapeError(shape, Message("shapes nested deeper than {most} are not compiled", most=_MOST_NESTED))
        self._open.append(shape)
        try:
            yield
        finally:
            self._open.pop()


def _all(tests: list[str]) -> str:
    return f"({' && '.join(tests)})" if tests else "true"


def n3(node: Node) -> str:
    """An IRI as SPARQL. Raises ShapeError for anything else."""
    if not isinstance(node, URIRef):
        raise ShapeError(node, Message("this stands where an IRI must"))
    return node.n3()


def not_compiled(predicate: URIRef) -> Message:
    """That a term of SHACL is not covered."""
    return Message("sh:{name} is not compiled", name=predicate.removeprefix(str(SH)))


def _term(node: Node) -> Any:
    """A term of the shapes in pyoxigraph's kind."""
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD.string)))
    return ox.NamedNode(n3(node)[1:-1])
