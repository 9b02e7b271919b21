"""The remote engine: parses each query here, then asks the server."""

from __future__ import annotations

import asyncio
import math
import os
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from kg import sparql
from kg.dataset import Dataset
from kg.engine.base import Answer, QueryRequest
from kg.engine.embedded import EmbeddedEngine
from kg.engine.remote import holdings
from kg.engine.remote.answer import SMALL, StreamedAnswer, WholeAnswer, accept, body_of, writing
from kg.engine.remote.server import Server
from kg.engine.timing import CURRENT
from kg.errors import EngineBusy, EngineError, QueryRefused, QueryTimeout
from kg.messages import Message

_LONGEST: Final = 1 << 16  # characters of a query that is read in this process


class RemoteEngine:
    """Asks the SPARQL server at `url`, which must hold `dataset`; at most `workers` queries at once.

    Every query is parsed by workers of our own first, so that faults in it, updates and SERVICE are answered as the
    embedded engine answers them, and never sent. See `kg.engine.base.Engine` for the interface. Answers have no hints.
    """

    def __init__(
        self, url: str, dataset: Dataset, *, workers: int, timeout_s: float, memory_mb: int, queue: int
    ) -> None:
        self.revision = dataset.revision
        self.timeout_s = timeout_s
        self._dataset, self._server = dataset, Server(url)
        self._parsers = EmbeddedEngine(
            Dataset({}),
            workers=min(workers, os.cpu_count() or 1),
            timeout_s=timeout_s,
            memory_mb=memory_mb,
            queue=queue,
            parse_only=True,
        )
        self._free = asyncio.Semaphore(workers)
        self._waiting, self._queue = 0, queue
        self._threads = ThreadPoolExecutor(workers, "ksc-remote")
        self._streamed: set[StreamedAnswer] = set()
        self._merges = True

    async def start(self) -> None:
        """Make ready, and see that the server holds the dataset. Raises EngineError when it does not."""
        await self._server.open()
        try:
            await self._parsers.start()
            self._merges = await holdings.check(self, self._dataset, self._server.shown)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Give up every query and free everything."""
        for answer in list(self._streamed):
            await answer.aclose()
        await self._server.close()
        await self._parsers.stop()
        await asyncio.to_thread(self._threads.shutdown)

    async def adopt(self, dataset: Dataset) -> None:
        """Not to be had: the server's data is changed on the server. Raises EngineError."""
        raise EngineError(Message("the remote engine's data is not changed through KSC"))

    async def run(self, request: QueryRequest) -> Answer:
        """Answer a query; returns with its first bytes. A cancelled call breaks its connection off."""
        timing = CURRENT.get()
        if timing:
            timing.query = timing.query or request.text
            timing.revisions.add(self.revision)
        hidden = CURRENT.set(None)  # the parsers hold a dataset of their own, with nothing in it
        try:
            checked = await self._parsers.run(request)
            await checked.aclose()
        finally:
            CURRENT.reset(hidden)
        if not self._merges and _default_graphs(request) > 1:
            raise QueryRefused(Message("the remote engine does not merge default graphs: name one, or use GRAPH"))
        await self._take()
        begun = time.perf_counter()
        try:
            return await self._ask(request, checked.format)
        finally:
            if timing:
                timing.engine_s += time.perf_counter() - begun

    async def _ask(self, request: QueryRequest, name: str) -> Answer:
        """The server's answer, to be written in the format of that name. Gives back the place that was taken."""
        deadline = asyncio.get_running_loop().time() + self.timeout_s
        response = streamed = None
        try:
            async with asyncio.timeout_at(deadline):
                response = await self._server.post(_form(request), accept(name))
                how, body = writing(request, name, response), body_of(response)
                first = await anext(body)
            if len(first) <= SMALL:
                return WholeAnswer(how, first, self.revision)
            streamed = StreamedAnswer(
                how,
                _joined(first, body),
                response,
                revision=self.revision,
                deadline=deadline,
                overdue=self._overdue(),
                executor=self._threads,
                done=lambda: self._end(streamed),
            )
            self._streamed.add(streamed)
            await streamed.begin()
            return streamed
        except BaseException as error:
            if streamed:
                await streamed.aclose()
            elif response:
                response.close()
            if isinstance(error, TimeoutError):
                raise self._overdue() from None
            raise
        finally:
            if not streamed:
                self._free.release()

    def _end(self, answer: StreamedAnswer | None) -> None:
        if answer:
            self._streamed.discard(answer)
        self._free.release()

    async def _take(self) -> None:
        """A place among the queries that run. Raises EngineBusy when too many wait, or the wait gets too long."""
        if self._free.locked() and self._waiting >= self._queue:
            raise self._busy()
        begun = time.perf_counter()
        self._waiting += 1
        try:
            async with asyncio.timeout(self.timeout_s):
                await self._free.acquire()
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1
            if timing := CURRENT.get():
                timing.queue_s += time.perf_counter() - begun

    def _busy(self) -> EngineBusy:
        return EngineBusy(
            Message("every query worker is busy; try again shortly"), max(1, math.ceil(self.timeout_s / 2))
        )

    def _overdue(self) -> QueryTimeout:
        return QueryTimeout(Message("the query was stopped after {seconds:g} s", seconds=self.timeout_s))


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


def _default_graphs(request: QueryRequest) -> int:
    """How many default graphs the request names; for a query that is too long to be read here, how many it may."""
    if request.default_graphs is not None or request.named_graphs is not None:
        return len(set(request.default_graphs or ()))
    words = request.text.upper().count("FROM")
    return words if words < 2 or len(request.text) > _LONGEST else len(sparql.outline(request.text).default_graphs)


def _form(request: QueryRequest) -> list[tuple[str, str]]:
    """The parameters of the protocol request. The server does not know our base IRI: the query gets it."""
    text = f"BASE <{request.base}> {request.text}" if request.base else request.text
    return [
        ("query", text),
        *(("default-graph-uri", iri) for iri in request.default_graphs or ()),
        *(("named-graph-uri", iri) for iri in request.named_graphs or ()),
    ]
