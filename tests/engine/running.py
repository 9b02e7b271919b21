"""Engines that run for as long as a test works with them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from kg.engine.base import Engine

E = TypeVar("E", bound=Engine)
T = TypeVar("T")


@asynccontextmanager
async def running(engine: E) -> AsyncIterator[E]:
    """The engine, started; stopped at the end."""
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


def with_engine(engine: E, work: Callable[[E], Awaitable[T]]) -> T:
    """What `work` gives with the engine, in an event loop of its own."""

    async def main() -> T:
        async with running(engine):
            return await work(engine)

    return asyncio.run(main())
