"""`/sparql`: SPARQL 1.1 Protocol, query operation (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

from email.message import Message
from typing import Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import answers, pages, requests
from api.negotiation import negotiate
from api.service import service_of
from kg.engine.base import QueryRequest
from kg.engine.formats import GRAPHS, SOLUTIONS
from kg.errors import FormatError

router = APIRouter()

# Media types by which a client can ask, and the format of each; the generic ones are for clients that know no better.
SOLUTION_TYPES: Final = {entry.media_type: entry for entry in SOLUTIONS.values()} | {
    "application/json": SOLUTIONS["json"],
    "application/xml": SOLUTIONS["xml"],
}
GRAPH_TYPES: Final = {entry.media_type: entry for entry in GRAPHS.values()}
_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_ACCEPTED: Final = {"Accept-Post": f"{_DIRECT}, {_FORM}"}


@router.api_route("/sparql", methods=["GET", "HEAD"])
async def query_by_get(request: Request) -> Response:
    """Query by GET. Without a query: a plain form for browsers."""
    found = requests.query_fields(request)
    if not found.keys() - {"lang"} and "html" in (
        negotiate(request.headers.get("accept"), (*SOLUTION_TYPES, "text/html")) or ""
    ):
        return pages.render(request, "sparql.html", {})
    return await _answer(request, found)


@router.post("/sparql")
async def query_by_post(request: Request) -> Response:
    """Query by POST, as a form or directly. Parameters of a form stand in the body only (section 2.1.2)."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    media_type = header.get_content_type() if request.headers.get("content-type") else ""
    if media_type == "application/sparql-update":
        raise HTTPException(403, "this service is read-only: updates are not taken")
    if media_type not in (_FORM, _DIRECT):
        raise HTTPException(415, f"send the query as {_DIRECT} or {_FORM}, not as {media_type or 'nothing'}", _ACCEPTED)
    if str(header.get_param("charset", "utf-8")).lower() not in ("utf-8", "utf8"):
        raise HTTPException(415, "the query must be in UTF-8", _ACCEPTED)
    body = await requests.body(request, service_of(request).settings.max_body_mb)
    if media_type == _FORM:
        return await _answer(request, requests.fields(body))
    found = requests.query_fields(request)
    try:
        found.setdefault("query", []).append(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8: {error.reason} at byte {error.start}") from None
    return await _answer(request, found)


async def _answer(request: Request, found: dict[str, list[str]]) -> Response:
    if "update" in found:
        raise HTTPException(403, "this service is read-only: updates are not taken")
    queries = found.get("query", [])
    if len(queries) != 1:
        raise HTTPException(400, f"there must be one query parameter; there are {len(queries)}")
    accept = ", ".join(request.headers.getlist("accept"))
    solution_type, graph_type = negotiate(accept, tuple(SOLUTION_TYPES)), negotiate(accept, tuple(GRAPH_TYPES))
    headers = {"Vary": "Accept"}
    query = QueryRequest(
        queries[0],
        SOLUTION_TYPES[solution_type].name if solution_type else None,
        GRAPH_TYPES[graph_type].name if graph_type else None,
        tuple(found["default-graph-uri"]) if "default-graph-uri" in found else None,
        tuple(found["named-graph-uri"]) if "named-graph-uri" in found else None,
        _base(request),
    )
    try:
        answer = await answers.run(request, service_of(request).engine, query)
    except FormatError as error:
        offered = ", ".join(GRAPH_TYPES if error.kind == "graph" else SOLUTION_TYPES)
        raise HTTPException(406, f"{error}; it can be had as {offered}", headers) from None
    if answer.format in SOLUTIONS:
        generic = solution_type in ("application/json", "application/xml")
        content_type = str(solution_type) if generic else SOLUTIONS[answer.format].content_type
    else:
        content_type = GRAPHS[answer.format].content_type
    return answers.StreamedAnswer(answer, content_type, headers)


def _base(request: Request) -> str | None:
    """What relative IRIs are relative to: this endpoint (RFC 3986, section 5.1.3). None where Host is no host."""
    public = service_of(request).settings.base_url or f"{request.url.scheme}://{request.url.netloc}"
    try:
        return ox.NamedNode(f"{public.rstrip('/')}/sparql").value
    except ValueError:
        return None
