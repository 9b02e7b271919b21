"""`/id/{type}/{slug}` -> `/doc/{type}/{slug}`: what the graph says about a thing, in RDF and as a page."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api import answers, pages
from api.negotiation import negotiate
from api.service import service_of
from kg.engine.base import Engine, QueryRequest, read_all
from kg.engine.formats import GRAPHS, Format
from kg.namespaces import ID, KSC

router = APIRouter()

_FORMATS: Final = {name: GRAPHS[name] for name in ("ttl", "jsonld", "nt", "rdf")}
_SUFFIXES: Final = {entry.suffix: entry for entry in _FORMATS.values()} | {"html": None}

# The thing's own statements first, then labels of what it points to, and what points to it; ordered, so that equal
# requests get equal bytes. Labels are picked by a FILTER: with VALUES Oxigraph goes through all labels of the graph.
_DESCRIPTION: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?s ?p ?o } WHERE {
  SELECT DISTINCT ?s ?p ?o WHERE {
    { %(thing)s ?p ?o BIND(%(thing)s AS ?s) }
    UNION { %(thing)s ?any ?s . ?s ?p ?o FILTER(?p IN (skos:prefLabel, rdfs:label)) }
    UNION { ?s ?p %(thing)s BIND(%(thing)s AS ?o) }
  } ORDER BY (?s != %(thing)s) ?s ?p ?o
}"""
_STATEMENTS: Final = """
SELECT DISTINCT ?property ?value ?subject WHERE {
  { %(thing)s ?property ?value } UNION { ?subject ?property %(thing)s FILTER(?property != ksc:claimSubject) }
} ORDER BY ?property ?value ?subject"""
_CLAIMS: Final = """
SELECT DISTINCT ?property ?printed ?document ?first ?last WHERE {
  ?claim ksc:claimSubject %(thing)s ; ksc:claimPredicate ?property ; ksc:asPrinted ?printed ; ksc:evidence ?passage .
  ?passage oa:hasSource ?document ; ksc:firstLine ?first ; ksc:lastLine ?last .
} ORDER BY ?property ?document ?first ?printed"""
_EXISTS: Final = "ASK { %(thing)s ?p ?o }"
_PROLOGUE: Final = f"PREFIX ksc: <{KSC}>\nPREFIX oa: <http://www.w3.org/ns/oa#>\n"


@router.api_route("/id/{kind}/{slug}", methods=["GET", "HEAD"])
async def identify(request: Request, kind: str, slug: str) -> Response:
    """A thing is not a document: see the one about it (Cool URIs for the Semantic Web, section 4.3)."""
    await _known(service_of(request).engine, kind, slug)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/doc/{quote(kind)}/{quote(slug)}{query}", 303)


@router.api_route("/doc/{kind}/{name}", methods=["GET", "HEAD"])
async def describe(request: Request, kind: str, name: str) -> Response:
    """The document about a thing. A suffix (`.ttl .jsonld .nt .rdf .html`) fixes its format, else Accept does."""
    engine = service_of(request).engine
    slug, dot, suffix = name.rpartition(".")
    if dot and suffix in _SUFFIXES:
        chosen = _SUFFIXES[suffix]
    else:
        slug, chosen = name, _negotiated(request)
    node = await _known(engine, kind, slug)
    here = f"/doc/{quote(kind)}/{quote(slug)}"
    links = [f'<{here}.{entry.suffix}>; rel="alternate"; type="{entry.media_type}"' for entry in _FORMATS.values()]
    headers = {
        "Vary": "Accept, Accept-Language",
        "Link": ", ".join([*links, f'<{node.value}>; rel="https://schema.org/about"']),
        "Content-Location": f"{here}.{chosen.suffix if chosen else 'html'}",
    }
    if chosen is None:
        context = await _page(engine, request, node)
        return pages.render(request, "entity.html", {**context, "here": here, "formats": _FORMATS}, headers=headers)
    answer = await answers.run(request, engine, QueryRequest(_DESCRIPTION % {"thing": node}, graph=chosen.name))
    return answers.StreamedAnswer(answer, chosen.content_type, headers)


def _negotiated(request: Request) -> Format | None:
    offers = {entry.media_type: entry for entry in _FORMATS.values()} | {"text/html": None}
    media_type = negotiate(", ".join(request.headers.getlist("accept")), tuple(offers))
    if media_type is None:
        raise HTTPException(406, f"this can be had as {', '.join(offers)}", {"Vary": "Accept, Accept-Language"})
    return offers[media_type]


async def _known(engine: Engine, kind: str, slug: str) -> ox.NamedNode:
    """The thing's IRI as a term. Raises HTTPException 404 when the graph says nothing about it."""
    try:
        node = ox.NamedNode(f"{ID}{kind}/{slug}")
    except ValueError:
        raise HTTPException(404, f"{kind}/{slug} is not a name that this service gives") from None
    if not json.loads(await read_all(engine, QueryRequest(_EXISTS % {"thing": node})))["boolean"]:
        raise HTTPException(404, f"this service knows no {kind}/{slug}")
    return node


async def _page(engine: Engine, request: Request, node: ox.NamedNode) -> dict[str, Any]:
    """What the page shows: names, statements by property, what points here, claims."""
    index, lang = service_of(request).index, pages.language_of(request)

    def shown(term: dict[str, str]) -> pages.Shown:
        return pages.Shown.of(term, index, lang)

    statements: dict[str, list[pages.Shown]] = {}
    incoming: list[tuple[pages.Shown, pages.Shown]] = []
    properties: dict[str, pages.Shown] = {}
    for row in await _rows(engine, _STATEMENTS, node):
        if "subject" in row:
            incoming.append((shown(row["subject"]), shown(row["property"])))
        else:
            properties[row["property"]["value"]] = shown(row["property"])
            statements.setdefault(row["property"]["value"], []).append(shown(row["value"]))
    claims = [
        {name: shown(row[name]) for name in ("property", "printed", "document", "first", "last")}
        for row in await _rows(engine, _CLAIMS, node)
    ]
    entity = index.get(node.value)
    return {
        "iri": node.value,
        "label": entity.label(lang) if entity else pages.short(node.value),
        "labels": entity.labels if entity else {},
        "statements": [(properties[iri], values) for iri, values in statements.items()],
        "incoming": incoming,
        "claims": claims,
    }


async def _rows(engine: Engine, query: str, node: ox.NamedNode) -> list[dict[str, Any]]:
    answer = json.loads(await read_all(engine, QueryRequest(_PROLOGUE + query % {"thing": node})))
    rows: list[dict[str, Any]] = answer["results"]["bindings"]
    return rows
