"""The OpenAPI document as a page: every operation with its parameters, answers and an example, from our own host."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import Response

from api.html import pages
from api.openapi.parts import Json
from api.service import service_of

_TEXTS: Final[dict[str, dict[str, str]]] = {
    "title": {"en": "HTTP interface", "ko": "HTTP 인터페이스"},
    "intro": {
        "en": "Every address of the service: what it takes, what it answers, an example. The same for programs:",
        "ko": "서비스의 모든 주소와 그것이 받는 것, 답하는 것, 예. 프로그램을 위한 같은 문서:",
    },
    "parameter": {"en": "Parameter", "ko": "매개변수"},
    "meaning": {"en": "Meaning", "ko": "뜻"},
    "values": {"en": "Values", "ko": "값"},
    "example": {"en": "Example", "ko": "예"},
    "open": {"en": "Open", "ko": "열어 보기"},
    "required": {"en": "required", "ko": "필수"},
    "body": {"en": "Body", "ko": "본문"},
    "answers": {"en": "Answers", "ko": "답"},
    "problems": {"en": "Problems", "ko": "문제"},
    "sparql": {"en": "SPARQL", "ko": "SPARQL"},
    "queries": {"en": "Canned queries", "ko": "준비된 질의"},
    "search": {"en": "Search", "ko": "검색"},
    "linked data": {"en": "Linked data", "ko": "링크드 데이터"},
    "validation": {"en": "Validation", "ko": "검증"},
    "operation": {"en": "Operation", "ko": "운영"},
    "": {"en": "Other", "ko": "기타"},
}
_ORDER: Final = ("sparql", "queries", "search", "linked data", "validation", "operation")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, as the page shows it; `link` is an example that a click follows, if it is a GET.

    `lang` is the language of its summary: the document is in English, but canned queries have questions in both.
    """

    method: str
    path: str
    summary: str
    description: str
    parameters: list[Json]
    bodies: list[str]
    answers: list[str]
    problems: list[str]
    link: str
    command: str
    lang: str = "en"

    @classmethod
    def of(cls, path: str, method: str, found: Json, address: str) -> Operation:
        """Read from an operation of the document."""
        parameters = found.get("parameters", [])
        bodies = found.get("requestBody", {}).get("content", {})
        answers = [entry for status, entry in found["responses"].items() if status.startswith("2")]
        example = _example(path, parameters)
        return cls(
            method.upper(),
            path,
            found["summary"],
            found.get("description", ""),
            parameters,
            list(bodies),
            [media_type for answer in answers for media_type in answer.get("content", {})],
            [f"{status} {HTTPStatus(int(status)).phrase}" for status in found["responses"] if status[0] in "45"],
            example if method == "get" else "",
            _command(method, f"{address}{example}", bodies),
        )


def render(request: Request, document: Json) -> Response:
    """The page."""
    lang = pages.language_of(request)
    groups: dict[str, list[Operation]] = {tag: [] for tag in _ORDER}
    questions = {f"/queries/{query.name}": query.question[lang] for query in service_of(request).catalogue}
    for tag, operation in _operations(document):
        if question := questions.get(operation.path):
            operation = replace(operation, summary=question, lang=lang)
        groups.setdefault(tag, []).append(operation)
    context = {
        "p": {name: texts[lang] for name, texts in _TEXTS.items()},
        "groups": {tag: operations for tag, operations in groups.items() if operations},
    }
    return pages.render(request, "docs.html", context)


def _operations(document: Json) -> Iterator[tuple[str, Operation]]:
    address = document["servers"][0]["url"]
    for path, methods in document["paths"].items():
        for method, found in methods.items():
            tag = next((tag for tag in found.get("tags", ()) if tag in _TEXTS), "")
            yield tag, Operation.of(path, method, found, address)


def _example(path: str, parameters: list[Json]) -> str:
    """The address of an example: the path's variables and the query's parameters by their own examples."""
    given = {entry["name"]: str(entry.get("example", "")) for entry in parameters if entry["in"] == "path"}
    asked = [(entry["name"], entry["example"]) for entry in parameters if entry["in"] == "query" and "example" in entry]
    filled = path.format_map({name: quote(value) for name, value in given.items()})
    return f"{filled}?{urlencode(asked)}" if asked else filled


def _command(method: str, address: str, bodies: Mapping[str, Any]) -> str:
    """The example for curl, with the first body that has one."""
    parts = ["curl", *(["-X", method.upper()] if method not in ("get", "post") else []), address]
    for media_type, body in bodies.items():
        if isinstance(body.get("example"), str):
            parts += ["-H", f"Content-Type: {media_type}", "--data-binary", body["example"]]
            break
    return shlex.join(parts)
