"""The application: routes, errors, headers."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from api import problems
from api.headers import SecurityHeaders
from api.routes import dumps, entities, home, parameters, queries, search, sparql, terms
from api.service import Service

STATIC = Path(__file__).parent / "static"


def create_app(service: Service) -> FastAPI:
    """The ASGI application of a service. Who runs it starts and stops `service.engine`."""
    # FastAPI's own documentation pages load scripts from another host.
    app = FastAPI(title="KSC", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.service = service
    for module in (home, sparql, queries, parameters, search, entities, terms, dumps):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.install(app)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Accept", "Accept-Language", "Accept-Profile", "Content-Type", "If-None-Match"],
        expose_headers=["Content-Location", "Content-Profile", "ETag", "Link", "Location", "Retry-After"],
    )
    app.add_middleware(SecurityHeaders)
    return app
