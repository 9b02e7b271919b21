"""A source document: its text, its lines as an editor counts them, and how a claim points at them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from kg.errors import ExtractError, Finding
from kg.files import read_bytes

# Only these end a line; `str.splitlines` also breaks at form feeds, U+2028 and others, editors and RFC 5147 do not.
_LINE_END: Final = re.compile("\r\n|\r|\n")
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class Document:
    """The text of one document. Lines count from 1."""

    path: Path
    data: bytes
    text: str

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The document at `path`. Raises UsageError when there is none, ExtractError when it is no UTF-8 text."""
        path = Path(path)
        data = read_bytes(path)
        return cls(path, data, decode(path, data))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines, without their ends; an end at the very end of the text starts no further line."""
        return split_lines(self.text)

    def line(self, number: int) -> str:
        """Line `number`, counted from 1."""
        if not 1 <= number <= len(self.lines):
            raise IndexError(f"{self.path} has no line {number}; its lines are 1 to {len(self.lines)}")
        return self.lines[number - 1]

    @property
    def octets(self) -> int:
        """The length of the file in octets."""
        return len(self.data)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 digest of the file, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def md5(self) -> str:
        """The MD5 digest of the file, in hexadecimal: the integrity check that RFC 5147 knows."""
        return hashlib.md5(self.data, usedforsecurity=False).hexdigest()

    def selector(self, first: int, last: int | None = None) -> str:
        """The RFC 5147 fragment for lines `first` to `last`. Positions lie between lines: line 98 is `line=97,98`."""
        last = first if last is None else last
        if not 1 <= first <= last <= len(self.lines):
            raise IndexError(f"{self.path} has no lines {first}-{last}; its lines are 1 to {len(self.lines)}")
        return f"line={first - 1},{last};length={self.octets},UTF-8;md5={self.md5}"


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of `text`; only CR LF, CR and LF end one."""
    lines = _LINE_END.split(text)
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


def decode(path: Path, data: bytes) -> str:
    """`data` as text, without a byte order mark. Raises ExtractError when it is empty or no UTF-8 text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(data[: error.start].decode("utf-8"))) + 1
        message = f"byte 0x{data[error.start]:02X} at offset {error.start} is not UTF-8"
        raise ExtractError([Finding(message, f"{path}:{line}", "save the document as UTF-8 text")]) from None
    text = text.removeprefix(_BOM)
    if not text.strip():
        raise ExtractError([Finding("the document is empty", str(path))])
    if "\0" in text:
        line = len(_LINE_END.findall(text[: text.index("\0")])) + 1
        raise ExtractError([Finding("a NUL character: this is no text document", f"{path}:{line}")])
    return text
