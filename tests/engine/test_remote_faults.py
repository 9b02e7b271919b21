"""The remote engine and a server that fails: whatever it does, no short answer passes for a whole one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import pytest

from kg.dataset import Dataset
from kg.engine.base import Engine, QueryRequest, read_all
from kg.engine.make import engine_for
from kg.engine.remote import RemoteEngine
from kg.errors import (
    EngineBusy,
    EngineError,
    QueryError,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    UsageError,
)
from kg.settings import Settings
from tests.engine.running import with_engine
from tests.engine.sparql_servers import answering

JSON = "application/sparql-results+json"
NOTHING = b'{"head":{"vars":["graph","n"]},"results":{"bindings":[]}}'
NONE = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"0"}}]}}'
SOLUTION = b'{"x":{"type":"literal","value":"%s"}}'
MANY = b",".join(SOLUTION % (b"%d" % number) for number in range(20_000))
FEW = SOLUTION % b"1"


def response(body: bytes, media_type: str = JSON, status: str = "200 OK", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {size}\r\n\r\n".encode() + body


def chunked(body: bytes, end: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return head + b"%x\r\n" % len(body) + body + b"\r\n" + end


def until_closed(body: bytes) -> bytes:
    return f"HTTP/1.0 200 OK\r\nContent-Type: {JSON}\r\n\r\n".encode() + body


def solutions(rows: bytes, end: bytes = b"]}}") -> bytes:
    return b'{"head":{"vars":["x"]},"results":{"bindings":[' + rows + end


def answer(reply: Callable[[socket.socket], None], request: QueryRequest, **options: Any) -> bytes:
    """What the engine makes of a server that answers with `reply` once it was found to hold an empty dataset."""

    def serve(connection: socket.socket, body: bytes) -> None:
        if b"COUNT" in body:
            connection.sendall(response(NOTHING if b"GROUP" in body else NONE))
        else:
            reply(connection)

    settings = {"workers": 1, "timeout_s": 10.0, "memory_mb": 512, "queue": 1, **options}
    with answering(serve) as url:
        return with_engine(RemoteEngine(url, Dataset({}), **settings), lambda engine: read_all(engine, request))


def sending(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


SELECT = QueryRequest("SELECT ?x { ?s ?p ?x }", solutions="csv")
CONSTRUCT = QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", graph="nt")


@pytest.mark.parametrize("rows", [FEW, MANY], ids=["small", "streamed"])
@pytest.mark.parametrize(
    "broken",
    [
        lambda rows: response(solutions(rows), length=len(solutions(rows)) + 1),
        lambda rows: response(solutions(rows, b"")),
        lambda rows: response(solutions(rows, b"]}")),
        lambda rows: response(solutions(rows + b',{"x":{"type":"lit')),
        lambda rows: response(solutions(rows, b"\n##  Query cancelled due to timeout  ##\n")),
        lambda rows: response(solutions(rows) + b"\n##  Query cancelled due to timeout  ##\n"),
        lambda rows: chunked(solutions(rows), b""),
        lambda rows: chunked(solutions(rows, b""), b"0\r\n\r\n"),
        lambda rows: until_closed(solutions(rows, b"")),
    ],
)
def test_a_cut_answer_never_passes_for_a_whole_one(rows: bytes, broken: Callable[[bytes], bytes]) -> None:
    with pytest.raises(QueryFailed, match="the remote engine's answer"):
        answer(sending(broken(rows)), SELECT)


@pytest.mark.parametrize("rows", [FEW, MANY], ids=["small", "streamed"])
def test_a_malformed_transfer_is_given_up(rows: bytes) -> None:
    # aiohttp does not tell of it once the body has begun: then the deadline ends it.
    with pytest.raises((QueryFailed, QueryTimeout)):
        answer(sending(chunked(solutions(rows), b"zz\r\n")), SELECT, timeout_s=1.0)


@pytest.mark.parametrize("rows", [FEW, MANY], ids=["small", "streamed"])
@pytest.mark.parametrize("end", [b"]}}", b"] } }\n", b'] }, "meta": {"query-time-ms": 1, "result-size-total": 2}}'])
def test_a_whole_answer_is_whole_however_it_is_sent(rows: bytes, end: bytes) -> None:
    for data in (response(solutions(rows, end)), chunked(solutions(rows, end), b"0\r\n\r\n")):
        assert len(answer(sending(data), SELECT).splitlines()) == rows.count(b"literal") + 1
    assert answer(sending(until_closed(solutions(FEW, end))), SELECT) == b"x\r\n1\r\n"


@pytest.mark.parametrize("statement", [b"<a:b> <a:b> <a:b> .\n", b"<a:b> <a:b> <a:b> .\n" * 10_000])
def test_a_graph_that_is_cut_within_a_statement_is_broken(statement: bytes) -> None:
    assert answer(sending(response(statement, "application/n-triples")), CONSTRUCT) == statement
    with pytest.raises(QueryFailed, match="broken"):
        answer(sending(response(statement + b"<a:b> <a", "application/n-triples")), CONSTRUCT)


@pytest.mark.parametrize(
    ("reply", "error", "said"),
    [
        (response(b"bad\nmore", "text/plain", "400 Bad Request"), QuerySyntaxError, "rejects the query: bad$"),
        (response(b"", "text/plain", "401 Unauthorized"), EngineError, "does not take KSC's requests: HTTP 401"),
        (response(b"", "text/plain", "307 Temporary Redirect"), EngineError, "HTTP 307"),
        (response(b"", "text/plain", "408 Request Timeout"), QueryTimeout, "its own time limit"),
        (response(b"Query timed out", "text/plain", "503 Service Unavailable"), QueryTimeout, "its own time limit"),
        (response(b"", "text/plain", "429 Too Many Requests"), EngineBusy, "busy"),
        (response(b"at com.example(X.java)", "text/plain", "500 Server Error"), QueryFailed, "HTTP 500$"),
        (response(b"<html>", "text/html"), QueryFailed, "answers in text/html"),
        (response(b"", JSON), QueryFailed, "broken"),
        (b"", QueryFailed, "without an answer"),
        (b"SSH-2.0-OpenSSH\r\n", QueryFailed, "is not HTTP"),
    ],
)
def test_each_failure_of_the_server_is_told_for_what_it_is(reply: bytes, error: type[QueryError], said: str) -> None:
    with pytest.raises(error, match=said):
        answer(sending(reply), SELECT)


@pytest.mark.parametrize("first", [b"", response(solutions(FEW), length=1000), response(solutions(MANY), length=10**9)])
def test_a_server_that_stalls_is_left_at_the_deadline(first: bytes) -> None:
    def stall(connection: socket.socket) -> None:
        connection.sendall(first)
        connection.settimeout(10)
        assert connection.recv(1) == b""  # the engine hung up

    with pytest.raises(QueryTimeout, match=r"stopped after 1 s"):
        answer(stall, SELECT, timeout_s=1.0)


def test_a_password_is_sent_and_never_shown() -> None:
    with answering(lambda connection, _: connection.sendall(response(b"", "text/plain", "403 Forbidden"))) as url:
        engine = RemoteEngine(
            url.replace("//", "//reader:secret@"), Dataset({}), workers=1, timeout_s=5, memory_mb=512, queue=1
        )
        with pytest.raises(EngineError, match="HTTP 403") as caught:
            asyncio.run(engine.start())
    assert "secret" not in str(caught.value) and url in str(caught.value)


def test_a_server_that_is_not_there_is_named_at_the_start(dataset: Dataset) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    engine: Engine = RemoteEngine(
        f"http://127.0.0.1:{port}/ksc", dataset, workers=1, timeout_s=5, memory_mb=512, queue=1
    )
    with pytest.raises(EngineError, match=rf"the server at http://127.0.0.1:{port}/ksc cannot be used: .* reached"):
        asyncio.run(engine.start())


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"engine_url": "fuseki:3030"}, "KSC_ENGINE_URL is not the address of a SPARQL server"),
        ({"engine_url": "http://"}, "KSC_ENGINE_URL is not the address of a SPARQL server"),
        ({"engine_url": "file:///etc/passwd"}, "KSC_ENGINE_URL is not the address of a SPARQL server"),
        ({"engine_url": "http://127.0.0.1/", "service_hosts": "example.org"}, "KSC_SERVICE_HOSTS cannot be held to"),
        ({"engine_url": "http://127.0.0.1/", "token": "x"}, "KSC_TOKEN allows writes"),
    ],
)
def test_settings_that_make_no_remote_engine_say_why(dataset: Dataset, settings: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        engine_for(Settings(**settings), dataset)
