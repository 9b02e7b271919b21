"""The W3C's tests of the SPARQL 1.1 Protocol and the Graph Store Protocol: what they ask of reads.

The manifests write their graphs first. Here they are in the dataset already: the server is started with them, each
Graph Store test's under names of its own, in the state that its last reads expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.protocol.manifests import PUBLIC, Case, Request, cases, graph_of

TABULAR = {"application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"}
FORMS = {
    "boolean": TABULAR,
    "tabular": TABULAR,
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}
SERVE = """
import os, pathlib
from kg.dataset import Dataset
read = Dataset.read
def with_graphs(root):
    graphs, default = (pathlib.Path(os.environ["GRAPHS"], name).read_bytes() for name in ("named.nq", "default.nt"))
    dataset = type("Given", (Dataset,), {"nquads": graphs + default})
    return dataset(read(root).graphs)
Dataset.read = with_graphs
"""


@pytest.fixture(scope="module")
def protocol(suite: Path) -> list[Case]:
    return cases(suite / "protocol" / "manifest.ttl")


@pytest.fixture(scope="module")
def store(suite: Path) -> list[tuple[str, Case]]:
    """The Graph Store tests, and what each puts for `person` in the names of its graphs."""
    folder = suite / "graph-store-protocol"
    found = [*cases(folder / "manifest-direct.ttl"), *cases(folder / "manifest-indirect.ttl")]
    return [(f"person{number}", case) for number, case in enumerate(found)]


@pytest.fixture(scope="module")
def server(
    serving: Any, protocol: list[Case], store: list[tuple[str, Case]], tmp_path_factory: Any
) -> Iterator[httpx.Client]:
    quads = [quad for case in protocol for name, data in case.graphs.items() for quad in placed(name, data.decode())]
    quads += [
        quad for person, case in store for name, data in state(case, person).items() for quad in placed(name, data)
    ]
    folder = tmp_path_factory.mktemp("graphs")
    for file, default in (("named.nq", False), ("default.nt", True)):
        chosen = [quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph) == default]
        ox.serialize(chosen, folder / file, ox.RdfFormat.N_QUADS)
    with (
        serving(SERVE, GRAPHS=str(folder), KSC_BASE_URL=PUBLIC, KSC_TIMEOUT_S="10") as (address, _),
        httpx.Client(base_url=address, timeout=20) as client,
    ):
        yield client


def placed(name: str, data: str) -> list[ox.Quad]:
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    parsed = ox.parse(data, ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [ox.Quad(q.subject, q.predicate, q.object, graph) for q in parsed]


def reads(case: Case) -> list[Request]:
    """The reads after the last write, which all expect one state; not those of a graph that the server has named."""
    methods = [request.method for request in case.requests]
    last = max((number for number, method in enumerate(methods) if method in ("PUT", "POST", "DELETE")), default=-1)
    return [request for request in case.requests[last + 1 :] if "$" not in request.path]


def moved(path: str, person: str) -> str:
    """The path of a request to our store, for the graphs of one test."""
    return re.sub("person(?=/|%2F)", person, re.sub("^/gsp", "/store", path))


def state(case: Case, person: str) -> dict[str, str]:
    """The graphs that the reads expect: what they say should come back, else what was put last."""
    graphs: dict[str, str] = {}
    for request in case.requests:
        name = graph_of(moved(request.path, person))
        if request.method == "DELETE":
            graphs.pop(name, None)
        elif request.method == "PUT" and request.body:
            graphs[name] = request.body.decode()
        elif request.turtle and "$" not in request.path:
            graphs[name] = request.turtle
    return graphs


def sent(client: httpx.Client, request: Request, path: str) -> httpx.Response:
    address = str(client.base_url).rstrip("/")
    headers = {"Accept": "*/*", **request.headers}
    return client.send(httpx.Request(request.method, f"{address}{path}", headers=headers, content=request.body))


def test_queries_are_answered_as_the_protocol_says(server: httpx.Client, protocol: list[Case]) -> None:
    chosen = [case for case in protocol if "query" in case.name or "queries" in case.name]
    assert len(chosen) == 20
    for case in chosen:
        for request in case.requests:
            response = sent(server, request, request.path.replace("/sparql/", "/sparql"))
            assert response.status_code in request.statuses, (case.name, response.text)
            if request.form and response.is_success:
                assert response.headers["content-type"].split(";")[0] in FORMS[request.form], case.name
            if request.boolean is not None:
                assert response.json()["boolean"] == request.boolean, case.name


def test_updates_are_refused(server: httpx.Client, protocol: list[Case]) -> None:
    chosen = [case for case in protocol if "update" in case.name]
    assert len(chosen) == 14
    for case in chosen:
        request = case.requests[0]
        response = sent(server, request, request.path.replace("/sparql/", "/sparql"))
        assert response.status_code in (400, 403, 415), case.name
        assert response.headers["content-type"] == "application/problem+json"


def test_graphs_are_read_as_the_graph_store_protocol_says(server: httpx.Client, store: list[tuple[str, Case]]) -> None:
    checked = 0
    for person, case in store:
        for request in reads(case):
            response = sent(server, request, moved(request.path, person))
            assert response.status_code in request.statuses, (case.name, response.text)
            if request.turtle:
                assert response.headers["content-type"] == "text/turtle; charset=utf-8"
                expected, got = (Graph().parse(data=text, format="turtle") for text in (request.turtle, response.text))
                assert isomorphic(expected, got), case.name
            checked += 1
    assert checked >= 11
