"""One worker process, seen from the parent."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from kg.engine import frames
from kg.engine.base import QueryRequest
from kg.engine.channel import Channel
from kg.errors import (
    EngineError,
    FormatError,
    QueryError,
    QueryFailed,
    QueryMemory,
    QueryRefused,
    QuerySyntaxError,
)
from kg.messages import Message, unpack

_START_S = 60.0


@dataclass(frozen=True, slots=True)
class State:
    """A state of the dataset as the engine counts them; a revision may come back, a number does not."""

    number: int
    revision: str


@dataclass(frozen=True, slots=True)
class Change:
    """What makes a state from the one before: quads to remove and to add, as N-Quads."""

    to: State
    removed: bytes
    added: bytes


class WorkerProcess:
    """A running `python -m kg.engine.worker` that holds a state of the dataset.

    Messages to and from it: `send` and `receive`, as `kg.engine.channel` has them.
    """

    module: ClassVar = "kg.engine.worker"
    work: ClassVar = "query"

    def __init__(self, process: asyncio.subprocess.Process, channel: Channel, state: State) -> None:
        self._process, self._channel, self.state = process, channel, state
        self.send, self.receive = channel.send, channel.receive

    @classmethod
    async def start(cls, config: bytes, nquads: bytes, state: State) -> Self:
        """Start a worker and give it the dataset. Raises EngineError when it does not come up."""
        channel, theirs = await _connected()
        try:
            with theirs:
                process = await cls._launch(theirs)
        except BaseException:
            channel.abort()
            raise
        worker = cls(process, channel, state)
        try:
            async with asyncio.timeout(_START_S):
                await worker.send(frames.CONFIG, config)
                await worker.send(frames.DATASET, nquads)
                await worker.receive()
        except (TimeoutError, asyncio.IncompleteReadError):
            await worker.kill()
            raise EngineError(
                Message("a {work} worker did not start; KSC_MEMORY_MB may be too small for the dataset", work=cls.work)
            ) from None
        except BaseException:
            await worker.kill()
            raise
        return worker

    @classmethod
    async def _launch(cls, connection: socket.socket) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            cls.module,
            stdin=connection.fileno(),
            stdout=connection.fileno(),
            stderr=asyncio.subprocess.DEVNULL,  # a worker that runs out of memory prints a backtrace
            env={**os.environ, "RUST_BACKTRACE": "0"},
            start_new_session=True,  # Ctrl-C is for the parent, which then stops its workers
        )

    @property
    def alive(self) -> bool:
        """Whether the process has not ended, as far as is known."""
        return self._process.returncode is None

    async def ask(self, request: QueryRequest, timeout_s: float) -> None:
        """Send a query. Its answer is to be received."""
        message = {
            "query": request.text,
            "solutions": request.solutions,
            "graph": request.graph,
            "default_graphs": request.default_graphs,
            "named_graphs": request.named_graphs,
            "base": request.base,
            "hints": request.hints,
            "timeout_s": timeout_s,
        }
        await self.send(frames.REQUEST, json.dumps(message).encode())

    async def apply(self, change: Change) -> None:
        """Bring it to the next state. Raises asyncio.IncompleteReadError when it dies of that."""
        await self.send(frames.REMOVE, change.removed)
        await self.send(frames.ADD, change.added)
        await self.receive()
        self.state = change.to

    def signal(self) -> None:
        """Kill without waiting; whoever receives from it is told at once.

        Not by `Process.kill`: that polls first, and so may take the exit status that the event loop waits for.
        """
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
        self._channel.abort()

    async def kill(self) -> None:
        """Kill, and wait until the process is gone."""
        self.signal()
        await self._process.wait()

    async def cause_of_death(self, memory_mb: int) -> QueryError:
        """Why the worker ended in the middle of a query.

        Rust aborts when an allocation fails; a parser that nests too deep runs off the stack.
        """
        code = await self._process.wait()
        if code == -signal.SIGABRT:
            return QueryMemory(Message("the query needed more than {most} MiB of memory", most=memory_mb))
        if code == -signal.SIGSEGV:
            return QuerySyntaxError(Message("the query is nested too deeply for the parser"))
        return QueryFailed(Message("the query's worker died"))


async def _connected() -> tuple[Channel, socket.socket]:
    """A channel, and the other end of it."""
    ours, theirs = socket.socketpair()
    try:
        _, channel = await asyncio.get_running_loop().create_unix_connection(Channel, sock=ours)
    except BaseException:
        ours.close()
        theirs.close()
        raise
    return channel, theirs


def query_error(details: Mapping[str, Any]) -> QueryError:
    """The exception for a worker's ERROR message."""
    message, line, column = unpack(details["message"]), details.get("line"), details.get("column")
    match details["error"]:
        case "syntax":
            return QuerySyntaxError(message, line, column, unpack(details.get("hint", "")))
        case "refused":
            return QueryRefused(message, line, column)
        case "dataset":
            return QuerySyntaxError(message)
        case "format":
            return FormatError(message, details["kind"])
        case _:
            return QueryFailed(Message("the query failed: {reason}", reason=message))
