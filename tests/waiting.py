"""Waiting for what a service, a worker or a page will do, without a guess at how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE_S: Final = 60.0  # on a machine that is busy with other tests


def wait_until(happened: Callable[[], object], what: str) -> None:
    """Wait until something has happened. Raises AssertionError, which names it, when it does not."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end, f"after {PATIENCE_S:.0f} s there is still not: {what}"
        time.sleep(0.02)
