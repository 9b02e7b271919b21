"""pySHACL, the reference implementation: writes the report of record, and tests compare the compiled shapes with it."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox
import pyshacl
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Identifier, Node

from kg.errors import KscError
from kg.validate.data import Terms, as_graph
from kg.validate.findings import Report
from kg.validate.results import Result, findings
from kg.validate.shapes import Shapes


def validate(triples: Collection[ox.Triple], shapes: Shapes, only: Collection[ox.NamedNode] | None = None) -> Report:
    """Validate statements; with `only`, these focus nodes alone. Raises KscError when pySHACL gives no report."""
    data = as_graph(triples)
    targets = {shape: shapes.focus_nodes(shape, data) for shape in shapes.targeting}
    graph = shapes.graph
    if only is not None:
        terms = Terms()
        chosen = {terms.term(node) for node in only}
        targets = {shape: nodes.intersection(chosen) for shape, nodes in targets.items()}
        graph = _targeting(shapes, targets)
    _, report, text = pyshacl.validate(data, shacl_graph=graph, inplace=True, inference="none")
    if not isinstance(report, Graph):
        raise KscError(f"validation did not finish: {text}")
    # Only what the report names: the results of nested shapes (sh:detail) lie in the same graph.
    found = {_result(report, node) for node in report.objects(None, SH.result)}
    nodes = {node for focus in targets.values() for node in focus}
    return Report(findings(found, shapes, triples), sum(bool(focus) for focus in targets.values()), len(nodes))


def _targeting(shapes: Shapes, targets: dict[URIRef, set[Node]]) -> Graph:
    """The shapes with these focus nodes and no others.

    pySHACL's own option `focus_nodes` is no use: it passes over the value nodes of sh:node, sh:or and sh:not as well,
    so that every nested shape is met.
    """
    kinds = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
    graph = Graph()
    for triple in shapes.graph:
        if triple[1] not in kinds:
            graph.add(triple)
    for shape, nodes in targets.items():
        for node in nodes:
            graph.add((shape, SH.targetNode, node))
    return graph


def _result(report: Graph, node: Node) -> Result:
    shape, component = report.value(node, SH.sourceShape), report.value(node, SH.sourceConstraintComponent)
    focus, path = report.value(node, SH.focusNode), report.value(node, SH.resultPath)
    value = report.value(node, SH.value)
    assert isinstance(shape, URIRef) and isinstance(component, URIRef)  # our shapes have IRIs
    assert isinstance(focus, Identifier) and (value is None or isinstance(value, Identifier))
    return Result(
        severity=report.value(node, SH.resultSeverity) or SH.Violation,
        focus=focus,
        shape=shape,
        component=component,
        constraint=report.value(node, SH.sourceConstraint),
        value=value,
        path=path if isinstance(path, URIRef) else None,
    )
