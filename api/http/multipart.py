"""The parts of a form (RFC 7578): files, graphs and fields, each with its media type."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException

from kg.messages import Message

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

# It warns of every broken form; the client is told, and nobody else need know.
logging.getLogger("python_multipart").addHandler(logging.NullHandler())
MEDIA_TYPE: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the field's name, the file's (None: it is no file), its Content-Type header or nothing."""

    name: str
    filename: str | None
    content_type: str
    content: bytes


def read(content_type: str, body: bytes, most: int) -> list[Part]:
    """The parts of a body, one at least. Raises HTTPException 400 for no form, or one of more than `most` parts."""
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not boundary:
        raise HTTPException(400, Message("the Content-Type of the form says no boundary=… between its parts"))
    reader = _Reader()
    try:
        parser = MultipartParser(boundary, reader.callbacks())
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError):
        reader.complete = False
    if not reader.complete or not 0 < len(reader.parts) <= most:
        raise HTTPException(400, Message("the body is no multipart form of 1 to {most} parts", most=most))
    return reader.parts


class _Reader:
    """Collects what the parser reports, piece by piece."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.complete = False
        self._headers: dict[bytes, bytes] = {}
        self._field, self._value, self._content = bytearray(), bytearray(), bytearray()

    def callbacks(self) -> MultipartCallbacks:
        """The parser's callbacks, by the names that it has for them."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._field.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_part_data": lambda data, start, end: self._content.extend(data[start:end]),
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def _begin(self) -> None:
        self._headers = {}
        self._content = bytearray()

    def _end_header(self) -> None:
        self._headers[bytes(self._field).lower()] = bytes(self._value)
        self._field, self._value = bytearray(), bytearray()

    def _end(self) -> None:
        given = parse_options_header(self._headers.get(b"content-disposition", b""))[1]
        name, filename = given.get(b"name", b"").decode("utf-8", "replace"), given.get(b"filename")
        content_type = self._headers.get(b"content-type", b"").decode("latin-1")
        file = None if filename is None else filename.decode("utf-8", "replace")
        self.parts.append(Part(name, file, content_type, bytes(self._content)))

    def _finish(self) -> None:
        self.complete = True
