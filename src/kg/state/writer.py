"""The gate that every write passes, one at a time: judged, kept, published; then it is acknowledged.

    written = await writer.write(propose, "json", "ko")

`propose` is given the dataset as it is when the write's turn has come, so that what it decides by that (If-Match, what
to merge with) still holds when the change is made. Until the change is kept, nothing is different; once it is, the
write is carried through, even if whoever asked for it has gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from kg.dataset import ONTOLOGY, QUERIES, SHAPES, Dataset, Graph
from kg.errors import EngineBusy, WriteInvalid, WriteRefused
from kg.messages import Message
from kg.state.folder import State
from kg.validate.pool import INFERRED, Judgement, ValidationPool

PROTECTED: Final[Mapping[str, Message]] = {
    ONTOLOGY: Message("the graph {graph} holds the terms that everything else is checked by", graph=ONTOLOGY),
    SHAPES: Message("the graph {graph} holds the shapes that everything else is checked by", graph=SHAPES),
    QUERIES: Message("the graph {graph} lists the canned queries, which are files", graph=QUERIES),
    INFERRED: Message("the graph {graph} holds what follows from the others, by itself", graph=INFERRED),
}
"""The graphs that nobody can write to, and why."""

_RETRY_S: Final = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change: graphs in the place of those of their names, None for one that goes.

    `records` are what graphs are built from, where that is a record.
    """

    changes: Mapping[str, Graph | None]
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Propose = Callable[[Dataset], Awaitable[Proposal]]
Publish = Callable[[Dataset], Awaitable[Callable[[], Awaitable[None]]]]
"""Makes ready to serve a dataset, and gives what then switches to it."""


class Writer:
    """Takes changes to `dataset`, which `base` and `state` make up. Used from one event loop."""

    def __init__(self, base: Dataset, state: State, pool: ValidationPool, publish: Publish, patience_s: float) -> None:
        self.base, self.dataset = base, state.overlay(base)
        self._state, self._pool, self._publish, self._patience_s = state, pool, publish, patience_s
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[Dataset]] = set()

    @property
    def number(self) -> int:
        """The number of the change that is made next."""
        return self._state.number + 1

    @property
    def shipped(self) -> frozenset[str]:
        """The graphs that the project ships, as it does or replaced here."""
        return frozenset(self.base.graphs.keys() | PROTECTED.keys())

    async def catch_up(self) -> None:
        """Let the inferred graph follow shipped graphs that are others than when the last change was kept.

        What was accepted stays, whatever new shapes say of it.
        """
        if self._state.entries and self._state.base != self.base.revision:
            async with self._lock():
                judgement = await self._pool.judge(self.dataset, "text", "en")
                await self._keep(self._following(Proposal({}), judgement))

    async def write(self, propose: Propose, form: str, language: str) -> Dataset:
        """Make the change that `propose` gives; the dataset after it. What `propose` raises passes through.

        `form` and `language` are those of the report in a WriteInvalid. Raises WriteRefused for a graph that nobody can
        write to, StorageError, EngineBusy when others write for too long, and what ValidationPool.judge raises.
        """
        task = asyncio.get_running_loop().create_task(self._write(propose, form, language))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def _write(self, propose: Propose, form: str, language: str) -> Dataset:
        async with self._lock():
            proposal = await propose(self.dataset)
            for name in proposal.changes:
                if name in PROTECTED:
                    raise WriteRefused(PROTECTED[name])
            proposal = Proposal(
                {name: self._as_shipped(name, graph) for name, graph in proposal.changes.items()}, proposal.records
            )
            if proposal.changes:
                candidate = self.dataset.with_graphs(proposal.changes)
                judgement = await self._pool.judge(candidate, form, language)
                if not judgement.verdict.conforms:
                    message = Message("the data would not conform to the shapes; nothing was changed")
                    raise WriteInvalid(message, judgement.verdict.text)
                await self._keep(self._following(proposal, judgement))
            return self.dataset

    def _as_shipped(self, name: str, graph: Graph | None) -> Graph | None:
        """The shipped graph where the other says the same: then it is no longer replaced."""
        shipped = self.base.graphs.get(name)
        return shipped if graph and shipped and graph.lines.keys() == shipped.lines.keys() else graph

    def _following(self, proposal: Proposal, judgement: Judgement) -> Proposal:
        """The change with that of the inferred graph, where there is one."""
        known = self.dataset.graphs.get(INFERRED)
        if set(judgement.inferred) == set(known.lines if known else ()):
            return proposal
        graph = Graph.of(judgement.inferred) if judgement.inferred else None
        return Proposal({**proposal.changes, INFERRED: self._as_shipped(INFERRED, graph)}, proposal.records)

    async def _keep(self, proposal: Proposal) -> None:
        """Keep a change that was judged, then serve it. What can fail for want of memory or disk comes first."""
        dataset = self.dataset.with_graphs(proposal.changes)
        switch = await self._publish(dataset)
        await asyncio.to_thread(self._state.commit, self.base, proposal.changes, proposal.records)
        self.dataset = dataset
        await self._pool.adopt(dataset)
        await switch()

    @asynccontextmanager
    async def _lock(self) -> AsyncIterator[None]:
        """One's turn. Raises EngineBusy when it does not come."""
        try:
            async with asyncio.timeout(self._patience_s):
                await self._turn.acquire()
        except TimeoutError:
            raise EngineBusy(Message("others are writing; try again shortly"), _RETRY_S) from None
        try:
            yield
        finally:
            self._turn.release()
