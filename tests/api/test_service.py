"""The service as a whole: home, health, headers, errors everywhere, start and stop."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.negotiation import negotiate
from kg.dataset import Dataset
from tests.conftest import missing

ROOT = Path(__file__).parents[1] / "dataset"
PAGES = ["/", "/queries", "/queries/agreements-by-agency", "/sparql", "/doc/organisation/hill", "/nothing"]


def test_health_tells_the_revision(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "revision": Dataset.read(ROOT).revision}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_page_speaks_both_languages_and_needs_no_other_host(client: httpx.Client, path: str, lang: str) -> None:
    page = client.get(path, params={"lang": lang}, headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == lang
    assert f'<html lang="{lang}">' in page.text
    assert ("질문" in page.text) == (lang == "ko")
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert not re.findall(r'(?:src|<link[^>]*href|action)="(?!/)[^"]*"', page.text)
    assert "style=" not in page.text and "<script" not in page.text


@pytest.mark.parametrize(
    ("headers", "lang"),
    [
        ({}, "en"),
        ({"Accept-Language": "ko-KR,ko;q=0.9,en-US;q=0.8"}, "ko"),
        ({"Accept-Language": "fr, ko;q=0.1"}, "ko"),
        ({"Accept-Language": "en;q=0.2, ko;q=0.1"}, "en"),
        ({"Accept-Language": "*"}, "en"),
        ({"Accept-Language": "ko;q=0"}, "en"),
        ({"Accept-Language": ";;,q=9,ko;q=zzz"}, "en"),
    ],
)
def test_the_language_of_a_page(client: httpx.Client, headers: dict[str, str], lang: str) -> None:
    assert client.get("/", headers={"Accept": "text/html", **headers}).headers["content-language"] == lang
    assert client.get("/?lang=xx", headers={"Accept": "text/html", **headers}).headers["content-language"] == lang


@pytest.mark.parametrize(
    "path", ["/", "/queries", "/queries/agreements-by-agency.csv", "/doc/organisation/hill", "/healthz"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_405_with_allow(client: httpx.Client, path: str, method: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]
    assert response.json()["type"].endswith("/problem/method-not-allowed")


@pytest.mark.parametrize("path", ["/docs", "/static/none.css", "/static/../app.py", "/queries/"])
def test_what_is_not_there_is_a_problem_in_the_reader_s_language(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Accept-Language": "ko"})
    assert response.status_code == 404
    assert response.json()["title"] == "찾을 수 없습니다"


def test_the_style_sheet_is_ours(client: httpx.Client) -> None:
    assert client.get("/static/ksc.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    ("header", "offers", "chosen"),
    [
        (None, ("a/a", "b/b"), "a/a"),
        ("b/*;q=0.9, a/a;q=0.8", ("a/a", "b/b"), "b/b"),
        ("*/*, a/a;q=0", ("a/a", "b/b"), "b/b"),
        ('a/a;level="1", b/b;q=0.1', ("a/a", "b/b"), "b/b"),
        ("c/c", ("a/a",), None),
    ],
)
def test_negotiation(header: str | None, offers: tuple[str, ...], chosen: str | None) -> None:
    assert negotiate(header, offers) == chosen


def workers(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in children]


def test_a_stop_leaves_no_worker_behind(serving: Any) -> None:
    if not Path("/proc/self/task").exists():
        missing("there is no /proc to read the children of a process in")
    with serving() as (address, process):
        assert httpx.get(f"{address}/healthz").status_code == 200
        children = workers(process)
        assert len(children) == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) in (0, -signal.SIGTERM)
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def serve(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", *arguments]
    environment = {**os.environ, "KSC_ROOT": str(ROOT), **settings}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)


def test_a_busy_port_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = serve("--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == f"cannot listen on 127.0.0.1 port {port}: Address already in use; choose another with --port\n"
    )


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (("--workers", "0"), {}, "the least is 1"),
        (("--port", "http"), {}, "not a whole number"),
        (("--port", "99999"), {}, "cannot listen"),
        ((), {"KSC_TIMEOUT_S": "soon"}, "not a number"),
        (("--root", "/nonexistent"), {}, "kg build"),
    ],
)
def test_a_wrong_setting_is_one_line(arguments: tuple[str, ...], settings: dict[str, str], message: str) -> None:
    done = serve(*arguments, **settings)
    assert done.returncode == 2
    assert message in done.stderr and done.stderr.count("\n") == 1
