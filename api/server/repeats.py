"""Requests whose answers came from the cache, as the bytes that they were: what to look for when they come again."""

from __future__ import annotations

from typing import Final, NamedTuple

from starlette.types import Scope

from api.server.cache import Key

RAW: Final = "ksc.request"  # the member of a scope that says where a request came from, and its bytes if in one piece
_MOST: Final = 1024
# With these, more than the answer depends on the head: what follows it, or what becomes of the connection.
_FRAMING: Final = frozenset(
    {b"connection", b"content-length", b"expect", b"if-none-match", b"transfer-encoding", b"upgrade"}
)
Raw = tuple[str, bytes]


class Repeat(NamedTuple):
    """What a request was for."""

    key: Key
    path: str


class Repeats:
    """The last requests that may be answered by their bytes. The answers themselves are in the cache, or gone."""

    def __init__(self) -> None:
        self._known: dict[Raw, Repeat] = {}
        self.find = self._known.get

    def note(self, scope: Scope, key: Key) -> None:
        """Remember a request that was answered from the cache, unless there is more to it than a plain GET."""
        raw: Raw | None = scope.get(RAW)
        if raw is None or scope["method"] != "GET" or scope["http_version"] != "1.1":
            return
        if any(name in _FRAMING and not _keeps_alive(name, value) for name, value in scope["headers"]):
            return
        if len(self._known) >= _MOST:
            del self._known[next(iter(self._known))]
        self._known[raw] = Repeat(key, scope["path"])

    def forget(self, raw: Raw) -> None:
        """Its answer is in the cache no more."""
        self._known.pop(raw, None)


def _keeps_alive(name: bytes, value: bytes) -> bool:
    """Whether this says of the connection what is so anyway (RFC 9112, section 9.3)."""
    return name == b"connection" and value.lower() == b"keep-alive"
