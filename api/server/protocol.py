"""HTTP as uvicorn speaks it, with joined writes, and with an answer for requests that are none, or never end."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.server.joined import JoinedTransport

_LONGEST_ADDRESS: Final = 0xFFFF  # the parser's limit; that of the service is lower
_MOST_HEAD: Final = 1 << 20  # bytes that are taken before a head ends; `api.server.limits` looks at whole heads
PATIENCE_S = 120.0  # for a request to come whole: time for the largest body, not for who holds connections open
_NO_REQUEST: Final = (
    "this is no HTTP request; letters beyond ASCII in an address must be percent-encoded (curl -G --data-urlencode) / "
    "HTTP 요청이 아닙니다. 주소에 든 한글은 퍼센트 인코딩해야 합니다(curl -G --data-urlencode)"
)
_NO_HOST: Final = "there must be one Host header / Host 헤더가 하나 있어야 합니다"
_TOO_LONG: Final = "the address is too long; send a long query by POST / 주소가 너무 깁니다. 긴 질의는 POST로 보내세요"
_TOO_LARGE: Final = "the headers are too large / 헤더가 너무 큽니다"
_TOO_SLOW: Final = "the request did not come whole in time / 요청이 제때 끝까지 오지 않았습니다"

_ADDRESS_TOO_LONG: Final = HTTPStatus.REQUEST_URI_TOO_LONG, _TOO_LONG
_HEADERS_TOO_LARGE: Final = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, _TOO_LARGE


class HttpProtocol(HttpToolsProtocol):
    """One connection.

    The parser gives no headers of what is no request, so the problem is in both languages.
    """

    _deadline: asyncio.TimerHandle | None = None
    _refusal = HTTPStatus.BAD_REQUEST, _NO_REQUEST
    _in_head = False
    _taken = 0  # bytes of a head that has not ended
    between = True  # no request has begun that has not come whole

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(cast(asyncio.Transport, JoinedTransport(transport)))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """A client is gone."""
        self.wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse. The client has its time to send the rest, or anything; uvicorn would wait for ever."""
        super().data_received(data)
        if self._in_head:
            self._taken += len(data)
            if self._taken > _MOST_HEAD and not self.transport.is_closing():
                self._refuse(*(_HEADERS_TOO_LARGE if self.headers else _ADDRESS_TOO_LONG))
        if self.between and self.cycle and not self.cycle.response_complete:
            self.wait_no_more()
        elif self._deadline is None and not self.transport.is_closing():
            self._wait()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.between, self._in_head, self._taken = False, True, 0

    def on_headers_complete(self) -> None:
        """Its head is there. Raises ValueError, which the parser reports, unless it names one host (RFC 9112, 3.2)."""
        self._in_head = False
        if len(self.url) > _LONGEST_ADDRESS:
            self._refusal = _ADDRESS_TOO_LONG
            raise ValueError(_TOO_LONG)
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (hosts == 0 and self.parser.get_http_version() == "1.1"):
            self._refusal = HTTPStatus.BAD_REQUEST, _NO_HOST
            raise ValueError(_NO_HOST)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of it has come."""
        super().on_message_complete()
        self.between = True

    def send_400_response(self, msg: str) -> None:
        """Answer and hang up: where the next request would begin is not known (RFC 9112, section 9.3)."""
        self._refuse(*self._refusal)

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        problem = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
        body = json.dumps(problem, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/problem+json\r\n"
            f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(PATIENCE_S, self._give_up)

    def wait_no_more(self) -> None:
        """A request has come whole."""
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        """Answer 408 and hang up (RFC 9110, section 15.5.9); not while an earlier request keeps this one waiting."""
        self._deadline = None
        if self.cycle and not self.cycle.response_complete and not self.cycle.more_body:
            self._wait()
        elif self.cycle and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.close()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, _TOO_SLOW)
