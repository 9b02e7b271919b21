"""The W3C's SHACL tests (data-shapes-test-suite), read from the source archive of pySHACL, which carries them.

What the compiler asks of shapes and the tests do otherwise is brought into line as the standard allows: a shape that is
a class gets the target that it implies (SHACL, section 2.1.3.3), a nameless shape a name.
"""

from __future__ import annotations

import posixpath
import tarfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Identifier, Node

from kg.validate.conditions import TARGETS
from kg.validate.data import as_graph
from kg.validate.findings import SEVERITIES, Report
from kg.validate.paths import path_text
from kg.validate.shapes import Shapes

_MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_SHT: Final = Namespace("http://www.w3.org/ns/shacl-test#")
_BASE: Final = "https://example.org/suite/"
_NAMED: Final = "https://example.org/shape/"
_SHAPES: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape, SH.sparql)
_LISTS: Final = (SH["and"], SH["or"], SH.xone)

Row = tuple[str, ...]
"""A result: severity, focus node, path, value, component, shape."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test. `expected` is None where a processor has to report a failure (section 3.4)."""

    name: str
    data: list[ox.Triple]
    shapes: Shapes
    expected: frozenset[Row] | None


def cases(archive: Path) -> Iterator[Case]:
    """The tests that the manifests in the archive lead to."""
    with tarfile.open(archive) as tar:
        files = {
            member.name.partition("/sht_tests/")[2]: tar.extractfile(member).read()  # type: ignore[union-attr]
            for member in tar
            if member.isfile() and "/sht_tests/" in member.name
        }
    yield from _Suite(files).cases("manifest.ttl")


class _Suite:
    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def cases(self, manifest: str) -> Iterator[Case]:
        graph = _with_names(self._triples(manifest))
        for entry in sorted(graph.subjects(RDF.type, _SHT.Validate), key=str):
            yield self._case(graph, entry)
        for included in sorted(graph.objects(None, _MF.include), key=str):
            yield from self.cases(str(included).removeprefix(_BASE))

    def _case(self, graph: Graph, entry: Node) -> Case:
        action, result = (graph.value(entry, predicate) for predicate in (_MF.action, _MF.result))
        data, shapes = (
            str(graph.value(action, predicate)).removeprefix(_BASE) for predicate in (_SHT.dataGraph, _SHT.shapesGraph)
        )
        expected = None if result == _SHT.Failure else frozenset(_expected(graph, result))
        name = posixpath.relpath(str(entry), _BASE)
        return Case(name, self._triples(data), Shapes(_with_names(self._triples(shapes))), expected)

    def _triples(self, name: str) -> list[ox.Triple]:
        parsed = ox.parse(self._files[name], ox.RdfFormat.TURTLE, base_iri=_BASE + name)
        return [quad.triple for quad in parsed]


def rows(report: Report, shapes: Shapes) -> frozenset[Row]:
    """What a report finds."""
    return frozenset(
        _row(shapes.graph, f.severity, f.focus, f.path, f.value, f.component, f.shape) for f in report.findings
    )


def _expected(graph: Graph, report: Node | None) -> Iterator[Row]:
    said = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.sourceShape)
    for result in graph.objects(report, SH.result):
        severity = graph.value(result, SH.resultSeverity)
        assert severity is not None
        yield _row(
            graph, SEVERITIES.get(severity, str(severity)), *(graph.value(result, predicate) for predicate in said)
        )


def _row(graph: Graph, severity: str, focus: Any, path: Node | None, *others: Any) -> Row:
    texts = (term.n3() if isinstance(term, Identifier) else "" for term in (focus, *others))
    return severity, "" if path is None else path_text(graph, path), *texts


def _with_names(triples: Collection[ox.Triple]) -> Graph:
    """The statements, each shape and constraint with an IRI, and each class that is a shape as its own target."""
    graph = as_graph(triples)
    nameless = {str(node) for node in _shapes(graph) if not isinstance(node, URIRef | Literal)}

    def named(term: Any) -> Any:
        return ox.NamedNode(_NAMED + term.value) if isinstance(term, ox.BlankNode) and term.value in nameless else term

    graph = as_graph(ox.Triple(named(t.subject), t.predicate, named(t.object)) for t in triples)
    for class_ in (RDFS.Class, OWL.Class):
        for shape in {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}:
            if (shape, RDF.type, class_) in graph:
                graph.remove((shape, RDF.type, class_))
                graph.add((shape, SH.targetClass, shape))
    return graph


def _shapes(graph: Graph) -> Iterator[Node]:
    for predicate in TARGETS:
        yield from graph.subjects(predicate)
    for predicate in _SHAPES:
        yield from graph.objects(None, predicate)
    for predicate in _LISTS:
        for head in graph.objects(None, predicate):
            yield from RdfList(graph, head)
