"""Waiting for what a service, a worker or a page will do, without a guess at how long it takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

PATIENCE_S: Final = 60.0  # on a machine that is busy with other tests


_PAUSE_S: Final = 0.02


def wait_until(happened: Callable[[], object], what: str) -> None:
    """Wait until something has happened. Raises AssertionError, which names it, when it does not."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        _still_time(end, what)
        time.sleep(_PAUSE_S)


async def until(happened: Callable[[], object], what: str) -> None:
    """`wait_until` within an event loop, which goes on meanwhile."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        _still_time(end, what)
        await asyncio.sleep(_PAUSE_S)


def _still_time(end: float, what: str) -> None:
    assert time.monotonic() < end, f"after {PATIENCE_S:.0f} s there is still not: {what}"
