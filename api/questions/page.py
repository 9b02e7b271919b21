"""The pages of `/queries`: the catalogue by theme, and one question as a sentence with pickers, with its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import pyoxigraph as ox
from fastapi import Request
from fastapi.responses import Response

from api.html import pages
from api.http.requests import public_url
from api.questions import themes
from api.questions.sentence import DATES, nothing, sentence_of
from api.questions.table import Row, table_of
from api.questions.texts import texts
from api.service import Service, service_of
from kg.catalogue import CannedQuery, Entity, Parameter, term_for
from kg.catalogue.canned import PLACE
from kg.engine.base import QueryRequest, read_all

_EVIDENCE: Final = "evidence"  # the query that tells where a thing's statements stand
_TABLES: Final = {"csv": "CSV", "json": "JSON", "xml": "XML", "tsv": "TSV"}
_GRAPHS: Final = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}
Problem = Mapping[str, Any]  # title, detail, members, status: what `api.http.problems` gives a page


@dataclass(frozen=True, slots=True)
class Picker:
    """A field of the sentence: its value as given or by default, and what can be chosen (id, label).

    Where there is nothing to choose from, a value is typed; `suggest` is then the kind of thing that names are
    suggested of.
    """

    name: str
    label: str
    optional: bool
    value: str
    choices: list[tuple[str, str]]
    suggest: str
    empty: str


def catalogue(request: Request) -> Response:
    """All questions, by theme."""
    lang = pages.language_of(request)
    groups = themes.by_theme(service_of(request).catalogue, lang)
    return pages.render(request, "queries.html", {"groups": groups, "q": texts(lang)})


async def answer(request: Request, query: CannedQuery, given: dict[str, str]) -> Response:
    """The page of a query with its answer. Errors raised on the way are shown on the page too (`api.http.problems`)."""
    service, lang = service_of(request), pages.language_of(request)
    asked = {name: value for name, value in given.items() if value.strip() and name != "lang"}
    pickers = {
        parameter.name: _picker(service, parameter, asked, lang, await service.choices.of(query, parameter))
        for parameter in query.params.values()
        if parameter.kind != "lang"
    }
    frame = _frame(request, query, pickers, asked)

    def problem_page(problem: Problem, headers: Mapping[str, str]) -> Response:
        context = {**frame, "problem": problem, "table": None, "text": ""}
        return pages.render(request, "query.html", context, problem["status"], headers)

    request.state.problem_page = problem_page
    values = asked | ({"lang": given.get("lang") or lang} if "lang" in query.params else {})
    text = query.with_values(
        {name: term_for(query.parameter(name), value, service.index) for name, value in values.items()}
    )
    table = table_of(query.columns, await rows_of(service, query, text), service.index, lang)
    context = {
        **frame,
        "problem": None,
        "table": table,
        "text": text,
        "evidence": any(table.subjects) and query.name != _EVIDENCE and service.catalogue.has(_EVIDENCE),
    }
    return pages.render(request, "query.html", context)


def _frame(
    request: Request, query: CannedQuery, pickers: Mapping[str, Picker], asked: Mapping[str, str]
) -> dict[str, Any]:
    """What the page shows around an answer."""
    service, lang = service_of(request), pages.language_of(request)
    words = texts(lang)
    title = sentence_of(query, asked, service.index, lang)
    fields = {**asked, "lang": lang}
    shared = f"{public_url(request)}/queries/{query.name}?{urlencode(fields)}"
    return {
        "q": words,
        "query": query,
        "title": title,
        "pieces": _pieces(query.sentence[lang], pickers),
        "dates": any(parameter.kind in DATES for parameter in query.params.values()),
        "theme": themes.THEMES.get(query.tags[0], {}).get(lang, "") if query.tags else "",
        "asked": urlencode(fields if "lang" in query.params else asked),
        "formats": _GRAPHS if query.gives_graph else _TABLES,
        "citation": words["cite_text"].format(title=title, revision=service.engine.revision, url=shared),
        "related": themes.related(query, service.catalogue),
    }


def _pieces(sentence: str, pickers: Mapping[str, Picker]) -> list[str | Picker]:
    """The sentence as texts and pickers, in turn."""
    parts = PLACE.split(sentence)
    return [pickers[part] if at % 2 else part for at, part in enumerate(parts)]


def _picker(service: Service, parameter: Parameter, asked: Mapping[str, str], lang: str, among: list[Entity]) -> Picker:
    value = asked.get(parameter.name, "")
    if not value and parameter.default is not None:
        value = parameter.default.value
    found = [] if parameter.is_literal or not value else service.index.find(parameter.kind, value)
    choices = {entity.identifier: entity.label(lang) for entity in (*among, *found[:1])} if among else {}
    chosen = found[0].identifier if found and choices else (found[0].label(lang) if len(found) == 1 else value)
    if choices and chosen:
        choices.setdefault(chosen, chosen)  # a value that names nothing stays in sight
    label = parameter.label[lang]
    return Picker(
        name=parameter.name,
        label=label,
        optional=parameter.optional,
        value=chosen,
        choices=sorted(choices.items(), key=lambda choice: choice[1]),
        suggest="" if parameter.is_literal else parameter.kind,
        empty=nothing(parameter, lang),
    )


async def rows_of(service: Service, query: CannedQuery, text: str) -> list[Row]:
    """The rows of an answer, as SPARQL's JSON has them; of a CONSTRUCT, its statements in order."""
    if not query.gives_graph:
        rows: list[Row] = json.loads(await read_all(service.engine, QueryRequest(text)))["results"]["bindings"]
        return rows
    triples = ox.parse(await read_all(service.engine, QueryRequest(text, graph="nt")), ox.RdfFormat.N_TRIPLES)
    terms = [(quad.subject, quad.predicate, quad.object) for quad in triples]
    return [dict(zip(query.columns, map(_json_term, row), strict=True)) for row in sorted(terms, key=str)]


def _json_term(term: Any) -> dict[str, str]:
    if isinstance(term, ox.Literal):
        return {"type": "literal", "value": term.value} | ({"xml:lang": term.language} if term.language else {})
    return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}
