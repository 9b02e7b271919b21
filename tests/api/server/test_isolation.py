"""No query reaches the network; none that runs wild, is not read or is cut off takes the service from the others."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.api.conftest import Serving
from tests.api.problems import problem
from tests.runaways import ENDLESS, RUNAWAYS


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that nobody should call, and what it was sent."""
    heard: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                heard.append(connection.recv(1000))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql", heard
        listener.shutdown(socket.SHUT_RDWR)


@contextmanager
def sending(address: str, query: str, version: str = "1.1") -> Iterator[socket.socket]:
    """A connection that has sent a query, for those who read it byte by byte, or not at all."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/{version}\r\nHost: {host}\r\n\r\n".encode())
        yield connection


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <%s> { ?s ?p ?o }",
        "SERVICE SILENT <%s> { ?s ?p ?o }",
        "sErViCe<%s>{}",
        "SERVICE\n# comment\n<%s> {}",
        "{ SELECT * { SERVICE <%s> { ?s ?p ?o } } }",
        "?s ?p ?o OPTIONAL { { SERVICE SILENT <%s> { ?s ?p ?o } } UNION {} }",
        "FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } }",
        "FILTER NOT EXISTS { GRAPH ?g { SERVICE SILENT <%s> { ?s ?p ?o } } }",
        "BIND(EXISTS { SERVICE <%s> {} } AS ?x)",
        "VALUES ?e { <%s> } SERVICE ?e { ?s ?p ?o }",
        "VALUES ?e { <%s> } SERVICE SILENT ?e { ?s ?p ?o }",
        "BIND(IRI('%s') AS ?e) SERVICE SILENT ?e { ?s ?p ?o }",
        "?s ?p '''x''' SERVICE <%s> { ?s ?p ?o }",
        "FILTER(1 < 2) SERVICE <%s> { ?s ?p ?o } FILTER(2 > 1)",
    ],
)
def test_service_is_refused_in_every_disguise(client: httpx.Client, pattern: str) -> None:
    with listening() as (endpoint, heard):
        query = f"SELECT * {{ {pattern % endpoint} }}"
        body = problem(client.get("/sparql", params={"query": query}), 403, "query-refused")
        assert "SERVICE" in body["detail"] and body["line"] >= 1
    assert heard == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("PREFIX service: <%s/> SELECT * { service:e ?p ?o }", 200),
        ("PREFIX service: <%s/> SELECT * { GRAPH service:e { ?s ?p ?o } }", 200),
        ("PREFIX SERVICE: <%s/> SELECT * { SERVICEx:e { ?s ?p ?o } }", 403),
        ("SELECT * FROM <%s> { ?s ?p ?o }", 200),
        ("SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }", 200),
        ("SELECT * { GRAPH <%s> { ?s ?p ?o } }", 200),
        ("DESCRIBE <%s>", 200),
        ("LOAD <%s>", 400),
        ("LOAD SILENT <%s> INTO GRAPH <x:y>", 400),
        ("SELECT * { ?s ?p 'SERVICE <%s> {}' } # SERVICE <x:y> {}", 200),
        ("SELECT * { S\\u0045RVICE SILENT <%s> {} }", 400),
    ],
)
def test_nothing_else_reaches_the_network(client: httpx.Client, query: str, status: int) -> None:
    with listening() as (endpoint, heard):
        assert client.get("/sparql", params={"query": query % endpoint}).status_code == status
        if status == 200:
            fields = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": endpoint, "named-graph-uri": endpoint}
            assert client.get("/sparql", params=fields).json() == {"head": {}, "boolean": False}
    assert heard == []


def test_four_runaways_at_once_leave_the_others_answered(serving: Serving) -> None:
    with (
        serving(KSC_WORKERS="2", KSC_TIMEOUT_S="8", KSC_MEMORY_MB="512") as (address, _),
        ThreadPoolExecutor(4) as pool,
    ):
        runaways = [
            pool.submit(httpx.get, f"{address}/sparql", params={"query": query}, timeout=60)
            for query in RUNAWAYS.values()
        ]
        answered = 0
        with httpx.Client(base_url=address, timeout=30) as client:
            while not all(runaway.done() for runaway in runaways):
                assert client.get("/sparql", params={"query": f"ASK {{ # {answered}\n }}"}).status_code == 200
                answered += 1
            assert [runaway.result().status_code in (504, 507) for runaway in runaways] == [True] * 4
            assert answered >= 5
            # The pool is whole again.
            slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
            assert all(
                response.status_code == 200
                for response in pool.map(lambda n: client.get("/sparql", params={"query": f"{slow} # {n}"}), range(5))
            )


def test_a_client_that_does_not_read_leaves_the_others_answered(serving: Serving) -> None:
    with (
        serving(KSC_WORKERS="1", KSC_TIMEOUT_S="4") as (address, _),
        sending(address, ENDLESS),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        for number in range(10):
            assert client.get("/sparql", params={"query": f"ASK {{ ?s ?p {number} }}"}).status_code == 200


def test_what_is_broken_off_has_no_last_chunk(serving: Serving) -> None:
    with serving(KSC_TIMEOUT_S="1") as (address, _), sending(address, ENDLESS) as connection:
        received = bytearray()
        while chunk := connection.recv(1 << 16):
            received += chunk
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"transfer-encoding: chunked" in received[:2000].lower()
    assert not received.endswith(b"0\r\n\r\n")


def test_http_1_0_gets_an_answer_of_known_length_or_an_error(serving: Serving) -> None:
    """It has no chunks (RFC 9112, section 6.1), so what streams for others is whole, or refused."""
    long = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 1500"
    with serving("import api.http.answers as a; a._MOST_HELD_MB = 1", KSC_TIMEOUT_S="20") as (address, _):
        for query, status in ((long, b"200"), (ENDLESS, b"426")):
            with sending(address, query, version="1.0") as connection:
                received = bytearray()
                while chunk := connection.recv(1 << 16):
                    received += chunk
            head, _, body = bytes(received).partition(b"\r\n\r\n")
            assert head.split()[1] == status and b"transfer-encoding" not in head
            assert f"content-length: {len(body)}".encode() in head


def test_a_worker_that_dies_while_streaming_breaks_the_answer_off(serving: Serving) -> None:
    with (
        serving(KSC_TIMEOUT_S="60", KSC_WORKERS="1") as (address, process),
        sending(address, ENDLESS) as connection,
    ):
        received = bytearray(connection.recv(1 << 16))
        for worker in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            os.kill(int(worker), signal.SIGKILL)
        while chunk := connection.recv(1 << 16):
            received += chunk
        assert received.startswith(b"HTTP/1.1 200 OK\r\n")
        assert not received.endswith(b"0\r\n\r\n")
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30).status_code == 200


def test_a_failure_before_the_first_byte_is_a_problem(serving: Serving) -> None:
    with serving(KSC_TIMEOUT_S="60", KSC_MEMORY_MB="256", KSC_WORKERS="1") as (address, _):
        response = httpx.get(f"{address}/sparql", params={"query": RUNAWAYS["sort"]}, timeout=90)
        assert "256 MiB" in problem(response, 507, "query-memory")["detail"]
