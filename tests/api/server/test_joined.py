"""Joined writes: all that is written in one turn of the event loop leaves together, in its order, before a close."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvloop

from api.server.joined import JoinedTransport


def received(*turns: Callable[[JoinedTransport], object]) -> list[bytes]:
    """What the other side has after each turn in which something was done with the transport."""

    async def work() -> list[bytes]:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.setblocking(False)
            transport, _ = await loop.create_unix_connection(asyncio.Protocol, sock=ours)
            joined = JoinedTransport(transport)
            found = []
            for turn in turns:
                turn(joined)
                found.append(await asyncio.wait_for(loop.sock_recv(theirs, 1 << 16), 10))
            transport.abort()
            return found

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work())


def head_and_body(transport: JoinedTransport) -> None:
    transport.write(b"head ")
    transport.write(b"body")


def test_what_is_written_in_one_turn_arrives_in_one_piece_and_in_order() -> None:
    assert received(head_and_body, lambda transport: transport.write(b"next")) == [b"head body", b"next"]


def test_what_was_written_before_a_close_arrives() -> None:
    def write_and_close(transport: JoinedTransport) -> None:
        head_and_body(transport)
        transport.close()
        assert transport.is_closing()

    assert received(write_and_close) == [b"head body"]
