"""`POST /agreements`: one new agreement as a JSON record, in the columns of records/, built as `kg build` builds those.

It goes to a graph of its own, `…/graph/agreement/{slug}`, so that it can be read, replaced and deleted by itself.
`?document=SLUG` names the document that prints it, if it is one of the project's: then its cells become claims.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import writing
from api.html import pages
from api.http import requests
from api.http.negotiation import LANGUAGES
from api.service import service_of
from kg.dataset import Dataset, Graph
from kg.errors import ParameterError, WriteConflict
from kg.messages import Message
from kg.namespaces import GRAPH, ID
from kg.state.writer import Proposal
from kg.validate.records import cell_text

router = APIRouter()

_NAME = "agreement.json"


@router.post("/agreements")
async def add(request: Request) -> Response:
    """Add an agreement: 201 with its IRI and its statements, and the agreements that it may repeat.

    422 with the report when a cell or the data would not be right, 409 when there is an agreement of that slug.
    """
    writer = writing.writer_of(request)
    writing.media_type_of(request, ("application/json",))
    document = _document(request)
    content = await requests.body(request, service_of(request).settings.max_body_mb)
    checked = await _checked(request, content)
    if isinstance(checked, Response):
        return checked
    record = _record(content)
    entity, graph = ID[f"agreement/{record['slug']}"], str(GRAPH[f"agreement/{record['slug']}"])
    lines: list[bytes] = []

    async def propose(dataset: Dataset) -> Proposal:
        nonlocal lines
        if graph in dataset.graphs or await asyncio.to_thread(_is_described, dataset, f"<{entity}> ".encode()):
            raise WriteConflict(Message("there is an agreement {iri} already; a slug names one for ever", iri=entity))
        lines = await writing.validation_of(request).build(content, document)
        return Proposal({graph: Graph.of(lines)}, {graph: {**record, **({"document": document} if document else {})}})

    if refusal := await writing.write(request, writer, propose):
        return refusal
    location = f"{requests.public_url(request)}/id/agreement/{record['slug']}"
    body = {"agreement": entity, "graph": graph, "adds": [line.decode() for line in lines], **checked}
    return JSONResponse(body, 201, {"Location": location, "Cache-Control": "no-store"})


def _document(request: Request) -> str:
    """The slug of the document that prints the agreement. Raises ParameterError for others but `lang`."""
    given = requests.single(requests.query_fields(request))
    for name in given:
        if name not in ("document", "lang"):
            hint = Message("it takes {names}", names="document, lang")
            raise ParameterError(name, Message("adding an agreement has no such parameter"), hint)
    if (lang := given.get("lang", LANGUAGES[0])) not in LANGUAGES:
        hint = Message("give one of {names}", names=", ".join(LANGUAGES))
        raise ParameterError("lang", Message("{value!r} is not one of its values", value=lang[:40]), hint)
    return given.get("document", "").removeprefix("document/")


async def _checked(request: Request, content: bytes) -> dict[str, Any] | Response:
    """What the record may repeat; the report on it where it is not right by itself."""
    validation, lang = writing.validation_of(request), pages.language_of(request)
    verdict = await validation.validate([(_NAME, content)], "json", lang)
    if verdict.conforms:
        return {"may_repeat": [pair["old"] for pair in json.loads(verdict.text)["preview"]["may_repeat"]]}
    media_type = writing.report_type(request)
    if (form := writing.REPORTS[media_type]) != "json":
        verdict = await validation.validate([(_NAME, content)], form, lang)
    return writing.invalid(request, media_type, Message("the record is not right; nothing was changed"), verdict.text)


def _record(content: bytes) -> dict[str, str]:
    """The cells of the record, which was read before. Raises HTTPException 400 for a list of records."""
    record = json.loads(content)
    if not isinstance(record, dict):
        raise HTTPException(400, Message("send one record, as one object"))
    return {str(column): cell_text(value).strip() for column, value in record.items() if cell_text(value).strip()}


def _is_described(dataset: Dataset, subject: bytes) -> bool:
    """Whether a graph says anything of the subject."""
    return any(line.startswith(subject) for graph in dataset.graphs.values() for line in graph.lines)
