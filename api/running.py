"""A service that runs: its state open, its engine and its validation started; all of it stopped at the end."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from api.service import Service
from kg.dataset import Dataset
from kg.engine.make import engine_for
from kg.errors import KscError, UsageError
from kg.settings import Settings
from kg.state import State
from kg.state.writer import Writer
from kg.validate.pool import ValidationPool

_LOG = logging.getLogger("ksc")


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Service]:
    """A service that answers. The workers load the dataset while names and queries are read here.

    Raises UsageError, FindingsError, StateError or EngineError when it cannot start.
    """
    with _state(settings) as state:
        base = Dataset.read(settings.folder)
        dataset = state.overlay(base) if state else base
        engine, validation = engine_for(settings, dataset), _validation(settings, dataset)
        tasks = [asyncio.create_task(engine.start())]
        try:
            service = await asyncio.to_thread(Service.over, settings, dataset, engine)
            service.validation = validation
            if state and settings.token:
                service.writer = Writer(base, state, validation, service.publish, settings.timeout_s)
            await tasks[0]
            tasks.append(asyncio.create_task(_follow(validation, service.writer)))
            gc.freeze()  # names, queries and code stay: they need not be looked through again and again
            yield service
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(engine.stop(), validation.stop())


async def _follow(validation: ValidationPool, writer: Writer | None) -> None:
    """What queries need not wait for. A validation that does not start says so to whoever asks it."""
    try:
        await validation.start()
        if writer:
            await writer.catch_up()
    except KscError as error:
        _LOG.error("%s", error)


@contextmanager
def _state(settings: Settings) -> Iterator[State | None]:
    """The state folder, if there is one. Raises UsageError for a token without: writes would be lost at the end."""
    if not settings.state:
        if settings.token:
            raise UsageError("KSC_TOKEN allows writes, but there is no folder to keep them in; set KSC_STATE too")
        yield None
        return
    state = State.open(Path(settings.state))
    try:
        yield state
    finally:
        state.close()


def _validation(settings: Settings, dataset: Dataset) -> ValidationPool:
    return ValidationPool(
        settings.folder,
        dataset,
        # For our shapes one does: a record takes milliseconds. Shapes of others may take all the time that there is.
        workers=settings.workers if settings.user_shapes else 1,
        timeout_s=settings.timeout_s,
        memory_mb=settings.memory_mb,
        queue=settings.queue,
    )
