"""`/coverage`: what the cooperation covers, in pictures."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.html import pages
from api.questions import coverage
from api.questions.coverage_texts import TEXTS
from api.questions.texts import texts
from api.service import service_of

router = APIRouter()


@router.api_route("/coverage", methods=["GET", "HEAD"])
async def page(request: Request) -> Response:
    """The page: a map, bars, a timeline, a network, and the gaps; each with its table and its query."""
    lang = pages.language_of(request)
    words = {name: entry[lang] for name, entry in TEXTS.items()}
    sections = await coverage.sections(service_of(request), lang)
    return pages.render(request, "coverage.html", {"sections": sections, "c": words, "q": texts(lang)})
