"""`/sparql`: SPARQL 1.1 Protocol, query operation (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import asdict
from email.message import Message as Headers
from functools import lru_cache
from typing import Any, Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.http import answers, linked, requests, tags
from api.http.negotiation import negotiate
from api.routes import updates
from api.service import service_of
from api.sparql import hints
from api.sparql import page as sparql_page
from api.sparql.format_names import accept_of
from kg import service_description
from kg.engine.base import Answer, QueryRequest
from kg.engine.formats import GRAPHS, SOLUTIONS, Format
from kg.errors import FormatError
from kg.messages import Message

router = APIRouter()

# Media types by which a client can ask, and the format of each; the generic ones are for clients that know no better.
SOLUTION_TYPES: Final = {entry.media_type: entry for entry in SOLUTIONS.values()} | {
    "application/json": SOLUTIONS["json"],
    "application/xml": SOLUTIONS["xml"],
}
GRAPH_TYPES: Final = {entry.media_type: entry for entry in GRAPHS.values()}
_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_ACCEPTED: Final = {"Accept-Post": f"{_DIRECT}, {updates.MEDIA_TYPE}, {_FORM}"}
_LONGEST_QUERY: Final = 1 << 20  # for ten times as much a parser takes half a minute, or gigabytes
_VARY: Final = {"Vary": "Accept"}
_VOLATILE: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)
Fields = dict[str, list[str]]


async def sparql(request: Request) -> Response:
    """Query by GET or POST. A GET without a query: the editor for browsers, the Service Description for machines."""
    if request.method == "POST":
        posted = await _posted(request)
        if "update" in posted and "query" not in posted:
            return await updates.answer(request, posted, _endpoint(request))
        return await _answer(request, posted)
    found = requests.query_fields(request)
    return await (_answer(request, found) if found.keys() - {"lang"} else _describe(request))


# Starlette's route: resolving FastAPI's dependencies, of which there are none, takes as long as a small query.
router.add_route("/sparql", sparql, methods=["GET", "HEAD", "POST"])


async def _posted(request: Request) -> Fields:
    """The fields of a POST: of the URL, and of a form body, or the query that is the body (section 2.1.2 and 2.1.3)."""
    header = Headers()
    header["Content-Type"] = request.headers.get("content-type", "")
    media_type = header.get_content_type() if request.headers.get("content-type") else ""
    if media_type not in (_FORM, _DIRECT, updates.MEDIA_TYPE):
        raise HTTPException(
            415,
            Message("send the query as {offers}, not as {given!r}", offers=f"{_DIRECT}, {_FORM}", given=media_type),
            _ACCEPTED,
        )
    if str(header.get_param("charset", "utf-8")).lower() not in ("utf-8", "utf8"):
        raise HTTPException(415, Message("the query must be in UTF-8"), _ACCEPTED)
    if request.headers.get("content-encoding", "identity").lower() != "identity":  # RFC 9110, section 8.4
        raise HTTPException(
            415, Message("the query must not be compressed"), {**_ACCEPTED, "Accept-Encoding": "identity"}
        )
    found = requests.query_fields(request)
    body = await requests.body(request, service_of(request).settings.max_body_mb)
    if media_type == _FORM:
        for name, values in requests.fields(body).items():
            found.setdefault(name, []).extend(values)
        return found
    try:
        text = body.decode("utf-8-sig")  # files from Windows begin with a byte order mark
    except UnicodeDecodeError as error:
        raise HTTPException(
            400, Message("the query is not UTF-8: {reason} at byte {place}", reason=error.reason, place=error.start)
        ) from None
    found.setdefault("query" if media_type == _DIRECT else "update", []).append(text)
    return found


async def _answer(request: Request, found: Fields) -> Response:
    query = _one_query(found)
    if len(query) > _LONGEST_QUERY:
        raise HTTPException(
            413, Message("a query may have {most} characters; this has {size}", most=_LONGEST_QUERY, size=len(query))
        )
    _check_graphs(found)
    accept = _accepted(request, found)
    solution_type, graph_type = negotiate(accept, tuple(SOLUTION_TYPES)), negotiate(accept, tuple(GRAPH_TYPES))
    asked = QueryRequest(
        query,
        SOLUTION_TYPES[solution_type].name if solution_type else None,
        GRAPH_TYPES[graph_type].name if graph_type else None,
        tuple(found["default-graph-uri"]) if "default-graph-uri" in found else None,
        tuple(found["named-graph-uri"]) if "named-graph-uri" in found else None,
        _endpoint(request),
        hints=True,
    )
    if sparql_page.is_wanted(accept):
        return await sparql_page.answer(request, asked)
    sparql_page.show_problems_here(request, asked)
    headers = _headers(request, asked, f"{solution_type} {graph_type}")
    if tags.holds(request.headers, headers.get("ETag", "")):
        return linked.not_modified(headers)
    try:
        answer = await answers.run(request, service_of(request).engine, asked)
    except FormatError as error:
        if not error.kind:
            raise
        offered = ", ".join(GRAPH_TYPES if error.kind == "graph" else SOLUTION_TYPES)
        raise HTTPException(
            406, Message("{what}; it can be had as {offers}", what=error.args[0], offers=offered), _VARY
        ) from None
    if answer.hints:
        headers["KSC-Hint"] = hints.header(answer.hints)
    if "format" in found:
        headers["Content-Disposition"] = f'attachment; filename="result.{answer.format}"'
    if answer.format == "json" and "hints" in found:
        answer = _WithHints(answer)
    if answer.format in SOLUTIONS and solution_type in ("application/json", "application/xml"):
        return await answers.response(answer, str(solution_type), headers)
    content_type = (SOLUTIONS | GRAPHS)[answer.format].content_type
    return await answers.response(answer, content_type, headers)


def _headers(request: Request, asked: QueryRequest, types: str) -> dict[str, str]:
    """What a cache must know of the answer: its entity tag, if it was asked for by GET, and what it depends on.

    The tag is weak. The revision decides what is in an answer, but not its bytes: the rows of a query without ORDER BY
    come in the order in which a worker took the statements, and one that followed the changes of the dataset took them
    in another order than one that loaded it whole; blank nodes of CONSTRUCT and BNODE() have a new label each time. An
    answer that says another thing each time has no tag and is kept by nobody.
    """
    if _VOLATILE.search(asked.text):
        return {**_VARY, "Cache-Control": "no-store"}
    if request.method == "POST":
        return dict(_VARY)
    tag = linked.entity_tag(request, "sparql", request.scope["query_string"].decode("latin-1"), types, asked.base or "")
    return {**_VARY, "ETag": f"W/{tag}", "Cache-Control": "no-cache"}


def _accepted(request: Request, found: Fields) -> str:
    """What the client takes: what its `format` field names, as links and forms do, else its Accept header."""
    return accept_of(found["format"][0]) if "format" in found else ", ".join(request.headers.getlist("accept"))


def _check_graphs(found: Fields) -> None:
    """Raises HTTPException 400 for a graph of the dataset that is no absolute IRI (section 2.1.4)."""
    for name in ("default-graph-uri", "named-graph-uri"):
        for value in found.get(name, ()):
            try:
                ox.NamedNode(value)
            except ValueError as error:
                raise HTTPException(
                    400, Message("{name} must be an absolute IRI: {reason}", name=name, reason=str(error))
                ) from None


def _one_query(found: Fields) -> str:
    """The query. Raises HTTPException for an update, and for anything but one query (sections 2.1.4 and 2.2.3)."""
    queries, posted = found.get("query", []), found.get("update", [])
    if queries and posted:
        raise HTTPException(400, Message("a request is a query or an update, not both"))
    if posted:
        raise HTTPException(400, Message("an update must be sent by POST"))
    if len(queries) != 1:
        raise HTTPException(
            400, Message("there must be one {name} parameter; there are {number}", name="query", number=len(queries))
        )
    return queries[0]


async def _describe(request: Request) -> Response:
    """The editor's page or the Service Description (SPARQL 1.1 Service Description, section 2)."""
    accept = ", ".join(request.headers.getlist("accept"))
    media_type = negotiate(accept, (*GRAPH_TYPES, "text/html"))
    if media_type == "text/html":
        return sparql_page.editor(request)
    vary = {"Vary": "Accept, Accept-Language"}
    if media_type is None:
        if negotiate(accept, tuple(SOLUTION_TYPES)):  # it expects the answer to a query
            raise HTTPException(
                400, Message("there must be one {name} parameter; there are {number}", name="query", number=0), vary
            )
        offered = ", ".join((*GRAPH_TYPES, "text/html"))
        raise HTTPException(406, Message("this can be had as {offers}", offers=offered), vary)
    endpoint = _endpoint(request)
    if endpoint is None:
        raise HTTPException(400, Message("the Host header is not the name of a host"))
    form: Format = GRAPH_TYPES[media_type]
    asked = QueryRequest(service_description.query(endpoint), graph=form.name)
    answer = await answers.run(request, service_of(request).engine, asked)
    return await answers.response(answer, form.content_type, vary)


def _endpoint(request: Request) -> str | None:
    """This endpoint, which relative IRIs are relative to (RFC 3986, section 5.1.3). None where Host is no host."""
    return _iri(f"{requests.public_url(request)}/sparql")


@lru_cache(maxsize=256)  # few hosts are asked
def _iri(address: str) -> str | None:
    try:
        return ox.NamedNode(address).value
    except ValueError:
        return None


class _WithHints:
    """A JSON answer with one more member, `hints`, for the editor: the results format allows others to be there."""

    def __init__(self, answer: Answer) -> None:
        self.format, self.hints, self.whole, self.revision = answer.format, answer.hints, answer.whole, answer.revision
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        members: dict[str, Any] = {"hints": [asdict(hint) for hint in self.hints]}
        start = json.dumps(members, ensure_ascii=False)[:-1].encode() + b","
        async for chunk in self._answer:
            yield start + chunk[1:] if start else chunk  # after the opening brace
            start = b""

    async def aclose(self) -> None:
        """Stop the query if it is still running."""
        await self._answer.aclose()
