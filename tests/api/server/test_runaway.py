"""Hostile queries against the running service: each gets its status, and nobody else notices."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.api.conftest import wait_until_running
from tests.runaways import ENDLESS, RUNAWAYS


@pytest.mark.parametrize("kind", RUNAWAYS)
def test_a_runaway_gets_504_while_others_are_answered(client: httpx.Client, address: str, kind: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        runaway = pool.submit(httpx.get, f"{address}/sparql", params={"query": RUNAWAYS[kind]}, timeout=20)
        answered = 0
        while not runaway.done():
            assert client.get("/sparql", params={"query": f"ASK {{ # {answered}\n }}"}).status_code == 200
            answered += 1
    response = runaway.result()
    assert response.status_code in (504, 507), response.text  # a sort may meet the memory limit first
    assert response.headers["content-type"] == "application/problem+json"
    assert answered > 5


def test_an_answer_that_is_cut_at_the_deadline_does_not_look_whole(client: httpx.Client) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
        client.get("/sparql", params={"query": ENDLESS}, headers={"Accept": "text/csv"})
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_full_queue_is_503_with_retry_after(serving: Any) -> None:
    with serving(KSC_WORKERS="1", KSC_QUEUE="0", KSC_TIMEOUT_S="3") as (address, _):
        stuck = threading.Thread(
            target=lambda: httpx.get(f"{address}/sparql", params={"query": RUNAWAYS["cross product"]}, timeout=20)
        )
        stuck.start()
        wait_until_running(address)
        response = httpx.get(f"{address}/sparql", params={"query": "ASK {}"})
        assert response.status_code == 503
        assert int(response.headers["retry-after"]) >= 1
        assert response.json()["type"].endswith("/problem/busy")
        assert httpx.get(f"{address}/healthz").status_code == 200  # the service itself is well
        stuck.join()


@pytest.mark.parametrize(
    "query", [RUNAWAYS["cross product"], ENDLESS], ids=["before the first byte", "while streaming"]
)
def test_a_client_that_hangs_up_frees_its_worker(serving: Any, query: str) -> None:
    with serving(KSC_WORKERS="1", KSC_TIMEOUT_S="60") as (address, _):
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            wait_until_running(address)
        # Long before the deadline of what is given up.
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=20).status_code == 200
