"""Writes by the Graph Store Protocol: who may, what is refused, what a client gets wrong, what follows a write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from kg.namespaces import GRAPH
from tests.api.conftest import Serving
from tests.api.problems import problem
from tests.api.writes.writing import NOTE, SETTINGS, TOKEN, TURTLE, store


@pytest.fixture(scope="module")
def service(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(**SETTINGS, KSC_STATE=str(tmp_path_factory.mktemp("state"))) as (address, _):
        yield address


@pytest.fixture
def writer(service: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service, timeout=30) as client:
        yield client
        client.delete(NOTE, headers=TOKEN)
        client.delete("/store?default", headers=TOKEN)


def test_a_graph_is_put_replaced_and_deleted(writer: httpx.Client) -> None:
    made = writer.put(NOTE, content="<x:s> <x:p> 1 .", headers=TURTLE)
    assert (made.status_code, made.content) == (201, b"")
    assert writer.put(NOTE, content="<x:s> <x:p> 2 .", headers=TURTLE).status_code == 204
    lines = writer.get(NOTE, headers={"Accept": "application/n-triples"}).text
    assert lines == '<x:s> <x:p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    assert writer.delete(NOTE, headers=TOKEN).status_code == 204
    problem(writer.get(NOTE), 404, "not-found")
    problem(writer.delete(NOTE, headers=TOKEN), 404, "not-found")


def test_a_post_adds_and_keeps_blank_nodes_apart(writer: httpx.Client) -> None:
    for _ in range(2):
        assert writer.post(NOTE, content="_:a <x:p> _:a . <x:s> <x:p> 1 .", headers=TURTLE).is_success
    lines = writer.get(NOTE, headers={"Accept": "application/n-triples"}).text.splitlines()
    assert len(lines) == 3
    assert sum(line.startswith("_:") for line in lines) == 2


def test_a_post_to_the_store_makes_a_graph(writer: httpx.Client) -> None:
    made = writer.post("/store", content="<> <x:p> <other> .", headers=TURTLE)
    assert made.status_code == 201
    address = made.headers["location"]
    base = address.rpartition("/")[0]
    lines = httpx.get(address, headers={"Accept": "application/n-triples"}).text
    assert lines == f"<{address}> <x:p> <{base}/other> .\n"
    assert httpx.delete(address, headers=TOKEN).status_code == 204


def test_the_parts_of_a_form_are_one_graph(writer: httpx.Client) -> None:
    parts = {
        "one": ("one.ttl", b"_:a <x:p> 1 .", "text/turtle"),
        "two": ("two.nt", b"_:a <x:p> <x:o> .", "application/n-triples"),
    }
    assert writer.post(NOTE, files=parts, headers=TOKEN).status_code == 201
    lines = writer.get(NOTE, headers={"Accept": "application/n-triples"}).text.splitlines()
    assert len({line.split()[0] for line in lines}) == len(lines) == 2


def test_a_default_graph_that_is_put_takes_the_place_of_the_merge(writer: httpx.Client) -> None:
    accept = {"Accept": "application/n-triples"}
    merge = writer.get("/store?default", headers=accept).text
    assert writer.put("/store?default", content="<x:s> <x:p> <x:o> .", headers=TURTLE).status_code == 204
    assert writer.get("/store?default", headers=accept).text == "<x:s> <x:p> <x:o> .\n"
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    assert writer.get("/sparql", params=count, headers={"Accept": "text/csv"}).text.split() == ["n", "1"]
    assert writer.delete("/store?default", headers=TOKEN).status_code == 204
    assert writer.get("/store?default", headers=accept).text == merge


def test_a_statement_that_is_posted_to_the_default_graph_is_added_to_the_merge(writer: httpx.Client) -> None:
    before = set(writer.get("/store?default", headers={"Accept": "application/n-triples"}).text.splitlines())
    assert writer.post("/store?default", content="<x:s> <x:p> <x:o> .", headers=TURTLE).status_code == 204
    after = set(writer.get("/store?default", headers={"Accept": "application/n-triples"}).text.splitlines())
    assert after - before == {"<x:s> <x:p> <x:o> ."}
    assert before <= after


def test_an_empty_graph_is_there(writer: httpx.Client) -> None:
    assert writer.put(NOTE, content="", headers=TURTLE).status_code == 201
    assert writer.get(NOTE).status_code == 200


@pytest.mark.parametrize("name", ["ontology", "shapes", "inferred", "queries"])
def test_what_others_are_checked_by_or_follow_cannot_be_written(writer: httpx.Client, name: str) -> None:
    body = problem(writer.put(store(f"{GRAPH}{name}"), content="", headers=TURTLE), 403, "write-refused")
    assert f"{GRAPH}{name}" in body["detail"]


def test_a_shipped_graph_can_be_replaced_and_removed(writer: httpx.Client) -> None:
    address = store(f"{GRAPH}second-release")
    shipped = writer.get(address, headers={"Accept": "application/n-triples"}).text
    assert writer.delete(address, headers=TOKEN).status_code == 204
    assert writer.get(address).status_code == 404
    headers = {**TOKEN, "Content-Type": "application/n-triples"}
    assert writer.put(address, content=shipped, headers=headers).status_code == 201
    assert writer.get(address, headers={"Accept": "application/n-triples"}).text == shipped


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        ({}, 'Bearer realm="KSC"'),
        ({"Authorization": "Basic dG9rZW46"}, 'Bearer realm="KSC"'),
        ({"Authorization": "Bearer"}, 'Bearer realm="KSC", error="invalid_token"'),
        ({"Authorization": "Bearer tokens"}, 'Bearer realm="KSC", error="invalid_token"'),
        ({"Authorization": "Bearer 토큰".encode()}, 'Bearer realm="KSC", error="invalid_token"'),
    ],
)
@pytest.mark.parametrize(("method", "path"), [("PUT", NOTE), ("POST", "/store"), ("DELETE", NOTE), ("POST", "/sparql")])
def test_who_has_not_the_token_is_told_so(
    writer: httpx.Client, headers: dict[str, Any], challenge: str, method: str, path: str
) -> None:
    data = {"data": {"update": "CLEAR ALL"}} if path == "/sparql" else {}
    response = writer.request(method, path, headers=headers, **data)  # type: ignore[arg-type]
    problem(response, 401, "unauthorized")
    assert response.headers["www-authenticate"] == challenge


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_service_without_a_token_is_read_only(client: httpx.Client, method: str) -> None:
    problem(client.request(method, NOTE, headers=TURTLE), 403, "read-only")


@pytest.mark.parametrize(
    ("content_type", "content", "status", "kind"),
    [
        ("", b"", 415, "media-type"),
        ("text/csv", b"a,b", 415, "media-type"),
        ("application/trig", b"", 415, "media-type"),
        ("multipart/form-data; boundary=x", b"", 415, "media-type"),
        ("text/turtle; charset=utf-16", b"", 415, "media-type"),
        ("text/turtle", b"<x:s> <x:p>\n <x:o>", 400, "input-syntax"),
        ("text/turtle", b"\xff", 400, "input-syntax"),
        ("application/rdf+xml", b"<!DOCTYPE x><x/>", 422, "input-unfit"),
        ("text/turtle", b"#" * (1 << 20) + b"#", 413, "too-large"),
    ],
)
def test_what_is_wrong_with_a_body_is_told(
    writer: httpx.Client, content_type: str, content: bytes, status: int, kind: str
) -> None:
    response = writer.put(NOTE, content=content, headers={**TOKEN, "Content-Type": content_type})
    body = problem(response, status, kind)
    if status == 415:
        assert "text/turtle" in response.headers["accept"]
    if content.startswith(b"<x:s>"):
        assert body["line"] == 2
    assert writer.get(NOTE).status_code == 404


def test_lost_updates_are_prevented_by_entity_tags(writer: httpx.Client) -> None:
    first = {**TURTLE, "If-None-Match": "*"}
    assert writer.put(NOTE, content="<x:s> <x:p> 1 .", headers=first).status_code == 201
    problem(writer.put(NOTE, content="<x:s> <x:p> 2 .", headers=first), 412, "precondition-failed")
    tag = writer.get(NOTE).headers["etag"]
    assert not tag.startswith("W/")
    held = {**TURTLE, "If-Match": tag}
    assert writer.put(NOTE, content="<x:s> <x:p> 3 .", headers=held).status_code == 204
    problem(writer.put(NOTE, content="<x:s> <x:p> 4 .", headers=held), 412, "precondition-failed")
    problem(writer.delete(NOTE, headers={**TOKEN, "If-Match": tag}), 412, "precondition-failed")
    assert '"3"' in writer.get(NOTE, headers={"Accept": "application/n-triples"}).text


def test_of_two_writers_with_one_tag_one_wins(writer: httpx.Client) -> None:
    writer.put(NOTE, content="<x:s> <x:p> 0 .", headers=TURTLE)
    held = {**TURTLE, "If-Match": writer.get(NOTE).headers["etag"]}
    statuses: list[int] = []

    def put(number: int) -> None:
        response = httpx.put(f"{writer.base_url}{NOTE}", content=f"<x:s> <x:p> {number} .", headers=held, timeout=30)
        statuses.append(response.status_code)

    writers = [Thread(target=put, args=(number,)) for number in range(1, 9)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert sorted(statuses) == [204] + [412] * 7


def test_a_tag_is_of_what_the_graph_says_and_not_of_the_revision(writer: httpx.Client) -> None:
    before = writer.get(store(f"{GRAPH}first-release")).headers["etag"]
    writer.put(NOTE, content="<x:s> <x:p> 1 .", headers=TURTLE)
    assert writer.get(store(f"{GRAPH}first-release")).headers["etag"] == before


def test_everything_follows_a_write(writer: httpx.Client) -> None:
    name = '<https://w3id.org/ksc/id/organisation/new> <http://www.w3.org/2004/02/skos/core#prefLabel> "Bodymere"@en .'
    kind = "<https://w3id.org/ksc/id/organisation/new> a <https://w3id.org/ksc/ontology#Agency> ."
    for _ in range(2):  # the second time from the cache
        assert writer.get("/search", params={"q": "Bodymere"}).json()["total"] == 0
    before = writer.get("/healthz").json()["revision"]
    assert writer.put(NOTE, content=f"{name}\n{kind}", headers=TURTLE).status_code == 201
    after = writer.get("/healthz").json()["revision"]
    assert before != after
    assert f'revision="{after}"' in writer.get("/metrics").text
    assert writer.get("/search", params={"q": "Bodymere"}).json()["total"] == 1
    assert writer.get("/doc/organisation/new.ttl").status_code == 200
    assert f"{GRAPH}note" in writer.get("/void.nt").text
    assert "Bodymere" in writer.get("/dumps/ksc.nt").text


def test_writes_are_there_after_a_restart_and_a_token_needs_a_state(serving: Serving, tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    with serving(**SETTINGS, KSC_STATE=state) as (address, _):
        assert httpx.put(f"{address}{NOTE}", content="<x:s> <x:p> 1 .", headers=TURTLE, timeout=30).status_code == 201
        kept = [httpx.get(f"{address}{path}").text for path in (NOTE, "/healthz")]
    with serving(KSC_STATE=state) as (address, _):
        assert [httpx.get(f"{address}{path}").text for path in (NOTE, "/healthz")] == kept
        problem(httpx.delete(f"{address}{NOTE}", headers=TOKEN), 403, "read-only")
