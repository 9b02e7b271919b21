"""Headers that every answer carries."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def content_security_policy(style_nonce: str = "") -> str:
    """The policy (CSP, level 3): nothing from another host, no inline code; inline style only with the nonce."""
    policy = dict(_POLICY)
    if style_nonce:
        policy["style-src"] += f" 'nonce-{style_nonce}'"
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


HEADERS: Final = {
    # Any page may read; the same for all, so that answers do not depend on the origin that asks.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, Content-Profile, ETag, KSC-Hint, Link, Location, Retry-After",
    "Content-Security-Policy": content_security_policy(),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_RAW: Final = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class CommonHeaders:
    """Middleware that adds `HEADERS` to each response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its response back with the headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                present = {name for name, _ in headers}
                message["headers"] = [*headers, *(entry for entry in _RAW if entry[0] not in present)]
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Preflights(CORSMiddleware):
    """Middleware that says in advance what pages of other hosts may send; `HEADERS` tells them that they may read."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Accept", "Accept-Language", "Accept-Profile", "Content-Type", "If-None-Match"],
        )

    async def simple_response(self, scope: Scope, receive: Receive, send: Send, request_headers: Headers) -> None:
        """Pass on what is no preflight; the base class would make its answer vary by origin."""
        await self.app(scope, receive, send)
