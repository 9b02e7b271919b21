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

from api.http.negotiation import negotiate
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
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    loaded = re.findall(
        r'<(?:script|img)[^>]* src="([^"]*)"|<link rel="(?:stylesheet|icon)"[^>]* href="([^"]*)"', page.text
    )
    assert loaded and all(url.startswith("/static/") for url in map("".join, loaded))
    assert "style=" not in page.text and not re.search(r"<script(?! (?:type=\"module\" )?src=)", page.text)


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


@pytest.mark.parametrize("path", ["/none", "/static/none.css", "/static/../app.py", "/queries/"])
def test_what_is_not_there_is_a_problem_in_the_reader_s_language(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Accept-Language": "ko"})
    assert response.status_code == 404
    assert response.json()["title"] == "찾을 수 없습니다"


def test_assets_are_packed_and_kept_for_good(client: httpx.Client) -> None:
    names = re.findall(r'"(/static/[^"]*)"', client.get("/queries", headers={"Accept": "text/html"}).text)
    assert {name.rpartition(".")[2] for name in names} == {"css", "js", "svg", "txt"}
    for name in names:
        asset = client.get(name, headers={"Accept-Encoding": "br, gzip"})
        assert "immutable" in asset.headers["cache-control"]
        assert "Accept-Encoding" in asset.headers["vary"]
        assert re.fullmatch(r"[\w/]+; charset=utf-8|image/svg\+xml", asset.headers["content-type"])
        plain = client.get(name, headers={"Accept-Encoding": "br;q=0"})
        assert "content-encoding" not in plain.headers
    style = next(name for name in names if name.endswith(".css"))
    assert client.head(style, headers={"Accept-Encoding": "gzip;q=0.5"}).headers["content-encoding"] == "gzip"


def test_a_packed_page_has_an_entity_tag_of_its_own(client: httpx.Client) -> None:
    packed = client.get("/doc/organisation/hill.html", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/doc/organisation/hill.html", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and packed.text == plain.text
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"] and "Accept-Encoding" in packed.headers["vary"]
    for answer, coding in ((packed, "gzip"), (plain, "identity")):
        held = {"Accept-Encoding": coding, "If-None-Match": answer.headers["etag"]}
        again = client.get("/doc/organisation/hill.html", headers=held)
        assert again.status_code == 304 and again.headers["etag"] == answer.headers["etag"]


def test_the_cookie_decides_the_language_where_the_address_does_not(client: httpx.Client) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "en", "Cookie": "theme=x; lang=ko"}
    page = client.get("/", headers=headers)
    assert page.headers["content-language"] == "ko" and "Cookie" in page.headers["vary"]
    assert client.get("/?lang=en", headers=headers).headers["content-language"] == "en"
    assert client.get("/", headers={**headers, "Cookie": "lang=xx"}).headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("header", "offers", "chosen"),
    [
        (None, ("a/a", "b/b"), "a/a"),
        ("b/*;q=0.9, a/a;q=0.8", ("a/a", "b/b"), "b/b"),
        ("*/*, a/a;q=0", ("a/a", "b/b"), "b/b"),
        ('a/a;level="1", b/b;q=0.1', ("a/a", "b/b"), "b/b"),
        ('b/b;level="1"', ("a/a", "b/b"), "b/b"),
        ("b/b;level=1;q=0", ("a/a", "b/b"), None),
        ("b/b;q=0.3;ext=1", ("a/a", "b/b"), "b/b"),
        ("b/b;charset=euc-kr", ("a/a", "b/b"), None),
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
        assert len(children) in (2, 3)  # of the queries; the one that validates comes when the service is up
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
