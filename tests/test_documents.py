from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Document, split_lines
from kg.errors import ExtractError, UsageError


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / "document.txt"


def test_lines_end_as_in_an_editor(write: Path) -> None:
    write.write_bytes("하나\r\n둘\r셋\n넷\f다섯\u2028여섯\x85일곱\x1c끝\n".encode())
    document = Document.read(write)
    assert document.lines == ("하나", "둘", "셋", "넷\f다섯\u2028여섯\x85일곱\x1c끝")
    assert document.line(4).startswith("넷")


@pytest.mark.parametrize("number", [0, -1, 3])
def test_no_line_outside_the_document(write: Path, number: int) -> None:
    write.write_text("a\nb")
    with pytest.raises(IndexError, match=f"has no line {number}; its lines are 1 to 2"):
        Document.read(write).line(number)


@given(st.lists(st.text(st.characters(exclude_characters="\r\n")), min_size=1), st.sampled_from(["\n", "\r", "\r\n"]))
def test_lines_come_back_whatever_ends_them(lines: list[str], end: str) -> None:
    assert split_lines("".join(line + end for line in lines)) == tuple(lines)


def test_digests_and_length_are_those_of_the_file(write: Path) -> None:
    data = "\ufeff한 줄\n두 줄".encode()
    write.write_bytes(data)
    document = Document.read(write)
    assert document.lines[0] == "한 줄"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.md5 == hashlib.md5(data).hexdigest()
    assert document.octets == len(data)


def test_a_selector_names_the_positions_around_the_lines(write: Path) -> None:
    write.write_text("a\nb\nc\n")
    document = Document.read(write)
    integrity = hashlib.md5(b"a\nb\nc\n").hexdigest()
    assert document.selector(2) == f"line=1,2;length=6,UTF-8;md5={integrity}"
    assert document.selector(1, 3) == f"line=0,3;length=6,UTF-8;md5={integrity}"
    for first, last in ((0, 1), (3, 2), (2, 4)):
        with pytest.raises(IndexError):
            document.selector(first, last)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.txt: there is no such file"):
        Document.read(tmp_path / "none.txt")
    with pytest.raises(UsageError, match="cannot be read"):
        Document.read(tmp_path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"ab\r\ncd\n\xed\xa0\x80", ":3: byte 0xED at offset 7 is not UTF-8; save the document as UTF-8 text"),
        (b"", ": the document is empty"),
        (b" \n\n\t", ": the document is empty"),
        (b"a\nb\0c", ":2: a NUL character: this is no text document"),
    ],
)
def test_what_is_no_text_is_one_line(write: Path, data: bytes, message: str) -> None:
    write.write_bytes(data)
    with pytest.raises(ExtractError) as error:
        Document.read(write)
    assert str(error.value) == f"{write}{message}"


def test_the_press_release_of_2019(documents: Path) -> None:
    document = Document.read(documents / "000_39efb235638b61ca.txt")
    assert len(document.lines) == 123
    assert document.octets == 12822
    assert document.selector(98).startswith("line=97,98;length=12822,UTF-8;md5=")
    assert document.sha256.startswith("2a4727028dc438c7")
