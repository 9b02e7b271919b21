"""`/` and `/healthz`; the dataset described for machines."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api.html import overview, pages
from api.html.locator import locate
from api.http import linked, requests
from api.questions.themes import by_theme
from api.service import service_of
from kg.description import DATASET, description
from kg.description.dataset import Facts
from kg.namespaces import GRAPH, ID
from kg.publish import RdfFormat
from kg.publish.formats import FORMATS

router = APIRouter()
_METHODS: Final = ["GET", "HEAD"]
_VOID: Final = linked.Document("/void", DATASET, linked.TRIPLES)


@router.api_route("/", methods=_METHODS)
async def home(request: Request) -> Response:
    """The home page for people, the description of the dataset for machines."""
    return await _describe(request, "", html_first=True)


@router.api_route("/void", methods=_METHODS)
@router.api_route("/void.{suffix}", methods=_METHODS)
async def void(request: Request, suffix: str = "") -> Response:
    """The description of the dataset: VoID and DCAT. For browsers this too is the home page."""
    if suffix and suffix != "html" and suffix not in FORMATS:
        return await linked.missing(request, f"void.{suffix}")
    return await _describe(request, suffix, html_first=False)


@router.api_route("/.well-known/void", methods=_METHODS)
async def well_known(request: Request) -> Response:
    """Where the description is (VoID, section 7.2)."""
    return RedirectResponse("/void", 303)


@router.api_route("/healthz", methods=_METHODS)
async def health(request: Request) -> Response:
    """That the service lives, and which revision of the data it serves."""
    return JSONResponse(
        {"status": "ok", "revision": service_of(request).engine.revision}, headers={"Cache-Control": "no-store"}
    )


async def _describe(request: Request, suffix: str, *, html_first: bool) -> Response:
    service, address = service_of(request), requests.public_url(request)
    asked = linked.decide(request, _VOID, suffix, html_first=html_first, extra=address)

    async def statements(_: RdfFormat) -> linked.Statements:
        contents = await service.publication.contents()
        names = [graph.removeprefix(GRAPH) for graph in contents.statistics]
        sources = {name: service.index.get(f"{ID}document/{name}") for name in names}
        labels = {name: source.labels for name, source in sources.items() if source}
        facts = Facts(service.engine.revision, contents.statistics, contents.dumps, labels, address)
        return description(facts)

    async def page() -> Response:
        lang = pages.language_of(request)
        context = {
            "address": address,
            "locator": locate(service.assets, await overview.places(service)),
            "counts": overview.counts(service),
            "sources": await overview.sources(service, lang),
            "themes": by_theme(service.catalogue, lang),
        }
        return pages.render(request, "home.html", context)

    return await linked.respond(request, asked, statements, page)
