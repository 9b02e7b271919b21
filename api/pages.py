"""HTML pages: templates, languages, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.negotiation import language
from api.texts import TEXTS
from kg.catalogue import EntityIndex
from kg.namespaces import BASE, PREFIXES

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language_of(request: Request) -> str:
    """The language of the page that answers this request: "en" or "ko"."""
    return language(request.headers, request.query_params)


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page in the request's language. `t` is its table of texts, `other_url` the same page in the other language."""
    lang = language_of(request)
    other = "ko" if lang == "en" else "en"
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    html = _ENVIRONMENT.get_template(template).render(
        lang=lang,
        other=other,
        other_url=f"{quote(request.url.path)}?{urlencode([*kept, ('lang', other)])}",
        t={name: texts[lang] for name, texts in TEXTS.items()},
        local=local,
        short=short,
        **context,
    )
    every = {"Content-Language": lang, "Vary": "Accept, Accept-Language", **(headers or {})}
    return HTMLResponse(html, status, every)


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: its text, the IRI that it stands for, the language of the text."""

    text: str
    iri: str = ""
    lang: str = ""

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
