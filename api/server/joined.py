"""Writes that are joined: the head of an answer and its body leave in one piece.

A server writes them one after the other. A system call that wakes a process costs as much as evaluating a small query,
and the head alone would wake a client only to wait for the body.
"""

from __future__ import annotations

import asyncio
from typing import Any


class JoinedTransport:
    """A transport that writes at the end of the event loop's turn what was written during it.

    Whatever else is asked of it is asked of the transport behind it, which is given everything first.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._soon = asyncio.get_running_loop().call_soon
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Write in a moment."""
        if not self._pieces:
            self._soon(self._flush)
        self._pieces.append(data)

    def is_closing(self) -> bool:
        """Whether it is closed, or about to be."""
        return self._transport.is_closing()

    def _flush(self) -> None:
        if self._pieces:
            pieces, self._pieces = self._pieces, []
            self._transport.writelines(pieces)

    def __getattr__(self, name: str) -> Any:
        self._flush()
        return getattr(self._transport, name)
