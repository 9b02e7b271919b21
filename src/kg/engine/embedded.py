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
from kg.errors import EngineBusy, EngineError, QueryError, QueryTimeout
from kg.messages import Message
from kg.namespaces import PREFIXES

SPARES: Final = 4
PATIENCE_S: Final = 1.0  # seconds of waiting for a worker after which a spare one is started
CHANGES: Final = 16  # that are kept; a worker that is further behind is replaced


class EmbeddedAnswer:
    """An answer that streams from a worker. The worker goes back to the pool at its end, or is killed.

    At the deadline it is killed even if nobody is reading: a client that stops reading must not keep a worker.
    """

    def __init__(
        self,
        engine: EmbeddedEngine,
        worker: WorkerProcess,
        deadline: float,
        head: Mapping[str, Any],
        first: tuple[bytes, bytes],
    ) -> None:
        self.format: str = head["format"]
        self.hints = tuple(Hint(h["kind"], h["iri"], h["declared"], tuple(h["near"])) for h in head.get("hints", ()))
        self.revision = worker.state.revision
        self._engine, self._worker, self._deadline, self._first = engine, worker, deadline, first[1]
        self.whole = first[0] == frames.LAST
        self._open = True
        self._expiry = asyncio.get_running_loop().call_at(deadline, self._engine.replace, worker)
        if self.whole:
            self._end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            yield self._first
            while self._open:
                kind, payload = await self._engine.receive(self._worker, self._deadline)
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
        self._dataset, self._size, self._queue = dataset, workers, queue
        config = {
            "memory_mb": memory_mb,
            "prefixes": PREFIXES,
            "service_hosts": list(service_hosts),
            "parse_only": parse_only,
        }
        self._config = json.dumps(config).encode()
        self._idle: asyncio.LifoQueue[WorkerProcess] = asyncio.LifoQueue()
        self._workers: set[WorkerProcess] = set()
        self._dying: set[WorkerProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = self._starting = 0
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
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._workers | self._dying))
        self._workers.clear()

    async def run(self, request: QueryRequest) -> EmbeddedAnswer:
        """Answer a query; returns with its first bytes. A cancelled call frees its worker."""
        begun = time.perf_counter()  # a loop's clock may stand still while it works
        try:
            worker = await self._take()
        finally:
            if timing := CURRENT.get():
                timing.queue_s += time.perf_counter() - begun
                timing.query = timing.query or request.text
        deadline = asyncio.get_running_loop().time() + self.timeout_s
        try:
            await worker.send(frames.REQUEST, _message(request, self.timeout_s))
            kind, payload = await self.receive(worker, deadline)
            if kind == frames.ERROR:
                error = query_error(json.loads(payload))
                self.free(worker)
                raise error
            first = await self.receive(worker, deadline)
        except QueryError:
            raise
        except BaseException:
            self.replace(worker)
            raise
        return EmbeddedAnswer(self, worker, deadline, json.loads(payload), first)

    async def adopt(self, dataset: Dataset) -> None:
        """Answer every query from `dataset` that begins after this returned; those that run keep theirs."""
        async with self._adopting:
            removed, added = await asyncio.to_thread(dataset.change_from, self._dataset)
            self._state = State(self._state.number + 1, dataset.revision)
            self._dataset = dataset
            self._changes.append(Change(self._state, removed, added))
            while not self._idle.empty():
                self.free(self._idle.get_nowait())

    async def receive(self, worker: WorkerProcess, deadline: float) -> tuple[bytes, bytes]:
        """The worker's next message. When none comes before the deadline, or ever, the worker is replaced."""
        begun = time.perf_counter()
        try:
            if asyncio.get_running_loop().time() > deadline:  # a timeout only strikes where there is a wait
                raise TimeoutError
            async with asyncio.timeout_at(deadline):
                return await worker.receive()
        except TimeoutError:
            self.replace(worker)
            raise self._overdue() from None
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
        if len(self._workers) > self._size and not self._waiting:
            self.replace(worker)
        elif worker.state == self._state:
            self._idle.put_nowait(worker)
        else:
            self._background(self._catch_up(worker))

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
            except EngineError:  # no memory or no process to be had just now
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5.0)

    async def _add_spare(self) -> None:
        with suppress(EngineError):
            await self._add_worker()

    async def _add_worker(self) -> None:
        self._starting += 1
        try:
            worker = await WorkerProcess.start(self._config, self._dataset.nquads, self._state)
        finally:
            self._starting -= 1
        self._workers.add(worker)
        self.free(worker)

    async def _take(self) -> WorkerProcess:
        """A worker of one's own. Raises EngineBusy when too many wait already, or the wait gets too long."""
        if self._idle.empty() and self._waiting >= self._queue:
            raise self._busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self.timeout_s):
                while True:
                    worker = await self._next_idle()
                    if worker.alive:
                        return worker
                    self.replace(worker)
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1

    async def _next_idle(self) -> WorkerProcess:
        """The next worker that gets free, or a spare one."""
        while True:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    return await self._idle.get()
            except TimeoutError:
                if not self._starting and len(self._workers) + len(self._dying) < self._size + SPARES:
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


def _message(request: QueryRequest, timeout_s: float) -> bytes:
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
    return json.dumps(message).encode()
