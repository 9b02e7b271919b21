"""`/` and `/healthz`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import pages
from api.negotiation import negotiate
from api.service import service_of

router = APIRouter()


@router.api_route("/", methods=["GET", "HEAD"])
async def home(request: Request) -> Response:
    """The home page."""
    if negotiate(request.headers.get("accept"), ("text/html",)) is None:
        raise HTTPException(406, "this page is text/html", {"Vary": "Accept"})
    service = service_of(request)
    lang = pages.language_of(request)
    questions = [(query.name, query.question[lang]) for query in service.catalogue]
    return pages.render(request, "home.html", {"questions": questions, "revision": service.engine.revision})


@router.api_route("/healthz", methods=["GET", "HEAD"])
async def health(request: Request) -> Response:
    """That the service lives, and which revision of the data it serves."""
    return JSONResponse(
        {"status": "ok", "revision": service_of(request).engine.revision}, headers={"Cache-Control": "no-store"}
    )
