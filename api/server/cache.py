"""A cache of whole answers, in memory: what was answered once is sent again without asking the engine.

An answer depends on the revision of the dataset, on the target URI (RFC 9111, section 2), on the body of a POST, and on
the request headers in `SELECTING`. An answer whose Vary names any other header is not kept, nor is one that says
no-store, is not 200, is large, or breaks off. Requests for a range or with a precondition go past the cache, except for
If-None-Match, which `api.http.tags` compares with what is stored.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from starlette.types import Message, Receive, Scope, Send

SELECTING: Final = frozenset(
    {
        *(b"accept", b"accept-encoding", b"accept-language", b"accept-profile", b"content-type"),
        *(b"cookie", b"host"),
    }
)
_PASSING: Final = frozenset(
    {
        *(b"authorization", b"range", b"if-match", b"if-modified-since", b"if-range"),
        *(b"if-unmodified-since", b"expect", b"content-encoding"),
    }
)
_VARYING: Final = SELECTING | {b""}
_LARGEST_POST: Final = 1 << 16
_OVERHEAD: Final = 1000  # bytes of an entry's own objects, about
Key = tuple[str | bytes, ...]


@dataclass(frozen=True)
class Stored:
    """An answer that was sent in full; `query` is the text of the query behind it, for the log."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    query: str | None

    @cached_property
    def head(self) -> bytes:
        """The headers as they are sent."""
        return b"".join([b"%b: %b\r\n" % header for header in self.headers])


class AnswerCache:
    """The answers asked for last, as many as fit in `limit` bytes; none is larger than an eighth of that."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.largest = limit // 8
        self.size = 0
        self._entries: OrderedDict[Key, tuple[Stored, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Stored | None:
        """The stored answer, if there is one."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: Key, answer: Stored) -> None:
        """Keep an answer; those that were not asked for longest make room."""
        size = _size(key, answer)
        if size > self.largest:
            return
        if old := self._entries.pop(key, None):
            self.size -= old[1]
        self._entries[key] = answer, size
        self.size += size
        while self.size > self.limit:
            _, (_, freed) = self._entries.popitem(last=False)
            self.size -= freed


def _size(key: Key, answer: Stored) -> int:
    headers = sum([len(name) + len(value) for name, value in answer.headers])
    return _OVERHEAD + sum(map(len, key)) + headers + len(answer.body) + 2 * len(answer.query or "")


def key_of(scope: Scope, revision: str, body: bytes | None) -> Key | None:
    """What the answer to this request depends on; None when it is not to be cached. HEAD has the key of its GET."""
    selecting: list[bytes] = []
    for name, value in scope["headers"]:
        if name in SELECTING:
            selecting += (name, value)
        elif name in _PASSING:
            return None
    digest = b"" if body is None else hashlib.sha256(body).digest()
    method = "POST" if body is not None else "GET"
    path = scope.get("raw_path") or scope["path"]
    return (revision, method, scope["scheme"], path, scope["query_string"], digest, *selecting)


def has_small_body(scope: Scope) -> bool:
    """Whether this is a request whose body is announced, and short enough to be read for the key."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return bool(value.isdigit()) and len(value) < 8 and int(value) <= _LARGEST_POST
    return False


async def read_body(receive: Receive) -> tuple[bytes | None, Receive]:
    """A request's body, and a `receive` that gives it again; None when the client went away while sending it."""
    received = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None, _again(message, receive)
        received += message.get("body", b"")
        if not message.get("more_body", False):
            body = bytes(received)
            return body, _again({"type": "http.request", "body": body, "more_body": False}, receive)


def _again(first: Message, receive: Receive) -> Receive:
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return first

    return receive_again


class Recorder:
    """Watches an answer being sent; `stored` is what to keep of it, once it is complete and if it may be kept."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._headers: list[tuple[bytes, bytes]] | None = None
        self._body = bytearray()
        self._complete = False

    def before(self, send: Send) -> Send:
        """A `send` that shows each message to this one first."""

        async def seen(message: Message) -> None:
            self.see(message)
            await send(message)

        return seen

    def see(self, message: Message) -> None:
        """Take note of a message that goes out."""
        if message["type"] == "http.response.start":
            if message["status"] == 200 and _may_be_kept(message["headers"]):
                self._headers = [entry for entry in message["headers"] if entry[0] != b"content-length"]
        elif message["type"] == "http.response.body" and self._headers is not None:
            self._body += message.get("body", b"")
            if len(self._body) > self._largest:
                self._headers = None
                self._body.clear()
            elif not message.get("more_body", False):
                self._complete = True
        elif message["type"] == "http.response.pathsend":  # a file: the body is not seen here
            self._headers = None

    def stored(self, query: str | None) -> Stored | None:
        """The answer, if all of it went out."""
        if self._headers is None or not self._complete:
            return None
        body = bytes(self._body)
        return Stored([*self._headers, (b"content-length", str(len(body)).encode())], body, query)


def _may_be_kept(headers: list[tuple[bytes, bytes]]) -> bool:
    for name, value in headers:
        lower = value.lower()
        if name == b"cache-control" and (b"no-store" in lower or b"private" in lower):
            return False
        if name == b"vary" and not {entry.strip() for entry in lower.split(b",")} <= _VARYING:
            return False
        if name == b"set-cookie":
            return False
    return True
