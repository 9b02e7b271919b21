"""Graph Store HTTP Protocol: what a client of the reads may ask and get wrong."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from kg.namespaces import GRAPH
from tests.api.conftest import Serving
from tests.api.problems import problem

FIRST = f"/store?graph={quote(f'{GRAPH}first-release', safe='')}"


@pytest.mark.parametrize(
    ("accept", "content_type", "form"),
    [
        ("*/*", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("text/html, */*;q=0.1", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
    ],
)
def test_a_graph_comes_in_the_format_that_is_asked_for(
    client: httpx.Client, accept: str, content_type: str, form: ox.RdfFormat
) -> None:
    response = client.get(FIRST, headers={"Accept": accept})
    assert response.headers["content-type"] == content_type
    assert "accept" in response.headers["vary"].lower()
    found = list(ox.parse(response.content, form))
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}first-release> {{ ?s ?p ?o }} }}"
    table = client.get("/sparql", params={"query": count}, headers={"Accept": "text/csv"})
    assert len(found) == int(table.text.split()[1])
    head = client.head(FIRST, headers={"Accept": accept})
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", content_type)


def test_the_default_graph_is_the_merge_without_the_shapes(client: httpx.Client) -> None:
    default = client.get("/store?default", headers={"Accept": "application/n-triples"}).text.splitlines()
    assert len(default) == len(set(default)) > 0
    assert not any("/ns/shacl#" in line for line in default)
    shapes = client.get("/store", params={"graph": f"{GRAPH}shapes"})
    assert "sh:" in shapes.text


@pytest.mark.parametrize(
    ("method", "url", "status", "kind"),
    [
        ("GET", "/store", 400, "bad-request"),
        ("GET", f"{FIRST}&default", 400, "bad-request"),
        ("GET", f"{FIRST}&graph=x:y", 400, "bad-request"),
        ("GET", "/store?graph=first-release", 400, "bad-request"),
        ("GET", "/store?graph=", 400, "bad-request"),
        ("GET", "/store?graph=http://x/%FF", 400, "bad-request"),
        ("GET", "/store?graph=http://x/%3E%20%7D%20SERVICE", 400, "bad-request"),
        ("GET", "/store?graph=http://x/%ED%95%9C", 404, "not-found"),
        ("GET", "/store/graph/%ED%95%9C%2F..%2F", 404, "not-found"),
        ("PUT", "/store?default", 403, "read-only"),
        ("POST", "/store", 403, "read-only"),
        ("DELETE", FIRST, 403, "read-only"),
        ("PATCH", "/store/graph/x", 405, "method-not-allowed"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    client: httpx.Client, method: str, url: str, status: int, kind: str
) -> None:
    problem(client.request(method, url), status, kind)


def test_what_cannot_be_had_is_406(client: httpx.Client) -> None:
    assert "text/turtle" in problem(client.get(FIRST, headers={"Accept": "image/png"}), 406, "not-acceptable")["detail"]


def test_a_graph_that_the_client_has_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get(FIRST).headers["etag"]
    again = client.get(FIRST, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(FIRST, headers={"If-None-Match": tag, "Accept": "application/n-triples"}).status_code == 200


def test_two_services_send_the_same_graph_for_one_entity_tag(client: httpx.Client, serving: Serving) -> None:
    with serving() as (address, _):
        headers = {"Accept": "application/n-triples"}
        here, there = (httpx.get(f"{base}/store?default", headers=headers) for base in (client.base_url, address))
    assert here.headers["etag"] == there.headers["etag"]
    assert here.headers["etag"].startswith('"')
    assert here.content == there.content
