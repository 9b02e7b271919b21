"""Figures for Prometheus at `/metrics`. Every label has few values: nothing that a client sends becomes one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from api.server.cache import AnswerCache
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


class _Times:
    """How long something took: how often up to each of `_SECONDS`, and in all."""

    def __init__(self) -> None:
        self._counts = [0] * (len(_SECONDS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Once more, so long."""
        self._counts[bisect_left(_SECONDS, seconds)] += 1
        self.total += seconds

    def buckets(self) -> list[tuple[str, float]]:
        """For Prometheus: how often up to each bound, which is how often up to those before it, and more."""
        return list(zip((*map(str, _SECONDS), "+Inf"), accumulate(self._counts), strict=True))


class Metrics:
    """The figures of one service: plain numbers, which become Prometheus' when they are read.

    They change in one thread only; the counters of Prometheus' client lock for each, and take longer than an answer
    from the cache.
    """

    def __init__(self, asked: Engine, cache: AnswerCache) -> None:
        self._asked = asked
        self.running = 0
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._seconds: dict[str, _Times] = {}
        self._queue, self._engine = _Times(), _Times()
        self._hits = self._broken = 0
        self._registry = registry = CollectorRegistry()
        registry.register(self)
        Gauge("ksc_requests_running", "Requests being answered", registry=registry).set_function(lambda: self.running)
        Gauge("ksc_cache_bytes", "Memory that cached answers take", registry=registry).set_function(lambda: cache.size)
        Gauge("ksc_cache_answers", "Answers in the cache", registry=registry).set_function(lambda: len(cache))
        self._info = Gauge("ksc_info", "Version and revision in service", ["version", "revision"], registry=registry)

    def count(self, path: str, method: str, status: int, seconds: float) -> None:
        """One request was answered."""
        area = area_of(path)
        self._requests[area, method if method in _METHODS else "other", status] += 1
        times = self._seconds.get(area)
        if times is None:
            times = self._seconds[area] = _Times()
        times.add(seconds)

    def hit(self) -> None:
        """It was answered from the cache."""
        self._hits += 1

    def broken(self) -> None:
        """Its answer ended before it was whole."""
        self._broken += 1

    def queried(self, queue_s: float, engine_s: float) -> None:
        """It asked the engine."""
        self._queue.add(queue_s)
        self._engine.add(engine_s)

    def collect(self) -> Iterator[Metric]:
        """The figures for Prometheus' client."""
        requests = CounterMetricFamily("ksc_requests", "Requests answered", labels=["area", "method", "status"])
        for (area, method, status), number in self._requests.items():
            requests.add_metric([area, method, str(status)], number)
        seconds = HistogramMetricFamily("ksc_request_seconds", "Time to answer a request", labels=["area"])
        for area, times in self._seconds.items():
            seconds.add_metric([area], times.buckets(), times.total)
        queue, engine = self._queue, self._engine
        waited, ran = "Time that a request's queries waited", "Time that a request's queries ran"
        yield from (requests, seconds)
        yield HistogramMetricFamily("ksc_queue_seconds", waited, queue.buckets(), queue.total)
        yield HistogramMetricFamily("ksc_engine_seconds", ran, engine.buckets(), engine.total)
        yield CounterMetricFamily("ksc_cache_hits", "Requests answered from the cache", self._hits)
        yield CounterMetricFamily("ksc_answers_broken_off", "Answers that ended before they were whole", self._broken)

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
