"""A short way to what programs ask most, past layers that would have nothing to do.

Every request passes a dozen layers on its way to a handler: routers that it is not for, CORS, packing, limits of its
head. For a small query that takes longer than the query. Where a request's head shows that they have nothing to do, it
goes straight to the same handler, through the layers that are left: errors and security headers.
"""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import request_response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.headers import SecurityHeaders
from api.routes.sparql import sparql

_LONGEST: Final = 8 << 10  # of an address; far below `api.limits`
_MOST_HEADERS: Final = 20
_LONGEST_HEADER: Final = 512


class Express:
    """An application, and the short way to some of its handlers."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        handlers = dict(app.exception_handlers)
        fault = handlers.pop(Exception)
        handler = ExceptionMiddleware(request_response(sparql), handlers=handlers)
        self._short: ASGIApp = ServerErrorMiddleware(SecurityHeaders(handler), handler=fault)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, one way or the other."""
        if scope["type"] == "http" and scope["path"] == "/sparql" and _is_plain(scope):
            scope["app"] = self._app
            await self._short(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_plain(scope: Scope) -> bool:
    """Whether no other layer has to do with it: one origin, no format that is packed, no head near the limits."""
    if scope["method"] not in ("GET", "POST") or len(scope["headers"]) > _MOST_HEADERS:
        return False
    for name, value in scope["headers"]:
        if name == b"origin" or len(value) > _LONGEST_HEADER:
            return False
        if name == b"accept" and (b"html" in value or b"application/json" in value):
            return False
    return len(scope["query_string"]) <= _LONGEST
