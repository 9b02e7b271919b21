"""Every route answers its errors in one shape: problem+json for programs, a page for browsers."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.api.problems import client_problem
from tests.api.server.routes import PATHS, ROUTES


def filled(path: str) -> str:
    """The path with something in it that is not there."""
    return re.sub(r"\{\w+\}", "no-such-thing", path)


def assert_page(response: httpx.Response, status: int, lang: str) -> None:
    assert (response.status_code, response.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f'<html lang="{lang}">' in response.text
    assert "<h1>" in response.text


def test_there_are_routes() -> None:
    assert {"/", "/sparql", "/search", "/queries/{name}", "/id/{kind}/{slug}"} <= set(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_a_method_that_a_route_does_not_take_is_405(client: httpx.Client, path: str) -> None:
    taken = {method for known, method in ROUTES if known == path}
    refused = next(method for method in ("DELETE", "PATCH", "PROPFIND") if method not in taken)
    response = client.request(refused, filled(path))
    client_problem(response)
    assert response.status_code == 405
    allowed = set(re.split(r",\s*", response.headers["allow"]))
    assert allowed == taken
    assert_page(client.request(refused, filled(path), headers={"Accept": "text/html"}), 405, "en")
    assert_page(
        client.request(refused, filled(path), headers={"Accept": "text/html", "Accept-Language": "ko"}), 405, "ko"
    )


@pytest.mark.parametrize("path", [path for path in PATHS if "{" in path])
def test_what_is_not_there_is_404_with_a_page_for_browsers(client: httpx.Client, path: str) -> None:
    response = client.get(filled(path))
    client_problem(response)
    assert response.status_code == 404
    assert_page(client.get(filled(path), headers={"Accept": "text/html,*/*;q=0.1"}), 404, "en")
    head = client.head(filled(path))
    assert (head.status_code, head.content) == (404, b"")


@pytest.mark.parametrize(("path", "method"), [route for route in ROUTES if route[1] != "HEAD"])
def test_nothing_that_is_asked_in_an_unknown_format_is_a_fault(client: httpx.Client, path: str, method: str) -> None:
    for accept in ("application/x-unknown", "text/html;q=0", "audio/*"):
        response = client.request(method, filled(path), params={"query": "?", "q": ""}, headers={"Accept": accept})
        assert response.status_code < 500
        if response.status_code >= 400:
            client_problem(response)


@pytest.mark.parametrize("path", PATHS)
def test_parameters_that_are_not_text_are_no_fault(client: httpx.Client, path: str) -> None:
    for query in ("%ff=%ff", "lang=%ff", "&&=&=", "a" * 5000, "lang=ko&lang=en"):
        response = client.get(f"{filled(path)}?{query}", follow_redirects=False)
        assert response.status_code < 500
        if response.status_code >= 400:
            client_problem(response)
