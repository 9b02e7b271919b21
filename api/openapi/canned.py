"""One OpenAPI operation for each canned query, with its own parameters and real examples."""

from __future__ import annotations

from typing import Any, Final

from api.openapi import parts
from api.openapi.parts import Json
from kg.catalogue import CannedQuery, EntityIndex, Parameter

# What to show for a kind of thing, where the query has no default: well-known ones, in either language.
_EXAMPLES: Final = {
    "ksc:Agency": "LH",
    "ksc:City": "다낭",
    "ksc:Country": "베트남",
    "ksc:Initiative": "initiative/busan-eco-delta-smart-city",
    "scheme:field": "transport",
    "scheme:stage": "realised",
    "scheme:agreement-type": "MOU",
}
_LITERALS: Final[dict[str, tuple[Json, Any]]] = {
    "lang": ({"type": "string", "enum": ["en", "ko"]}, "ko"),
    "date": ({"type": "string", "pattern": r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"}, "2019-11"),
    "xsd:date": ({"type": "string", "format": "date"}, "2019-11-25"),
    "xsd:gYearMonth": ({"type": "string", "pattern": r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"}, "2019-11"),
    "xsd:integer": ({"type": "string", "pattern": r"^[+-]?[0-9]{1,18}$"}, "12"),
    "xsd:string": ({"type": "string"}, "LH"),
}


def operation(query: CannedQuery, index: EntityIndex) -> Json:
    """The operation that runs a query."""
    excel = parts.query_parameter(
        "excel",
        "1: CSV with a byte order mark, for Excel; only at the address that ends in .csv, or with Accept: text/csv.",
        {"type": "string", "enum": ["0", "1"]},
    )
    answer = parts.graph(pages=True) if query.gives_graph else parts.table(pages=True)
    answer["content"].setdefault("application/sparql-query", {"schema": {"type": "string"}})
    suffixes = "ttl .jsonld .nt .rdf" if query.gives_graph else "json .xml .csv .tsv"
    columns = f"Columns: {', '.join(query.columns)}. Addresses that end in .{suffixes} .html .rq fix the format."
    return {
        "operationId": f"query-{query.name}",
        "tags": ["queries"],
        "summary": query.summary,
        "description": "\n\n".join(
            filter(None, (query.question["en"], query.question["ko"], query.description, columns))
        ),
        "parameters": [
            *(_parameter(parameter, index) for parameter in query.params.values()),
            *(() if query.gives_graph else (excel,)),
        ],
        "responses": {"200": answer, **parts.problems(400, 406, 422, 504)},
    }


def _parameter(parameter: Parameter, index: EntityIndex) -> Json:
    label = f"{parameter.label['en']}; {parameter.label['ko']}."
    if parameter.is_literal:
        schema, example = _LITERALS[parameter.kind]
        return parts.query_parameter(parameter.name, label, schema, example)
    description = (
        f"{label} Any name of a {parameter.kind} in either language, its id or its IRI: "
        f"/search?kind={parameter.kind} finds them."
    )
    return parts.query_parameter(parameter.name, description, {"type": "string"}, _example(parameter, index))


def _example(parameter: Parameter, index: EntityIndex) -> str | None:
    """A value that is sure to name one thing of the parameter's kind."""
    known = _EXAMPLES.get(parameter.kind, "")
    if parameter.default is None and known and len(index.find(parameter.kind, known)) == 1:
        return known
    things = index.of_kind(parameter.kind)
    if parameter.default is not None:
        things = [entity for entity in things if entity.iri == parameter.default.value] or things
    return things[0].identifier if things else None
