"""`/store`: SPARQL 1.1 Graph Store HTTP Protocol, reads (https://www.w3.org/TR/sparql11-http-rdf-update/).

`/store?graph=IRI` and `/store?default` name a graph in the query string (section 4.2, indirect graph identification);
`/store/…` is the graph whose IRI is that very address (section 4.1, direct).
"""

from __future__ import annotations

import json
from typing import Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import answers, linked, requests
from api.negotiation import negotiate
from api.service import service_of
from kg.engine.base import QueryRequest, read_all
from kg.engine.formats import GRAPHS
from kg.messages import Message

router = APIRouter()

_TYPES: Final = {entry.media_type: entry for entry in GRAPHS.values()}
_READS: Final = ["GET", "HEAD"]
_WRITES: Final = ["PUT", "POST", "DELETE", "PATCH"]
_VARY: Final = {"Vary": "Accept"}


@router.api_route("/store", methods=_READS)
async def read_indirect(request: Request) -> Response:
    """The graph that the query string names."""
    found = requests.single(requests.query_fields(request))
    if ("graph" in found) == ("default" in found):
        raise HTTPException(400, Message("name one graph: /store?graph=IRI, or /store?default for the default graph"))
    return await _read(request, None if "default" in found else _name(found["graph"]))


@router.api_route("/store/{path:path}", methods=_READS)
async def read_direct(request: Request) -> Response:
    """The graph that has this address for its name, which is taken as it was sent: percent-encoded."""
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace")
    return await _read(request, _name(f"{requests.public_url(request)}{path}"))


@router.api_route("/store", methods=_WRITES)
@router.api_route("/store/{path:path}", methods=_WRITES)
async def write(request: Request) -> Response:
    """No writes."""
    raise HTTPException(403, Message("this service is read-only: graphs can be read with GET and HEAD"))


def _name(iri: str) -> ox.NamedNode:
    """A graph's name. Raises HTTPException 400 for what is no absolute IRI (section 4.2)."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise HTTPException(
            400, Message("a graph's name must be an absolute IRI; {iri!r} is not", iri=iri[:200])
        ) from None


async def _read(request: Request, graph: ox.NamedNode | None) -> Response:
    """A named graph, or the default graph for None. Raises HTTPException 404 for a graph that is not there (5.2)."""
    media_type = negotiate(", ".join(request.headers.getlist("accept")), tuple(_TYPES))
    if media_type is None:
        raise HTTPException(406, Message("this can be had as {offers}", offers=", ".join(_TYPES)), _VARY)
    form, engine = _TYPES[media_type], service_of(request).engine
    tag = linked.entity_tag(request, "store", str(graph), form.name)
    # The tag is weak: each worker has an order and blank nodes of its own. It may be kept, but must be asked after.
    headers = {**_VARY, "ETag": f"W/{tag}", "Cache-Control": "no-cache"}
    if linked.is_held(request, tag):
        return linked.not_modified(headers)
    if graph and not json.loads(await read_all(engine, QueryRequest(f"ASK {{ GRAPH {graph} {{}} }}")))["boolean"]:
        raise HTTPException(404, Message("there is no graph {graph}", graph=str(graph)), _VARY)
    pattern = f"GRAPH {graph} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    query = QueryRequest(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", graph=form.name)
    return answers.StreamedAnswer(await answers.run(request, engine, query), form.content_type, headers)
