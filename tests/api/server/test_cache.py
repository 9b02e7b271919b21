"""The cache of answers: it changes nothing but the time, and keeps nothing that is not a whole, good answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from api.server.cache import AnswerCache, Recorder, Stored, key_of
from tests.api.asgi import body, start

SELECT = "SELECT * { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) } ORDER BY ?s ?p ?o LIMIT 20"
PATHS = [
    f"/sparql?query={quote(SELECT)}",
    "/sparql?query=CONSTRUCT WHERE { ?s a ?o }",
    "/doc/organisation/hill.ttl",
    "/doc/organisation/hill.html",
    "/queries/agreements-by-agency.csv",
    "/queries",
    "/search?q=hill",
]


@pytest.fixture(scope="module")
def uncached(serving: Any) -> Iterator[httpx.Client]:
    with serving(KSC_CACHE_MB="0") as (address, _), httpx.Client(base_url=address, timeout=20) as client:
        yield client


def hit(response: httpx.Response) -> bool:
    return "cache;desc=hit" in response.headers["server-timing"]


@pytest.mark.parametrize("path", PATHS)
def test_a_cached_answer_has_the_bytes_and_headers_of_an_uncached_one(
    client: httpx.Client, uncached: httpx.Client, path: str
) -> None:
    host = {"Host": "example.org"}
    first, second, plain = (
        client.get(path, headers=host),
        client.get(path, headers=host),
        uncached.get(path, headers=host),
    )
    assert not hit(first) and hit(second) and not hit(plain)
    assert first.content == second.content == plain.content
    own = {"date": "", "server-timing": "", "content-length": "", "transfer-encoding": ""}
    assert {**first.headers, **own} == {**second.headers, **own} == {**plain.headers, **own}


@pytest.mark.parametrize(
    ("parameters", "headers"),
    [
        ({}, {"Accept": "text/csv"}),
        ({}, {"Accept-Language": "ko"}),
        ({}, {"Host": "example.net"}),
        ({"default-graph-uri": "https://w3id.org/ksc/graph/reference"}, {}),
        ({"named-graph-uri": "https://w3id.org/ksc/graph/reference"}, {}),
        ({"query": f"{SELECT} # another"}, {}),
    ],
)
def test_another_request_is_not_answered_from_the_cache(
    client: httpx.Client, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    query = {"query": f"{SELECT} # {parameters}{headers}"}
    client.get("/sparql", params=query)
    assert hit(client.get("/sparql", params=query))
    assert not hit(client.get("/sparql", params=query | parameters, headers=headers))


def test_a_page_in_one_language_is_not_given_to_readers_of_the_other(client: httpx.Client) -> None:
    for lang in ("ko", "en", "ko", "en"):
        page = client.get("/queries", headers={"Accept": "text/html", "Accept-Language": lang})
        assert page.headers["content-language"] == lang


def test_posts_are_told_apart_by_their_bodies(client: httpx.Client) -> None:
    yes, no = {"query": "ASK {} # post"}, {"query": "ASK { FILTER(false) } # post"}
    for query, answer in ((yes, True), (no, False), (yes, True), (no, False)):
        last = client.post("/sparql", data=query)
        assert last.json()["boolean"] is answer
    assert hit(last)


def test_head_is_answered_from_its_get_and_leaves_nothing_behind(client: httpx.Client) -> None:
    query = {"query": "ASK {} # head"}
    assert not hit(client.head("/sparql", params=query))
    get = client.get("/sparql", params=query)
    assert not hit(get) and get.json()["boolean"] is True
    head = client.head("/sparql", params=query)
    assert hit(head) and head.content == b"" and head.headers["content-length"] == str(len(get.content))
    assert client.get("/sparql", params=query).content == get.content


@pytest.mark.parametrize("path", ["/sparql?query=SELECT", "/nothing", "/queries/agreements?agency=nobody", "/healthz"])
def test_errors_and_what_says_no_store_are_not_kept(client: httpx.Client, path: str) -> None:
    client.get(path)
    assert not hit(client.get(path))


def test_an_answer_that_broke_off_is_not_kept(client: httpx.Client) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o } # kept?"
    for _ in range(2):
        with (
            pytest.raises(httpx.RemoteProtocolError),
            client.stream("GET", "/sparql", params={"query": endless}) as answer,
        ):
            assert not hit(answer)
            for _ in answer.iter_raw():
                pass


def test_a_conditional_request_is_answered_from_the_cache(client: httpx.Client) -> None:
    path = "/doc/organisation/hill.nt"
    whole = client.get(path)
    held = client.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert held.status_code == 304 and hit(held) and held.content == b""
    other = client.get(path, headers={"If-None-Match": '"another"'})
    assert other.status_code == 200 and hit(other) and other.content == whole.content


@pytest.mark.parametrize(
    "messages",
    [
        [start(), body(b"half", more=True)],
        [start(404), body(b"no")],
        [start(206), body(b"part")],
        [start(vary="Accept, User-Agent"), body(b"a")],
        [start(vary="*"), body(b"a")],
        [start(cache_control="no-store"), body(b"a")],
        [start(set_cookie="a=b"), body(b"a")],
        [start(), body(b"x" * 101)],
    ],
    ids=["broken off", "an error", "a part", "varies by another header", "varies", "no-store", "a cookie", "too large"],
)
def test_what_is_never_recorded(messages: list[dict[str, Any]]) -> None:
    recorder = Recorder(largest=100)
    for message in messages:
        recorder.see(message)
    assert recorder.stored(None) is None


def test_a_streamed_answer_is_recorded_whole() -> None:
    recorder = Recorder(largest=100)
    for message in (start(vary="Accept"), body(b"one", more=True), body(b"two", more=True), body(b"")):
        recorder.see(message)
    assert recorder.stored("ASK {}") == Stored([(b"vary", b"Accept"), (b"content-length", b"6")], b"onetwo", "ASK {}")


def test_the_oldest_answers_make_room_and_large_ones_are_not_taken() -> None:
    cache = AnswerCache(81_000)
    for number in range(100):
        cache.put((str(number),), Stored([], b"x" * 3000, None))
        cache.get(("0",))
    assert cache.size <= cache.limit and len(cache) == 20
    assert cache.get(("0",)) and cache.get(("99",)) and not cache.get(("1",))
    cache.put(("large",), Stored([], b"x" * 10_000, None))
    assert cache.get(("large",)) is None


def test_another_revision_is_another_key() -> None:
    scope = {"scheme": "http", "path": "/", "raw_path": b"/", "query_string": b"", "headers": [(b"user-agent", b"a")]}
    assert key_of(scope, "one", None) != key_of(scope, "two", None)
    assert key_of(scope, "one", None) == key_of({**scope, "headers": [(b"user-agent", b"b")]}, "one", None)
    assert key_of({**scope, "headers": [(b"authorization", b"Bearer a")]}, "one", None) is None
