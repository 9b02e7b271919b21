"""The engine that the settings ask for."""

from __future__ import annotations

from kg.dataset import Dataset
from kg.engine import federation
from kg.engine.embedded import EmbeddedEngine
from kg.settings import Settings


def engine_for(settings: Settings, dataset: Dataset) -> EmbeddedEngine:
    """An engine over `dataset`; not started. Raises UsageError for a setting that makes none."""
    return EmbeddedEngine(
        dataset,
        workers=settings.workers,
        timeout_s=settings.timeout_s,
        memory_mb=settings.memory_mb,
        queue=settings.queue,
        service_hosts=federation.read_hosts(settings.service_hosts),
    )
