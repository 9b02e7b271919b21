"""Reading requests strictly: parameters are UTF-8, decoded once; bodies have a limit."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

from api.service import service_of
from kg.messages import Message
from kg.namespaces import BASE

_ADDRESS: Final = re.compile(r"https?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_MOST_FIELDS = 1000


def fields(raw: bytes) -> dict[str, list[str]]:
    """The fields of a query string or form body. Raises HTTPException 400 for what is not UTF-8, or too many."""
    try:
        pairs = parse_qsl(
            raw.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS, separator="&"
        )
    except UnicodeDecodeError:
        raise HTTPException(400, Message("the parameters are not percent-encoded UTF-8")) from None
    except ValueError:
        raise HTTPException(400, Message("more than {most} parameters", most=_MOST_FIELDS)) from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def single(found: dict[str, list[str]]) -> dict[str, str]:
    """Fields that may be given once each. Raises HTTPException 400 for one that is given more often."""
    for name, values in found.items():
        if len(values) > 1:
            raise HTTPException(
                400, Message("the parameter {name} is given {number} times", name=name, number=len(values))
            )
    return {name: values[0] for name, values in found.items()}


def query_fields(request: Request) -> dict[str, list[str]]:
    """The fields of the request's query string."""
    return fields(request.scope["query_string"])


def public_url(request: Request) -> str:
    """The service's address, without a slash at the end: as configured, or as asked; for a senseless Host, BASE."""
    configured = service_of(request).settings.base_url.rstrip("/")
    asked = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    return configured or (asked if _ADDRESS.fullmatch(asked) else BASE.rstrip("/"))


async def body(request: Request, most_mb: int) -> bytes:
    """The request's body. Raises HTTPException 413 as soon as it is known to be larger than `most_mb` MiB.

    Who waits for 100 before sending it (RFC 9110, section 10.1.1) is told at once. The others are read up to the limit:
    a connection that is closed on somebody who sends takes the answer with it.
    """
    received = bytearray()
    announced = request.headers.get("content-length", "") if "expect" in request.headers else ""
    if announced.isdecimal() and int(announced) > most_mb << 20:
        raise _too_large(most_mb)
    async for chunk in request.stream():
        received += chunk
        if len(received) > most_mb << 20:
            raise _too_large(most_mb)
    return bytes(received)


def _too_large(most_mb: int) -> HTTPException:
    return HTTPException(413, Message("a request may have {most} MiB at most", most=most_mb), {"Connection": "close"})
