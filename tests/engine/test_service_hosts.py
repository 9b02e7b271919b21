"""KSC_SERVICE_HOSTS: SERVICE reaches the hosts that are listed, and no query reaches another."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from kg.dataset import Dataset
from kg.engine.base import QueryRequest, read_all
from kg.engine.embedded import EmbeddedEngine
from kg.engine.federation import EndpointRefusedError, check, read_hosts
from kg.errors import QueryFailed, QueryRefused, UsageError
from tests.api.conftest import serving
from tests.engine.running import with_engine

__all__ = ["serving"]
LISTED = read_hosts("example.org, Example.com:3030, [0::1]:8080, 192.0.2.1")


@contextmanager
def silent() -> Iterator[tuple[str, socket.socket]]:
    """A socket that listens; nothing may knock."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        yield f"127.0.0.1:{listener.getsockname()[1]}", listener


@contextmanager
def redirecting(target: str) -> Iterator[str]:
    """A server that sends everyone on to `target`."""

    class Redirect(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(int(self.path[1:]))
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Redirect)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(dataset: Dataset, text: str, hosts: str) -> bytes:
    engine = EmbeddedEngine(dataset, workers=1, timeout_s=10, memory_mb=1024, service_hosts=read_hosts(hosts))
    return with_engine(engine, lambda engine: read_all(engine, QueryRequest(text, solutions="csv")))


def assert_silent(listener: socket.socket) -> None:
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <http://example.org/sparql> { }",
        "service silent<https://example.org:443>{",
        "SERVICE # why not\n <http://EXAMPLE.org:80/?a=b#c> {",
        "SERVICE <https://example.com:3030/a%20b> {",
        "SERVICE <http://[::1]:8080> {",
        "SERVICE <http://192.0.2.1/> {",
    ],
)
def test_a_listed_host_passes_however_it_is_written(clause: str) -> None:
    assert check(f"SELECT * {{ {clause}", LISTED)


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <http://example.net/> {",
        "SERVICE <http://example.org:3030/> {",
        "SERVICE <http://example.com/> {",
        "SERVICE <https://example.org:80/> {",
        "SERVICE <http://sub.example.org/> {",
        "SERVICE <http://example.org./> {",
        "SERVICE <http://example.org@example.net/> {",
        "SERVICE <http://user:word@example.org/> {",
        "SERVICE <http://example.org%40example.net/> {",
        r"SERVICE <http://example.org\u0040example.net/> {",
        "SERVICE <http://example.org\\@example.net/> {",
        "SERVICE <http://éxample.org/> {",
        "SERVICE <http://ｅxample.org/> {",
        "SERVICE <http://[::2]:8080> {",
        "SERVICE <http://3221225985/> {",
        "SERVICE <ftp://example.org/> {",
        "SERVICE <file:///etc/passwd> {",
        "SERVICE <//example.org/> {",
        "SERVICE ?endpoint {",
        "SERVICE SILENT $endpoint {",
        "SERVICE ex:a {",
        "SERVICE\u1680:a {",
        "SERVICE ex:\u1680 {",
        "SERVICEex:a{",
        "SERVICE#<http://example.org/>\n<http://example.net/>#\n{",
        r"\u0053ERVICE <http://example.net/> {",
        r"'a\u0027 } SERVICE <http://example.net/> {",
        "'in a string, SERVICE <http://example.net/> {'",
        "# in a comment, SERVICE <http://example.net/> {",
    ],
)
def test_any_other_endpoint_is_refused(clause: str) -> None:
    with pytest.raises(EndpointRefusedError, match="SERVICE"):
        check(f"SELECT * {{ SERVICE <http://example.org/> {{}} {clause}", LISTED)


def test_the_word_alone_is_no_clause() -> None:
    assert not check("SELECT ?service { ?service <x:service> 'SERVICE' } # service", LISTED)


@pytest.mark.parametrize(
    "listed", ["http://example.org", "a b", "ex_ample", "한국.kr", "example.org:x", "u@example.org"]
)
def test_an_entry_that_is_no_host_says_so(listed: str) -> None:
    with pytest.raises(UsageError, match=r"KSC_SERVICE_HOSTS: .* is not a host; write example.org"):
        read_hosts(f"example.org,{listed}")


def test_a_listed_server_is_asked(dataset: Dataset, serving) -> None:  # type: ignore[no-untyped-def]
    with serving() as (address, _):
        host = address.removeprefix("http://")
        query = f"SELECT ?n {{ SERVICE <{address}/sparql> {{ SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} }} }}"
        expected = httpx.get(
            f"{address}/sparql",
            params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"},
            headers={"Accept": "text/csv"},
        )
        assert answer(dataset, query, host) == expected.content
        # The next query of the same worker may not.
        with silent() as (other, listener), pytest.raises(QueryRefused, match="not on this service's list"):
            answer(dataset, f"SELECT * {{ SERVICE <http://{other}/> {{ ?s ?p ?o }} }}", host)
        assert int(expected.text.split()[1]) > 0 and listener.fileno() == -1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://%s/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://example.org@%s/> { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <http://%s/> } SERVICE SILENT ?e { ?s ?p ?o } }",
        "PREFIX e: <http://%s/> SELECT * { SERVICE SILENT e:sparql { ?s ?p ?o } }",
        # What is declared again after VERSION is what the prefix means (SPARQL 1.2).
        "PREFIX e: <http://example.org/> VERSION '1.2' PREFIX e: <http://%s/> SELECT * { SERVICE SILENT e:a {} }",
        "BASE <http://%s/> SELECT * { SERVICE SILENT <sparql> { ?s ?p ?o } }",
    ],
)
def test_an_unlisted_host_hears_nothing(dataset: Dataset, query: str) -> None:
    with silent() as (host, listener):
        with pytest.raises(QueryRefused, match="SERVICE"):
            answer(dataset, query % host, "example.org")
        assert_silent(listener)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_listed_host_cannot_send_a_query_on(dataset: Dataset, status: int) -> None:
    with silent() as (host, listener), redirecting(f"http://{host}/") as listed:
        with pytest.raises(QueryFailed):
            answer(dataset, f"SELECT * {{ SERVICE <http://{listed}/{status}> {{ ?s ?p ?o }} }}", listed)
        assert_silent(listener)
