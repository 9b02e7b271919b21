"""`/queries/{name}/params`: what a canned query's parameters take."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.questions.choices import describe
from api.service import service_of
from kg.errors import UsageError

router = APIRouter()


@router.api_route("/queries/{name}/params", methods=["GET", "HEAD"])
async def parameters(request: Request, name: str) -> Response:
    """The parameters of a query: their kinds, labels and defaults, and the things to choose from."""
    service = service_of(request)
    try:
        query = service.catalogue.get(name)
    except UsageError as error:
        raise HTTPException(404, error.args[0]) from None
    params = []
    for parameter in query.params.values():
        choices = await service.choices.of(query, parameter)
        listed = [{"id": entity.identifier, "iri": entity.iri, "label": entity.labels} for entity in choices]
        params.append({**describe(parameter), "choices": listed})
    return JSONResponse({"name": query.name, "params": params})
