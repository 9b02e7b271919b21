"""Errors as RFC 9457 problem details in the reader's language, with an HTML twin for browsers."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import pages, problem_kinds
from api.negotiation import negotiate
from api.problem_kinds import Kind
from kg import errors
from kg.messages import Message, in_language

_LOG = logging.getLogger("ksc")
_MOST_ECHOED: Final = 200  # characters of what was asked
_OFFERS: Final = ("application/problem+json", "application/json", "text/html", "application/xhtml+xml")
_VARY: Final = ("Accept", "Accept-Language")


def respond(request: Request, kind: Kind, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """The response for a problem; `more` are extension members, left out where they are empty.

    Messages are said in the reader's language.
    """
    lang = pages.language_of(request)
    title, detail = kind.title[lang], in_language(detail, lang)
    members = {name: in_language(value, lang) for name, value in more.items() if value not in (None, "")}
    every = {"Cache-Control": "no-store", **(headers or {})}
    every["Vary"] = ", ".join(dict.fromkeys([*_VARY, *every.get("Vary", "Accept").split(", ")]))
    if "html" in (negotiate(request.headers.get("accept"), _OFFERS) or ""):
        context = {"title": title, "detail": detail, "members": members, "status": kind.status}
        return pages.render(request, "problem.html", context, status=kind.status, headers=every)
    body = {"type": kind.type, "title": title, "status": kind.status, "detail": detail, **members}
    every["Content-Language"] = lang
    return JSONResponse(body, kind.status, every, media_type="application/problem+json")


def _query_problem(request: Request, error: Exception) -> Response:
    kind = next(problem_kinds.KINDS[cls] for cls in type(error).__mro__ if cls in problem_kinds.KINDS)
    retry_after = getattr(error, "retry_after", None)
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    detail = getattr(error, "message", error.args[0])
    members = {name: getattr(error, name, None) for name in ("line", "column", "hint", "parameter")}
    return respond(request, kind, detail, headers, **members)


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind, detail = problem_kinds.of_status(error.status_code), error.detail
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "GET")
        detail = Message("{method} is not allowed here; use {allowed}", method=request.method, allowed=allowed)
    elif error.status_code == 404 and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = Message("there is nothing at {path}", path=request.url.path[:_MOST_ECHOED])
    return respond(request, kind, detail, dict(error.headers or {}))


def _fault(request: Request, error: Exception) -> Response:
    _LOG.error("fault at %s %s", request.method, request.url.path, exc_info=error)
    return respond(request, problem_kinds.FAULT, Message("this is our fault, and it was logged"))


def install(app: FastAPI) -> None:
    """Answer every error of the application in this form."""
    app.add_exception_handler(errors.QueryError, _query_problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _fault)
