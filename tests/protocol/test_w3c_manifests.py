"""The W3C's tests of the SPARQL 1.1 Protocol and the Graph Store Protocol, on a service that takes writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.protocol.manifests import PUBLIC, Case, Request, cases

TABULAR = {"application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"}
FORMS = {
    "boolean": TABULAR,
    "tabular": TABULAR,
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}
TOKEN = {"Authorization": "Bearer token"}


@pytest.fixture(scope="module")
def protocol(suite: Path) -> list[Case]:
    return cases(suite / "protocol" / "manifest.ttl")


@pytest.fixture(scope="module")
def store(suite: Path) -> list[Case]:
    folder = suite / "graph-store-protocol"
    return [*cases(folder / "manifest-direct.ttl"), *cases(folder / "manifest-indirect.ttl")]


@pytest.fixture
def server(serving: Any, tmp_path: Path) -> Iterator[httpx.Client]:
    """A service of the test's own, since the tests write. Its name is the manifests'."""
    settings = {"KSC_STATE": str(tmp_path / "state"), "KSC_TOKEN": "token", "KSC_BASE_URL": PUBLIC}
    with (
        serving(**settings, KSC_TIMEOUT_S="20", KSC_WORKERS="1") as (address, _),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def sent(client: httpx.Client, request: Request, path: str, **headers: str) -> httpx.Response:
    address = str(client.base_url).rstrip("/")
    every = {"Accept": "*/*", **request.headers, **headers}
    return client.send(httpx.Request(request.method, f"{address}{path}", headers=every, content=request.body))


def check(case: Case, request: Request, response: httpx.Response) -> None:
    assert response.status_code in request.statuses, (case.name, response.text)
    if request.form and response.is_success:
        assert response.headers["content-type"].split(";")[0] in FORMS[request.form], case.name
    if request.boolean is not None:
        assert response.json()["boolean"] == request.boolean, case.name


def test_queries_and_updates_are_answered_as_the_protocol_says(server: httpx.Client, protocol: list[Case]) -> None:
    assert len(protocol) == 34
    for case in protocol:
        graphs = {name: f"/store?graph={quote(name, safe='')}" for name in case.graphs}
        for name, address in graphs.items():
            headers = {**TOKEN, "Content-Type": "application/n-triples"}
            assert server.put(address, content=case.graphs[name], headers=headers).is_success
        for request in case.requests:
            check(case, request, sent(server, request, request.path.replace("/sparql/", "/sparql"), **TOKEN))
        for address in graphs.values():
            server.delete(address, headers=TOKEN)


def test_graphs_are_read_and_written_as_the_graph_store_protocol_says(server: httpx.Client, store: list[Case]) -> None:
    assert len(store) == 13
    for case in store:
        server.delete("/store?default", headers=TOKEN)
        for address in [f"/store/person/{number}.ttl" for number in range(1, 6)]:
            server.delete(address, headers=TOKEN)
            server.delete(f"/store?graph={quote(f'{PUBLIC}/gsp{address[6:]}', safe='')}", headers=TOKEN)
        known: dict[str, str] = {}
        for request in case.requests:
            path = re.sub("^/gsp", "/store", request.path)
            for name, location in known.items():
                path = path.replace(name, location).removeprefix(PUBLIC)
            response = sent(server, request, path, **TOKEN)
            check(case, request, response)
            if request.location:
                known[request.location] = response.headers["location"]
            if request.turtle:
                expected, got = (Graph().parse(data=text, format="turtle") for text in (request.turtle, response.text))
                assert isomorphic(expected, got), case.name


def test_no_update_is_taken_without_the_token(server: httpx.Client, protocol: list[Case]) -> None:
    updates = [case for case in protocol if case.name.startswith("update")]
    assert len(updates) == 7
    for case in updates:
        response = sent(server, case.requests[0], case.requests[0].path.replace("/sparql/", "/sparql"))
        assert response.status_code == 401, case.name
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert response.headers["content-type"] == "application/problem+json"


def test_no_update_is_taken_where_no_token_is_set(client: httpx.Client, protocol: list[Case]) -> None:
    for case in protocol:
        if case.name.startswith("update"):
            path = case.requests[0].path.replace("/sparql/", "/sparql")
            assert sent(client, case.requests[0], path, **TOKEN).status_code == 403, case.name
