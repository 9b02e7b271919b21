"""`/store`: SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

`/store?graph=IRI` and `/store?default` name a graph in the query string (section 4.2, indirect graph identification);
`/store/…` is the graph whose IRI is that very address (section 4.1, direct). Reads are open; writes need the token,
pass the shapes, and are kept before they are acknowledged.
"""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from typing import Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import writing
from api.http import graph_body, linked, requests
from api.http.negotiation import negotiate
from api.service import service_of
from kg import __version__, ntriples
from kg.dataset import INSTEAD, UNNAMED, Dataset, Graph
from kg.messages import Message
from kg.publish import FORMATS, RdfFormat
from kg.publish import write as written
from kg.state.writer import Proposal

router = APIRouter()

_QUADS: Final = RdfFormat("nq", "application/n-quads", ox.RdfFormat.N_QUADS, graphs=True)
_TYPES: Final = {entry.media_type: entry for entry in (*FORMATS.values(), _QUADS)}
_READS: Final = ["GET", "HEAD"]
_WRITES: Final = ["PUT", "POST", "DELETE"]
_VARY: Final = {"Vary": "Accept"}


@router.api_route("/store", methods=_READS)
async def read_indirect(request: Request) -> Response:
    """The graph that the query string names."""
    return await _read(request, _indirect(request))


@router.api_route("/store/{path:path}", methods=_READS)
async def read_direct(request: Request) -> Response:
    """The graph that has this address for its name."""
    return await _read(request, _direct(request))


@router.api_route("/store", methods=_WRITES)
async def write_indirect(request: Request) -> Response:
    """Write the graph that the query string names; a POST to the store itself makes a new one (section 5.5)."""
    writing.writer_of(request)
    if request.method == "POST" and not requests.query_fields(request).keys() & {"graph", "default"}:
        address = f"{requests.public_url(request)}/store/{uuid.uuid4()}"
        return await _change(request, _name(address), {"Location": address})
    return await _write(request, _indirect(request))


@router.api_route("/store/{path:path}", methods=_WRITES)
async def write_direct(request: Request) -> Response:
    """Write the graph that has this address for its name."""
    return await _write(request, _direct(request))


def _indirect(request: Request) -> str:
    """The graph of the query string. Raises HTTPException 400 for none, or more than one."""
    found = requests.single(requests.query_fields(request))
    if ("graph" in found) == ("default" in found):
        raise HTTPException(400, Message("name one graph: /store?graph=IRI, or /store?default for the default graph"))
    return UNNAMED if "default" in found else _name(found["graph"])


def _direct(request: Request) -> str:
    """The graph of the path, which is taken as it was sent: percent-encoded."""
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace")
    return _name(f"{requests.public_url(request)}{path}")


def _name(iri: str) -> str:
    """A graph's name. Raises HTTPException 400 for what is no absolute IRI (section 4.2)."""
    try:
        return ox.NamedNode(iri).value
    except ValueError:
        raise HTTPException(
            400, Message("a graph's name must be an absolute IRI; {iri!r} is not", iri=iri[:200])
        ) from None


async def _read(request: Request, name: str) -> Response:
    """A graph, from memory. Raises HTTPException 404 for one that is not there (section 5.2)."""
    media_type = negotiate(", ".join(request.headers.getlist("accept")), tuple(_TYPES))
    if media_type is None:
        raise HTTPException(406, Message("this can be had as {offers}", offers=", ".join(_TYPES)), _VARY)
    dataset = service_of(request).snapshot.dataset
    if name not in dataset.named and name != UNNAMED:
        raise HTTPException(404, Message("there is no graph {graph}", graph=f"<{name}>"), _VARY)
    form, tag = _TYPES[media_type], _tag(dataset, name, media_type)
    headers = {**_VARY, "ETag": tag, "Cache-Control": "no-cache"}
    if linked.is_held(request, tag):
        return linked.not_modified(headers)
    if request.method == "HEAD":
        return Response(headers={**headers, "Content-Type": form.content_type})
    lines = dataset.default if name == UNNAMED else dataset.named[name].lines
    # In a thread, and from lines: the same bytes each time, which a strong tag promises.
    body = await asyncio.to_thread(lambda: written(list(ntriples.read(lines)), form))
    return Response(body, headers={**headers, "Content-Type": form.content_type})


def _tag(dataset: Dataset, name: str, media_type: str) -> str:
    """The strong entity tag of a graph in a format: of what the graph says, not of the revision."""
    graph = dataset.graphs.get(INSTEAD) if name == UNNAMED else dataset.named[name]
    content = graph.digest if graph else dataset.revision
    return f'"{hashlib.sha256(f"{content} {media_type} {__version__}".encode()).hexdigest()[:24]}"'


def _tags(dataset: Dataset, name: str) -> frozenset[str]:
    """The entity tags of a graph in every format; none where there is no such graph."""
    if name not in dataset.named and name != UNNAMED:
        return frozenset()
    return frozenset(_tag(dataset, name, media_type) for media_type in _TYPES)


async def _write(request: Request, name: str) -> Response:
    return await (_delete(request, name) if request.method == "DELETE" else _change(request, name, {}))


async def _change(request: Request, name: str, headers: dict[str, str]) -> Response:
    """PUT and POST (sections 5.3 and 5.5): 201 for a graph that is new, 204 for one that was there."""
    writer = writing.writer_of(request)
    parts = await graph_body.read(request, name or f"{requests.public_url(request)}/store")
    is_new = False

    async def propose(dataset: Dataset) -> Proposal:
        nonlocal is_new
        writing.check_conditions(request, _tags(dataset, name))
        is_new = name not in dataset.named and name != UNNAMED
        lines = graph_body.named_apart(parts, writer.number)
        held = _held(dataset, name, request.method)
        if request.method == "POST":
            lines = [*(dataset.graphs[held].lines if held in dataset.graphs else ()), *lines]
        changes: dict[str, Graph | None] = {held: Graph.of(lines)}
        if held == INSTEAD:
            changes[UNNAMED] = None
        return Proposal(changes)

    if refusal := await writing.write(request, writer, propose):
        return refusal
    return Response(status_code=201 if is_new else 204, headers=headers)


def _held(dataset: Dataset, name: str, method: str) -> str:
    """The graph that a write to `name` goes to: a default graph that is put takes the place of the merge."""
    return INSTEAD if name == UNNAMED and (method == "PUT" or INSTEAD in dataset.graphs) else name


async def _delete(request: Request, name: str) -> Response:
    """DELETE (section 5.4). The default graph always is: what was written to it goes, and it is the merge again."""
    writer = writing.writer_of(request)

    async def propose(dataset: Dataset) -> Proposal:
        writing.check_conditions(request, _tags(dataset, name))
        if name not in dataset.named and name != UNNAMED:
            raise HTTPException(404, Message("there is no graph {graph}", graph=f"<{name}>"))
        gone = (UNNAMED, INSTEAD) if name == UNNAMED else (name,)
        return Proposal({held: None for held in gone if held in dataset.graphs})

    return await writing.write(request, writer, propose) or Response(status_code=204)
