"""Answers of a remote server: read to their end, and written in the format that was asked for.

Solutions are asked for in JSON, whatever the client wants: it ends in a closing brace, so a cut answer shows. In CSV,
TSV and N-Triples it may not, and Fuseki ends a query at its time limit with a line of text and a proper end of the
transfer. So each answer is parsed and written again, which also makes it look as the embedded engine's do.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from typing import IO, Any, Final, TypeVar, cast

import aiohttp
import pyoxigraph as ox

from kg.engine import serialise
from kg.engine.base import Hint, QueryRequest
from kg.engine.formats import GRAPHS
from kg.engine.mentions import prefixes
from kg.errors import QueryError, QueryFailed, QueryTimeout
from kg.messages import Message
from kg.namespaces import PREFIXES

SMALL: Final = 1 << 16  # bytes of an answer that is written in one go
# JSON-LD is written when all of it is there.
_MOST_JSON_LD: Final = 16 << 20
_RESULTS: Final = ("application/sparql-results+json", "application/json")
_TRIPLES: Final = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
# QLever ends its results with figures; pyoxigraph takes nothing after them.
_FIGURES: Final = re.compile(rb'\]\s*\}\s*,\s*"meta"\s*:\s*\{[^{}]*\}\s*\}\s*\Z')
_MOST_FIGURES: Final = 1 << 10
T = TypeVar("T")


class _ClosedError(Exception):
    """The answer is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How to read a response and write the answer: `media_type` is what comes, `name` the format that goes."""

    request: QueryRequest
    name: str
    media_type: str

    @property
    def is_graph(self) -> bool:
        """Whether the answer is a graph."""
        return self.name in GRAPHS

    def write(self, source: Source, out: serialise.ChunkWriter) -> None:
        """Write all of it. Raises QueryFailed for what is not whole or not valid."""
        reader, writer = cast(IO[bytes], source), cast(IO[bytes], out)
        try:
            if self.is_graph:
                statements = ox.parse(reader, _TRIPLES[self.media_type])
                declared = serialise.usable_prefixes(PREFIXES, prefixes(self.request.text), self.name)
                serialise.write_graph((quad.triple for quad in statements), self.name, out, declared)
            else:
                # Not kept in a variable: the frames of an error would keep it, and no other thread may let it go.
                ox.parse_query_results(reader, format=ox.QueryResultsFormat.JSON).serialize(
                    writer, serialise.SOLUTION_FORMATS[self.name]
                )
            while rest := source.read(SMALL):
                if rest.strip():
                    raise QueryFailed(Message("the remote engine's answer does not end where it should"))
        except (SyntaxError, ValueError) as error:
            raise QueryFailed(Message("the remote engine's answer is broken: {reason}", reason=str(error))) from None


def accept(name: str) -> str:
    """The Accept header for an answer that is to be written in the format of that name."""
    return "application/n-triples, text/turtle;q=0.5" if name in GRAPHS else _RESULTS[0]


def writing(request: QueryRequest, name: str, response: aiohttp.ClientResponse) -> Writing:
    """How to write the answer. Raises QueryFailed when it comes in a format that was not asked for."""
    found = Writing(request, name, response.content_type)
    if found.media_type not in (_TRIPLES if found.is_graph else _RESULTS):
        raise QueryFailed(
            Message("the remote engine answers in {found}, which was not asked for", found=found.media_type)
        )
    return found


class Source:
    """A binary file for pyoxigraph's parsers, over `pull`, which gives the next bytes and none at the end."""

    def __init__(self, pull: Callable[[], bytes], most: int | None = None) -> None:
        self._pull, self._most = pull, most
        self._held = b""
        self._seen = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        if not self._held:
            self._held = self._pull()
            self._seen += len(self._held)
            if self._most is not None and self._seen > self._most:
                raise QueryFailed(Message("this answer is too large for JSON-LD; ask for Turtle or N-Triples instead"))
        piece, self._held = self._held[:size], self._held[size:]
        return piece


async def body_of(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """The body in pieces, without the figures that QLever adds; one of at most `SMALL` bytes is the last.

    Raises QueryFailed when the transfer breaks off.
    """
    held = b""
    try:
        while piece := await response.content.readany():
            held += piece
            if len(held) > SMALL + _MOST_FIGURES:
                yield held[:-_MOST_FIGURES]
                held = held[-_MOST_FIGURES:]
    except (aiohttp.ClientError, OSError):
        raise QueryFailed(Message("the remote engine's answer broke off")) from None
    yield _FIGURES.sub(b"]}}", held)


class WholeAnswer:
    """A small answer, all of which has come."""

    whole = True
    hints: tuple[Hint, ...] = ()

    def __init__(self, writing: Writing, body: bytes, revision: str) -> None:
        self.format, self.revision = writing.name, revision
        self._chunks: list[bytes] = []
        pieces = iter((body, b""))
        out = serialise.ChunkWriter(self._chunks.append, ordered=writing.is_graph)
        writing.write(Source(lambda: next(pieces, b"")), out)
        self._chunks.append(out.rest())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            yield chunk

    async def aclose(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class _End:
    rest: bytes
    error: QueryError | None


class StreamedAnswer:
    """An answer that is parsed and written in a thread while it comes, and broken off at its deadline."""

    whole = False
    hints: tuple[Hint, ...] = ()

    def __init__(
        self,
        writing: Writing,
        body: AsyncIterator[bytes],
        response: aiohttp.ClientResponse,
        *,
        revision: str,
        deadline: float,
        overdue: QueryTimeout,
        executor: Executor,
        done: Callable[[], None],
    ) -> None:
        self.format, self.revision = writing.name, revision
        self._writing, self._body, self._response = writing, body, response
        self._deadline, self._overdue = deadline, overdue
        self._loop = asyncio.get_running_loop()
        self._chunks: asyncio.Queue[bytes | _End] = asyncio.Queue(2)
        self._first: bytes | _End | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._pending: Future[Any] | None = None
        self._expiry = self._loop.call_at(deadline, self._close)
        self._loop.run_in_executor(executor, self._convert).add_done_callback(lambda _: done())

    async def begin(self) -> None:
        """Wait for the first bytes, so that a failure before them can still be told."""
        self._first = await self._next()
        if isinstance(self._first, _End) and self._first.error:
            raise self._first.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            chunk, self._first = self._first, None
            while not isinstance(chunk, _End):
                if chunk is not None:
                    yield chunk
                chunk = await self._next()
            if chunk.error:
                raise chunk.error
            yield chunk.rest
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Stop the query if it is still running."""
        self._close()

    async def _next(self) -> bytes | _End:
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._chunks.get()
        except TimeoutError:
            self._close()
            raise self._overdue from None

    def _close(self) -> None:
        """Break the connection off, and wake the thread if it waits."""
        self._expiry.cancel()
        with self._lock:
            self._closed = True
            if self._pending:
                self._pending.cancel()
        self._response.close()

    def _convert(self) -> None:
        """Runs in the thread."""
        out = serialise.ChunkWriter(self._put, ordered=self._writing.is_graph)
        most = _MOST_JSON_LD if self.format == "jsonld" else None
        try:
            try:
                self._writing.write(Source(lambda: self._wait(self._pull()), most), out)
                end = _End(out.rest(), None)
            except QueryError as error:
                end = _End(b"", error)
            self._put(end)
        except _ClosedError:
            pass

    def _put(self, chunk: bytes | _End) -> None:
        self._wait(self._chunks.put(chunk))

    async def _pull(self) -> bytes:
        return await anext(self._body, b"")

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, which the event loop does. Raises _ClosedError when it is not wanted any more."""
        with self._lock:
            if self._closed:
                work.close()
                raise _ClosedError
            self._pending = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return cast(T, self._pending.result())
        except CancelledError:
            raise _ClosedError from None
