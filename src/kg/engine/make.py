"""The engine that the settings ask for."""

from __future__ import annotations

from kg.dataset import Dataset
from kg.engine import federation
from kg.engine.base import Engine
from kg.engine.embedded import EmbeddedEngine
from kg.errors import UsageError
from kg.settings import Settings


def engine_for(settings: Settings, dataset: Dataset) -> Engine:
    """An engine over `dataset`; not started. Raises UsageError for a setting that makes none."""
    hosts = federation.read_hosts(settings.service_hosts)
    if not settings.engine_url:
        return EmbeddedEngine(
            dataset,
            workers=settings.workers,
            timeout_s=settings.timeout_s,
            memory_mb=settings.memory_mb,
            queue=settings.queue,
            service_hosts=hosts,
        )
    if hosts:
        raise UsageError("KSC_SERVICE_HOSTS cannot be held to where KSC_ENGINE_URL is set: unset one of them")
    if settings.token:
        raise UsageError("KSC_TOKEN allows writes, which a remote engine does not take: unset it or KSC_ENGINE_URL")
    from kg.engine.remote import RemoteEngine  # here, so that who needs no HTTP client starts without it

    return RemoteEngine(
        settings.engine_url,
        dataset,
        workers=settings.workers,
        timeout_s=settings.timeout_s,
        memory_mb=settings.memory_mb,
        queue=settings.queue,
    )
