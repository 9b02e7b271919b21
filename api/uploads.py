"""What a request hands in to be validated: a body, the files of a form, a text, or a record in fields.

A page's form says by its field `format` what it is: an ending (`csv`), `auto` for a text that is to be looked at, or
`record` for one with a field for each column of a record.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from email.message import Message as Header
from pathlib import PurePath
from typing import Final

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from api import requests
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
FORMS: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
_OFFERED: Final = ", ".join((*TYPES, *FORMS))
RECORD: Final = "record.json"
"""What the record of a form is called."""
_AUTO, _FIELDS = "auto", "record"
_MOST_FILES: Final = 20
_MOST_FIELDS: Final = 1000
_LONGEST_NAME: Final = 100


async def read(request: Request) -> list[Upload]:
    """The uploads of a POST. Raises HTTPException 415 for other media types, 413 for too much, 400 for a bad form."""
    media_type = _media_type(request.headers.get("content-type", ""))
    if request.headers.get("content-encoding", "identity").lower() != "identity":  # RFC 9110, section 8.4
        raise HTTPException(415, Message("the body must not be compressed"), {"Accept-Encoding": "identity"})
    body = await requests.body(request, service_of(request).settings.max_body_mb)
    if media_type in TYPES:
        return [(f"upload{TYPES[media_type]}", body)]
    if media_type == FORMS[1]:
        return [_typed(requests.fields(body))]
    return await _form(request, body)


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


async def _form(request: Request, body: bytes) -> list[Upload]:
    """The files of a multipart form (RFC 7578), or the text in its field."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    parser = MultiPartParser(
        request.headers, stream(), max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=len(body)
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError):  # KeyError: no boundary
        raise HTTPException(
            400, Message("the body is no multipart form of at most {most} files", most=_MOST_FILES)
        ) from None
    try:
        files = [value for value in _values(form) if isinstance(value, UploadFile) and (value.filename or value.size)]
        if files:
            return [(_name(file), await file.read()) for file in files]
        texts: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                texts.setdefault(name, []).append(value)
        return [_typed(texts)]
    finally:
        await form.close()


def _values(form: FormData) -> list[UploadFile | str]:
    return [value for _, value in form.multi_items()]


def _name(file: UploadFile) -> str:
    """What messages call a file; its ending says the form, or else its media type. Raises HTTPException 415."""
    name = "".join(letter for letter in PurePath(file.filename or "").name if letter.isprintable() and letter != ":")[
        -_LONGEST_NAME:
    ]
    if PurePath(name).suffix.lower() in TYPES.values():
        return name
    return f"{name or 'upload'}{TYPES[_part_type(file)]}"


def _part_type(file: UploadFile) -> str:
    media_type = _media_type(file.content_type or "")
    if media_type in FORMS:
        raise HTTPException(
            415, Message("send it as {offers}, not as {given!r}", offers=", ".join(TYPES), given=media_type)
        )
    return media_type


def _typed(found: dict[str, list[str]]) -> Upload:
    """The text of a page's form, or its record. Raises HTTPException 400 for neither."""
    if found.get("format") == [_FIELDS]:
        return _record(found)
    fields = requests.single(found)
    form, text = fields.get("format", _AUTO), fields.get("text", "")
    if form != _AUTO and f".{form}" not in TYPES.values():
        known = ", ".join([_AUTO, _FIELDS, *(ending.removeprefix(".") for ending in TYPES.values())])
        raise HTTPException(400, Message("the field format must name the text's form, one of {known}", known=known))
    if not text.strip():
        raise HTTPException(400, Message("there is nothing to validate: the field text is empty"))
    return f"upload{ending_of(text) if form == _AUTO else f'.{form}'}", text.encode()


def _record(found: dict[str, list[str]]) -> Upload:
    """The record whose cells are the fields of a form; a field that is given several times is a cell of several."""
    cells = {
        column: SEPARATOR.join(value.strip() for value in found.get(column, ()) if value.strip()) for column in COLUMNS
    }
    record = {column: cell for column, cell in cells.items() if cell}
    if not record:
        raise HTTPException(400, Message("there is nothing to validate: every field is empty"))
    return RECORD, json.dumps(record, ensure_ascii=False, indent=2).encode()
