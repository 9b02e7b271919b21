"""What the OpenAPI document says of writes: who may, what is sent, what is answered."""

from __future__ import annotations

from typing import Final

from api.http import multipart
from api.http.graph_body import TYPES
from api.openapi import parts
from api.openapi.parts import Json

SECURITY_SCHEMES: Final[dict[str, Json]] = {
    "token": {"type": "http", "scheme": "bearer", "description": "The token that the service was started with."}
}
_SECURITY: Final[list[Json]] = [{"token": []}]
_TEXT: Final = {"type": "string"}
_DONE: Final = {"description": "It was done."}
_MADE: Final = {
    "description": "It was made.",
    "headers": {"Location": {"description": "Where it is, if the service named it.", "schema": _TEXT}},
}
_WRONG: Final = (400, 401, 403, 412, 413, 415, 422, 503, 504, 507)
_GRAPH: Final = {"required": True, "content": {name: {"schema": _TEXT} for name in TYPES}}
_GRAPHS: Final = {
    "required": True,
    "content": {**_GRAPH["content"], multipart.MEDIA_TYPE: {"schema": {"type": "object"}}},  # type: ignore[dict-item]
}
_RECORD: Final = {
    "category": "공공기관",
    "country": "말레이시아",
    "place": "코타키나발루",
    "signed": "'20.03",
    "type": "MOU",
    "title": "코타키나발루 스마트도시 후속 양해각서",
    "title_en": "Follow-up memorandum on the Kota Kinabalu smart city",
    "korean_party": "LH",
    "partner": "사바주",
    "slug": "2020-03-lh-sabah-mou",
    "fields": ["스마트도시"],
}
_DOCUMENT: Final = parts.query_parameter("document", "The slug of the document that prints it.", _TEXT)
_NAMES: Final = [
    parts.query_parameter("graph", "The IRI of a graph.", {"type": "string", "format": "uri"}),
    parts.query_parameter("default", "Instead of graph: the default graph.", _TEXT),
]


def _operation(body: Json | None, *done: str, parameters: list[Json] | None = None) -> Json:
    answers = {status: _MADE if status == "201" else _DONE for status in done}
    return {
        "tags": ["writing"],
        "security": _SECURITY,
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": body} if body else {}),
        "responses": {**answers, **parts.problems(*_WRONG, *(() if body else (404,)))},
    }


OPERATIONS: Final[dict[tuple[str, str], Json]] = {
    ("/agreements", "post"): _operation(
        {"required": True, "content": {"application/json": {"schema": {"type": "object"}, "example": _RECORD}}},
        "201",
        parameters=[_DOCUMENT, parts.LANG],
    ),
    ("/store", "put"): _operation(_GRAPH, "201", "204", parameters=_NAMES),
    ("/store", "post"): _operation(_GRAPHS, "201", "204", parameters=_NAMES),
    ("/store", "delete"): _operation(None, "204", parameters=_NAMES),
    ("/store/{path}", "put"): _operation(_GRAPH, "201", "204"),
    ("/store/{path}", "post"): _operation(_GRAPHS, "201", "204"),
    ("/store/{path}", "delete"): _operation(None, "204"),
}
