"""`/static/…`: scripts, styles and icons under hashed names, which a browser may keep for good."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.http.negotiation import accepts_coding
from api.service import service_of

router = APIRouter()


@router.api_route("/static/{name}", methods=["GET", "HEAD"], include_in_schema=False)
async def asset(request: Request, name: str) -> Response:
    """One file, packed where the client can unpack it (RFC 9110, section 12.5.3)."""
    found = service_of(request).assets.get(name)
    if found is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    for coding, content in found.packed.items():
        if accepts_coding(request.headers, coding):
            return Response(content, headers={**headers, "Content-Encoding": coding}, media_type=found.media_type)
    return Response(found.content, headers=headers, media_type=found.media_type)
