"""Every route: HEAD says what GET says, without a body; every other method is 405 with the methods that there are."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import httpx
import pytest

from api.openapi.paths import EXAMPLES
from tests.api.problems import client_problem
from tests.api.server.routes import PATHS, ROUTES

# What the path's own example does not fit: the small dataset has other things, and some routes want a parameter.
SMALL = {"organisation/lh": "organisation/hill", "/queries/agreements": "/queries/agreements-by-agency"}
ASKED = {"/search": {"q": "lake"}, "/suggest": {"q": "lake"}, "/store": {"default": ""}, "/sparql": {"query": "ASK {}"}}
METHODS = ("OPTIONS", "TRACE", "PUT", "POST", "PATCH", "DELETE", "PROPFIND", "MKCOL", "SEARCH")
# Headers that tell which representation is sent.
TELLING = ("content-type", "content-language", "content-location", "etag", "vary", "link", "allow", "location")
EVERY = sorted({*PATHS, "/metrics"})


def address(path: str) -> str:
    """A path of the interface with real values in it."""
    filled = re.sub(r"\{(\w+)\}", lambda match: EXAMPLES.get(path, {}).get(match[1], "no-such-thing"), path)
    for ours, small in SMALL.items():
        filled = filled.replace(ours, small)
    return f"{filled}?{urlencode(ASKED[path])}" if path in ASKED else filled


@pytest.mark.parametrize("path", EVERY)
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    for accept in ("*/*", "text/html", "text/turtle"):
        got, head = (client.request(method, address(path), headers={"Accept": accept}) for method in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert {name: head.headers.get(name) for name in TELLING} == {name: got.headers.get(name) for name in TELLING}


@pytest.mark.parametrize("path", EVERY)
def test_other_methods_are_405_and_the_answer_lists_those_that_are_taken(client: httpx.Client, path: str) -> None:
    taken = {method for known, method in ROUTES if known == path} or {"GET", "HEAD"}
    for method in METHODS:
        if method in taken:
            continue
        answer = client.request(method, address(path))
        assert answer.status_code == 405, method
        client_problem(answer)
        assert set(re.split(r",\s*", answer.headers["allow"])) == taken


@pytest.mark.parametrize("path", [path for path in EVERY if path != "/"])
def test_a_slash_at_the_end_makes_another_address(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{address(path).partition('?')[0]}/")
    assert answer.status_code == 404
    client_problem(answer)
