"""Checks of the shapes: each class has one, and each has a bad fixture that it rejects."""

from __future__ import annotations

from collections.abc import Iterator

import pyshacl
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.check.base import check
from kg.check.project import Project, short, triples
from kg.errors import Finding
from kg.namespaces import KSC
from kg.reason.reference import to_graph


@check("shapes", "a shape for every class, and a bad fixture that each shape rejects")
def shapes(project: Project) -> Iterator[Finding]:
    """Each class of ours, and each reused one that data use, is the target of a shape of its own."""
    targeted = set(project.shapes.objects(None, SH.targetClass))
    used = set(project.data.objects(None, RDF.type))
    for class_ in sorted(project.superclasses, key=str):
        if (str(class_).startswith(str(KSC)) or class_ in used) and class_ not in targeted:
            yield Finding("no shape is for it", short(class_), "add a sh:NodeShape with sh:targetClass to shapes/")
    paths = sorted((project.root / "tests" / "bad").glob("*.ttl"))
    rejected = {path: rejects(project, to_graph(triples(path))) for path in paths}
    for shape in sorted(node_shapes(project.shapes) - set().union(*rejected.values()), key=str):
        yield Finding("no file of tests/bad/ is rejected by it", short(shape), "add one that is")
    for path in paths:
        if not rejected[path]:
            yield Finding("every shape accepts it", str(path), "a bad fixture must be bad")


def node_shapes(graph: Graph) -> set[Node]:
    """The shapes with targets of their own."""
    return {shape for shape in graph.subjects(RDF.type, SH.NodeShape) if any(_targets(graph, shape))}


def _targets(graph: Graph, shape: Node) -> Iterator[tuple[Node, Node]]:
    for kind in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode, SH.target):
        yield from ((kind, value) for value in graph.objects(shape, kind))


def rejects(project: Project, data: Graph) -> set[Node]:
    """The node shapes that find fault with a thing that they are for."""
    hierarchy = Graph()
    for triple in project.ontology.triples((None, RDFS.subClassOf, None)):
        if isinstance(triple[2], URIRef):
            hierarchy.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=project.shapes, ont_graph=hierarchy, advanced=True)
    assert isinstance(report, Graph)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        source, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        for shape in {source, *project.shapes.transitive_subjects(SH.property, source)}:
            if shape is not None and any(_is_for(project, data, focus, *t) for t in _targets_of(project, shape)):
                found.add(shape)
    return found


def _targets_of(project: Project, shape: Node) -> list[tuple[Node, Node]]:
    is_shape = (shape, RDF.type, SH.NodeShape) in project.shapes
    return list(_targets(project.shapes, shape)) if is_shape else []


def _is_for(project: Project, data: Graph, focus: Node | None, kind: Node, value: Node) -> bool:
    """Whether a target takes in the focus node (SHACL, section 2.1.3); sh:target is taken on trust."""
    if kind == SH.targetClass:
        return any(value in project.superclasses.get(type_, {type_}) for type_ in data.objects(focus, RDF.type))
    if kind == SH.targetSubjectsOf:
        return (focus, value, None) in data
    if kind == SH.targetObjectsOf:
        return (None, value, focus) in data
    return kind == SH.target or value == focus
