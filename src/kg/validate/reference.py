"""pySHACL, the reference implementation: writes the report of record, and tests compare the compiled shapes with it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Any

import pyoxigraph as ox
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shapes_graph import ShapesGraph
from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import Identifier, Node

from kg.validate.data import DataGraph, Terms, as_graph
from kg.validate.engine import Outcome
from kg.validate.findings import Report
from kg.validate.results import Result, findings
from kg.validate.shapes import Shapes

_LOG = logging.getLogger("pyshacl")


class Reference:
    """pySHACL with shapes that it has made ready once: for one record, that would be most of its time.

    What is called is what `pyshacl.validate` calls for each shape. Its own option `focus_nodes` is no use: it passes
    over the value nodes of sh:node, sh:or and sh:not as well, so that every nested shape is met.
    """

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._prepared = {shape.node: shape for shape in ShapesGraph(shapes.graph, False, _LOG).shapes}

    def validate(self, triples: Collection[ox.Triple], only: Collection[ox.NamedNode] | None = None) -> Report:
        """The report on statements, among which are the labels; with `only`, on these focus nodes alone."""
        data, terms = as_graph(triples), Terms()
        targets = {shape: self._shapes.focus_nodes(shape, data) for shape in self._shapes.targeting}
        if only is not None:
            chosen = {terms.term(node) for node in only}
            targets = {shape: nodes & chosen for shape, nodes in targets.items()}
        found = findings(self.results(data, targets), self._shapes, triples)
        nodes = {node for focus in targets.values() for node in focus}
        return Report(found, sum(bool(focus) for focus in targets.values()), len(nodes))

    def of_record(
        self, verdict: Report, outcome: Outcome, triples: Collection[ox.Triple], labels: Collection[ox.Triple]
    ) -> Report:
        """The report of record on what the compiled shapes found violated in `triples`."""
        terms = Terms()
        targets = {shape: {terms.term(node) for node in nodes} for shape, nodes in outcome.violated.items()}
        results = self.results(as_graph(triples), targets)
        found = findings(results, self._shapes, [*triples, *labels])
        return Report(found, verdict.shapes, verdict.focus_nodes)

    def results(self, data: DataGraph, targets: Mapping[URIRef, Collection[Node]]) -> set[Result]:
        """The validation results of some shapes on some focus nodes."""
        executor, found = SHACLExecutor(), set[Result]()
        for shape, nodes in targets.items():
            if nodes:
                _, reported = self._prepared[shape].validate(executor, data, focus=sorted(nodes, key=str))
                found.update(_result(node, statements) for _, node, statements in reported)
        return found


def _result(node: Node, statements: Collection[tuple[Node, URIRef, Any]]) -> Result:
    """One result, from the statements that pySHACL makes of it: an object is a node, or a pair of its graph and it."""
    said = {p: o[1] if isinstance(o, tuple) else o for s, p, o in statements if s == node}
    shape, component, path = (said.get(p) for p in (SH.sourceShape, SH.sourceConstraintComponent, SH.resultPath))
    focus, value = said.get(SH.focusNode), said.get(SH.value)
    assert isinstance(shape, URIRef) and isinstance(component, URIRef)  # our shapes have IRIs
    assert isinstance(focus, Identifier) and (value is None or isinstance(value, Identifier))
    return Result(
        severity=said.get(SH.resultSeverity) or SH.Violation,
        focus=focus,
        shape=shape,
        component=component,
        constraint=said.get(SH.sourceConstraint),
        value=value,
        path=path if isinstance(path, URIRef) else None,
    )
