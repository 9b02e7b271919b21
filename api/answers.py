"""Engine answers as HTTP responses: streamed, given up when the client goes away, broken off when they fail."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from typing import TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.engine.base import Answer, Engine, QueryRequest
from kg.errors import QueryError

_STALLED_S = 60.0  # a client that takes nothing for so long is given up
_LOG = logging.getLogger("ksc")
T = TypeVar("T")


async def run(request: Request, engine: Engine, query: QueryRequest) -> Answer:
    """Start a query. Raises its QueryError, or ClientDisconnect when the client hangs up first."""
    return await _while_connected(request.receive, engine.run(query))


class StreamedAnswer(Response):
    """Sends an answer as it comes.

    When the rest cannot be had, the connection is closed before the body's end: no client takes it for complete.
    """

    def __init__(self, answer: Answer, content_type: str, headers: Mapping[str, str]) -> None:
        super().__init__(None, 200, {**headers, "Content-Type": content_type})
        del self.headers["content-length"]
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head and the body."""
        if self._answer.whole:  # one piece: nothing can break off, or keep a worker
            return await Response(await self._all(), 200, self.headers)(scope, receive, send)
        try:
            await _while_connected(receive, self._send(send, head_only=scope["method"] == "HEAD"))
        except QueryError as error:
            _LOG.warning("an answer was broken off: %s", error)
        except TimeoutError:
            _LOG.warning("an answer was broken off: the client did not read on for %g s", _STALLED_S)
        except ClientDisconnect:
            pass
        finally:
            await self._answer.aclose()
        return None

    async def _all(self) -> bytes:
        return b"".join([chunk async for chunk in self._answer])

    async def _send(self, send: Send, *, head_only: bool) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for chunk in self._answer:
            if not head_only:
                async with asyncio.timeout(_STALLED_S):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _while_connected(receive: Receive, work: Awaitable[T]) -> T:
    """The result of `work`; it is cancelled, and ClientDisconnect raised, when the client hangs up."""
    working = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(_disconnect(receive))
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, watching):
            task.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
