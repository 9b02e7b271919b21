"""The parts of a form: what each holds, byte for byte, and forms that are none."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException

from api.http import multipart
from api.http.multipart import Part

TYPE = "multipart/form-data; boundary=x"


def form(*parts: bytes, end: bytes = b"--x--\r\n") -> bytes:
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + end


def test_a_part_keeps_its_names_its_type_and_its_bytes() -> None:
    field = b'Content-Disposition: form-data; name="text"\r\n\r\n\xed\x95\x9c \r\n--y\r\n'
    file = b'content-disposition: form-data; name="f"; filename="\xed\x95\x9c.csv"\r\n'
    file += b"Content-Type: text/csv\r\n\r\na\x00\n"
    none = b'Content-Disposition: form-data; name="f"; filename=""\r\n\r\n'
    assert multipart.read(TYPE, form(field, file, none), 3) == [
        Part("text", None, "", b"\xed\x95\x9c \r\n--y\r\n"),
        Part("f", "한.csv", "text/csv", b"a\x00\n"),
        Part("f", "", "", b""),
    ]


def test_forms_in_forms_are_bytes_as_others() -> None:
    nested = b"".join(b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (n, n + 1) for n in range(5000))
    (part,) = multipart.read(TYPE, form(b"Content-Type: multipart/mixed; boundary=0\r\n\r\n" + nested), 1)
    assert part.content == nested


def test_a_part_of_a_nested_form_is_no_part_of_the_outer_one() -> None:
    inner = b"--y\r\nContent-Disposition: file; filename=a.csv\r\n\r\na\r\n--y--"
    outer = b'Content-Disposition: form-data; name="files"\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n'
    (part,) = multipart.read(TYPE, form(outer + inner), 1)
    assert part == Part("files", None, "multipart/mixed; boundary=y", inner)


@pytest.mark.parametrize(
    ("header", "filename"),
    [
        ('filename="협약.csv"', "협약.csv"),
        # A form's names are plain UTF-8; the other way of writing them is not for forms (RFC 7578, section 4.2).
        ("filename=\"a.csv\"; filename*=utf-8'ko'%ED%98%91%EC%95%BD.csv", "a.csv"),
        ('filename="a;b=\\"c\\".csv"', 'a;b="c".csv'),
        ("filename=plain.csv", "plain.csv"),
    ],
)
def test_a_file_goes_by_its_name_whatever_its_letters(header: str, filename: str) -> None:
    (part,) = multipart.read(TYPE, form(f"Content-Disposition: form-data; name=f; {header}\r\n\r\na".encode()), 1)
    assert (part.name, part.filename) == ("f", filename)


def test_a_name_in_another_encoding_is_read_as_far_as_it_goes() -> None:
    name = "한.csv".encode("cp949")
    header = b'Content-Disposition: form-data; name="f"; filename="' + name + b'"'
    (part,) = multipart.read(TYPE, form(header + b"\r\n\r\na"), 1)
    assert part.filename is not None and part.filename.endswith(".csv")


def test_a_part_without_a_name_is_one_all_the_same() -> None:
    parts = multipart.read(TYPE, form(b"Content-Disposition: form-data\r\n\r\na", b"\r\nb"), 2)
    assert parts == [Part("", None, "", b"a"), Part("", None, "", b"b")]


def test_what_only_looks_like_a_boundary_is_content() -> None:
    content = b"--xy\r\n -x--\r\n--\r\r\n-- x\r\n--X--"
    (part,) = multipart.read(TYPE, form(b"\r\n" + content), 1)
    assert part.content == content


def test_as_many_parts_as_may_be_and_none_more() -> None:
    assert len(multipart.read(TYPE, form(*[b"\r\na"] * 1000), 1000)) == 1000
    with pytest.raises(HTTPException, match="1 to 1000 parts"):
        multipart.read(TYPE, form(*[b"\r\na"] * 1001), 1000)


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=", "form-data; x"])
def test_a_type_without_a_boundary_is_told_so(content_type: str) -> None:
    with pytest.raises(HTTPException, match="boundary=…"):
        multipart.read(content_type, form(b"\r\na"), 1)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=y", form(b"\r\na")),
        (TYPE, form(b"\r\na").replace(b"\r\n", b"\n")),
        (TYPE, form(b'Content-Disposition: form-data; name="' + b"n" * 100_000 + b'"\r\n\r\na')),
        (TYPE, b""),
        (TYPE, b"--x"),
        (TYPE, form()),
        (TYPE, form(b"\r\na", end=b"")),
        (TYPE, form(b"\r\na", b"\r\nb", b"\r\nc")),
        (TYPE, form(b"no header\r\n\r\na")),
        (TYPE, form(b"a: b\r\n" * 1000 + b"\r\na")),
        (f"multipart/form-data; boundary={'x' * 1000}", form(b"\r\na")),
        ('multipart/form-data; boundary="x', b"--x\r\n\x00:\r\n"),
    ],
)
def test_what_is_no_form_is_400(content_type: str, body: bytes) -> None:
    with pytest.raises(HTTPException) as refused:
        multipart.read(content_type, body, 2)
    assert refused.value.status_code == 400
