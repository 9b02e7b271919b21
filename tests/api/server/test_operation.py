"""Operation: figures, the access log, Server-Timing, and stops in good order."""

from __future__ import annotations

import hashlib
import io
import json
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.server.access_log import AccessLog, Entry
from api.server.metrics import area_of
from tests.api.conftest import wait_until_running

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


def test_metrics_count_requests_and_cache_hits(client: httpx.Client) -> None:
    for _ in range(2):
        client.get("/sparql", params={"query": "ASK {} # metrics"})
    page = client.get("/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert page.headers["cache-control"] == "no-store"
    assert re.search(r'^ksc_requests_total\{area="sparql",method="GET",status="200"\} [1-9]', page.text, re.MULTILINE)
    for name in ("ksc_cache_hits_total", "ksc_engine_seconds_count", "ksc_cache_bytes"):
        assert re.search(rf"^{name} [1-9]", page.text, re.MULTILINE), name
    assert client.post("/metrics").status_code in (404, 405)


def test_what_clients_invent_makes_no_new_figures(client: httpx.Client) -> None:
    for number in range(3):
        client.get(f"/invented-{number}/x")
        client.request(f"INVENTED{number}", "/sparql")
    assert "invented" not in client.get("/metrics").text.lower()


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("/", "home"),
        ("/doc/a/b", "doc"),
        ("/.well-known/void", ".well-known"),
        ("/x", "other"),
        ("//", "other"),
        ("", "other"),
    ],
)
def test_areas_are_few(path: str, area: str) -> None:
    assert area_of(path) == area


def test_server_timing_tells_queue_engine_and_total(client: httpx.Client) -> None:
    timing = client.get("/sparql", params={"query": "ASK {} # timing"}).headers["server-timing"]
    assert re.fullmatch(r"queue;dur=[\d.]+, engine;dur=[\d.]+, total;dur=[\d.]+", timing)
    assert re.fullmatch(r"total;dur=[\d.]+", client.get("/healthz").headers["server-timing"])


def test_the_log_has_a_line_for_each_request_without_the_query(tmp_path: Path, serving: Any) -> None:
    query = "ASK { ?secret a ?person }"
    with (tmp_path / "log").open("w") as log, serving(log=log, KSC_ACCESS_LOG="1") as (address, _):
        httpx.get(f"{address}/sparql", params={"query": query})
        httpx.get(f"{address}/no%0Athing?x=secret", headers={"User-Agent": "secret"})
    text = (tmp_path / "log").read_text()
    first, second = map(json.loads, text.splitlines())
    assert (first["method"], first["path"], first["status"]) == ("GET", "/sparql", 200)
    assert first["query"] == hashlib.sha256(query.encode()).hexdigest()[:12]
    assert first["bytes"] > 0 and first["ms"] >= first["engine_ms"] > 0
    assert (second["path"], second["status"]) == ("/no\nthing", 404)
    assert "secret" not in text


def test_a_line_of_the_log_cannot_be_forged() -> None:
    stream = io.StringIO()
    AccessLog(stream).write(Entry("GET", '/a"}\n{"time": "' + "x" * 500, query="\ud800"))
    assert stream.getvalue().count("\n") == 1
    assert len(json.loads(stream.getvalue())["path"]) == 200


def test_a_stop_lets_a_running_answer_finish_and_ends_with_success(serving: Any) -> None:
    with serving(KSC_TIMEOUT_S="2") as (address, process):
        found: list[httpx.Response] = []
        asking = threading.Thread(
            target=lambda: found.append(httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=20))
        )
        asking.start()
        wait_until_running(address)
        process.send_signal(signal.SIGTERM)
        asking.join(15)
        assert process.wait(10) == 0
    assert found[0].status_code == 504  # its own deadline, not a broken connection


def test_a_command_imports_what_it_needs() -> None:
    heavy = ("fastapi", "pyshacl", "uvicorn", "rdflib.plugins.sparql")
    program = f"""
import sys
from kg.cli import main
sys.argv = ["kg", "serve", "--workers", "0"]  # a usage error, before anything is served
try:
    main()
except SystemExit:
    print([name for name in {heavy} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
