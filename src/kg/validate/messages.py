"""What the pool and its workers say in one frame: a JSON object, and pieces of bytes beside it.

Four bytes of length (big-endian), the JSON object with the pieces' `sizes`, the pieces. So uploads and reports travel
as they are, whatever is in them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kg.errors import Finding, InputError
from kg.messages import pack as pack_text
from kg.messages import unpack as unpack_text

_LENGTH_BYTES = 4


def pack(header: Mapping[str, Any], *pieces: bytes) -> bytes:
    """One payload."""
    head = json.dumps({**header, "sizes": [len(piece) for piece in pieces]}).encode()
    return b"".join([len(head).to_bytes(_LENGTH_BYTES, "big"), head, *pieces])


def unpack(payload: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The header and the pieces of a payload."""
    end = _LENGTH_BYTES + int.from_bytes(payload[:_LENGTH_BYTES], "big")
    header: dict[str, Any] = json.loads(payload[_LENGTH_BYTES:end])
    pieces = []
    for size in header.pop("sizes"):
        pieces.append(payload[end : end + size])
        end += size
    return header, pieces


def pack_error(error: InputError) -> bytes:
    """An upload that no verdict is possible on, as the payload of an ERROR frame."""
    findings = [
        {"message": pack_text(finding.message), "where": finding.where, "hint": pack_text(finding.hint)}
        for finding in error.findings
    ]
    return pack({"problem": error.problem, "findings": findings})


def unpack_error(payload: bytes) -> InputError:
    """The error that `pack_error` packed."""
    header, _ = unpack(payload)
    findings = [
        Finding(unpack_text(found["message"]), found["where"], unpack_text(found["hint"]))
        for found in header["findings"]
    ]
    return InputError(findings, header["problem"])
