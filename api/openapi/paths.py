"""What the OpenAPI document says of each path beyond its handler's docstring: parameters, bodies, answers, examples."""

from __future__ import annotations

from typing import Final

from api.http.uploads import SHAPES
from api.openapi import parts, writes
from api.openapi.candidates import CANDIDATES
from api.openapi.parts import Json
from api.routes.search import DESCRIPTION_TYPE, LONGEST_QUERY, MOST_RESULTS, SUGGESTIONS_TYPE
from api.routes.validate import FILES, REPORTS
from api.validator import fields
from api.validator.page import WAYS
from kg.engine.formats import GRAPHS, SOLUTIONS

_QUERY: Final = (
    "PREFIX ksc: <https://w3id.org/ksc/ontology#> "
    "SELECT ?agreement ?month WHERE { ?agreement a ksc:Agreement ; ksc:dateSigned ?month } ORDER BY ?month LIMIT 5"
)
_GRAPH: Final = "https://w3id.org/ksc/graph/molit-2019-11-25"
_GRAPHS: Final = {"type": "array", "items": {"type": "string"}}
_IRI_OF_GRAPH: Final = "The IRI of a graph of the dataset; may be repeated."
_FORMATS: Final = {"type": "string", "enum": [*SOLUTIONS, *GRAPHS]}
_SPARQL: Final[Json] = {
    "tags": ["sparql"],
    "responses": {
        "200": parts.table(pages=False)
        | {"content": {**parts.table(pages=True)["content"], **parts.graph(pages=True)["content"]}},
        **parts.problems(400, 403, 406, 422, 503, 504, 507),
    },
}
_NAMED: Final[list[Json]] = [
    parts.query_parameter(
        "q",
        "A name in either language, its beginning, an acronym, first consonants (초성) or a misspelling.",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
        "국토부",
        required=True,
    ),
    parts.LANG,
    parts.query_parameter(
        "kind", "Only things of this kind: city, concept, ksc:Ministry.", {"type": "string"}, "organisation"
    ),
    parts.query_parameter("limit", "How many.", {"type": "integer", "minimum": 1, "maximum": MOST_RESULTS}, 5),
]
_HIT: Final[Json] = {
    "type": "object",
    "required": ["id", "iri", "label", "kind", "kind_label", "country", "matched", "score"],
    "properties": {
        **{name: {"type": "string"} for name in ("id", "iri", "label", "kind", "kind_label", "matched")},
        "country": {"type": ["string", "null"]},
        "score": {"type": "number", "minimum": 0, "maximum": 100},
    },
}
_FOUND: Final[Json] = {
    "type": "object",
    "required": ["query", "total", "results"],
    "properties": {
        "query": {"type": "string"},
        "total": {"type": "integer"},
        "results": {"type": "array", "items": _HIT},
    },
}
_REPORT: Final[Json] = {
    "type": "object",
    "required": ["conforms", "summary", "checked", "findings"],
    "properties": {
        "conforms": {"type": "boolean"},
        "summary": {"type": "string"},
        "checked": {"type": "object"},
        "findings": {"type": "array", "items": {"type": "object", "required": ["severity", "message", "where"]}},
        "preview": {"type": "object"},
    },
}
_MEDIA_TYPES: Final[Json] = {
    "type": "object",
    "required": ["accepts", "reports", "own_shapes"],
    "properties": {
        **{name: {"type": "array", "items": {"type": "string"}} for name in ("accepts", "reports")},
        "own_shapes": {"type": "boolean", "description": "whether a POST may bring shapes"},
    },
}
_SUGGESTED: Final[Json] = {"type": "array", "minItems": 4, "maxItems": 4}
_REDIRECT: Final[Json] = {
    "303": {"description": "See the document about it.", "headers": {"Location": {"schema": {"type": "string"}}}}
}
_DOCUMENT: Final[Json] = {
    "tags": ["linked data"],
    "responses": {"200": parts.graph(pages=True), **parts.problems(404, 406)},
}
_THING: Final[Json] = {"tags": ["linked data"], "responses": {**_REDIRECT, **parts.problems(404)}}
_FILES: Final = (*parts.RDF, "application/octet-stream", "application/gzip", "text/plain")


def _json(description: str, schema: Json, tag: str, *, page: bool = False) -> Json:
    media_types = ("application/json", "text/html") if page else ("application/json",)
    answer = parts.ok(description, media_types, {"application/json": schema})
    return {"tags": [tag], "responses": {"200": answer, **parts.problems(404, 406)}}


# By path and method; what is not here has its docstring, its path parameters and any answer.
OPERATIONS: Final[dict[tuple[str, str], Json]] = {
    ("/", "get"): _DOCUMENT,
    ("/void", "get"): _DOCUMENT,
    ("/void.{suffix}", "get"): _DOCUMENT,
    ("/.well-known/void", "get"): _THING,
    ("/healthz", "get"): _json(
        "It lives.",
        {
            "type": "object",
            "required": ["status", "revision"],
            "properties": {"status": {"const": "ok"}, "revision": {"type": "string"}},
        },
        "operation",
    ),
    ("/openapi.json", "get"): _json("This document.", {"type": "object", "required": ["openapi"]}, "operation"),
    ("/sparql", "get"): _SPARQL
    | {
        "parameters": [
            parts.query_parameter(
                "query",
                "A SPARQL 1.1 query. Without one: the editor or the Service Description.",
                {"type": "string"},
                _QUERY,
            ),
            parts.query_parameter("default-graph-uri", _IRI_OF_GRAPH, _GRAPHS),
            parts.query_parameter("named-graph-uri", _IRI_OF_GRAPH, _GRAPHS),
            parts.query_parameter("format", "The format of the answer, as a download, whatever Accept says.", _FORMATS),
        ]
    },
    ("/sparql", "post"): _SPARQL
    | {
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}, "example": _QUERY},
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": ["query"],
                        "properties": {
                            "query": {"type": "string"},
                            "default-graph-uri": _GRAPHS,
                            "named-graph-uri": _GRAPHS,
                            "format": _FORMATS,
                        },
                    },
                    "example": {"query": _QUERY},
                },
            },
        }
    },
    ("/queries", "get"): _json(
        "The catalogue.",
        {
            "type": "object",
            "required": ["queries"],
            "properties": {"queries": {"type": "array", "items": {"type": "object"}}},
        },
        "queries",
        page=True,
    ),
    ("/queries/{name}/params", "get"): _json(
        "The parameters, each with the things to choose from.",
        {"type": "object", "required": ["name", "params"]},
        "queries",
    ),
    ("/ontology/terms.json", "get"): _json(
        "The classes and properties with labels and definitions, for editors to complete from.",
        {"type": "object", "required": ["terms"], "properties": {"terms": {"type": "array"}}},
        "linked data",
    ),
    ("/search", "get"): {
        "tags": ["search"],
        "parameters": _NAMED,
        "responses": {
            "200": parts.ok("What was found.", ("application/json", "text/html"), {"application/json": _FOUND}),
            **parts.problems(400, 406, 422),
        },
    },
    ("/validate/template.csv", "get"): {
        "tags": ["validation"],
        "parameters": [parts.LANG],
        "responses": {"200": parts.ok("The table.", ("text/csv",)), **parts.problems(400, 422)},
    },
    ("/validate", "get"): {
        "tags": ["validation"],
        "parameters": [
            parts.LANG,
            parts.query_parameter("way", "Of the page: the way in that is shown.", {"type": "string", "enum": [*WAYS]}),
            parts.query_parameter(
                "example", "Of the page: an example to check.", {"type": "string", "enum": [*fields.EXAMPLES]}
            ),
        ],
        "responses": {
            "200": parts.ok(
                "What can be sent and had; the page with the form.",
                ("application/json", "text/html"),
                {"application/json": _MEDIA_TYPES},
            ),
            **parts.problems(400, 406, 422, 503, 504, 507),
        },
    },
    ("/validate", "post"): {
        "tags": ["validation"],
        "parameters": [
            parts.LANG,
            parts.query_parameter(
                "report",
                "Have the report as a file of this form, whatever Accept says.",
                {"type": "string", "enum": list(FILES)},
            ),
            parts.query_parameter(
                SHAPES,
                "SHACL shapes to judge by instead of ours, as Turtle; in a form, a field or file of this name. "
                "Only where KSC_USER_SHAPES is set, else 403.",
                {"type": "string"},
            ),
        ],
        "requestBody": {
            "required": True,
            "content": {
                media_type: {
                    "schema": {"type": "object" if isinstance(candidate, dict) else "string"},
                    "example": candidate,
                }
                for media_type, candidate in CANDIDATES.items()
            },
        },
        "responses": {
            "200": parts.ok("The report, whether it conforms or not.", REPORTS, {"application/json": _REPORT}),
            **parts.problems(400, 403, 406, 413, 414, 415, 422, 503, 504, 507),
        },
    },
    ("/suggest", "get"): {
        "tags": ["search"],
        "parameters": _NAMED,
        "responses": {
            "200": parts.ok("Completions.", (SUGGESTIONS_TYPE,), {SUGGESTIONS_TYPE: _SUGGESTED}),
            **parts.problems(400, 422),
        },
    },
    ("/opensearch.xml", "get"): {
        "tags": ["search"],
        "parameters": [parts.LANG],
        "responses": {"200": parts.ok("The description.", (DESCRIPTION_TYPE,)), **parts.problems()},
    },
    ("/id/{kind}/{slug}", "get"): _THING,
    ("/scheme/{scheme}", "get"): _THING,
    ("/scheme/{scheme}/{slug}", "get"): _THING,
    ("/dumps/{name}", "get"): {
        "tags": ["linked data"],
        "responses": {"200": parts.ok("The file.", _FILES), **parts.problems(404)},
    },
}
OPERATIONS["/store", "get"] = {
    "tags": ["linked data"],
    "parameters": [
        parts.query_parameter("graph", "The IRI of a graph.", {"type": "string", "format": "uri"}, _GRAPH),
        parts.query_parameter("default", "Instead of graph: the default graph.", {"type": "string"}),
    ],
    "responses": {"200": parts.graph(pages=False), **parts.problems(400, 404, 406)},
}
OPERATIONS["/store/{path}", "get"] = {
    "tags": ["linked data"],
    "responses": {"200": parts.graph(pages=False), **parts.problems(404, 406)},
}
OPERATIONS.update(writes.OPERATIONS)
for _path in (
    *("/doc/{kind}/{name}", "/doc/scheme/{scheme}/{name}", "/ontology", "/ontology.{suffix}", "/ontology/{name}"),
    *("/shapes", "/shapes.{suffix}", "/graph/{name}", "/profile/{name}", "/context.jsonld"),
    *("/.well-known/sparql-examples", "/.well-known/sparql-examples.{suffix}"),
    "/queries.{suffix}",
    *("/problem", "/problem.{suffix}", "/problem/{name}"),
):
    OPERATIONS[_path, "get"] = _DOCUMENT

# Path parameters that lead to something in the graph as it is.
EXAMPLES: Final[dict[str, dict[str, str]]] = {
    "/id/{kind}/{slug}": {"kind": "organisation", "slug": "lh"},
    "/doc/{kind}/{name}": {"kind": "organisation", "name": "lh.ttl"},
    "/scheme/{scheme}": {"scheme": "stage"},
    "/scheme/{scheme}/{slug}": {"scheme": "stage", "slug": "realised"},
    "/doc/scheme/{scheme}/{name}": {"scheme": "stage", "name": "realised.jsonld"},
    "/queries/{name}/params": {"name": "agreements"},
    "/ontology/{name}": {"name": "aligns"},
    "/graph/{name}": {"name": "molit-2019-11-25.ttl"},
    "/profile/{name}": {"name": "plain"},
    "/dumps/{name}": {"name": "ksc.ttl"},
    "/queries.{suffix}": {"suffix": "ttl"},
    "/problem/{name}": {"name": "not-found"},
    "/problem.{suffix}": {"suffix": "ttl"},
    "/void.{suffix}": {"suffix": "ttl"},
    "/ontology.{suffix}": {"suffix": "ttl"},
    "/shapes.{suffix}": {"suffix": "ttl"},
    "/.well-known/sparql-examples.{suffix}": {"suffix": "ttl"},
}
