"""What no honest client sends: it gets a 4xx with a reason, never a 500, never silence, and the service lives on."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.conftest import Serving

PATIENCE_S = 15
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nquery="


@pytest.fixture(scope="module")
def target(serving: Serving) -> Iterator[str]:
    """A server that takes the bodies of the default settings."""
    with serving(KSC_MAX_BODY_MB="10", KSC_TIMEOUT_S="10") as (address, _):
        yield address
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}


def send(target: str, data: bytes) -> tuple[int, str]:
    """Status and text of the answer to raw bytes. Fails when there is none in time."""
    parts = urlsplit(target)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=PATIENCE_S) as connection:
        connection.sendall(data)
        received = b""
        while chunk := connection.recv(1 << 16):
            received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), body.decode("utf-8", "replace")


def send_and_listen(target: str, data: bytes) -> int:
    """Status of the answer to one who is still sending when it comes."""
    parts = urlsplit(target)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=PATIENCE_S) as connection:
        received = b""
        with suppress(ConnectionError):
            connection.sendall(data)
        with suppress(ConnectionError):
            received = connection.recv(1 << 16)
        return int(received.split(b" ", 2)[1]) if received else 0


def get(target: str, path: bytes, *headers: bytes, method: bytes = b"GET") -> tuple[int, str]:
    lines = [method + b" " + path + b" HTTP/1.1", b"Host: localhost", b"Connection: close", *headers, b"", b""]
    return send(target, b"\r\n".join(lines))


def query(target: str, text: bytes) -> httpx.Response:
    headers = {"Content-Type": "application/sparql-query"}
    return httpx.post(f"{target}/sparql", content=text, headers=headers, timeout=PATIENCE_S)


@pytest.mark.parametrize(
    "text",
    [
        b"x" * (9 << 20),
        b"<" * (9 << 20),
        b'SELECT ("' + b"x" * (9 << 20),
        b"SELECT * { VALUES ?x {" + b" 1" * (4 << 20),
    ],
    ids=["letters", "angles", "open string", "values"],
)
def test_a_query_of_megabytes_is_too_large(target: str, text: bytes) -> None:
    response = query(target, text)
    assert (response.status_code, response.json()["status"]) == (413, 413)


def test_a_body_beyond_the_limit_is_too_large(target: str) -> None:
    assert query(target, b"ASK {} #" + b"x" * (11 << 20)).status_code == 413


def test_who_asks_before_sending_too_large_a_body_is_told_at_once(target: str) -> None:
    headers = (b"Content-Type: application/sparql-query", b"Content-Length: 99999999", b"Expect: 100-continue")
    assert get(target, b"/sparql", *headers, method=b"POST")[0] == 413


@pytest.mark.parametrize(
    ("before", "opening", "closing"),
    [
        (b"SELECT * ", b"{", b"}"),
        (b"SELECT * { FILTER", b"(", b")"),
        (b"SELECT * { FILTER(", b"!", b""),
        (b"SELECT * { ?s ?p ", b"[ <x:p> ", b"]"),
        (b"SELECT * { ?s ", b"(", b")*"),
        (b"SELECT * ", b"{ SELECT * {", b"}}"),
        (b"SELECT * { ", b"OPTIONAL {", b"}"),
        (b"SELECT * { {} ", b"UNION {} ", b""),
        (b"SELECT * { FILTER(true ", b"|| true ", b""),
    ],
)
def test_deep_nesting_is_refused(target: str, before: bytes, opening: bytes, closing: bytes) -> None:
    response = query(target, before + opening * 20_000 + closing * 20_000)
    assert response.status_code == 400
    assert response.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        *(b"/id/../../etc/passwd", b"/id/%2e%2e/%2e%2e/etc/passwd", b"/id/organisation/hill%2f..%2flake", b"/id//"),
        *(
            b"/id/organisation/%00",
            b"/id/organisation/%ff%fe",
            b"/id/organisation/%0d%0aSet-Cookie:%20a=b",
            b"/id/%3Cx%3E/y",
        ),
        *(
            b"/doc/organisation/.ttl",
            b"/doc/organisation/hill.ttl.ttl",
            b"/doc/organisation/%22%3E.html",
            b"//other.example/",
        ),
        *(
            b"/static/%2e%2e/app.py",
            b"/static/..%2fapp.py",
            b"/static//etc/passwd",
            b"/static/%00",
            b"/static/" + b"a" * 5000,
        ),
        *(b"/queries/..%2f..%2fetc", b"/queries/%00.csv", b"/queries/.csv", b"/queries/%00/params", b"/dumps/..%2fx"),
        *(b"/graph/%3Cx%3E", b"/scheme/%22%3E", b"/ontology/%00", b"/profile/%00", b"/void.%00", b"/store/%ff"),
        b"/id/organisation/" + b"a" * 30_000,
    ],
)
def test_tricks_in_a_path_lead_nowhere(target: str, path: bytes) -> None:
    status, text = get(target, path)
    assert status == 404
    assert '"status":404' in text and len(text) < 1000


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/sparql?query=%ff", 400),
        (b"/sparql?query=ASK{}&default-graph-uri=%00", 400),
        (b"/sparql?query=ASK{}&default-graph-uri=relative", 400),
        (b"/sparql?" + b"&".join(b"a%d=1" % number for number in range(2000)), 400),
        (b"/store?graph=%00", 400),
        (b"/store?graph=x&default", 400),
        (b"/search?q=%ed%a0%80", 400),  # half of a surrogate pair
        (b"/suggest?q=%c0%af", 400),  # an overlong slash
        (b"/queries/agreements-by-agency.csv?agency=%ff", 400),
        (b"/queries/agreements-by-agency.csv?agency=%00", 422),
        (b"/sparql?query=" + b"a" * 40_000, 414),
    ],
)
def test_parameters_that_are_no_text_are_refused(target: str, path: bytes, status: int) -> None:
    found, text = get(target, path)
    assert (found, f'"status":{status}' in text) == (status, True)


@pytest.mark.parametrize(
    "path", [b"/", b"/sparql?query=ASK{}", b"/doc/organisation/hill", b"/queries", b"/search?q=hill"]
)
@pytest.mark.parametrize(
    "accept",
    [
        *(
            b";q=",
            b"q=2",
            b"text/csv;q=9",
            b"*/*;q=-1",
            b"*/*;q=NaN",
            b"text/html;q=0.0000001",
            b"text/\xff",
            b'"',
            b"/",
            b",,,,",
        ),
        *(
            b'text/html;a="\\',
            b"*/csv",
            b"text/html;" + b"a=b;" * 5000,
            b"text/html;charset=" + b'"' * 5000,
            b"a" * 30_000,
        ),
        b", ".join(b"a/b%d;q=0.%d" % (number, number % 999) for number in range(1800)),
    ],
)
def test_an_accept_header_from_hell_is_read_or_refused(target: str, path: bytes, accept: bytes) -> None:
    status, text = get(target, path, b"Accept: " + accept)
    assert status in (200, 406)
    assert status == 200 or '"detail"' in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((b"Accept: " + b"text/x, " * 100_000,), 431),
        ((b"Accept: text/x",) * 5000, 431),
        ((b"Accept: a\x00b",), 400),
        ((b"Accept-Language: \x01",), 400),
        ((b"X: a\r\n b",), 400),
        ((b"Content-Length: -1",), 400),
        ((b"Transfer-Encoding: chunked", b"Content-Length: 3"), 400),
    ],
    ids=lambda value: "" if isinstance(value, int) else repr(value[0][:20]),
)
def test_headers_that_cannot_be_are_refused(target: str, headers: tuple[bytes, ...], status: int) -> None:
    assert get(target, b"/sparql?query=ASK{}", *headers)[0] == status


@pytest.mark.parametrize(
    ("media_type", "body", "status"),
    [
        (b"application/sparql-query; charset=\xff", b"ASK {}", 415),
        (b"application/sparql-query", b"ASK {} #\xff", 400),
        (b"application/x-www-form-urlencoded", b"query=\xff\xfe", 400),
        (b"application/x-www-form-urlencoded", b"query=%ff", 400),
        (b"application/sparql-query\x0b;;;", b"ASK {}", 400),
        (b"multipart/form-data; boundary=x", b"--x", 415),
    ],
)
def test_bodies_that_are_no_query_are_refused(target: str, media_type: bytes, body: bytes, status: int) -> None:
    headers = (b"Content-Type: " + media_type, b"Content-Length: %d" % len(body))
    lines = [b"POST /sparql HTTP/1.1", b"Host: localhost", b"Connection: close", *headers, b"", body]
    assert send(target, b"\r\n".join(lines))[0] == status


def test_a_line_break_never_reaches_a_header(target: str) -> None:
    for path in (
        "/id/organisation/hill%0d%0aX-Evil:1",
        "/id/organisation/hill?x=%0d%0aX-Evil:1",
        "/queries?lang=%0d%0aX-Evil:1",
    ):
        response = httpx.get(f"{target}{path}")
        assert "x-evil" not in response.headers
        assert response.status_code < 500


def test_static_files_are_sent_whole(target: str) -> None:
    style = re.findall(r'"(/static/[^"]*css)"', httpx.get(f"{target}/queries", headers={"Accept": "text/html"}).text)[0]
    for value in ("bytes=9-1", "bytes=999999-", "-,-", "bytes=0-3"):
        assert httpx.get(f"{target}{style}", headers={"Range": value}).status_code == 200


@pytest.mark.parametrize(
    "head", ["GET /search?q=하노이 HTTP/1.1\r\nHost: x".encode(), b"FOO / HTTP/1.1\r\nHost: x", b"hello"]
)
def test_what_is_no_http_request_is_a_problem_that_says_what_would_be(target: str, head: bytes) -> None:
    status, answer = send(target, head + b"\r\n\r\n")
    assert (status, json.loads(answer)["status"]) == (400, 400)
    assert "percent-encoded" in answer and "퍼센트" in answer


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /?" + b"a" * (1 << 17) + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /?" + b"a" * (1 << 21), 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * (1 << 18), 431),
    ],
    ids=["long address", "endless address", "endless headers"],
)
def test_a_head_has_an_end(target: str, head: bytes, status: int) -> None:
    assert send_and_listen(target, head) == status


@pytest.mark.parametrize("hosts", [b"", b"Host: a\r\nHost: b\r\n"], ids=["none", "two"])
def test_a_request_names_one_host(target: str, hosts: bytes) -> None:
    """RFC 9112, section 3.2. What is answered may not depend on which of two a proxy has read."""
    status, answer = send(target, b"GET /healthz HTTP/1.1\r\n" + hosts + b"\r\n")
    assert (status, json.loads(answer)["status"]) == (400, 400) and "Host" in answer
    assert send(target, b"GET /healthz HTTP/1.0\r\n\r\n")[0] == 200


@pytest.mark.parametrize(
    "beginning",
    [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-", b"\r\n" * 9, b"POST /sparql HTTP/1.1\r\nHost: x\r\n" + FORM],
    ids=["nothing", "half a head", "empty lines", "half a body"],
)
def test_who_never_ends_a_request_does_not_hold_the_connection(serving: Serving, beginning: bytes) -> None:
    with serving("import api.server.protocol as p; p.PATIENCE_S = 0.5") as (address, _):
        status, answer = send(address, beginning)
        assert (status, json.loads(answer)["status"]) == (408, 408)


def test_a_request_that_comes_in_pieces_is_answered_and_the_connection_lives_on(serving: Serving) -> None:
    with serving("import api.server.protocol as p; p.PATIENCE_S = 0.5") as (address, _):
        parts = urlsplit(address)
        with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=PATIENCE_S) as connection:
            for _again in range(3):
                for piece in (b"GET /healthz HTTP/1.1\r\n", b"Host: x\r\n", b"\r\n"):
                    connection.sendall(piece)
                    time.sleep(0.1)
                assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 OK")
                time.sleep(0.6)  # longer than a request may take, shorter than a connection may idle
