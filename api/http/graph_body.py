"""The graph that a request carries: one document, or several as the parts of a form (RFC 7578)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from email.message import Message as Header
from typing import Final

from fastapi import Request
from starlette.exceptions import HTTPException

from api import writing
from api.http import multipart, requests
from api.service import service_of
from kg import ntriples
from kg.messages import Message

# Media types, and the endings that say the same to the validation's reader.
TYPES: Final = {
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
    "application/rdf+xml": ".rdf",
}
_MOST_PARTS: Final = 100
Part = list[bytes]
"""The statements of one document, as lines of N-Triples."""


async def read(request: Request, base: str) -> list[Part]:
    """The documents of a request that writes a graph; relative IRIs are relative to `base`.

    Raises HTTPException 415 for another media type, 413 for too much; InputError for what cannot be read.
    """
    offers = (*TYPES, multipart.MEDIA_TYPE) if request.method == "POST" else tuple(TYPES)
    media_type = writing.media_type_of(request, offers)
    most_mb = service_of(request).settings.max_body_mb
    body = await requests.body(request, most_mb)
    documents = [("body", media_type, body)]
    if media_type == multipart.MEDIA_TYPE:
        documents = await asyncio.to_thread(lambda: list(_parts(request.headers["content-type"], body)))
    validation = writing.validation_of(request)
    return [
        await validation.read(f"{name}{TYPES[media_type]}", content, base, most_mb << 20)
        for name, media_type, content in documents
    ]


def named_apart(parts: Sequence[Part], number: int) -> list[bytes]:
    """The statements of all documents, their blank nodes named so that no other change has such names."""
    names: dict[tuple[int, bytes], bytes] = {}

    def label(part: int, given: bytes) -> bytes:
        return names.setdefault((part, given), b"_:w%db%d" % (number, len(names)))

    return [
        line
        for at, part in enumerate(parts)
        for line in ntriples.renamed(part, lambda given, at=at: label(at, given))  # type: ignore[misc]
    ]


def _parts(content_type: str, body: bytes) -> Iterator[tuple[str, str, bytes]]:
    """The parts of a form: what messages call each, its media type, its content.

    Raises HTTPException 400 for no form, 415 for a part of another media type.
    """
    for number, part in enumerate(multipart.read(content_type, body, _MOST_PARTS), start=1):
        header = Header()
        header["Content-Type"] = part.content_type
        media_type = header.get_content_type()
        if media_type not in TYPES:
            offers = ", ".join(TYPES)
            message = Message(
                "part {number} of the form is {given!r}, not {offers}", number=number, given=media_type, offers=offers
            )
            raise HTTPException(415, message, {"Accept": offers})
        yield f"part {number}", media_type, part.content
