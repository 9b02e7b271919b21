"""One worker process, seen from the parent."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from kg.engine import frames
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
    """A running `python -m kg.engine.worker` that holds a state of the dataset, and the messages to and from it."""

    module: ClassVar = "kg.engine.worker"
    work: ClassVar = "query"

    def __init__(self, process: asyncio.subprocess.Process, state: State) -> None:
        self.state = state
        assert process.stdin is not None and process.stdout is not None
        self._process, self._stdin, self._stdout = process, process.stdin, process.stdout
        self._reading = asyncio.Lock()

    @classmethod
    async def start(cls, config: bytes, nquads: bytes, state: State) -> Self:
        """Start a worker and give it the dataset. Raises EngineError when it does not come up."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            cls.module,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # a worker that runs out of memory prints a backtrace
            env={**os.environ, "RUST_BACKTRACE": "0"},
            start_new_session=True,  # Ctrl-C is for the parent, which then stops its workers
        )
        worker = cls(process, state)
        try:
            async with asyncio.timeout(_START_S):
                await worker.send(frames.CONFIG, config)
                await worker.send(frames.DATASET, nquads)
                await worker.receive()
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            await worker.kill()
            raise EngineError(
                Message("a {work} worker did not start; KSC_MEMORY_MB may be too small for the dataset", work=cls.work)
            ) from None
        except BaseException:
            await worker.kill()
            raise
        return worker

    @property
    def alive(self) -> bool:
        """Whether the process has not ended, as far as is known."""
        return self._process.returncode is None

    async def send(self, kind: bytes, payload: bytes) -> None:
        """Send a message. A worker that is gone shows at the next `receive`."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self._stdin.write(frames.pack(kind, payload))
            await self._stdin.drain()

    async def apply(self, change: Change) -> None:
        """Bring it to the next state. Raises asyncio.IncompleteReadError when it dies of that."""
        await self.send(frames.REMOVE, change.removed)
        await self.send(frames.ADD, change.added)
        await self.receive()
        self.state = change.to

    async def receive(self) -> tuple[bytes, bytes]:
        """The next message. Raises asyncio.IncompleteReadError when the worker is gone."""
        async with self._reading:
            kind, length = frames.header(await self._stdout.readexactly(frames.HEADER_BYTES))
            return kind, await self._stdout.readexactly(length)

    def signal(self) -> None:
        """Kill without waiting.

        Not by `Process.kill`: that polls first, and so may take the exit status that the event loop waits for.
        """
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)

    async def kill(self) -> None:
        """Kill, and wait until the process is gone."""
        self.signal()
        self._stdin.close()
        # asyncio counts a process as gone when its pipes are at their end, and does not read on when a buffer is full.
        # Who still reads gets to the end or gives up. Two readers at once would make one of them wait for ever:
        # StreamReader forgets the one's waiter when it wakes the other.
        async with self._reading:
            await self._stdout.read()
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
