"""What every route that writes shares: who may write, in which state, and what a refusal by the shapes looks like."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from email.message import Message as Headers
from typing import Final

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.html import pages
from api.http import problem_kinds, problems
from api.http.negotiation import negotiate
from api.service import service_of
from kg.errors import EngineError, WriteInvalid
from kg.messages import Message
from kg.state.writer import Propose, Writer
from kg.validate.pool import ValidationPool

# The report of a write that the shapes do not allow: media types and forms (`kg.validate.formats`); JSON is a problem.
REPORTS: Final[Mapping[str, str]] = {
    "application/problem+json": "json",
    "application/json": "json",
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "text/plain": "text",
    "text/html": "text",
}
_ALONE: Final = ("text/turtle", "application/ld+json", "text/plain")


def writer_of(request: Request) -> Writer:
    """The writer, for one who may write: with the token as a bearer token (RFC 6750, section 2.1).

    Raises HTTPException 403 where nobody may, 401 for no token or a wrong one.
    """
    service = service_of(request)
    if service.writer is None:
        raise HTTPException(403, Message("this service is read-only: no token is set that would allow changes"))
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        challenge = {"WWW-Authenticate": 'Bearer realm="KSC"'}
        raise HTTPException(401, Message("a change needs the header Authorization: Bearer with the token"), challenge)
    if not hmac.compare_digest(given.strip().encode(), service.settings.token.encode()):
        challenge = {"WWW-Authenticate": 'Bearer realm="KSC", error="invalid_token"'}
        raise HTTPException(401, Message("this is not the token that allows changes"), challenge)
    return service.writer


def media_type_of(request: Request, offers: Iterable[str]) -> str:
    """The media type of the request's body. Raises HTTPException 415 for another than those, or than UTF-8 plain."""
    header = Headers()
    header["Content-Type"] = request.headers.get("content-type", "")
    given = header.get_content_type() if request.headers.get("content-type") else ""
    offered = ", ".join(offers)
    accepted = {"Accept": offered}  # RFC 9110, section 15.5.16
    if given not in offers:
        message = Message("send it as {offers}, not as {given!r}", offers=offered, given=given[:100])
        raise HTTPException(415, message, accepted)
    if str(header.get_param("charset", "utf-8")).lower() not in ("utf-8", "utf8"):
        raise HTTPException(415, Message("the body must be in UTF-8"), accepted)
    if request.headers.get("content-encoding", "identity").lower() != "identity":  # RFC 9110, section 8.4
        raise HTTPException(
            415, Message("the body must not be compressed"), {**accepted, "Accept-Encoding": "identity"}
        )
    return given


def check_conditions(request: Request, tags: frozenset[str]) -> None:
    """If-Match and If-None-Match of a write, compared strongly (RFC 9110, section 13.1). Raises HTTPException 412.

    `tags` are the entity tags of what is there, in any format; none: nothing is there.
    """
    match, none_match = (", ".join(request.headers.getlist(name)) for name in ("if-match", "if-none-match"))
    if match and not _among(match, tags):
        raise HTTPException(412, Message("what is there is not what If-Match names: it was changed, or is not there"))
    if none_match and _among(none_match, tags):
        raise HTTPException(412, Message("what is there is what If-None-Match excludes"))


def _among(given: str, tags: frozenset[str]) -> bool:
    return bool(tags) if given.strip() == "*" else any(entry.strip() in tags for entry in given.split(","))


def validation_of(request: Request) -> ValidationPool:
    """The pool that reads and judges. Raises EngineError where the service has none."""
    if (pool := service_of(request).validation) is None:
        raise EngineError(Message("the service does not validate"))
    return pool


def report_type(request: Request) -> str:
    """The media type of the report that a refusal comes with: the one that is liked best, else that of problems."""
    return negotiate(", ".join(request.headers.getlist("accept")), tuple(REPORTS)) or next(iter(REPORTS))


def invalid(request: Request, media_type: str, message: str, report: bytes) -> Response:
    """422 with a report, as a graph, as text, or as a member of the problem."""
    lang = pages.language_of(request)
    if media_type in _ALONE:
        headers = {"Vary": "Accept, Accept-Language", "Content-Language": lang, "Cache-Control": "no-store"}
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        return Response(report, 422, headers, f"{media_type}{charset}")
    text = report.decode()
    shown = json.loads(text) if REPORTS[media_type] == "json" else text
    return problems.respond(request, problem_kinds.KINDS[WriteInvalid], message, report=shown)


async def write(request: Request, writer: Writer, propose: Propose) -> Response | None:
    """Make the change; None when it was made, the answer when the shapes do not allow it: 422 with their report."""
    media_type = report_type(request)
    try:
        await writer.write(propose, REPORTS[media_type], pages.language_of(request))
    except WriteInvalid as error:
        return invalid(request, media_type, error.message, error.report)
    return None
