"""A request that comes again, byte for byte, gets what it got, and is counted; whatever differs goes the long way."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

OWN = ("date", "server-timing")


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    place = urlsplit(address)
    assert place.hostname and place.port
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        yield connection


def _request(query: str, method: str = "GET", **headers: str) -> bytes:
    lines = [f"{method} /sparql?query={quote(query)} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def _answers(
    connection: socket.socket, number: int, *, bodies: bool = True
) -> list[tuple[bytes, dict[str, str], bytes]]:
    """The next answers: status line, headers, body."""
    found: list[tuple[bytes, dict[str, str], bytes]] = []
    received = b""
    while len(found) < number:
        head, end, rest = received.partition(b"\r\n\r\n")
        status, *lines = head.split(b"\r\n")
        headers = {name.lower(): value for name, _, value in (line.decode().partition(": ") for line in lines)}
        length = int(headers.get("content-length", 0)) if bodies else 0
        if end and len(rest) >= length:
            found.append((status, headers, rest[:length]))
            received = rest[length:]
            continue
        data = connection.recv(1 << 16)
        assert data, "the server closed the connection"
        received += data
    assert not received
    return found


def _asked(connection: socket.socket, request: bytes, **how: Any) -> tuple[bytes, dict[str, str], bytes]:
    connection.sendall(request)
    return _answers(connection, 1, **how)[0]


def _without_own(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in OWN}


def test_the_same_bytes_get_the_same_answer(address: str) -> None:
    request = _request("SELECT * { ?s a ?repeated } ORDER BY ?s ?repeated LIMIT 3")
    with _connected(address) as connection:
        first, *others = [_asked(connection, request) for _ in range(5)]
    for status, headers, body in others:
        assert (status, _without_own(headers), body) == (first[0], _without_own(first[1]), first[2])
        assert headers["server-timing"].startswith("cache;desc=hit, total;dur=")
        assert headers.keys() == first[1].keys()


def test_repeats_are_counted_and_logged(tmp_path: Path, serving: Any) -> None:
    with (tmp_path / "log").open("w") as log, serving(log=log, KSC_ACCESS_LOG="1") as (address, _):
        with _connected(address) as connection:
            sizes = [len(_asked(connection, _request("ASK { ?counted a ?x }"))[2]) for _ in range(4)]
        figures = httpx.get(f"{address}/metrics").text
    assert re.search(r'^ksc_requests_total\{area="sparql",method="GET",status="200"\} 4\.0$', figures, re.MULTILINE)
    assert re.search(r"^ksc_cache_hits_total 3\.0$", figures, re.MULTILINE)
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()][:4]
    assert [line["bytes"] for line in lines] == sizes
    assert [line.get("cache") for line in lines] == [None, "hit", "hit", "hit"]
    assert len({line["query"] for line in lines}) == len({line["path"] for line in lines}) == 1


def test_other_requests_on_the_same_connection_are_not_taken_for_it(address: str) -> None:
    query = "ASK { ?between a ?x }"
    plain = _request(query)
    with _connected(address) as connection:
        got = [_asked(connection, plain) for _ in range(3)][-1]
        tag = got[1]["etag"]
        assert _asked(connection, _request(query, If_None_Match=tag))[0].startswith(b"HTTP/1.1 304")
        assert _asked(connection, _request(query, "HEAD"), bodies=False)[2] == b""
        assert _asked(connection, _request(query, Accept="text/csv"))[1]["content-type"].startswith("text/csv")
        assert _asked(connection, plain)[2] == got[2]
        connection.sendall(plain * 3)  # before any is answered
        assert [body for _, _, body in _answers(connection, 3)] == [got[2]] * 3
        connection.sendall(plain[:40])
        connection.sendall(plain[40:])
        assert _answers(connection, 1)[0][2] == got[2]


def test_a_body_behind_a_known_head_is_no_request_of_its_own(address: str) -> None:
    body = _request("ASK { ?smuggled a ?x }")
    request = _request("ASK { ?known a ?x }", Content_Length=str(len(body)))
    with _connected(address) as connection:
        for _ in range(3):
            connection.sendall(request)
            connection.sendall(body)
            assert len(_answers(connection, 1)) == 1


def test_a_connection_that_is_to_be_closed_is_closed(address: str) -> None:
    for _ in range(3):
        with _connected(address) as connection:
            assert _asked(connection, _request("ASK { ?closed a ?x }", Connection="close"))[1]["connection"] == "close"
            assert connection.recv(1) == b""


def test_nothing_is_repeated_without_a_cache(serving: Any) -> None:
    server: tuple[str, subprocess.Popen[str]]
    with serving(KSC_CACHE_MB="0") as server, _connected(server[0]) as connection:
        for _ in range(3):
            assert "cache" not in _asked(connection, _request("ASK {}"))[1]["server-timing"]
