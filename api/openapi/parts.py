"""Pieces of the OpenAPI document: schemas, parameters, responses (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from api.http.problem_kinds import BY_SLUG
from kg.engine.formats import GRAPHS, SOLUTIONS

Json = dict[str, Any]

RDF: Final = tuple(entry.media_type for entry in GRAPHS.values())
TABLES: Final = tuple(entry.media_type for entry in SOLUTIONS.values())
_SUFFIXES: Final = [*(entry.suffix for entry in GRAPHS.values())]
_TEXT: Final = {"type": "string"}
_KNOWN: Final[dict[str, Json]] = {"application/ld+json": {}, "application/sarif+json": {"type": "object"}}

SCHEMAS: Final[dict[str, Json]] = {
    "Problem": {
        "description": "What is wrong, as in RFC 9457.",
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri", "description": "the kind of problem; never changes"},
            "title": _TEXT,
            "status": {
                "type": "integer",
                "enum": sorted({kind.status for kind in BY_SLUG.values()}),
            },
            "detail": _TEXT,
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "hint": _TEXT,
            "parameter": {"type": "string", "description": "the parameter at fault"},
        },
    },
    "SparqlResults": {
        "description": "SPARQL 1.1 Query Results JSON Format.",
        "type": "object",
        "required": ["head"],
        "properties": {"head": {"type": "object"}, "results": {"type": "object"}, "boolean": {"type": "boolean"}},
    },
    "Labels": {"type": "object", "properties": {"en": _TEXT, "ko": _TEXT}},
}
PROBLEM: Final[Json] = {
    "description": "A problem: its status says of which kind, its detail what is wrong.",
    "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/html": {"schema": _TEXT},
    },
}
LANG: Final[Json] = {
    "name": "lang",
    "in": "query",
    "description": "The language of labels and messages.",
    "schema": {"type": "string", "enum": ["en", "ko"]},
}
_SUFFIX: Final = {"type": "string", "enum": [*_SUFFIXES, "html"]}


def path_parameter(name: str, example: str) -> Json:
    """A required path parameter; `suffix` is that of an RDF format or `html`."""
    schema = _SUFFIX if name == "suffix" else {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def query_parameter(name: str, description: str, schema: Json, example: Any = None, *, required: bool = False) -> Json:
    """A parameter of the query string."""
    found = {"name": name, "in": "query", "description": description, "schema": schema, "required": required}
    return found if example is None else {**found, "example": example}


def ok(description: str, media_types: Iterable[str], schemas: dict[str, Json] | None = None) -> Json:
    """A 200 response that can be had as these media types; a text, unless the type or `schemas` says more."""
    known = {**_KNOWN, **(schemas or {})}
    content = {media_type: {"schema": known.get(media_type, _TEXT)} for media_type in media_types}
    return {"description": description, "content": content}


def table(*, pages: bool) -> Json:
    """The answer of a SELECT or ASK."""
    results = {"$ref": "#/components/schemas/SparqlResults"}
    schemas = {"application/sparql-results+json": results, "application/json": results}
    beside = ("text/html", "application/sparql-query") if pages else ()
    return ok("The answer.", (*TABLES, "application/json", *beside), schemas)


def graph(*, pages: bool) -> Json:
    """A graph: the answer of a CONSTRUCT, or a document about a thing."""
    return ok("The statements.", (*RDF, *(("text/html",) if pages else ())))


def problems(*statuses: int) -> dict[str, Json]:
    """Problem responses by status; `default` stands for the rest."""
    return {str(status): {"$ref": "#/components/responses/Problem"} for status in statuses} | {
        "default": {"$ref": "#/components/responses/Problem"}
    }
