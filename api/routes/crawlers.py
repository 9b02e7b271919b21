"""`/robots.txt` (RFC 9309) and `/sitemap.xml` (sitemaps.org): what a search engine may read, and where it finds it."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from api.http import requests
from api.service import Service, service_of

router = APIRouter()
_METHODS: Final = ["GET", "HEAD"]
_HEADERS: Final = {"Cache-Control": "no-cache"}
# Answers to whatever is asked, without end: nothing to index.
_ENDLESS: Final = ("/sparql?query=", "/search?q=", "/suggest", "/store")
_PAGES: Final = ("/", "/queries", "/coverage", "/sparql", "/validate", "/ontology", "/shapes", "/dumps", "/docs")
# The things that people look for; claims and passages are thousands, and are shown on the pages of these.
_FOLDERS: Final = (
    *("agreement", "city", "country", "discrepancy", "document", "event", "initiative", "law", "organisation"),
    *("person", "province"),
)


@router.api_route("/robots.txt", methods=_METHODS, include_in_schema=False)
async def robots(request: Request) -> Response:
    """Everything but what answers without end."""
    rules = "".join(f"Disallow: {path}\n" for path in _ENDLESS)
    sitemap = f"{requests.public_url(request)}/sitemap.xml"
    return PlainTextResponse(f"User-agent: *\n{rules}\nSitemap: {sitemap}\n", headers=_HEADERS)


@router.api_route("/sitemap.xml", methods=_METHODS, include_in_schema=False)
async def sitemap(request: Request) -> Response:
    """The addresses of the pages; each page names those of its languages itself."""
    origin = requests.public_url(request)
    entries = "".join(f"<url><loc>{escape(origin + path)}</loc></url>\n" for path in await _paths(service_of(request)))
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
    return Response(body, headers=_HEADERS, media_type="application/xml")


async def _paths(service: Service) -> list[str]:
    known = await service.publication.known(service.engine)
    queries = [f"/queries/{query.name}" for query in service.catalogue]
    things = [f"/doc/{folder}/{quote(slug)}" for folder in _FOLDERS for slug in known.slugs(f"id/{folder}")]
    return [*_PAGES, *queries, *things]
