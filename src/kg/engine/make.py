"""The engine that the settings ask for."""

from __future__ import annotations

from kg.dataset import Dataset
from kg.engine.embedded import EmbeddedEngine
from kg.settings import Settings


def engine_for(settings: Settings, dataset: Dataset) -> EmbeddedEngine:
    """An engine over `dataset`; not started."""
    return EmbeddedEngine(
        dataset,
        workers=settings.workers,
        timeout_s=settings.timeout_s,
        memory_mb=settings.memory_mb,
        queue=settings.queue,
    )
