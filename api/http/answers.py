"""Engine answers as HTTP responses: streamed, given up when the client goes away, broken off when they fail."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.engine.base import Answer, Engine, QueryRequest
from kg.errors import QueryError
from kg.messages import Message

_STALLED_S = 60.0  # a client that takes nothing for so long is given up
_UNWATCHED_S = 0.05
_MOST_HELD_MB = 32
_LOG = logging.getLogger("ksc")


async def run(request: Request, engine: Engine, query: QueryRequest) -> Answer:
    """Start a query. Raises its QueryError, or ClientDisconnect when the client hangs up first."""
    async with _Watch(request.receive):
        return await engine.run(query)


async def response(answer: Answer, content_type: str, headers: Mapping[str, str]) -> Response:
    """The response that sends an answer: at once if it is all there, when nothing can break off, else as it comes."""
    if answer.whole:
        body = b"".join([chunk async for chunk in answer])
        return Response(body, 200, {**headers, "Content-Type": content_type})
    return _StreamedAnswer(answer, content_type, headers)


class _StreamedAnswer(Response):
    """Sends an answer as it comes.

    When the rest cannot be had, the connection is closed before the body's end: no client takes it for complete.
    """

    def __init__(self, answer: Answer, content_type: str, headers: Mapping[str, str]) -> None:
        super().__init__(None, 200, {**headers, "Content-Type": content_type})
        del self.headers["content-length"]
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head and the body."""
        if scope["http_version"] == "1.0":
            return await self._send_whole(scope, receive, send)
        try:
            async with _Watch(receive):
                await self._send(send, head_only=scope["method"] == "HEAD")
        except QueryError as error:
            _LOG.warning("an answer was broken off: %s", error)
        except TimeoutError:
            _LOG.warning("an answer was broken off: the client did not read on for %g s", _STALLED_S)
        except ClientDisconnect:
            pass
        finally:
            await self._answer.aclose()

    async def _send_whole(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all of it with its length: HTTP/1.0 has no chunks, nor another way to tell an end from a break.

        Raises QueryError, and HTTPException 426 for more than may be held.
        """
        body = bytearray()
        try:
            async with _Watch(receive):
                async for chunk in self._answer:
                    body += chunk
                    if len(body) > _MOST_HELD_MB << 20:
                        detail = Message("an answer of more than {most} MiB needs HTTP/1.1", most=_MOST_HELD_MB)
                        raise HTTPException(426, detail, {"Upgrade": "HTTP/1.1", "Connection": "Upgrade, close"})
        finally:
            await self._answer.aclose()
        await Response(bytes(body), self.status_code, self.headers)(scope, receive, send)

    async def _send(self, send: Send, *, head_only: bool) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for chunk in self._answer:
            async with asyncio.timeout(_STALLED_S):
                await send({"type": "http.response.body", "body": b"" if head_only else chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Watch:
    """Within it, the task is cancelled when the client hangs up, and that is raised as ClientDisconnect.

    It begins to look after a moment: most work is done by then, and looking takes a task of its own.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._watching: asyncio.Task[None] | None = None
        self._gone = False

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None  # a request is always answered by one
        self._task = task
        self._timer = asyncio.get_running_loop().call_later(_UNWATCHED_S, self._begin)

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self._timer.cancel()
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        if self._gone and self._task.uncancel() == 0 and kind is asyncio.CancelledError:
            raise ClientDisconnect

    def _begin(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        self._task.cancel()
