"""Errors as RFC 9457 problem details in the reader's language, with an HTML twin for browsers."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.html import pages
from api.http import problem_kinds
from api.http.negotiation import negotiate
from api.http.problem_kinds import Kind
from kg import errors
from kg.messages import Message, did_you_mean, in_language

_LOG = logging.getLogger("ksc")
_MOST_ECHOED: Final = 200  # characters of what was asked
_OFFERS: Final = ("application/problem+json", "application/json", "text/html", "application/xhtml+xml")
_VARY: Final = ("Accept", "Accept-Language")


def respond(request: Request, kind: Kind, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """The response for a problem; `more` are extension members, left out where they are empty.

    Messages are said in the reader's language. A route that shows its problems on a page of its own has put the maker
    of that page into `request.state.problem_page`.
    """
    lang = pages.language_of(request)
    title, detail = kind.title[lang], in_language(detail, lang)
    members = {name: in_language(value, lang) for name, value in more.items() if value not in (None, "")}
    every = {"Cache-Control": "no-store", **(headers or {})}
    every["Vary"] = ", ".join(dict.fromkeys([*_VARY, *every.get("Vary", "Accept").split(", ")]))
    if "html" in (negotiate(request.headers.get("accept"), _OFFERS) or ""):
        context = {"title": title, "detail": detail, "members": members, "status": kind.status}
        if page := getattr(request.state, "problem_page", None):
            own: Response = page(context, every)
            return own
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


def _input_problem(request: Request, error: Exception) -> Response:
    """An upload that cannot be judged: the first problem in the detail, all of them in `findings`."""
    assert isinstance(error, errors.InputError)
    kind = problem_kinds.INPUT_KINDS[error.problem]
    first, lang = error.findings[0], pages.language_of(request)
    line, _, column = first.where.partition(":")[2].partition(":")
    place: dict[str, Any] = {"line": line, "column": column}
    members = {name: int(text) for name, text in place.items() if text.isdecimal()}
    findings = [
        {name: in_language(getattr(finding, name), lang) for name in ("message", "where", "hint")}
        for finding in error.findings
    ]
    return respond(request, kind, first.message, None, **members, hint=first.hint, findings=findings)


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind, detail = problem_kinds.of_status(error.status_code), error.detail
    if error.status_code == 405:
        return not_allowed(request, _methods(request, request.scope["path"]))
    if error.status_code == 404 and detail == HTTPStatus.NOT_FOUND.phrase:
        return _nothing(request)
    return respond(request, kind, detail, dict(error.headers or {}))


def _nothing(request: Request) -> Response:
    """404 for a path that no route has; the same without a slash at its end may be one that a route has."""
    path = request.url.path
    shorter = path.rstrip("/")
    there = shorter != path and _methods(request, shorter)
    detail = Message("there is nothing at {path}", path=path[:_MOST_ECHOED])
    if there:
        detail = Message("{what}; {hint}", what=detail, hint=did_you_mean([shorter[:_MOST_ECHOED]]))
    return respond(request, problem_kinds.of_status(404), detail, suggestions=[quote(shorter)] if there else None)


def not_allowed(request: Request, methods: str) -> Response:
    """405, with the methods that there are (RFC 9110, section 15.5.6)."""
    detail = Message("{method} is not allowed here; use {methods}", method=request.method, methods=methods)
    return respond(request, problem_kinds.of_status(405), detail, {"Allow": methods})


def _methods(request: Request, path: str) -> str:
    """Every method that a path takes: it may have several handlers, of which the router names but one."""
    routes = (route for route in iter_route_contexts(request.app.routes) if route.methods)
    scope = {**request.scope, "path": path}
    matching = (route for route in routes if route.original_route.matches(scope)[0] is not Match.NONE)
    return ", ".join(sorted({method for route in matching for method in route.methods or ()}))


def _fault(request: Request, error: Exception) -> Response:
    _LOG.error("fault at %s %s", request.method, request.url.path, exc_info=error)
    return respond(request, problem_kinds.FAULT, Message("this is our fault, and it was logged"))


def install(app: FastAPI) -> None:
    """Answer every error of the application in this form."""
    app.add_exception_handler(errors.QueryError, _query_problem)
    app.add_exception_handler(errors.WriteError, _query_problem)
    app.add_exception_handler(errors.ValidationError, _query_problem)
    app.add_exception_handler(errors.InputError, _input_problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _fault)
