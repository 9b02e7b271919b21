"""Entity tags: every answer that can be had again has one, and whoever holds it is told so without its bytes."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.types import Message

from api.http.tags import Conditional, Tagging, matches
from tests.api.asgi import body, start

SELECT = "SELECT ?s { ?s a ?o } ORDER BY ?s LIMIT 3"
EVERYTHING = [
    f"/sparql?query={SELECT}",
    f"/sparql?query={SELECT}&format=csv",
    "/sparql?query=CONSTRUCT WHERE { ?s a ?o } LIMIT 3",
    "/sparql?query=ASK {}",
    "/",
    "/.well-known/void",
    "/void",
    "/queries",
    "/queries/agreements-by-agency",
    "/queries/agreements-by-agency.csv",
    "/queries/agreements-by-agency.html",
    "/queries/agreements-by-agency/params",
    "/search?q=hill",
    "/suggest?q=hill",
    "/opensearch.xml",
    "/id/organisation/hill",
    "/doc/organisation/hill",
    "/doc/organisation/hill.trig",
    "/doc/organisation/hill.html",
    "/ontology",
    "/ontology.html",
    "/shapes",
    "/context.jsonld",
    "/graph/reference",
    "/dumps",
    "/dumps/SHA256SUMS",
    "/store?graph=https://w3id.org/ksc/graph/reference",
    "/store?default",
    "/openapi.json",
]


@pytest.mark.parametrize("path", EVERYTHING)
def test_whoever_holds_an_answer_is_told_so(client: httpx.Client, path: str) -> None:
    whole = client.get(path, follow_redirects=True)
    assert whole.status_code == 200
    tag = whole.headers["etag"]
    assert "no-cache" in whole.headers["cache-control"]
    held = client.get(whole.url, headers={"If-None-Match": f'"other", {tag}'})
    assert (held.status_code, held.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "content-location"):
        assert held.headers.get(name) == whole.headers.get(name), name
    assert "content-type" not in held.headers
    assert client.get(whole.url, headers={"If-None-Match": '"other"'}).content == whole.content


def test_a_query_that_is_held_is_not_run_again(client: httpx.Client) -> None:
    query = {"query": f"{SELECT} # held"}
    tag = client.get("/sparql", params=query).headers["etag"]
    client.get("/sparql", params={"query": "ASK {} # in between"})
    another_key = {"If-None-Match": tag, "Accept-Language": "ko"}  # of the cache
    held = client.get("/sparql", params=query, headers=another_key)
    assert held.status_code == 304
    assert "engine" not in held.headers["server-timing"] and "cache" not in held.headers["server-timing"]


def test_the_tag_of_a_query_is_weak_and_names_all_that_it_depends_on(client: httpx.Client) -> None:
    query = {"query": f"{SELECT} # tags"}
    tags = {
        client.get("/sparql", params=query | more, headers=headers).headers["etag"]
        for more, headers in (
            ({}, {}),
            ({}, {"Accept": "text/csv"}),
            ({}, {"Accept": "application/json"}),
            ({}, {"Host": "example.org"}),
            ({"default-graph-uri": "https://w3id.org/ksc/graph/reference"}, {}),
            ({"hints": "1"}, {}),
        )
    }
    assert len(tags) == 6
    assert all(tag.startswith('W/"') for tag in tags)


@pytest.mark.parametrize("call", ["NOW()", "rand()", "UUID ()", "STRUUID()"])
def test_an_answer_that_differs_each_time_is_kept_by_nobody(client: httpx.Client, call: str) -> None:
    query = {"query": f"SELECT ({call} AS ?x) {{}}"}
    for send in (client.get, lambda path, params: client.post(path, data=params)):
        answers = [send("/sparql", params=query) for _ in range(2)]
        assert answers[0].content != answers[1].content or call == "NOW()"
        for answer in answers:
            assert answer.headers["cache-control"] == "no-store" and "etag" not in answer.headers
            assert "cache" not in answer.headers["server-timing"]


def test_a_query_with_a_mistake_is_no_answer_to_hold(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT"}, headers={"If-None-Match": "*"})
    assert answer.status_code == 400 and "etag" not in answer.headers


def test_head_has_the_tag_of_its_get(client: httpx.Client) -> None:
    for path in ("/queries", "/search?q=hill", "/sparql?query=ASK {} # head tag"):
        assert client.head(path).headers["etag"] == client.get(path).headers["etag"]


def test_a_long_answer_of_head_has_no_tag_of_nothing(client: httpx.Client) -> None:
    path = "/queries/agreements.csv"
    assert client.head(path).headers.get("etag") == client.get(path).headers.get("etag")


@pytest.mark.parametrize(
    ("given", "held"),
    [
        (b'"a"', True),
        (b'W/"a"', True),
        (b'"b", W/"a"', True),
        (b"*", True),
        (b'"b"', False),
        (b"a", False),
        (b"", False),
    ],
)
def test_if_none_match_compares_weakly(given: bytes, held: bool) -> None:
    assert matches(given, b'"a"') is matches(given, b'W/"a"') is held


def sent(messages: list[Message], *, overtaken: bool = False, given: bytes = b'"none"') -> list[Message]:
    found: list[Message] = []

    async def send(message: Message) -> None:
        found.append(message)

    async def main() -> None:
        layer = Tagging(Conditional(send, given), lambda: overtaken)
        for message in messages:
            await layer(message)

    asyncio.run(main())
    return found


@pytest.mark.parametrize(
    "messages",
    [
        [start(404), body(b"no")],
        [start(206), body(b"part")],
        [start(cache_control="no-store"), body(b"a")],
        [start(), body(b"one", more=True), body(b"two")],
        [start(etag='W/"own"'), body(b"a")],
    ],
    ids=["an error", "a part", "no-store", "in pieces", "has its own"],
)
def test_what_gets_no_tag_goes_out_as_it_is(messages: list[Message]) -> None:
    assert sent(messages) == messages


def test_a_tag_of_the_route_goes_where_a_change_of_the_dataset_overtook_the_answer() -> None:
    plain = sent([start(), body(b"new")])
    assert sent([start(etag='"of the old revision"'), body(b"new")], overtaken=True) == plain


def test_one_byte_more_is_another_tag() -> None:
    first, second = (dict(sent([start(), body(data)])[0]["headers"])[b"etag"] for data in (b"a", b"ab"))
    assert first != second
    assert sent([start(), body(b"a")], given=first)[1]["body"] == b""
