"""`/queries`: the catalogue. `/queries/{name}`: run one, in the format of its suffix or of Accept."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import urlencode

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import answers, pages, requests
from api.choices import describe
from api.excel import csv_for_excel
from api.negotiation import negotiate
from api.routes import examples
from api.service import Service, service_of
from kg.catalogue import CannedQuery, Entity, Parameter, term_for
from kg.engine.base import QueryRequest, read_all
from kg.engine.formats import GRAPHS, SOLUTIONS
from kg.errors import ParameterError, UsageError
from kg.messages import Message

router = APIRouter()

_BESIDE: Final = {"text/html": "html", "application/sparql-query": "rq"}
_TYPES: Final = {entry.media_type: name for name, entry in SOLUTIONS.items()} | {"application/json": "json"} | _BESIDE
_GRAPH_TYPES: Final = {GRAPHS[name].media_type: name for name in ("ttl", "jsonld", "nt", "rdf")} | _BESIDE
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
        lang = pages.language_of(request)
        entries = [(query, query.question[lang]) for query in service.catalogue]
        return pages.render(request, "queries.html", {"entries": entries})
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
    format_ = suffix if fixed else _negotiated(request, types)
    if format_ not in types.values():
        raise HTTPException(
            404,
            Message("{name} can be had as {offers}", name=query.name, offers=", ".join(dict.fromkeys(types.values()))),
        )
    given = requests.single(requests.query_fields(request))
    excel = _excel_wanted(given.pop("excel", ""), format_)
    text = query.with_values(_terms(service, query, given, request, html=format_ == "html"))
    if format_ == "rq":
        return Response(text, headers=_VARY, media_type="application/sparql-query")
    if format_ == "html":
        return await _page(request, query, text, given)
    if excel:
        return await csv_for_excel(service.engine, query, text, given.get("lang") or "en")
    asked = QueryRequest(text, graph=format_) if query.gives_graph else QueryRequest(text, solutions=format_)
    answer = await answers.run(request, service.engine, asked)
    return answers.StreamedAnswer(answer, (GRAPHS if query.gives_graph else SOLUTIONS)[format_].content_type, _VARY)


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


def _terms(
    service: Service, query: CannedQuery, given: dict[str, str], request: Request, *, html: bool
) -> dict[str, ox.NamedNode | ox.Literal]:
    """The values given for the query's parameters; an empty one is none. On a page, `lang` is the page's language."""
    values = {name: value for name, value in given.items() if value.strip()}
    if html:
        values["lang"] = values.get("lang") or pages.language_of(request)
        if "lang" not in query.params:
            del values["lang"]
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


async def _rows(service: Service, query: CannedQuery, text: str) -> list[dict[str, dict[str, str]]]:
    """The rows to show on a page, as SPARQL's JSON has them; of a CONSTRUCT, its statements in order."""
    if not query.gives_graph:
        rows: list[dict[str, dict[str, str]]] = json.loads(await read_all(service.engine, QueryRequest(text)))[
            "results"
        ]["bindings"]
        return rows
    triples = ox.parse(await read_all(service.engine, QueryRequest(text, graph="nt")), ox.RdfFormat.N_TRIPLES)
    terms = [(quad.subject, quad.predicate, quad.object) for quad in triples]
    return [dict(zip(query.columns, map(_json_term, row), strict=True)) for row in sorted(terms, key=str)]


def _json_term(term: Any) -> dict[str, str]:
    if isinstance(term, ox.Literal):
        return {"type": "literal", "value": term.value} | ({"xml:lang": term.language} if term.language else {})
    return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}


async def _page(request: Request, query: CannedQuery, text: str, given: dict[str, str]) -> Response:
    service, lang = service_of(request), pages.language_of(request)
    inputs = [
        _input(service, parameter, given, lang, await service.choices.of(query, parameter))
        for parameter in query.params.values()
        if parameter.kind != "lang"
    ]
    question = query.question[lang]
    for entry in inputs:
        question = question.replace(f"{{{entry['name']}}}", entry["shown"] or "…")
    asked = urlencode({name: value for name, value in given.items() if value} | {"lang": lang})
    context = {
        "query": query,
        "text": text,
        "question": question,
        "inputs": inputs,
        "rows": [
            [pages.Shown.of(row.get(column), service.index, lang) for column in query.columns]
            for row in await _rows(service, query, text)
        ],
        "asked": asked if "lang" in query.params else asked.rpartition("lang=")[0].rstrip("&"),
    }
    return pages.render(request, "query.html", context)


def _input(
    service: Service, parameter: Parameter, given: dict[str, str], lang: str, among: list[Entity]
) -> dict[str, Any]:
    """A form field: its value as given or the default, and what can be chosen."""
    value = given.get(parameter.name, "")
    if not value and parameter.default is not None:
        value = parameter.default.value
    entity = None if parameter.is_literal or not value else service.index.find(parameter.kind, value)
    shown = entity[0].label(lang) if entity else value
    choices = {entry.identifier: entry.label(lang) for entry in (*among, *(entity or ())[:1])} if among else {}
    chosen = entity[0].identifier if entity else value
    return {
        "name": parameter.name,
        "label": parameter.label[lang],
        "optional": parameter.optional,
        "value": chosen,
        "shown": shown,
        "choices": sorted(choices.items(), key=lambda choice: choice[1]),
    }
