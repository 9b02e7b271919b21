"""`/search`: things by name. `/suggest`: as one types. `/opensearch.xml`: how a browser's search box finds both.

OpenSearch 1.1 and its Suggestions extension name the two media types that IANA does not register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from rapidfuzz import process
from starlette.exceptions import HTTPException

from api.html import overview, pages
from api.html.texts import TEXTS
from api.http import problems, requests
from api.http.negotiation import LANGUAGES, negotiate
from api.http.problem_kinds import of_status
from api.service import service_of
from kg.errors import ParameterError
from kg.messages import Message, did_you_mean
from kg.search import Hit, SearchIndex

router = APIRouter()

LONGEST_QUERY: Final = 200
MOST_RESULTS: Final = 100
_RESULTS, _SUGGESTIONS = 20, 10
_PARAMETERS: Final = ("q", "lang", "kind", "limit")
_VARY: Final = {"Vary": "Accept, Accept-Language"}
SUGGESTIONS_TYPE: Final = "application/x-suggestions+json"
DESCRIPTION_TYPE: Final = "application/opensearchdescription+xml"


@router.api_route("/search", methods=["GET", "HEAD"])
async def search(request: Request) -> Response:
    """Things by name, as JSON or as a page. A page without a query is the form, or all things of a kind."""
    media_type = negotiate(", ".join(request.headers.getlist("accept")), ("application/json", "text/html"))
    if media_type is None:
        raise HTTPException(406, Message("this can be had as {offers}", offers="application/json, text/html"), _VARY)
    index, given = service_of(request).search, _given(request)
    html = media_type == "text/html"
    if html and "q" not in given:
        return _all_of_kind(request, index, _kind(index, given))
    if problem := _query_problem(request, given):
        return problem
    kind, lang = _kind(index, given), _language(request, given)
    limit = _limit(given, _RESULTS)
    hits = index.search(given["q"], kind)
    results = [_result(index, hit, lang) for hit in hits[:limit]]
    if html:
        return _page(request, given["q"], kind, len(hits), results)
    body = {"query": given["q"], "total": len(hits), "results": results}
    return JSONResponse(body, headers={**_VARY, "Content-Language": lang})


def _all_of_kind(request: Request, index: SearchIndex, kind: str) -> Response:
    lang = pages.language_of(request)
    entries = sorted(index.of_kind(kind), key=lambda entry: (entry.label(lang).casefold(), entry.iri))
    results = [_result(index, Hit(entry, entry.label(lang), 0), lang) for entry in entries]
    return _page(request, "", kind, len(results) if kind else None, results)


def _page(request: Request, query: str, kind: str, total: int | None, results: Sequence[Mapping[str, Any]]) -> Response:
    """What was found; where that is nothing, the kinds of things that there are. `total` None: nothing was asked."""
    context = {
        "q": query,
        "kind": kind,
        "total": total,
        "results": results,
        "most": MOST_RESULTS,
        "kinds": [] if results else overview.counts(service_of(request)),
    }
    return pages.render(request, "search.html", context)


@router.api_route("/suggest", methods=["GET", "HEAD"])
async def suggest(request: Request) -> Response:
    """Completions of what is being typed: [query, names, kinds, addresses] (OpenSearch Suggestions 1.1)."""
    index, given = service_of(request).search, _given(request)
    if problem := _query_problem(request, given):
        return problem
    lang, base = _language(request, given), requests.public_url(request)
    hits = index.search(given["q"], _kind(index, given))[: _limit(given, _SUGGESTIONS)]
    labels = [hit.entry.label(lang) for hit in hits]
    kinds = [hit.entry.kind_label(lang) for hit in hits]
    addresses = [f"{base}/search?q={quote(label, safe='')}&lang={lang}" for label in labels]
    headers = {"Vary": "Accept-Language", "Content-Language": lang}
    return JSONResponse([given["q"], labels, kinds, addresses], headers=headers, media_type=SUGGESTIONS_TYPE)


@router.api_route("/opensearch.xml", methods=["GET", "HEAD"])
async def description(request: Request) -> Response:
    """The OpenSearch description of this service, in the reader's language."""
    lang, base = pages.language_of(request), requests.public_url(request)
    urls = "".join(
        f"<Url type={quoteattr(media_type)} rel={quoteattr(rel)} "
        f"template={quoteattr(f'{base}{path}?q={{searchTerms}}&lang={lang}')}/>"
        for media_type, rel, path in (
            ("text/html", "results", "/search"),
            ("application/json", "results", "/search"),
            (SUGGESTIONS_TYPE, "suggestions", "/suggest"),
        )
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>KSC</ShortName><Description>{escape(TEXTS['search_intro'][lang])}</Description>"
        f"<Language>{lang}</Language><InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>"
        f"{urls}</OpenSearchDescription>"
    )
    headers = {"Vary": "Accept-Language", "Content-Language": lang}
    return Response(body, headers=headers, media_type=DESCRIPTION_TYPE)


def _given(request: Request) -> dict[str, str]:
    """The request's parameters. Raises ParameterError for one that a search does not take."""
    given = requests.single(requests.query_fields(request))
    for name in given:
        if name not in _PARAMETERS:
            raise ParameterError(
                name,
                Message("a search has no such parameter"),
                Message("it takes {names}", names=", ".join(_PARAMETERS)),
            )
    return given


def _query_problem(request: Request, given: dict[str, str]) -> Response | None:
    """What is wrong with the parameter q, if anything: 400."""
    query = given.get("q", "")
    if not any(letter.isalnum() for letter in query):
        detail = Message("the parameter q holds nothing to look for: give a name, or its beginning")
    elif len(query) > LONGEST_QUERY:
        detail = Message(
            "the parameter q has {size} characters; it may have {most}", size=len(query), most=LONGEST_QUERY
        )
    else:
        return None
    return problems.respond(request, of_status(400), detail, parameter="q")


def _kind(index: SearchIndex, given: dict[str, str]) -> str:
    kind = given.get("kind", "").strip()
    if kind and kind not in index.kinds:
        near = [match[0] for match in process.extract(kind[:LONGEST_QUERY], sorted(index.kinds), limit=3)]
        raise ParameterError("kind", Message("{value!r} is not a kind of thing", value=kind[:40]), did_you_mean(near))
    return kind


def _language(request: Request, given: dict[str, str]) -> str:
    lang = given.get("lang", "")
    if lang and lang not in LANGUAGES:
        raise ParameterError(
            "lang", Message("{value!r} is not a language of this service", value=lang[:40]), Message("use en or ko")
        )
    return pages.language_of(request)


def _limit(given: dict[str, str], default: int) -> int:
    text = given.get("limit", "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST_RESULTS):
        raise ParameterError(
            "limit",
            Message("{value!r} is not a number of results", value=text[:40]),
            Message("give 1 to {most}", most=MOST_RESULTS),
        )
    return int(text)


def _result(index: SearchIndex, hit: Hit, lang: str) -> dict[str, Any]:
    entry = hit.entry
    country = index.get(entry.country)
    return {
        "id": entry.identifier,
        "iri": entry.iri,
        "label": entry.label(lang),
        "kind": entry.kind,
        "kind_label": entry.kind_label(lang),
        "country": country.label(lang) if country else None,
        "matched": hit.matched,
        "score": hit.score,
    }
