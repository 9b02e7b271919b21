"""Runs pySHACL, the reference implementation, and reads its report into findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Self

import pyoxigraph as ox
import pyshacl
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SH, SKOS
from rdflib.term import Node

from kg.errors import Finding, FindingsError, KscError
from kg.validate.data import DataGraph, Terms, add, dataset_files, ontology_files, read_graph, read_turtle, unnamed
from kg.validate.findings import SEVERITIES, Report, ShapeFinding, Texts
from kg.validate.shapes import Shapes, texts
from kg.validate.slice import Context


def validate_dataset(root: Path) -> Report:
    """Validate everything below `root`: data, ontology and concept schemes as one graph."""
    return _validate(read_graph(dataset_files(root)), Shapes.load(root / "shapes"))


def validate_files(paths: Iterable[Path], root: Path) -> Report:
    """Validate what Turtle files say, in the context of the dataset below `root`.

    Raises UsageError or FindingsError when one can't be read.
    """
    paths = tuple(paths)
    # pyoxigraph gives the blank nodes of each file names of their own.
    candidate = [triple for path in paths for triple in read_turtle(path)]
    return Validator.read(root).validate(candidate, ", ".join(str(path) for path in paths))


class Validator:
    """The shapes and the dataset of one project, to validate one candidate after the other."""

    def __init__(self, shapes: Shapes, context: Context, ontology: Sequence[ox.Triple]) -> None:
        self.shapes, self.context, self._ontology = shapes, context, ontology

    @classmethod
    def read(cls, root: Path) -> Self:
        """From the files below `root`."""
        ontology = [triple for path in ontology_files(root) for triple in read_turtle(path)]
        return cls(Shapes.load(root / "shapes"), Context.read(root), ontology)

    def validate(self, candidate: Collection[ox.Triple], name: str = "") -> Report:
        """Validate statements in the dataset's context: what they are about, and what they may change.

        Raises FindingsError when no shape looks at any of it: no verdict. `name` is what it calls the candidate.
        """
        terms = Terms(name_blanks=True)
        focus = self.context.concerned(candidate)
        data = DataGraph()
        add(data, self._ontology, Terms())
        add(data, self.context.slice(focus, candidate), terms)
        add(data, candidate, terms)
        report = _validate(data, self.shapes, {terms.term(node) for node in focus})
        if not report.focus_nodes:
            hint = "give each subject a class of the ontology, for example ksc:Agreement"
            raise FindingsError([Finding("no shape looks at anything in it", name, hint)])
        return report


def _validate(data: DataGraph, shapes: Shapes, only: Collection[Node] | None = None) -> Report:
    targets = {shape: shapes.focus_nodes(shape, data) for shape in shapes.targeting}
    graph = shapes.graph
    if only is not None:
        targets = {shape: nodes.intersection(only) for shape, nodes in targets.items()}
        graph = _targeting(shapes, targets)
    nodes = {node for focus in targets.values() for node in focus}
    if only is None and not nodes:
        raise KscError("the shapes find nothing to look at in this data")
    _, results, text = pyshacl.validate(data, shacl_graph=graph, inplace=True, inference="none")
    if not isinstance(results, Graph):
        raise KscError(f"validation did not finish: {text}")
    # Only what the report names: the results of nested shapes (sh:detail) lie in the same graph.
    found = (_finding(results, node, shapes, data) for node in results.objects(None, SH.result))
    # Two results that say the same (a SPARQL constraint with two solutions) are one finding.
    distinct = {finding.order: finding for finding in found}
    return Report(
        tuple(distinct[order] for order in sorted(distinct)), sum(bool(focus) for focus in targets.values()), len(nodes)
    )


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


def _finding(results: Graph, node: Node, shapes: Shapes, data: Graph) -> ShapeFinding:
    """One `sh:ValidationResult` (SHACL, section 3.6.2)."""
    shape = results.value(node, SH.sourceShape)
    constraint = results.value(node, SH.sourceConstraint)
    focus = results.value(node, SH.focusNode)
    component = results.value(node, SH.sourceConstraintComponent)
    assert isinstance(shape, URIRef) and isinstance(component, URIRef) and focus is not None  # our shapes have IRIs
    severity = results.value(node, SH.resultSeverity) or SH.Violation
    return ShapeFinding(
        severity=SEVERITIES[severity],
        focus=unnamed(focus) or focus,
        focus_label=_label(data, focus),
        path=shapes.graph.value(shape, SH.path),
        path_label=shapes.path_label(shape, data),
        value=unnamed(results.value(node, SH.value)),
        component=component,
        shape=shape,
        constraint=constraint if isinstance(constraint, URIRef) else None,
        messages=shapes.messages(shape, constraint),
    )


def _label(data: Graph, node: Node) -> Texts:
    return texts(data.objects(node, SKOS.prefLabel)) or texts(data.objects(node, RDFS.label))
