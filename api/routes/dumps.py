"""`/dumps`: the dataset as files, with checksums."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from api.html import pages
from api.http import linked
from api.http.negotiation import negotiate
from api.service import service_of
from api.terms.graph import graphs
from api.terms.texts import texts
from kg.description import Dump
from kg.description.dataset import LICENSE
from kg.messages import Message

router = APIRouter(dependencies=[Depends(linked.no_encoded_slash)])
_METHODS: Final = ["GET", "HEAD"]
_CHUNK: Final = 1 << 16


@router.api_route("/dumps", methods=_METHODS)
async def listing(request: Request) -> Response:
    """The files, their sizes and checksums, as a page; for machines they stand in the description at `/void`."""
    if negotiate(", ".join(request.headers.getlist("accept")) or None, ("text/html",)) is None:
        raise HTTPException(406, Message("this page is text/html; /void describes the files"), {"Vary": "Accept"})
    service = service_of(request)
    tag = linked.entity_tag(request, "/dumps", pages.selection(request))
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": pages.VARY}
    if linked.is_held(request, tag):
        return linked.not_modified(headers)
    dumps = (await service.publication.contents()).dumps.values()
    lang = pages.language_of(request)
    context = {"dumps": list(dumps), "graphs": await graphs(service, lang), "v": texts(lang)}
    return pages.render(request, "dumps.html", context, headers=headers)


@router.api_route("/dumps/SHA256SUMS", methods=_METHODS)
async def checksums(request: Request) -> Response:
    """The checksums in the form that `sha256sum --check` reads."""
    dumps = (await service_of(request).publication.contents()).dumps.values()
    lines = "".join(f"{dump.sha256}  {dump.name}\n" for dump in dumps)
    return PlainTextResponse(lines, headers={"Cache-Control": "no-cache"})


@router.api_route("/dumps/{name}", methods=_METHODS)
async def file(request: Request, name: str) -> Response:
    """One file."""
    dumps = (await service_of(request).publication.contents()).dumps
    dump = dumps.get(name)
    if dump is None:
        raise HTTPException(
            404, Message("there is no dump {name!r}; there are {known}", name=name[:100], known=", ".join(dumps))
        )
    tag = linked.entity_tag(request, "/dumps", name, dump.sha256)
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Content-Type": dump.media_type,
        "Content-Length": str(dump.size),
        "Content-Disposition": f'attachment; filename="{dump.name}"',
        # RFC 9530, section 3
        "Repr-Digest": f"sha-256=:{base64.b64encode(bytes.fromhex(dump.sha256)).decode()}:",
        "Link": f'</.well-known/void>; rel="describedby", <{LICENSE}>; rel="license"',
    }
    if linked.is_held(request, tag):
        return linked.not_modified(headers)
    if request.method == "HEAD":
        return Response(headers=headers)
    return StreamingResponse(_chunks(dump), headers=headers)


def _chunks(dump: Dump) -> Iterator[bytes]:
    """The file in pieces; it is held packed, and unpacked on the way."""
    unpack = None if dump.packed else zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    for start in range(0, len(dump.data), _CHUNK // 8):
        piece = dump.data[start : start + _CHUNK // 8]
        yield unpack.decompress(piece) if unpack else piece
