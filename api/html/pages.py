"""HTML pages: templates, languages, links."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.html.texts import TEXTS
from api.http.headers import content_security_policy
from api.http.negotiation import LANGUAGES, accepts_coding, language
from api.http.requests import public_url
from api.service import service_of
from kg import __version__
from kg.catalogue import EntityIndex
from kg.namespaces import BASE, PREFIXES

# The sections of the service, as the head of each page lists them: path and name of the text.
NAVIGATION: Final = (
    ("/queries", "queries"),
    ("/coverage", "coverage"),
    ("/sparql", "sparql"),
    ("/validate", "validate"),
    ("/ontology", "terms"),
)
# What a page depends on beside its address.
VARY: Final = "Accept, Accept-Encoding, Accept-Language, Cookie"
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language_of(request: Request) -> str:
    """The language of the page that answers this request: "en" or "ko"."""
    return language(request.headers, request.query_params)


def selection(request: Request) -> str:
    """What of the request's headers a page depends on, for its entity tag: its language, and whether it is packed."""
    return f"{language_of(request)} {'gzip' if accepts_coding(request.headers, 'gzip') else ''}"


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    style_nonce: bool = False,
) -> HTMLResponse:
    """A page in the request's language; docs/design.md lists what templates find beside `context`.

    `style_nonce` is for pages whose scripts make style elements: `nonce` is what these must carry. Such a page is not
    kept by any cache.
    """
    lang = language_of(request)
    every = {"Content-Language": lang, "Vary": VARY, **(headers or {})}
    nonce = secrets.token_urlsafe(16) if style_nonce else ""
    if nonce:
        every |= {"Content-Security-Policy": content_security_policy(nonce), "Cache-Control": "no-store"}
    frame = _Frame(request, lang)
    html = _ENVIRONMENT.get_template(template).render(
        lang=lang,
        t={name: texts[lang] for name, texts in TEXTS.items()},
        nonce=nonce,
        **frame.names(),
        **context,
    )
    return HTMLResponse(html, status, every)


class _Frame:
    """What the frame of a page needs to know of its request: links that keep the language, the page's own addresses."""

    def __init__(self, request: Request, lang: str) -> None:
        self._request, self._lang = request, lang
        self._path = quote(request.url.path)
        # Only where the address says it: else the reader's cookie or browser does, and addresses stay short.
        self._says_language = request.query_params.get("lang") in LANGUAGES
        self._kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]

    def names(self) -> dict[str, Any]:
        """The names that templates use."""
        service, other = service_of(self._request), "ko" if self._lang == "en" else "en"
        origin = public_url(self._request)
        return {
            "asset": service.assets.url,
            "to": self.to,
            "local": lambda iri: local(iri, self._lang if self._says_language else ""),
            "says_language": self._says_language,
            "other": other,
            "other_url": self._own(other),
            "canonical": origin + self._own(self._lang if self._says_language else ""),
            "alternates": {language: origin + self._own(language) for language in LANGUAGES},
            "default_url": origin + self._own(""),
            "path": self._path,
            "navigation": NAVIGATION,
            "data_revision": service.engine.revision,
            "version": __version__,
            "short": short,
        }

    def to(self, path: str, **fields: str) -> str:
        """A link within the service, in the page's language; fields that are empty are left out."""
        if self._says_language:
            fields["lang"] = self._lang
        query = urlencode({name: value for name, value in fields.items() if value})
        return f"{path}?{query}" if query else path

    def _own(self, lang: str) -> str:
        """This page's address in a language; "" for that of the reader."""
        query = urlencode([*self._kept, *([("lang", lang)] if lang else [])])
        return f"{self._path}?{query}" if query else self._path


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: its text, the IRI that it stands for, the language of the text.

    Where it is written otherwise than machines do, `machine` is the plain value, `element` the HTML element to mark it
    with: `time` or `data`.
    """

    text: str
    iri: str = ""
    lang: str = ""
    machine: str = ""
    element: str = ""

    @classmethod
    def of(cls, term: Mapping[str, str] | None, index: EntityIndex, lang: str) -> Self:
        """From a term of SPARQL JSON results: a label for an IRI; nothing for an unbound variable."""
        if term is None:
            return cls("")
        if term["type"] != "uri":
            return cls(term["value"], lang=term.get("xml:lang", ""))
        entity = index.get(term["value"])
        return cls(entity.label(lang) if entity else short(term["value"]), iri=term["value"])


def text(name: str, lang: str) -> str:
    """One of the pages' texts."""
    return TEXTS[name][lang]


def local(iri: str, lang: str = "") -> str:
    """Where a link to this IRI goes: to this service, in this language, if it is ours; nowhere for no web address."""
    if iri.startswith(BASE):
        path, hash_, fragment = iri.removeprefix(BASE).partition("#")
        return f"/{quote(path)}{f'?lang={lang}' if lang else ''}{hash_}{quote(fragment)}"
    return iri if iri.startswith(("https://", "http://")) else ""


def short(iri: str) -> str:
    """An IRI as a prefixed name where one of our prefixes fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
