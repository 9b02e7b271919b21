"""SPARQL Update at `/sparql` (https://www.w3.org/TR/sparql11-protocol/#update-operation), posted directly or as a form.

The update runs on a copy of the dataset, in a process of its own; what it changed passes the gate as every write does.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import writing
from api.service import service_of
from kg.dataset import Dataset
from kg.messages import Message
from kg.state.updating import Limits, Update, changes_of
from kg.state.writer import Proposal

MEDIA_TYPE: Final = "application/sparql-update"
_QUERY_DATASET: Final = ("default-graph-uri", "named-graph-uri")


async def answer(request: Request, found: dict[str, list[str]], base: str | None) -> Response:
    """Run the update of a POST: 204 when it was made, also where it changed nothing.

    `found` are the fields of the URL and the form, or with the body as `update`; `base` is what relative IRIs are
    relative to. Raises HTTPException 403, 401, 400, and what `changes_of` and the writer raise.
    """
    update = _update(found, base)
    writer = writing.writer_of(request)
    settings = service_of(request).settings
    limits = Limits(settings.timeout_s, settings.memory_mb, settings.max_body_mb << 20)

    async def propose(dataset: Dataset) -> Proposal:
        return Proposal(await changes_of(update, dataset, writer.shipped, writer.number, limits))

    return await writing.write(request, writer, propose) or Response(status_code=204)


def _update(found: dict[str, list[str]], base: str | None) -> Update:
    """The one update of a request, and its dataset (section 2.2.3)."""
    texts = found.get("update", [])
    if len(texts) != 1 or "query" in found:
        raise HTTPException(400, Message("a request is one query or one update"))
    for name in _QUERY_DATASET:
        if name in found:
            raise HTTPException(
                400, Message("an update has using-graph-uri and using-named-graph-uri, not {name}", name=name)
            )
    using, named = (_names(found.get(name, [])) for name in ("using-graph-uri", "using-named-graph-uri"))
    return Update(texts[0], base, using, named)


def _names(iris: list[str]) -> tuple[str, ...]:
    try:
        return tuple(ox.NamedNode(iri).value for iri in dict.fromkeys(iris))
    except ValueError as error:
        raise HTTPException(
            400, Message("a graph's name must be an absolute IRI: {reason}", reason=str(error))
        ) from None
