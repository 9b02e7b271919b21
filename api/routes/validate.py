"""`/validate`: records and graphs judged by the shapes, in the context of the live dataset. Nothing is changed.

POST the record or graph; the answer is 200 with the report, whether it conforms or not. 400, 413, 415 and 422 say why
there is no verdict. GET is the page with the form (`api.validator.page`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.html import pages
from api.http import requests, uploads
from api.http.negotiation import LANGUAGES, negotiate
from api.service import service_of
from api.validator import fields
from api.validator.page import WAYS, Page, example
from kg.errors import EngineError, ParameterError
from kg.messages import Message
from kg.validate.pool import ValidationPool

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
# The same for `?report=`, which is for links and forms that cannot say what they accept: a file to keep.
FILES: Final = {
    "json": ("application/json", "report.json"),
    "turtle": ("text/turtle", "report.ttl"),
    "jsonld": ("application/ld+json", "report.jsonld"),
    "sarif": ("application/sarif+json", "report.sarif"),
    "text": ("text/plain", "report.txt"),
}
_VARY: Final = {"Vary": "Accept, Accept-Language"}


@router.api_route("/validate", methods=["GET", "HEAD"])
async def form(request: Request) -> Response:
    """The page with the form, `?way=` in; `?example=` checks one. For programs, what can be sent and had."""
    media_type = _media_type(request, ("application/json", "text/html"))
    given = _given(request, {"way": WAYS, "example": fields.EXAMPLES})
    if media_type != "text/html":
        body = {
            "accepts": [*uploads.TYPES, *uploads.FORMS],
            "reports": list(REPORTS),
            "own_shapes": bool(service_of(request).settings.user_shapes),
        }
        return JSONResponse(body, headers=_VARY)
    page = Page(request, given.get("way", WAYS[0]))
    if "example" not in given:
        return page.render()
    page.take(example(request, given["example"], page.way))
    request.state.problem_page = page.problem
    return page.verdict(await _validation(request).validate(page.given, "json", pages.language_of(request)))


@router.api_route("/validate/template.csv", methods=["GET", "HEAD"])
async def template(request: Request) -> Response:
    """A table of agreements to fill in, in the reader's language; it begins with the mark that Excel knows UTF-8 by."""
    _given(request, {})
    lang = pages.language_of(request)
    headers = {
        "Vary": "Accept-Language, Cookie",
        "Content-Language": lang,
        "Content-Disposition": 'attachment; filename="agreements.csv"',
    }
    text = "\ufeff" + fields.template(service_of(request), lang)
    return Response(text, headers=headers, media_type="text/csv; charset=utf-8")


@router.post("/validate")
async def validate(request: Request) -> Response:
    """The report on the records or the graph that the body holds."""
    media_type = _media_type(request, tuple(REPORTS))
    page = Page(request, "file" if request.headers.get("content-type", "").startswith("multipart/") else "form")
    request.state.problem_page = page.problem
    asked = _given(request, {"report": FILES, uploads.SHAPES: None})
    lang = pages.language_of(request)
    handed = await uploads.read(request)
    page.take(handed.uploads)
    shapes = _shapes(request, handed, asked.get(uploads.SHAPES))
    report = asked.get("report", "")
    if media_type == "text/html" and not report:
        return page.verdict(await _validation(request).validate(page.given, "json", lang, shapes))
    headers = {**_VARY, "Content-Language": lang, "Cache-Control": "no-store"}
    if report:
        media_type, name = FILES[report]
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    verdict = await _validation(request).validate(page.given, REPORTS[media_type], lang, shapes)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(verdict.text, headers=headers, media_type=f"{media_type}{charset}")


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


def _shapes(request: Request, handed: uploads.Handed, given: str | None) -> bytes | None:
    """The shapes that a request brings, in its address or its form, as text: an address of shapes is never fetched.

    Raises HTTPException 403 where the operator does not allow any, 400 for two.
    """
    if given is None and handed.shapes is None:
        return None
    if not service_of(request).settings.user_shapes:
        raise HTTPException(403, Message("this service judges by its own shapes alone: KSC_USER_SHAPES is not set"))
    if given is not None and handed.shapes is not None:
        raise HTTPException(400, Message("give shapes in the address or in the form, not in both"))
    return given.encode() if given is not None else handed.shapes


def _given(request: Request, known: Mapping[str, Collection[str] | None]) -> dict[str, str]:
    """The parameters of the address: `lang`, and those with the values `known` (None: any).

    Raises ParameterError for others.
    """
    values = {**known, "lang": LANGUAGES}
    given = requests.single(requests.query_fields(request))
    for name, value in given.items():
        if name not in values:
            hint = Message("it takes {names}", names=", ".join(values))
            raise ParameterError(name, Message("a validation has no such parameter"), hint)
        allowed = values[name]
        if allowed is not None and value not in allowed:
            hint = Message("give one of {names}", names=", ".join(allowed))
            raise ParameterError(name, Message("{value!r} is not one of its values", value=value[:40]), hint)
    return given
