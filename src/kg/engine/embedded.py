"""The embedded engine: a pool of query worker processes over one dataset.

A worker answers one query at a time. One that is past its deadline, died, or whose client went away is killed and
replaced; nobody else notices.

Workers follow the dataset: an idle one always holds the newest state, and one that a change met at a query is brought
up to date when that query ends. An answer is of the one state that its worker held.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from kg.dataset import Dataset
from kg.engine import frames
from kg.engine.base import Hint, QueryRequest
from kg.engine.process import Change, State, WorkerProcess, query_error
from kg.engine.timing import CURRENT
from kg.engine.waiting import WaitingLine
from kg.errors import EngineBusy, EngineError, QueryTimeout
from kg.messages import Message
from kg.namespaces import PREFIXES

SPARES: Final = 4
PATIENCE_S: Final = 1.0  # seconds of waiting for a worker after which a spare one is started
_TICK_S: Final = 0.1  # how often those that wait are looked at
CHANGES: Final = 16  # that are kept; a worker that is further behind is replaced


class EmbeddedAnswer:
    """An answer that streams from a worker. The worker goes back to the pool at its end, or is killed.

    At the deadline it is killed even if nobody is reading: a client that stops reading must not keep a worker.
    """

    def __init__(
        self,
        engine: EmbeddedEngine,
        worker: WorkerProcess,
        expiry: asyncio.TimerHandle,
        head: Mapping[str, Any],
        first: tuple[bytes, bytes],
    ) -> None:
        self.format: str = head["format"]
        self.hints = tuple(Hint(h["kind"], h["iri"], h["declared"], tuple(h["near"])) for h in head.get("hints", ()))
        self.revision = worker.state.revision
        self._engine, self._worker, self._expiry, self._first = engine, worker, expiry, first[1]
        self.whole = first[0] == frames.LAST
        self._open = True
        if self.whole:
            self._end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            yield self._first
            while self._open:
                kind, payload = await self._engine.receive(self._worker)
                if kind == frames.ERROR:
                    raise query_error(json.loads(payload))
                if kind == frames.LAST:
                    self._end()
                yield payload
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Stop the query if it is still running."""
        if self._open:
            self._close()
            self._engine.replace(self._worker)

    def _end(self) -> None:
        self._close()
        self._engine.free(self._worker)

    def _close(self) -> None:
        self._open = False
        self._expiry.cancel()


class EmbeddedEngine:
    """`workers` processes; at most `queue` queries wait for one. See `kg.engine.base.Engine` for the interface.

    Where a query has waited for a while, every worker may be at a slow one: up to `SPARES` more are started, which go
    when nobody waits any longer. So a few runaways leave the others answered on a machine with few cores, too.
    `service_hosts`: those that SERVICE may reach. `parse_only`: check the queries, and answer with no bytes.
    """

    def __init__(
        self,
        dataset: Dataset,
        *,
        workers: int,
        timeout_s: float,
        memory_mb: int,
        queue: int = 64,
        service_hosts: Iterable[str] = (),
        parse_only: bool = False,
    ) -> None:
        self._state = State(0, dataset.revision)
        self._changes: deque[Change] = deque(maxlen=CHANGES)
        self._adopting = asyncio.Lock()
        self.timeout_s, self.memory_mb = timeout_s, memory_mb
        self._dataset, self._size = dataset, workers
        config = {
            "memory_mb": memory_mb,
            "prefixes": PREFIXES,
            "service_hosts": list(service_hosts),
            "parse_only": parse_only,
        }
        self._config = json.dumps(config).encode()
        self._idle: list[WorkerProcess] = []
        self._waiting = WaitingLine(queue)
        self._ticker: asyncio.TimerHandle | None = None
        self._workers: set[WorkerProcess] = set()
        self._dying: set[WorkerProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = 0
        self._stopped = False

    @property
    def revision(self) -> str:
        """The revision that new queries are answered from."""
        return self._state.revision

    async def start(self) -> None:
        """Start the workers. Raises EngineError when one does not come up."""
        try:
            await asyncio.gather(*(self._add_worker() for _ in range(self._size)))
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Kill the workers; none is replaced any more."""
        self._stopped = True
        if self._ticker:
            self._ticker.cancel()
        self._waiting.turn_away(self._busy())
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._workers | self._dying))
        self._workers.clear()

    async def run(self, request: QueryRequest) -> EmbeddedAnswer:
        """Answer a query; returns with its first bytes. A cancelled call frees its worker."""
        begun, timing = time.perf_counter(), CURRENT.get()  # a loop's clock may stand still while it works
        try:
            worker = self._take() or await self._wait()
        finally:
            if timing:
                timing.queue_s += time.perf_counter() - begun
                timing.query = timing.query or request.text
        expiry = asyncio.get_running_loop().call_later(self.timeout_s, self.replace, worker)
        try:
            await worker.ask(request, self.timeout_s)
            kind, payload = await self.receive(worker)
            if kind != frames.ERROR:
                first = await self.receive(worker)
                if timing:
                    timing.revisions.add(worker.state.revision)
                return EmbeddedAnswer(self, worker, expiry, json.loads(payload), first)
        except BaseException:
            expiry.cancel()
            self.replace(worker)
            raise
        expiry.cancel()
        self.free(worker)
        raise query_error(json.loads(payload))

    async def adopt(self, dataset: Dataset) -> None:
        """Answer every query from `dataset` that begins after this returned; those that run keep theirs."""
        async with self._adopting:
            removed, added = await asyncio.to_thread(dataset.change_from, self._dataset)
            self._state = State(self._state.number + 1, dataset.revision)
            self._dataset = dataset
            self._changes.append(Change(self._state, removed, added))
            behind, self._idle = self._idle, []
            for worker in behind:
                self.free(worker)

    async def receive(self, worker: WorkerProcess) -> tuple[bytes, bytes]:
        """The worker's next message. Raises the QueryError that says why none comes any more."""
        begun = time.perf_counter()
        try:
            return await worker.receive()
        except asyncio.IncompleteReadError:
            if worker not in self._workers:  # it did not die: it was killed at its deadline
                raise self._overdue() from None
            cause = await worker.cause_of_death(self.memory_mb)
            self.replace(worker)
            raise cause from None
        finally:
            if timing := CURRENT.get():
                timing.engine_s += time.perf_counter() - begun

    def free(self, worker: WorkerProcess) -> None:
        """The worker is ready for the next query; a spare one goes if there is none. One that is behind catches up."""
        if worker not in self._workers:
            return
        if worker.state != self._state:
            self._background(self._catch_up(worker))
            return
        if self._waiting.give(worker):
            return
        if len(self._workers) > self._size:
            self.replace(worker)
        else:
            self._idle.append(worker)

    def replace(self, worker: WorkerProcess) -> None:
        """Kill the worker and start another in its place unless it was a spare one, in the background."""
        if worker in self._workers and not self._stopped:
            self._workers.remove(worker)
            self._dying.add(worker)
            worker.signal()
            self._background(self._replace(worker))

    async def _catch_up(self, worker: WorkerProcess) -> None:
        """Bring the worker to the newest state and free it; one that is too far behind or fails is replaced."""
        try:
            async with asyncio.timeout(self.timeout_s):
                while behind := self._state.number - worker.state.number:
                    if behind > len(self._changes):
                        return self.replace(worker)
                    await worker.apply(self._changes[-behind])
        except (TimeoutError, asyncio.IncompleteReadError):
            return self.replace(worker)
        return self.free(worker)

    async def _replace(self, worker: WorkerProcess) -> None:
        await worker.kill()
        self._dying.remove(worker)
        pause = 0.1
        while len(self._workers) + self._starting < self._size:
            try:
                await self._add_worker()
            except (EngineError, OSError):  # no memory or no process to be had just now
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5.0)

    async def _add_spare(self) -> None:
        with suppress(EngineError, OSError):
            await self._add_worker()

    async def _add_worker(self) -> None:
        self._starting += 1
        try:
            worker = await WorkerProcess.start(self._config, self._dataset.nquads, self._state)
        finally:
            self._starting -= 1
        self._workers.add(worker)
        self.free(worker)

    def _take(self) -> WorkerProcess | None:
        """An idle worker of one's own, if there is one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self.replace(worker)
        return None

    async def _wait(self) -> WorkerProcess:
        """The next worker that gets free. Raises EngineBusy when too many wait already, or the wait gets too long."""
        if self._waiting.is_full:
            raise self._busy()
        self._ticker = self._ticker or asyncio.get_running_loop().call_later(_TICK_S, self._tick)
        return await self._waiting.wait(self.free)

    def _tick(self) -> None:
        """Turn away those that have waited too long; start a spare worker where one has waited for a while."""
        self._ticker = None
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._waiting.turn_away(self._busy(), now - self.timeout_s)
        oldest = self._waiting.oldest
        if oldest is None:
            return
        self._ticker = loop.call_later(_TICK_S, self._tick)
        started = self._starting + len(self._workers) + len(self._dying)
        if now - oldest >= PATIENCE_S and not self._starting and started < self._size + SPARES:
            self._background(self._add_spare())

    def _busy(self) -> EngineBusy:
        return EngineBusy(
            Message("every query worker is busy; try again shortly"), max(1, math.ceil(self.timeout_s / 2))
        )

    def _overdue(self) -> QueryTimeout:
        return QueryTimeout(Message("the query was stopped after {seconds:g} s", seconds=self.timeout_s))

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
