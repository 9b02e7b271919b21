"""HTTP as uvicorn speaks it; what is no HTTP request gets a problem that says so, like every other error."""

from __future__ import annotations

import json
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_DETAIL = (
    "this is no HTTP request; letters beyond ASCII in an address must be percent-encoded (curl -G --data-urlencode) / "
    "HTTP 요청이 아닙니다. 주소에 든 한글은 퍼센트 인코딩해야 합니다(curl -G --data-urlencode)"
)


class HttpProtocol(HttpToolsProtocol):
    """The parser gives no headers of such a request, so the problem is in both languages."""

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
