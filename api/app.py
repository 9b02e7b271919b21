"""The application: routes, errors, headers."""

from __future__ import annotations

from fastapi import FastAPI, Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from api.http import problems
from api.http.headers import CommonHeaders, Preflights
from api.routes import (
    agreements,
    assets,
    coverage,
    crawlers,
    dumps,
    entities,
    examples,
    home,
    openapi,
    parameters,
    problem_types,
    queries,
    search,
    sparql,
    store,
    terms,
    validate,
    vocabulary,
)
from api.server.compression import Compression
from api.server.limits import HeadLimits
from api.service import Service


def create_app(service: Service) -> FastAPI:
    """The ASGI application of a service. Who runs it starts and stops `service.engine`."""
    # FastAPI's own documentation pages load scripts from another host.
    app = FastAPI(title="KSC", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.service = service
    for module in (
        home,
        coverage,
        sparql,
        store,
        queries,
        examples,
        parameters,
        search,
        validate,
        entities,
        vocabulary,
        terms,
        problem_types,
        dumps,
        openapi,
        assets,
        crawlers,
        agreements,
    ):
        app.include_router(module.router)
    problems.install(app)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_middleware(HeadLimits)
    app.add_middleware(Preflights)
    app.add_middleware(Compression)
    app.add_middleware(CommonHeaders)
    return app


async def _gone(request: Request, error: Exception) -> Response:
    """For a client that hung up before its answer began: nobody reads this."""
    return Response(status_code=499)
