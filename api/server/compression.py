"""Pages and small JSON travel packed; RDF and query results, which stream, travel as they are.

A packed page is another representation, with an entity tag of its own (RFC 9110, section 8.8.3.3): `pages.selection`.
"""

from __future__ import annotations

import gzip
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.negotiation import accepts_coding

_TYPES: Final = (b"text/html", b"application/json", b"application/x-suggestions+json")
_SMALLEST: Final = 800  # smaller ones fit one packet anyway
_LEVEL: Final = 6


class Compression:
    """Middleware that packs whole answers of some media types with gzip, for clients that accept it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its response back, packed."""
        if scope["type"] == "http":
            send = _Packing(send, scope)
        await self._app(scope, receive, send)


class _Packing:
    """A `send` that packs an answer that comes in one piece; the head waits for it."""

    def __init__(self, send: Send, scope: Scope) -> None:
        self._send, self._scope = send, scope
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Pass a message on, or keep the head back until the body is there."""
        if message["type"] == "http.response.start" and _is_packable(message):
            self._head = message
            return
        if self._head is not None:
            head, self._head = self._head, None
            body, headers = message.get("body", b""), MutableHeaders(scope=head)
            whole = not message.get("more_body", False)
            if whole and len(body) >= _SMALLEST and accepts_coding(Headers(scope=self._scope), "gzip"):
                packed = gzip.compress(body, _LEVEL, mtime=0)
                headers["content-encoding"], headers["content-length"] = "gzip", str(len(packed))
                message = {**message, "body": packed}
            await self._send(head)
        await self._send(message)


def _is_packable(head: Message) -> bool:
    """Whether this is an answer that may be packed; if so, it says that it depends on Accept-Encoding."""
    media_type = next((value for name, value in head["headers"] if name == b"content-type"), b"")
    if media_type.partition(b";")[0] not in _TYPES:
        return False
    headers = MutableHeaders(scope=head)
    if "content-encoding" in headers:
        return False
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
    return True
