"""The hints of an answer as a header of the response."""

from __future__ import annotations

from urllib.parse import quote

from kg.engine.base import Hint


def header(hints: tuple[Hint, ...]) -> str:
    """Hints as a list of strings with parameters (RFC 9651, section 3.1); IRIs as URIs, since strings are ASCII."""
    return ", ".join(
        f'"{_uri(hint.iri)}";kind={hint.kind};declared=?{hint.declared:d};near="{" ".join(map(_uri, hint.near))}"'
        for hint in hints
    )


def _uri(iri: str) -> str:
    return quote(iri, safe=":/?#[]@!$&'()*+,;=%~")
