"""What every error over HTTP is: problem+json (RFC 9457), of a kind that the service lists."""

from __future__ import annotations

from typing import Any, Final

import httpx

from api.http.problem_kinds import BY_SLUG

_TYPES: Final = {kind.type for kind in BY_SLUG.values()}


def problem(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The body of an answer that must be a problem of this status and kind. Raises AssertionError when it is not."""
    assert response.status_code == status, response.text
    body = _body(response)
    assert body["type"] == BY_SLUG[kind].type
    return body


def client_problem(response: httpx.Response) -> dict[str, Any]:
    """The body of an answer that must be any problem of the client's making; AssertionError when it is not."""
    assert 400 <= response.status_code < 500, response.text
    return _body(response)


def _body(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["type"] in _TYPES
    assert body["status"] == response.status_code
    assert body["title"] and body["detail"]
    assert "Traceback" not in response.text
    return body
