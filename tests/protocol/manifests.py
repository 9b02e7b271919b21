"""The W3C's protocol manifests as plain values: each test's graphs and requests (vocabularies ht:, cnt: and mf:)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
PUBLIC = "http://www.example"  # the host of the manifests' graphs
_NAMED = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404}}


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[int]
    form: str  # boolean, tabular, RDF, or "" where any will do
    boolean: bool | None
    turtle: str  # the graph that is expected
    location: str  # what later requests write for the Location of this answer


@dataclass(frozen=True, slots=True)
class Case:
    """A test: its graphs by name, as N-Triples, and its requests in order."""

    name: str
    graphs: dict[str, bytes]
    requests: tuple[Request, ...]


def cases(file: Path) -> list[Case]:
    """The tests of a manifest, in its order."""
    graph = Graph().parse(file)
    manifest = graph.value(predicate=RDF.type, object=MF.Manifest)
    return [_case(graph, test) for test in Collection(graph, graph.value(manifest, MF.entries))]  # type: ignore[arg-type]


def _case(graph: Graph, test: Node) -> Case:
    graphs = {
        str(graph.value(node, RDFS.label)): Path(urlsplit(str(graph.value(node, UT.graph))).path).read_bytes()
        for node in graph.objects(test, UT.graphData)
    }
    listed: Any = graph.value(graph.value(test, MF.action), HT.requests)
    return Case(
        str(test).rpartition("#")[2], graphs, tuple(_request(graph, node) for node in Collection(graph, listed))
    )


def _request(graph: Graph, node: Node) -> Request:
    def text(subject: Node | None, predicate: URIRef) -> str:
        return str(graph.value(subject, predicate) or "")

    response, body, listed = (graph.value(node, predicate) for predicate in (HT.resp, HT.body, HT.headers))
    headers = {text(h, HT.fieldName): text(h, HT.fieldValue) for h in (Collection(graph, listed) if listed else ())}
    expected = [str(status).rpartition("#")[2] for status in graph.objects(response, MF.expectedStatus)]
    boolean = text(response, MF.expectedBoolean)
    return Request(
        text(node, HT.methodName),
        text(node, HT.absolutePath),
        headers,
        text(body, CNT.chars).encode(text(body, CNT.characterEncoding) or "utf-8") if body else None,
        frozenset().union(*map(_statuses, expected)),
        text(response, MF.expectedFormat),
        boolean == "true" if boolean else None,
        text(graph.value(response, HT.body), CNT.chars),
        text(response, MF.expectedLocation),
    )


def _statuses(name: str) -> set[int]:
    match = re.fullmatch(r"StatusCode(\d)(\d\d|xx)", name)
    if not match:
        return _NAMED[name]
    start = int(match[1]) * 100
    return set(range(start, start + 100)) if match[2] == "xx" else {start + int(match[2])}
