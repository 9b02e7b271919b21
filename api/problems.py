"""Errors as RFC 9457 problem details, with an HTML twin for browsers."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import pages
from api.negotiation import negotiate
from kg import errors
from kg.namespaces import BASE

_LOG = logging.getLogger("ksc")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, the end of its `type` IRI, its title in both languages."""

    status: int
    slug: str
    en: str
    ko: str


# The type IRIs are part of the interface: never change one.
KINDS: Final[dict[type[Exception], Kind]] = {
    errors.QuerySyntaxError: Kind(
        400, "query-syntax", "The query is not valid SPARQL", "올바른 SPARQL 질의가 아닙니다"
    ),
    errors.QueryRefused: Kind(403, "query-refused", "The query is not allowed", "허용되지 않는 질의입니다"),
    errors.QueryTimeout: Kind(504, "query-timeout", "The query took too long", "질의 시간이 초과되었습니다"),
    errors.QueryMemory: Kind(
        507, "query-memory", "The query needs too much memory", "질의에 메모리가 너무 많이 필요합니다"
    ),
    errors.QueryFailed: Kind(500, "query-failed", "The query failed", "질의에 실패했습니다"),
    errors.FormatError: Kind(406, "not-acceptable", "No acceptable format", "제공할 수 있는 형식이 없습니다"),
    errors.EngineBusy: Kind(503, "busy", "The service is busy", "서비스가 혼잡합니다"),
    errors.EngineError: Kind(503, "engine", "The query engine is not running", "질의 엔진이 작동하지 않습니다"),
    errors.ParameterError: Kind(422, "parameter", "A parameter has a wrong value", "매개변수의 값이 올바르지 않습니다"),
}
HTTP_KINDS: Final[dict[int, Kind]] = {
    kind.status: kind
    for kind in (
        Kind(400, "bad-request", "The request is not well-formed", "요청의 형식이 올바르지 않습니다"),
        Kind(403, "read-only", "The service does not take changes", "변경을 받지 않는 서비스입니다"),
        Kind(404, "not-found", "There is nothing here", "찾을 수 없습니다"),
        Kind(405, "method-not-allowed", "The method is not allowed", "허용되지 않는 메서드입니다"),
        Kind(406, "not-acceptable", "No acceptable format", "제공할 수 있는 형식이 없습니다"),
        Kind(410, "gone", "This is no longer here", "더 이상 없습니다"),
        Kind(413, "too-large", "The request is too large", "요청이 너무 큽니다"),
        Kind(414, "address-too-long", "The address is too long", "주소가 너무 깁니다"),
        Kind(415, "media-type", "The request's media type is not supported", "지원하지 않는 미디어 유형입니다"),
        Kind(431, "headers-too-large", "The request's headers are too large", "요청 헤더가 너무 큽니다"),
    )
}
_MOST_ECHOED: Final = 200  # characters of what was asked
_FAULT: Final = Kind(500, "internal", "The service has a fault", "서비스에 오류가 있습니다")
_OFFERS: Final = ("application/problem+json", "application/json", "text/html", "application/xhtml+xml")


def respond(request: Request, kind: Kind, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """The response for a problem; `more` are extension members, left out where they are empty."""
    members = {name: value for name, value in more.items() if value not in (None, "")}
    every = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-store", **(headers or {})}
    lang = pages.language_of(request)
    if "html" in (negotiate(request.headers.get("accept"), _OFFERS) or ""):
        title = getattr(kind, lang)
        context = {"title": title, "detail": detail, "members": members, "status": kind.status}
        return pages.render(request, "problem.html", context, status=kind.status, headers=every)
    body = {
        "type": f"{BASE}problem/{kind.slug}",
        "title": getattr(kind, lang),
        "status": kind.status,
        "detail": detail,
        **members,
    }
    every["Content-Language"] = lang
    return JSONResponse(body, kind.status, every, media_type="application/problem+json")


def _query_problem(request: Request, error: Exception) -> Response:
    kind = next(KINDS[cls] for cls in type(error).__mro__ if cls in KINDS)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, errors.EngineBusy) else {}
    detail = getattr(error, "message", str(error))
    members = {name: getattr(error, name, None) for name in ("line", "column", "hint", "parameter")}
    return respond(request, kind, detail, headers, **members)


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = HTTP_KINDS.get(error.status_code)
    if kind is None:
        phrase = HTTPStatus(error.status_code).phrase
        kind = Kind(error.status_code, "http", phrase, phrase)
    detail = error.detail
    if error.status_code == 405:
        detail = f"{request.method} is not allowed here; use {(error.headers or {}).get('Allow', 'GET')}"
    elif error.status_code == 404 and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"there is nothing at {request.url.path[:_MOST_ECHOED]}"
    return respond(request, kind, detail, dict(error.headers or {}))


def _fault(request: Request, error: Exception) -> Response:
    _LOG.error("fault at %s %s", request.method, request.url.path, exc_info=error)
    return respond(request, _FAULT, "this is our fault, and it was logged")


def install(app: FastAPI) -> None:
    """Answer every error of the application in this form."""
    app.add_exception_handler(errors.QueryError, _query_problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _fault)
