"""`/queries`: the catalogue. `/queries/{name}`: run one, in the format of its suffix or of Accept."""

from __future__ import annotations

from typing import Any, Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.http import answers, requests
from api.http.negotiation import negotiate
from api.questions import page as query_page
from api.questions.choices import describe
from api.questions.excel import csv_for_excel
from api.questions.sentence import sentence_of
from api.routes import examples
from api.service import Service, service_of
from kg.catalogue import CannedQuery, term_for
from kg.engine.base import QueryRequest
from kg.engine.formats import GRAPHS, SOLUTIONS
from kg.errors import ParameterError, UsageError
from kg.messages import Message

router = APIRouter()

_BESIDE: Final = {"text/html": "html", "application/sparql-query": "rq"}
_TYPES: Final = {entry.media_type: name for name, entry in SOLUTIONS.items()} | {"application/json": "json"} | _BESIDE
_GRAPH_TYPES: Final = {GRAPHS[name].media_type: name for name in ("ttl", "jsonld", "nt", "rdf")} | _BESIDE
_CSV: Final = {"text/csv": "csv"}  # all that there is for Excel
_SUFFIXES: Final = {*_TYPES.values(), *_GRAPH_TYPES.values()}
_CATALOGUE_TYPES: Final = ("application/json", "text/html", *examples.TYPES)
_VARY: Final = {"Vary": "Accept, Accept-Language"}


@router.api_route("/queries", methods=["GET", "HEAD"])
async def catalogue(request: Request) -> Response:
    """All canned queries, as JSON, as a page, or as RDF."""
    media_type = negotiate(", ".join(request.headers.getlist("accept")), _CATALOGUE_TYPES)
    if media_type is None:
        raise HTTPException(406, Message("this can be had as {offers}", offers=", ".join(_CATALOGUE_TYPES)), _VARY)
    if media_type in examples.TYPES:
        return await examples.as_rdf(request, "/queries")
    service = service_of(request)
    if media_type == "text/html":
        return query_page.catalogue(request)
    return JSONResponse({"queries": [_entry(query) for query in service.catalogue]}, headers=_VARY)


@router.api_route("/queries/{name}", methods=["GET", "HEAD"])
async def run(request: Request, name: str) -> Response:
    """Run one query."""
    service = service_of(request)
    stem, dot, suffix = name.rpartition(".")
    fixed = bool(dot) and suffix in _SUFFIXES
    try:
        query = service.catalogue.get(stem if fixed else name)
    except UsageError as error:
        raise HTTPException(404, error.args[0]) from None
    types = _GRAPH_TYPES if query.gives_graph else _TYPES
    given = requests.single(requests.query_fields(request))
    for_excel = given.pop("excel", "")
    format_ = suffix if fixed else _negotiated(request, types if query.gives_graph or for_excel != "1" else _CSV)
    if format_ not in types.values():
        raise HTTPException(
            404,
            Message("{name} can be had as {offers}", name=query.name, offers=", ".join(dict.fromkeys(types.values()))),
        )
    excel = _excel_wanted(for_excel, format_)
    if format_ == "html":
        return await query_page.answer(request, query, given)
    text = query.with_values(_terms(service, query, given))
    if format_ == "rq":
        return Response(text, headers=_VARY, media_type="application/sparql-query")
    if excel:
        lang = given.get("lang", "").strip() or "en"
        return await csv_for_excel(service.engine, query, text, sentence_of(query, given, service.index, lang), lang)
    asked = QueryRequest(text, graph=format_) if query.gives_graph else QueryRequest(text, solutions=format_)
    answer = await answers.run(request, service.engine, asked)
    return await answers.response(answer, (GRAPHS if query.gives_graph else SOLUTIONS)[format_].content_type, _VARY)


def _excel_wanted(value: str, format_: str) -> bool:
    if value not in ("", "0", "1"):
        raise ParameterError(
            "excel", Message("{value!r} is neither yes nor no", value=value[:40]), Message("give 1 or 0")
        )
    if value == "1" and format_ != "csv":
        raise ParameterError(
            "excel", Message("there is no {format} for Excel", format=format_), Message("ask for .csv")
        )
    return value == "1"


def _negotiated(request: Request, types: dict[str, str]) -> str:
    media_type = negotiate(", ".join(request.headers.getlist("accept")), tuple(types))
    if media_type is None:
        raise HTTPException(406, Message("this can be had as {offers}", offers=", ".join(types)), _VARY)
    return types[media_type]


def _terms(service: Service, query: CannedQuery, given: dict[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
    """The values given for the query's parameters; an empty one is none."""
    values = {name: value for name, value in given.items() if value.strip()}
    return {name: term_for(query.parameter(name), value, service.index) for name, value in values.items()}


def _entry(query: CannedQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "url": f"/queries/{query.name}",
        "summary": query.summary,
        "description": query.description,
        "tags": query.tags,
        "question": query.question,
        "params": [describe(parameter) for parameter in query.params.values()],
        "params_url": f"/queries/{query.name}/params",
        "view": query.view,
        "columns": query.columns,
        "formats": {
            suffix: f"/queries/{query.name}.{suffix}"
            for suffix in dict.fromkeys((_GRAPH_TYPES if query.gives_graph else _TYPES).values())
        },
    }
