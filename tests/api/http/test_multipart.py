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


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", form(b"\r\na")),
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
