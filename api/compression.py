"""Pages and small JSON travel packed; RDF and query results, which stream, travel as they are.

A packed page is another representation, with an entity tag of its own (RFC 9110, section 8.8.3.3): `pages.selection`.
"""

from __future__ import annotations

import gzip
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.negotiation import accepts_coding

_TYPES: Final = ("text/html", "application/json", "application/x-suggestions+json")
_SMALLEST: Final = 800  # smaller ones fit one packet anyway
_LEVEL: Final = 6


class Compression:
    """Middleware that packs whole answers of some media types with gzip, for clients that accept it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its response back, packed."""
        if scope["type"] == "http":
            send = _Packing(send, pack=accepts_coding(Headers(scope=scope), "gzip"))
        await self._app(scope, receive, send)


class _Packing:
    """A `send` that packs an answer that comes in one piece; the head waits for it."""

    def __init__(self, send: Send, *, pack: bool) -> None:
        self._send, self._pack = send, pack
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Pass a message on, or keep the head back until the body is there."""
        if message["type"] == "http.response.start" and _is_packable(MutableHeaders(scope=message)):
            self._head = message
            return
        if self._head is not None:
            head, self._head = self._head, None
            body, headers = message.get("body", b""), MutableHeaders(scope=head)
            if self._pack and len(body) >= _SMALLEST and not message.get("more_body", False):
                packed = gzip.compress(body, _LEVEL, mtime=0)
                headers["content-encoding"], headers["content-length"] = "gzip", str(len(packed))
                message = {**message, "body": packed}
            await self._send(head)
        await self._send(message)


def _is_packable(headers: MutableHeaders) -> bool:
    """Whether this is an answer that may be packed; if so, it says that it depends on Accept-Encoding."""
    if headers.get("content-type", "").partition(";")[0] not in _TYPES or "content-encoding" in headers:
        return False
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
    return True
