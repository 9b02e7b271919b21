"""What every request passes first: the cache of answers, entity tags, timing, figures, the access log.

Plain ASGI around the application: a cached answer is sent without the framework. `/metrics` is answered here, where the
figures are.
"""

from __future__ import annotations

import sys
import time
from typing import TextIO

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.http import problems, tags
from api.http.headers import HEADERS
from api.server import cache, metrics
from api.server.access_log import AccessLog, Entry
from api.server.cache import AnswerCache, Key, Recorder, Stored
from api.server.express import Express
from api.server.repeats import Raw, Repeats
from api.service import Service
from kg.engine.timing import CURRENT, Timing

_CLOSED_BY_CLIENT = 499  # nginx's number, for the log: nothing was sent


class Front:
    """The service as the server runs it. `log` is where access is logged, if the settings want it."""

    def __init__(self, app: FastAPI, service: Service, log: TextIO = sys.stderr) -> None:
        self._app, self._engine = Express(app), service.engine
        self._cache = AnswerCache(service.settings.cache_mb << 20)
        self._repeats = Repeats()
        self._metrics = metrics.Metrics(service.engine, self._cache)
        self._log = AccessLog(log) if service.settings.access_log else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and take note of how that went."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        entry = Entry(scope["method"], scope["path"], self._engine.revision)
        begun = time.perf_counter()
        self._metrics.running += 1
        try:
            if entry.path == "/metrics":
                await self._figures(scope, receive, _Watched(send, entry, begun, Timing()))
            else:
                await self._respond(scope, receive, send, entry, begun)
        finally:
            self._metrics.running -= 1
            self._note(entry, time.perf_counter() - begun)

    def again(self, raw: Raw) -> tuple[bytes, ...] | None:
        """The rest of the answer, after its status line, to a request that came before and whose answer is cached."""
        begun = time.perf_counter()
        repeat = self._repeats.find(raw)
        if repeat is None:
            return None
        stored = self._cache.get(repeat.key) if repeat.key[0] == self._engine.revision else None
        if stored is None:
            self._repeats.forget(raw)
            return None
        entry = Entry("GET", repeat.path, self._engine.revision, 200, len(stored.body), query=stored.query, cached=True)
        entry.complete = True
        timing = _server_timing(entry, begun, Timing())
        self._note(entry, time.perf_counter() - begun)
        return stored.head, b"server-timing: ", timing, b"\r\n\r\n", stored.body

    async def _respond(self, scope: Scope, receive: Receive, send: Send, entry: Entry, begun: float) -> None:
        revision, reads = entry.revision, entry.method in ("GET", "HEAD")
        key, receive = await self._key(scope, receive, revision)
        stored = self._cache.get(key) if key is not None else None
        timing = Timing()
        send = _Watched(send, entry, begun, timing)
        given = tags.held(scope["headers"]) if reads else None
        if given is not None:
            send = tags.Conditional(send, given)
        if stored is not None:
            assert key is not None
            self._repeats.note(scope, key)
            return await _send_stored(stored, send, entry)
        CURRENT.set(timing)
        recorder = Recorder(self._cache.largest) if key is not None and entry.method != "HEAD" else None
        if recorder:
            send = recorder.before(send)
        if reads:
            send = tags.Tagging(send, lambda: not timing.revisions <= {revision})
        try:
            await self._app(scope, receive, send)
        finally:
            entry.query, entry.queue_s, entry.engine_s = timing.query, timing.queue_s, timing.engine_s
        # What a change of the dataset overtook is not of the revision in the key.
        current = timing.revisions <= {revision} and self._engine.revision == revision
        if key is not None and recorder and current and (answer := recorder.stored(timing.query)):
            self._cache.put(key, answer)
        return None

    async def _key(self, scope: Scope, receive: Receive, revision: str) -> tuple[Key | None, Receive]:
        """The request's key, if its answer may be cached, and its `receive`, which a body read for the key needs."""
        if not self._cache.limit:
            return None, receive
        if scope["method"] in ("GET", "HEAD"):
            return cache.key_of(scope, revision, None), receive
        if scope["method"] == "POST" and scope["path"] == "/sparql" and cache.has_small_body(scope):
            body, receive = await cache.read_body(receive)
            return None if body is None else cache.key_of(scope, revision, body), receive
        return None, receive

    async def _figures(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {**HEADERS, "Cache-Control": "no-store", "Content-Type": metrics.CONTENT_TYPE}
        answer = Response(self._metrics.text(), headers=headers)
        if scope["method"] not in ("GET", "HEAD"):
            answer = problems.not_allowed(Request({**scope, "app": self._app}), "GET, HEAD")
        await answer(scope, receive, send)

    def _note(self, entry: Entry, seconds: float) -> None:
        entry.seconds = seconds
        entry.status = entry.status or _CLOSED_BY_CLIENT
        self._metrics.count(entry.path, entry.method, entry.status, seconds)
        if entry.cached:
            self._metrics.hit()
        elif entry.query is not None:
            self._metrics.queried(entry.queue_s, entry.engine_s)
        if not entry.complete:
            self._metrics.broken()
        if self._log:
            self._log.write(entry)


async def _send_stored(stored: Stored, send: Send, entry: Entry) -> None:
    entry.cached, entry.query = True, stored.query
    await send({"type": "http.response.start", "status": 200, "headers": stored.headers})
    await send({"type": "http.response.body", "body": b"" if entry.method == "HEAD" else stored.body})


class _Watched:
    """A `send` that adds Server-Timing (W3C) and takes note of status, size and end."""

    def __init__(self, send: Send, entry: Entry, begun: float, timing: Timing) -> None:
        self._send, self._entry, self._begun, self._timing = send, entry, begun, timing

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self._entry.status = message["status"]
            timing = _server_timing(self._entry, self._begun, self._timing)
            message = {**message, "headers": [*message["headers"], (b"server-timing", timing)]}
        await self._send(message)
        if message["type"] == "http.response.body":
            if self._entry.method != "HEAD":  # the server drops its body
                self._entry.bytes += len(message.get("body", b""))
            self._entry.complete = not message.get("more_body", False)


def _server_timing(entry: Entry, begun: float, timing: Timing) -> bytes:
    total = b"total;dur=%.2f" % (1000 * (time.perf_counter() - begun))
    if entry.cached:
        return b"cache;desc=hit, " + total
    if timing.query is None:
        return total
    queue, engine = 1000 * timing.queue_s, 1000 * timing.engine_s
    return b"queue;dur=%.2f, engine;dur=%.2f, %b" % (queue, engine, total)
