"""How a request's queries fared, and on what: filled in by the engine, read by who answers the request."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final


@dataclass(slots=True)
class Timing:
    """Seconds spent waiting for a worker and waiting for its answers; the text of the first query, if there was one.

    `revisions`: those that the queries were answered from; more than one where a change came in between.
    """

    queue_s: float = 0.0
    engine_s: float = 0.0
    query: str | None = None
    revisions: set[str] = field(default_factory=set)


# Set for each request; tasks that the request starts see the same object.
CURRENT: Final[ContextVar[Timing | None]] = ContextVar("ksc_timing", default=None)
