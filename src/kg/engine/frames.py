"""The messages between an engine and its workers: one byte of kind, four of length (big-endian), the payload.

Parent to worker: CONFIG (JSON) and DATASET (N-Quads), once; then one REQUEST (JSON) at a time, or a change of the
dataset: REMOVE and ADD (N-Quads; blank nodes by the labels that DATASET gave them).
Worker to parent: READY, once, and after each ADD; for each request HEAD (JSON), DATA frames and LAST, or ERROR (JSON)
at any point.
LAST carries the last piece of the answer: a small answer is one write and one read. HEAD is sent
with the first piece, so a query that fails before it has produced anything answers with ERROR alone.
"""

from __future__ import annotations

from typing import BinaryIO, Final

CONFIG: Final = b"C"
DATASET: Final = b"N"
REQUEST: Final = b"Q"
REMOVE: Final = b"-"
ADD: Final = b"+"
READY: Final = b"R"
HEAD: Final = b"H"
DATA: Final = b"D"
LAST: Final = b"E"
ERROR: Final = b"X"

HEADER_BYTES: Final = 5


def pack(kind: bytes, payload: bytes = b"") -> bytes:
    """One message."""
    return kind + len(payload).to_bytes(4, "big") + payload


def header(data: bytes) -> tuple[bytes, int]:
    """Kind and payload length from a message's first five bytes."""
    return data[:1], int.from_bytes(data[1:HEADER_BYTES], "big")


def receive(source: BinaryIO) -> tuple[bytes, bytes]:
    """The next message, as kind and payload; both empty when whoever wrote has closed the pipe."""
    head = source.read(HEADER_BYTES)
    if len(head) < HEADER_BYTES:
        return b"", b""
    kind, length = header(head)
    return kind, source.read(length)
