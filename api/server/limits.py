"""Limits on what comes before a request's body; the server's parser has none."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http import problems
from api.http.problem_kinds import of_status
from kg.messages import Message

LONGEST_ADDRESS: Final = 32 << 10
MOST_HEADERS: Final = 32 << 10


class HeadLimits:
    """Middleware: 414 for an address, 431 for headers that are too long (RFC 9110, section 15.5.15; RFC 6585)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        if scope["type"] == "http":
            address = len(scope["query_string"]) + len(scope.get("raw_path") or b"")
            headers = sum(len(name) + len(value) for name, value in scope["headers"])
            status, detail = 0, Message("")
            if address > LONGEST_ADDRESS:
                status, detail = (
                    414,
                    Message("an address may have {most} bytes; send a long query by POST", most=LONGEST_ADDRESS),
                )
            elif headers > MOST_HEADERS:
                status, detail = (
                    431,
                    Message("the headers may have {most} bytes; these have {size}", most=MOST_HEADERS, size=headers),
                )
            if status:
                # Without its headers: reading them is what is too costly.
                bare = Request({**scope, "headers": [], "query_string": b"", "path": ""})
                await problems.respond(bare, of_status(status), detail)(scope, receive, send)
                return
        await self._app(scope, receive, send)
