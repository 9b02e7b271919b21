"""Figures for Prometheus at `/metrics`. Every label has few values: nothing that a client sends becomes one."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from api.cache import AnswerCache
from kg import __version__
from kg.engine.base import Engine

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
_AREAS: Final = frozenset(
    {
        *("sparql", "store", "queries", "id", "doc", "ontology", "shapes", "scheme", "graph", "validate", "search"),
        *("suggest", "healthz", "metrics", "docs", "dumps", "static", ".well-known"),
    }
)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one service."""

    def __init__(self, asked: Engine, cache: AnswerCache) -> None:
        self._asked = asked
        self._registry = registry = CollectorRegistry()
        self._requests = Counter("ksc_requests", "Requests answered", ["area", "method", "status"], registry=registry)
        self._seconds = Histogram(
            "ksc_request_seconds", "Time to answer a request", ["area"], buckets=_SECONDS, registry=registry
        )
        self._queue = Histogram(
            "ksc_queue_seconds", "Time that a request's queries waited", buckets=_SECONDS, registry=registry
        )
        self._engine = Histogram(
            "ksc_engine_seconds", "Time that a request's queries ran", buckets=_SECONDS, registry=registry
        )
        self._hits = Counter("ksc_cache_hits", "Requests answered from the cache", registry=registry)
        self._broken = Counter("ksc_answers_broken_off", "Answers that ended before they were whole", registry=registry)
        self.running = Gauge("ksc_requests_running", "Requests being answered", registry=registry)
        Gauge("ksc_cache_bytes", "Memory that cached answers take", registry=registry).set_function(lambda: cache.size)
        Gauge("ksc_cache_answers", "Answers in the cache", registry=registry).set_function(lambda: len(cache))
        self._info = Gauge("ksc_info", "Version and revision in service", ["version", "revision"], registry=registry)
        self._children: dict[tuple[str, str, int], Counter] = {}
        self._areas: dict[str, Histogram] = {}

    def count(self, path: str, method: str, status: int, seconds: float) -> None:
        """One request was answered."""
        area = area_of(path)
        key = (area, method if method in _METHODS else "other", status)
        counter = self._children.get(key)
        if counter is None:
            counter = self._children[key] = self._requests.labels(key[0], key[1], str(status))
        counter.inc()
        histogram = self._areas.get(area)
        if histogram is None:
            histogram = self._areas[area] = self._seconds.labels(area)
        histogram.observe(seconds)

    def hit(self) -> None:
        """It was answered from the cache."""
        self._hits.inc()

    def broken(self) -> None:
        """Its answer ended before it was whole."""
        self._broken.inc()

    def queried(self, queue_s: float, engine_s: float) -> None:
        """It asked the engine."""
        self._queue.observe(queue_s)
        self._engine.observe(engine_s)

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        self._info.clear()
        self._info.labels(__version__, self._asked.revision).set(1)
        return generate_latest(self._registry)


def area_of(path: str) -> str:
    """The part of the service that a path belongs to: its first segment where that is known, else `other`."""
    if path == "/":
        return "home"
    first = path[1:].partition("/")[0].partition(".")[0] if not path.startswith("/.") else path[1:].partition("/")[0]
    return first if first in _AREAS else "other"
