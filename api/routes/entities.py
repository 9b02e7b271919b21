"""`/id/…` and `/scheme/…` -> `/doc/…`: what the graph says about a thing, in RDF and as a page."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from api.html import pages
from api.html.locator import locate
from api.http import linked
from api.questions import texts as query_texts
from api.service import service_of
from api.terms.scheme import of_scheme
from api.thing.moments import moments
from api.thing.page import Page
from api.thing.questions import questions
from api.thing.records import Records, records
from kg.namespaces import BASE, ID
from kg.publish import RdfFormat, describe, fetch_disagreements, fetch_quads

router = APIRouter(dependencies=[Depends(linked.no_encoded_slash)])
_METHODS: Final = ["GET", "HEAD"]
# What takes part in agreements and events, and where these are.
_WITH_MOMENTS: Final = ("city", "country", "district", "organisation", "person", "province")
# What is at a place that a map can show.
_ON_MAP: Final = ("agreement", "city", "country", "district", "province", "venue")
# What "open in SPARQL" asks.
_STATEMENTS: Final = """SELECT ?property ?value WHERE {{
  <{iri}> ?property ?value
}}"""


@router.api_route("/id/{kind}/{slug}", methods=_METHODS)
async def identify(request: Request, kind: str, slug: str) -> Response:
    """A thing is not a document: see the one about it (Cool URIs for the Semantic Web, section 4.3)."""
    return await _see(request, f"id/{kind}/{slug}", f"/doc/{quote(kind)}/{quote(slug)}")


@router.api_route("/scheme/{scheme}", methods=_METHODS)
async def identify_scheme(request: Request, scheme: str) -> Response:
    """A concept scheme."""
    return await _see(request, f"scheme/{scheme}", f"/doc/scheme/{quote(scheme)}")


@router.api_route("/scheme/{scheme}/{slug}", methods=_METHODS)
async def identify_concept(request: Request, scheme: str, slug: str) -> Response:
    """A concept."""
    return await _see(request, f"scheme/{scheme}/{slug}", f"/doc/scheme/{quote(scheme)}/{quote(slug)}")


async def describe_concept(request: Request) -> Response:
    """The document about a concept."""
    scheme = request.path_params["scheme"]
    return await _describe(request, f"scheme/{scheme}/", f"scheme/{scheme}/")


async def describe_thing(request: Request) -> Response:
    """The document about a thing or scheme. A suffix (`.ttl`, `.html`, …) fixes its format, else Accept does."""
    kind = request.path_params["kind"]
    return await _describe(request, f"{kind}/", "scheme/" if kind == "scheme" else f"id/{kind}/")


# Starlette's routes: resolving FastAPI's dependencies takes longer than they do.
router.add_route("/doc/scheme/{scheme}/{name}", describe_concept, methods=_METHODS)
router.add_route("/doc/{kind}/{name}", describe_thing, methods=_METHODS)


async def _see(request: Request, path: str, document: str) -> Response:
    """303 to the document, with the query string; or what is said of an unknown IRI.

    A suffix is of the document, but who puts it on the thing's IRI means that.
    """
    service = service_of(request)
    known = await service.publication.known(service.engine)
    if path not in known and linked.split(path)[0] not in known:
        return await linked.missing(request, path)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{document}{query}", 303)


async def _describe(request: Request, folder: str, prefix: str) -> Response:
    linked.no_encoded_slash(request)
    service = service_of(request)
    slug, suffix = linked.split(request.path_params["name"])
    if f"{prefix}{slug}" not in await service.publication.known(service.engine):
        return await linked.missing(request, f"{prefix}{slug}")
    iri = f"{BASE}{prefix}{slug}"
    document = linked.Document(f"/doc/{quote(folder)}{quote(slug)}", iri, profiles=True)
    asked = linked.decide(request, document, suffix)

    async def statements(form: RdfFormat) -> linked.Statements:
        if form.graphs:
            return await fetch_quads(service.engine, iri, asked.profile)
        return await describe(service.engine, iri, asked.profile)

    async def page() -> Response:
        make = _scheme_page if prefix == "scheme/" else _page
        return await make(request, document, iri)

    return await linked.respond(request, asked, statements, page)


async def _page(request: Request, document: linked.Document, iri: str) -> Response:
    service, lang = service_of(request), pages.language_of(request)
    quads = await fetch_quads(service.engine, iri, "claims")
    page = Page(iri, quads, await fetch_disagreements(service.engine, iri), service.index, lang)
    everything = request.query_params.get("links") == "all"
    folder = iri.removeprefix(ID).partition("/")[0] if iri.startswith(ID) else "concept"
    timeline = await moments(service, iri, lang) if folder in _WITH_MOMENTS else None
    has_map = folder in _ON_MAP and timeline is None  # both pictures would make the page too heavy for a telephone
    context = {
        **page.context(all_incoming=everything),
        **linked.context_of(document),
        "folder": folder,
        "locator": locate(service.assets, page.places()) if has_map else None,
        "moments": timeline,
        "questions": await questions(service, iri, lang),
        "q": query_texts.texts(lang),
        "records": await _records(request, iri, lang) if folder == "document" else None,
        "sparql": _STATEMENTS.format(iri=iri),
    }
    return pages.render(request, "entity.html", context)


async def _scheme_page(request: Request, document: linked.Document, iri: str) -> Response:
    context = await of_scheme(service_of(request), iri, pages.language_of(request))
    return pages.render(request, "scheme.html", {**context, **linked.context_of(document)})


async def _records(request: Request, iri: str, lang: str) -> Records | None:
    """The page of a document's records that `?records=` counts, or the one with the line that `?line=` names."""
    return await records(service_of(request), iri, _number(request, "records"), _number(request, "line"), lang)


def _number(request: Request, name: str) -> int:
    """A parameter of the address that is a number; 0 where it says none."""
    number = request.query_params.get(name, "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
