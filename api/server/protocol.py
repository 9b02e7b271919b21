"""HTTP as uvicorn speaks it, with joined writes; what is no HTTP request gets a problem that says so."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.server.joined import JoinedTransport

_DETAIL = (
    "this is no HTTP request; letters beyond ASCII in an address must be percent-encoded (curl -G --data-urlencode) / "
    "HTTP 요청이 아닙니다. 주소에 든 한글은 퍼센트 인코딩해야 합니다(curl -G --data-urlencode)"
)


class HttpProtocol(HttpToolsProtocol):
    """One connection.

    The parser gives no headers of what is no request, so the problem is in both languages.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(cast(asyncio.Transport, JoinedTransport(transport)))

    def send_400_response(self, msg: str) -> None:
        """Answer and hang up: where the next request would begin is not known (RFC 9112, section 9.3)."""
        status = HTTPStatus.BAD_REQUEST
        problem = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": _DETAIL}
        body = json.dumps(problem, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/problem+json\r\n"
            f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
