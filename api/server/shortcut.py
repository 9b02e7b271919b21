"""A way past the HTTP parser for a request that came before, byte for byte.

Programs that ask again send the same bytes. Where the answer to those is in the cache, parsing them, starting a task,
and writing each header anew would be nearly all there is to do. Every other request goes uvicorn's way.
"""

from __future__ import annotations

from typing import Any, Final, cast

from api.server.front import Front
from api.server.protocol import HttpProtocol
from api.server.repeats import RAW

_LONGEST: Final = 8 << 10
_END: Final = b"\r\n\r\n"


class ShortcutProtocol(HttpProtocol):
    """One connection to a `Front`."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._front = cast(Front, self.config.app)
        self._data = b""

    def data_received(self, data: bytes) -> None:
        """Answer a request that is known, and that nothing stands before; else parse."""
        alone = self.between and self.client is not None and len(data) <= _LONGEST and data.find(_END) == len(data) - 4
        if alone and self._is_idle() and (parts := self._front.again((self._origin(), data))):
            self._unset_keepalive_if_required()
            self.wait_no_more()
            self.transport.write(b"".join([b"HTTP/1.1 200 OK\r\n", *self._default_headers(), *parts]))
            self.server_state.total_requests += 1
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
            return
        self._data = data if alone else b""
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        if self._data:
            cast(dict[str, Any], self.scope)[RAW] = (self._origin(), self._data)

    def _default_headers(self) -> list[bytes]:
        """Those that uvicorn adds to each answer, such as the date."""
        return [b"%b: %b\r\n" % header for header in self.server_state.default_headers]

    def _origin(self) -> str:
        """Whom the request is from: a proxy that is trusted may say more about it than others may."""
        return self.client[0] if self.client else ""

    def _is_idle(self) -> bool:
        """Whether nothing is being answered, or still being written."""
        answered = self.cycle is None or self.cycle.response_complete
        return answered and not self.pipeline and not self.flow.write_paused and not self.transport.is_closing()
