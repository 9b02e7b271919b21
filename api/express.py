"""A short way to what programs ask most, past layers that would have nothing to do.

Every request passes a dozen layers on its way to a handler: routers that it is not for, preflights, limits of its head.
For a small query that takes longer than the query. Where a request's head shows that they have nothing to do, it goes
straight to the same handler, through the layers that are left: errors, packing, common headers.
"""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from api.compression import Compression
from api.headers import CommonHeaders
from api.routes.entities import describe_thing
from api.routes.sparql import sparql

_LONGEST: Final = 8 << 10  # of an address; far below `api.limits`
_MOST_HEADERS: Final = 20
_LONGEST_HEADER: Final = 512


class Express:
    """An application, and the short way to some of its handlers."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        routes = [
            Route("/sparql", sparql, methods=["GET", "HEAD", "POST"]),
            Route("/doc/{kind}/{name}", describe_thing),
        ]
        handlers = dict(app.exception_handlers)
        fault = handlers.pop(Exception)
        handler = ExceptionMiddleware(Router(routes, redirect_slashes=False), handlers=handlers)
        self._short: ASGIApp = ServerErrorMiddleware(CommonHeaders(Compression(handler)), handler=fault)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, one way or the other."""
        if scope["type"] == "http" and _is_short(scope["path"], scope["method"]) and _is_plain(scope):
            scope["app"] = self._app
            await self._short(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_short(path: str, method: str) -> bool:
    """Whether there is a short way to the resource."""
    return (path == "/sparql" and method in ("GET", "HEAD", "POST")) or (
        path.startswith("/doc/") and path.count("/") == 3 and method in ("GET", "HEAD")
    )


def _is_plain(scope: Scope) -> bool:
    """Whether no other layer has to do with it: the head is far below the limits."""
    if len(scope["query_string"]) > _LONGEST or len(scope["headers"]) > _MOST_HEADERS:
        return False
    return all(len(value) <= _LONGEST_HEADER for _, value in scope["headers"])
