"""`/validate`: records and graphs judged by the shapes, in the context of the live dataset. Nothing is changed.

POST the record or graph; the answer is 200 with the report, whether it conforms or not. 400, 413, 415 and 422 say why
there is no verdict. GET is the page with the form.
"""

from __future__ import annotations

import json
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import pages, requests, uploads
from api.negotiation import LANGUAGES, negotiate
from api.service import service_of
from kg.errors import EngineError, ParameterError
from kg.messages import Message
from kg.validate.pool import ValidationPool, Verdict

router = APIRouter()

# Media types, and the report's forms (`kg.validate.formats`). A page is made of the JSON.
REPORTS: Final = {
    "application/json": "json",
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/sarif+json": "sarif",
    "text/plain": "text",
    "text/html": "json",
}
_VARY: Final = {"Vary": "Accept, Accept-Language"}


@router.api_route("/validate", methods=["GET", "HEAD"])
async def form(request: Request) -> Response:
    """The page with the form; for programs, what can be sent and had."""
    if _media_type(request, ("application/json", "text/html")) == "text/html":
        return pages.render(request, "validate.html", {"report": None, "text": "", "format": "csv"})
    body = {"accepts": [*uploads.TYPES, *uploads.FORMS], "reports": list(REPORTS)}
    return JSONResponse(body, headers=_VARY)


@router.post("/validate")
async def validate(request: Request) -> Response:
    """The report on the records or the graph that the body holds."""
    media_type, lang = _media_type(request, tuple(REPORTS)), _language(request)
    given = await uploads.read(request)
    verdict = await _validation(request).validate(given, REPORTS[media_type], lang)
    if media_type == "text/html":
        return _page(request, given, verdict)
    headers = {**_VARY, "Content-Language": lang, "Cache-Control": "no-store"}
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(verdict.text, headers=headers, media_type=f"{media_type}{charset}")


def _page(request: Request, given: list[uploads.Upload], verdict: Verdict) -> Response:
    """The report as a page, below the form with what was typed. `report` is the JSON report (docs/validating.md)."""
    name, content = given[0]
    context = {
        "report": json.loads(verdict.text),
        "text": content.decode("utf-8", "replace") if len(given) == 1 else "",
        "format": name.rpartition(".")[2].lower(),
    }
    return pages.render(request, "validate.html", context, headers={"Cache-Control": "no-store"})


def _validation(request: Request) -> ValidationPool:
    pool = service_of(request).validation
    if pool is None:
        raise EngineError(Message("the service does not validate"))
    return pool


def _media_type(request: Request, offers: tuple[str, ...]) -> str:
    media_type = negotiate(", ".join(request.headers.getlist("accept")), offers)
    if media_type is None:
        message = Message("this can be had as {offers}", offers=", ".join(offers))
        raise HTTPException(406, message, _VARY)
    return media_type


def _language(request: Request) -> str:
    """The language of the messages: `?lang=`, else as the request prefers. Raises ParameterError for another."""
    given = requests.single(requests.query_fields(request))
    for name in given:
        if name != "lang":
            raise ParameterError(name, Message("a validation has no such parameter"), Message("it takes lang"))
    if given.get("lang", "en") not in LANGUAGES:
        raise ParameterError(
            "lang",
            Message("{value!r} is not a language of this service", value=given["lang"][:40]),
            Message("use en or ko"),
        )
    return pages.language_of(request)
