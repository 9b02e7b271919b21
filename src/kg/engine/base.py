"""The interface of every engine: a query request in, a streamed answer out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:  # workers import this module, and must start fast
    from kg.dataset import Dataset


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query and how to answer it.

    `solutions` and `graph` name the formats (`kg.engine.formats`) for SELECT and ASK, and for CONSTRUCT and DESCRIBE;
    None: the client takes none of that kind. `default_graphs` and `named_graphs` are the protocol request's dataset;
    where both are None the query's own FROM clauses decide (SPARQL 1.1 Protocol, section 2.1.4). `base` is what
    relative IRIs of the query are relative to, where it has no BASE of its own. `hints`: look for them.
    """

    text: str
    solutions: str | None = "json"
    graph: str | None = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str | None = None
    hints: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """A class or property that a query names and no statement uses: what it is, its IRI, used ones with a like name.

    `declared`: the dataset says something about it, if only that it exists.
    """

    kind: Literal["class", "property"]
    iri: str
    declared: bool
    near: tuple[str, ...]


class Answer(Protocol):
    """An answer that has begun: iterate it to its end for the bytes, or `aclose` it; both free the worker.

    Iterating raises a QueryError when the rest cannot be had: what was read so far is then incomplete and must not pass
    for an answer. `whole`: all of it has come, in one piece. `revision` is the one that it is of, all of it.
    """

    format: str
    revision: str
    whole: bool
    hints: tuple[Hint, ...]

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None:
        """Stop the query if it is still running. Harmless after the end."""


class Engine(Protocol):
    """Something that answers SPARQL queries."""

    @property
    def revision(self) -> str:
        """The revision of the dataset that new queries are answered from."""

    async def start(self) -> None:
        """Make ready to answer. Raises EngineError when that cannot be."""

    async def stop(self) -> None:
        """Give up every query and free everything."""

    async def run(self, request: QueryRequest) -> Answer:
        """Answer a query, or raise the QueryError that says why not; returns when the first bytes are there."""

    async def adopt(self, dataset: Dataset) -> None:
        """Answer every query from `dataset` that begins after this returned; those that run keep theirs.

        Switches at its end: between that and the caller's next step nothing else runs in the event loop.
        """


async def read_all(engine: Engine, request: QueryRequest) -> bytes:
    """The whole answer in one piece, for answers known to be small."""
    answer = await engine.run(request)
    try:
        return b"".join([chunk async for chunk in answer])
    finally:
        await answer.aclose()
