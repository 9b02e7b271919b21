"""A short way to what programs ask most, past layers that would have nothing to do.

Every request passes a dozen layers on its way to a handler: routers that it is not for, preflights, limits of its head.
For a small query that takes longer than the query. Where a request's head shows that they have nothing to do, it goes
straight to the same handler, through the layers that are left: errors, packing, common headers.
"""

from __future__ import annotations

import re
from typing import Final

from fastapi import FastAPI
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.headers import CommonHeaders
from api.routes.entities import describe_thing
from api.routes.sparql import sparql
from api.server.compression import Compression

_DOCUMENT: Final = re.compile(r"/doc/([^/]+)/([^/]+)")
_LONGEST: Final = 8 << 10  # of an address; far below `api.server.limits`
_MOST_HEADERS: Final = 20
_LONGEST_HEADER: Final = 512


class Express:
    """An application, and the short way to some of its handlers."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        handlers = dict(app.exception_handlers)
        fault = handlers.pop(Exception)
        handler = ExceptionMiddleware(_handle, handlers=handlers)
        self._short: ASGIApp = ServerErrorMiddleware(CommonHeaders(Compression(handler)), handler=fault)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, one way or the other."""
        if scope["type"] == "http" and _is_short(scope["path"], scope["method"]) and _is_plain(scope):
            scope["app"] = self._app
            await self._short(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _handle(scope: Scope, receive: Receive, send: Send) -> None:
    """What the routes do, for the two resources that there is a short way to."""
    request = Request(scope, receive, send)
    if document := _DOCUMENT.fullmatch(scope["path"]):
        scope["path_params"] = {"kind": document[1], "name": document[2]}
        response = await describe_thing(request)
    else:
        response = await sparql(request)
    await response(scope, receive, send)


def _is_short(path: str, method: str) -> bool:
    """Whether there is a short way to the resource."""
    if path == "/sparql":
        return method in ("GET", "HEAD", "POST")
    return method in ("GET", "HEAD") and _DOCUMENT.fullmatch(path) is not None


def _is_plain(scope: Scope) -> bool:
    """Whether no other layer has to do with it: the head is far below the limits."""
    if len(scope["query_string"]) > _LONGEST or len(scope["headers"]) > _MOST_HEADERS:
        return False
    return all(len(value) <= _LONGEST_HEADER for _, value in scope["headers"])
