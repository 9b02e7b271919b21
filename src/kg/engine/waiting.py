"""The queries that wait for a worker, in the order in which they came."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kg.engine.process import WorkerProcess
from kg.errors import EngineBusy


@dataclass(frozen=True, slots=True)
class _Waiter:
    """A query that waits for a worker, since when by the loop's clock."""

    since: float
    place: asyncio.Future[WorkerProcess]

    def given(self) -> WorkerProcess | None:
        """The worker that it was given, if any."""
        if self.place.cancelled() or not self.place.done() or self.place.exception():
            return None
        return self.place.result()


class WaitingLine:
    """At most `most` wait; those that have gone still stand in the line until it is their turn."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiters: deque[_Waiter] = deque()

    @property
    def is_full(self) -> bool:
        """Whether nobody may join."""
        return len(self._waiters) >= self._most

    @property
    def oldest(self) -> float | None:
        """Since when the first one waits; None when nobody does."""
        return self._waiters[0].since if self._waiters else None

    async def wait(self, give_back: Callable[[WorkerProcess], None]) -> WorkerProcess:
        """Join, and wait for a worker. One that comes when the call was cancelled is given back.

        Raises the EngineBusy by which it is turned away.
        """
        loop = asyncio.get_running_loop()
        waiter = _Waiter(loop.time(), loop.create_future())
        self._waiters.append(waiter)
        try:
            return await waiter.place
        except asyncio.CancelledError:
            if worker := waiter.given():
                give_back(worker)
            elif waiter in self._waiters:
                self._waiters.remove(waiter)
            raise

    def give(self, worker: WorkerProcess) -> bool:
        """Give the worker to the first that is still there. False when nobody is."""
        while self._waiters:
            place = self._waiters.popleft().place
            if not place.done():
                place.set_result(worker)
                return True
        return False

    def turn_away(self, error: EngineBusy, before: float = math.inf) -> None:
        """Let those wait no more that came by then."""
        while self._waiters and (self._waiters[0].place.done() or self._waiters[0].since <= before):
            place = self._waiters.popleft().place
            if not place.done():
                place.set_exception(error)
