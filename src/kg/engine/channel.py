"""Messages to and from a worker over a socket: what arrives is parsed where it arrives, without streams between.

A query crosses a channel twice. asyncio's streams cost more for that than a small query does.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final, cast

from kg.engine import frames

_MOST_WAITING: Final = 4  # messages that nobody has received, of 64 KiB each where an answer is long


class Channel(asyncio.Protocol):
    """One end of a connection. Messages wait in `receive`'s order; the other side is held up when many do."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._messages: deque[tuple[bytes, bytes]] = deque()
        self._receiver: asyncio.Future[None] | None = None
        self._writable: asyncio.Future[None] | None = None  # set while the other side takes nothing
        self._held = self._ended = False

    async def send(self, kind: bytes, payload: bytes) -> None:
        """Send a message. A peer that is gone shows at the next `receive`."""
        self._transport.write(frames.pack(kind, payload))
        if self._writable:
            await self._writable

    async def receive(self) -> tuple[bytes, bytes]:
        """The next message; for one receiver at a time. Raises asyncio.IncompleteReadError when the peer is gone."""
        while not self._messages:
            if self._ended:
                raise asyncio.IncompleteReadError(bytes(self._received), None)
            self._receiver = asyncio.get_running_loop().create_future()
            await self._receiver
        message = self._messages.popleft()
        if self._held and not self._messages:
            self._held = False
            self._transport.resume_reading()
        return message

    def abort(self) -> None:
        """Break the connection off: whoever receives gets what has arrived and then the error, without waiting."""
        self._transport.abort()

    # ---- called by the event loop ----

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take the messages that are complete."""
        self._received += data
        start, size = 0, len(self._received)
        while size - start >= frames.HEADER_BYTES:
            begin = start + frames.HEADER_BYTES
            kind, length = frames.header(bytes(self._received[start:begin]))
            if size - begin < length:
                break
            start = begin + length
            self._messages.append((kind, bytes(self._received[begin:start])))
        del self._received[:start]
        if len(self._messages) > _MOST_WAITING and not self._held:
            self._held = True
            self._transport.pause_reading()
        if self._messages:
            _wake(self._receiver)

    def connection_lost(self, error: Exception | None) -> None:
        """Nothing comes any more."""
        self._ended = True
        _wake(self._receiver)
        self.resume_writing()

    def pause_writing(self) -> None:
        """The other side does not keep up."""
        self._writable = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        """It does again, or is gone."""
        _wake(self._writable)
        self._writable = None


def _wake(waiter: asyncio.Future[None] | None) -> None:
    if waiter and not waiter.done():
        waiter.set_result(None)
