"""What a request hands in to be validated: a body, the files of a form, a text, or a record in fields.

A form may also bring shapes to judge by, as a file or a text called `shapes`. A page's form says by its field `format`
what it is: an ending (`csv`), `auto` for a text that is to be looked at, or `record` for one with a field for each
column of a record.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from email.message import Message as Header
from pathlib import PurePath
from typing import Final

from fastapi import Request
from starlette.exceptions import HTTPException

from api.http import multipart, requests
from api.http.multipart import Part
from api.service import service_of
from kg.messages import Message
from kg.tables import SEPARATOR
from kg.validate.detect import ending_of
from kg.validate.records import COLUMNS

Upload = tuple[str, bytes]
"""A name, whose ending says the form, and the content."""

TYPES: Final = {
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
    "application/rdf+xml": ".rdf",
    "text/csv": ".csv",
    "application/json": ".json",
}
FORMS: Final = (multipart.MEDIA_TYPE, "application/x-www-form-urlencoded")
_OFFERED: Final = ", ".join((*TYPES, *FORMS))
RECORD: Final = "record.json"
"""What the record of a form is called."""
_AUTO, _FIELDS = "auto", "record"
_MOST_PARTS: Final = 1000
_LONGEST_NAME: Final = 100
SHAPES: Final = "shapes"
"""The field, or the parameter of the address, that holds shapes."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The uploads, and the shapes to judge them by in Turtle; None: by ours."""

    uploads: list[Upload]
    shapes: bytes | None = None


async def read(request: Request) -> Handed:
    """What a POST holds. Raises HTTPException 415 for other media types, 413 for too much, 400 for a bad form."""
    media_type = _media_type(request.headers.get("content-type", ""))
    if request.headers.get("content-encoding", "identity").lower() != "identity":  # RFC 9110, section 8.4
        raise HTTPException(415, Message("the body must not be compressed"), {"Accept-Encoding": "identity"})
    body = await requests.body(request, service_of(request).settings.max_body_mb)
    if media_type in TYPES:
        return Handed([(f"upload{TYPES[media_type]}", body)])
    if media_type == FORMS[1]:
        return _typed(requests.fields(body))
    return await asyncio.to_thread(_form, request.headers["content-type"], body)


def _media_type(header: str) -> str:
    """The media type of a body. Raises HTTPException 415 for one that is not taken, or than UTF-8 plain."""
    parsed = Header()
    parsed["Content-Type"] = header
    media_type = parsed.get_content_type() if header else ""
    if media_type not in TYPES and media_type not in FORMS:
        message = Message("send it as {offers}, not as {given!r}", offers=_OFFERED, given=media_type[:_LONGEST_NAME])
        raise HTTPException(415, message, {"Accept": _OFFERED})  # RFC 9110, section 15.5.16
    if str(parsed.get_param("charset", "utf-8")).lower() not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, Message("the body must be in UTF-8"), {"Accept": _OFFERED})
    return media_type


def _form(content_type: str, body: bytes) -> Handed:
    """The files of a multipart form, or the text in its field."""
    parts = multipart.read(content_type, body, _MOST_PARTS)
    brought = _brought([part.content for part in parts if part.name == SHAPES])
    parts = [part for part in parts if part.name != SHAPES]
    # A browser sends a file without name and content where none was chosen.
    if files := [part for part in parts if part.filename or (part.filename is not None and part.content)]:
        return Handed([(_name(file), file.content) for file in files], brought)
    texts: dict[str, list[str]] = {}
    for part in (part for part in parts if part.filename is None):
        texts.setdefault(part.name, []).append(_text(part))
    return Handed(_typed(texts).uploads, brought)


def _brought(given: list[bytes]) -> bytes | None:
    """The shapes of a form; a browser sends an empty field where none were chosen. Raises HTTPException 400 for two."""
    chosen = [shapes for shapes in given if shapes]
    if len(chosen) > 1:
        raise HTTPException(400, Message("the form holds {name} more than once", name=SHAPES))
    return chosen[0] if chosen else None


def _text(field: Part) -> str:
    """What a field holds. Raises HTTPException 400 for what is not UTF-8."""
    try:
        return field.content.decode()
    except UnicodeDecodeError:
        raise HTTPException(400, Message("the field {name!r} is not UTF-8", name=field.name[:_LONGEST_NAME])) from None


def _name(file: Part) -> str:
    """What messages call a file; its ending says the form, or else its media type. Raises HTTPException 415."""
    name = "".join(letter for letter in PurePath(file.filename or "").name if letter.isprintable() and letter != ":")[
        -_LONGEST_NAME:
    ]
    if PurePath(name).suffix.lower() in TYPES.values():
        return name
    return f"{name or 'upload'}{TYPES[_part_type(file)]}"


def _part_type(file: Part) -> str:
    media_type = _media_type(file.content_type)
    if media_type in FORMS:
        raise HTTPException(
            415, Message("send it as {offers}, not as {given!r}", offers=", ".join(TYPES), given=media_type)
        )
    return media_type


def _typed(found: dict[str, list[str]]) -> Handed:
    """The text of a page's form, or its record. Raises HTTPException 400 for neither."""
    shapes = _brought([text.encode() for text in found.get(SHAPES, ())])
    if found.get("format") == [_FIELDS]:
        return Handed([_record(found)], shapes)
    fields = requests.single(found)
    form, text = fields.get("format", _AUTO), fields.get("text", "")
    if form != _AUTO and f".{form}" not in TYPES.values():
        known = ", ".join([_AUTO, _FIELDS, *(ending.removeprefix(".") for ending in TYPES.values())])
        raise HTTPException(400, Message("the field format must name the text's form, one of {known}", known=known))
    if not text.strip():
        raise HTTPException(400, Message("there is nothing to validate: the field text is empty"))
    return Handed([(f"upload{ending_of(text) if form == _AUTO else f'.{form}'}", text.encode())], shapes)


def _record(found: dict[str, list[str]]) -> Upload:
    """The record whose cells are the fields of a form; a field that is given several times is a cell of several."""
    cells = {
        column: SEPARATOR.join(value.strip() for value in found.get(column, ()) if value.strip()) for column in COLUMNS
    }
    record = {column: cell for column, cell in cells.items() if cell}
    if not record:
        raise HTTPException(400, Message("there is nothing to validate: every field is empty"))
    return RECORD, json.dumps(record, ensure_ascii=False, indent=2).encode()
