"""Entity tags for whatever goes out whole, and 304 for whoever holds it (RFC 9110, sections 8.8.3, 13.1.2, 15.4.5).

A route that knows what its answer depends on names it by a tag of its own, and can say 304 before it does any work. All
other answers get a tag here, from their bytes. Both are layers of `send`, around the application and the cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from starlette.types import Message, Send

Headers = list[tuple[bytes, bytes]]
# What describes a body goes with it.
_OF_BODY: Final = frozenset(
    {b"content-type", b"content-length", b"content-encoding", b"content-disposition", b"repr-digest"}
)


def held(headers: Headers) -> bytes | None:
    """What the request's If-None-Match says that the client has; None where it says nothing."""
    given = [value for name, value in headers if name == b"if-none-match"]
    return b", ".join(given) if given else None


def matches(given: bytes, tag: bytes) -> bool:
    """Whether a tag is among those of If-None-Match, compared weakly, as that header is."""
    plain = tag.removeprefix(b"W/")
    return given.strip() == b"*" or plain in (entry.strip().removeprefix(b"W/") for entry in given.split(b","))


def holds(headers: Mapping[str, str], tag: str) -> bool:
    """Whether the client says that it has the answer with this tag.

    For who would have to make an answer to know that there is one: `*` does not count.
    """
    given = headers.get("if-none-match", "").strip()
    return bool(given and tag) and given != "*" and matches(given.encode("latin-1"), tag.encode())


def tag_in(headers: Headers) -> bytes | None:
    """The entity tag that the headers of an answer have."""
    return next((value for name, value in headers if name == b"etag"), None)


class Tagging:
    """A `send` that gives an answer of one piece a strong tag, the digest of its bytes; the head waits for them.

    A tag of the route's own stays, unless `overtaken` says that the answer is not of the revision that the route named:
    a change of the dataset came in between.
    """

    def __init__(self, send: Send, overtaken: Callable[[], bool]) -> None:
        self._send, self._overtaken = send, overtaken
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Pass a message on, or keep the head back until the body is there."""
        if message["type"] == "http.response.start":
            if self._overtaken():
                message = {**message, "headers": [entry for entry in message["headers"] if entry[0] != b"etag"]}
            if _wants_tag(message):
                self._head = message
                return
        elif self._head is not None:
            head, self._head = self._head, None
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                head = _tagged(head, message.get("body", b""))
            await self._send(head)
        await self._send(message)


class Conditional:
    """A `send` that says 304 in the place of an answer that the client holds."""

    def __init__(self, send: Send, given: bytes) -> None:
        self._send, self._given = send, given
        self._dropping = False

    async def __call__(self, message: Message) -> None:
        """Pass a message on, unless it is of what the client holds."""
        if message["type"] == "http.response.start" and message["status"] == 200:
            tag = tag_in(message["headers"])
            self._dropping = tag is not None and matches(self._given, tag)
            if self._dropping:
                headers = [entry for entry in message["headers"] if entry[0] not in _OF_BODY]
                message = {**message, "status": 304, "headers": headers}
        elif self._dropping and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def _wants_tag(head: Message) -> bool:
    if head["status"] != 200 or tag_in(head["headers"]) is not None:
        return False
    return not any(name == b"cache-control" and b"no-store" in value for name, value in head["headers"])


def _tagged(head: Message, body: bytes) -> Message:
    headers: Headers = [*head["headers"], (b"etag", b'"%s"' % hashlib.sha256(body).hexdigest()[:24].encode())]
    if not any(name == b"cache-control" for name, _ in headers):
        headers.append((b"cache-control", b"no-cache"))  # may be kept, must be asked after
    return {**head, "headers": headers}
