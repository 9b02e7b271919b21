"""What an application sends by ASGI, for tests of the layers that it goes through."""

from __future__ import annotations

from starlette.types import Message


def start(status: int = 200, **headers: str) -> Message:
    """The message that an answer begins with."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": raw}


def body(data: bytes, more: bool = False) -> Message:
    """A message with a piece of the answer's body."""
    return {"type": "http.response.body", "body": data, "more_body": more}
