"""`/openapi.json`, and `/docs`: the same as a page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.html import docs_page
from api.http import requests
from api.openapi import build
from api.service import service_of

router = APIRouter()


@router.api_route("/openapi.json", methods=["GET", "HEAD"])
async def openapi(request: Request) -> Response:
    """This interface in OpenAPI 3.1: every path, with one operation for each canned query."""
    return JSONResponse(build(request.app, service_of(request), requests.public_url(request)))


@router.api_route("/docs", methods=["GET", "HEAD"])
async def docs(request: Request) -> Response:
    """The same as a page."""
    return docs_page.render(request, build(request.app, service_of(request), requests.public_url(request)))
