"""How long a request's queries waited and ran: filled in by the engine, read by who answers the request."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass(slots=True)
class Timing:
    """Seconds spent waiting for a worker and waiting for its answers; the text of the first query, if there was one."""

    queue_s: float = 0.0
    engine_s: float = 0.0
    query: str | None = None


# Set for each request; tasks that the request starts see the same object.
CURRENT: Final[ContextVar[Timing | None]] = ContextVar("ksc_timing", default=None)
