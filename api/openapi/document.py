"""The document: what the application's routes say of themselves, and what `paths` and `canned` know beside that.

FastAPI's own generator is not used: it reads parameters and answers from a handler's signature, and handlers here read
the request themselves, since strict errors and content negotiation need it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from api.openapi import canned, parts, paths, writes
from api.openapi.parts import Json
from api.service import Service

_VARIABLE: Final = re.compile(r"\{(\w+)\}")
_CANNED: Final = "/queries/{name}"
_METHODS: Final = ("get", "post", "put", "patch", "delete")  # HEAD goes without saying (RFC 9110, section 9.3.2)
_ANYTHING: Final[Json] = {"responses": {"200": {"description": "The answer."}, **parts.problems()}}


def build(app: FastAPI, service: Service, address: str) -> Json:
    """The OpenAPI document of the application, for clients that reach it at `address`."""
    found: dict[str, Json] = {}
    for path, method, name, doc in _routes(app):
        if path == _CANNED:
            for query in service.catalogue:
                found[f"/queries/{query.name}"] = {"get": canned.operation(query, service.index)}
        else:
            found.setdefault(path, {})[method] = _operation(path, method, name, doc)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "KSC: Korea's smart-city cooperation",
            "version": version("ksc"),
            "description": "A knowledge graph: SPARQL, canned queries, search, linked data. Errors are RFC 9457.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address}],
        "paths": dict(sorted(found.items())),
        "components": {
            "schemas": parts.SCHEMAS,
            "responses": {"Problem": parts.PROBLEM},
            "securitySchemes": writes.SECURITY_SCHEMES,
        },
    }


def _routes(app: FastAPI) -> Iterator[tuple[str, str, str, str]]:
    """Path, method, name and docstring of each route that is part of the interface."""
    for route in iter_route_contexts(app.routes):
        for method in _METHODS:
            if route.path_format and route.include_in_schema and method.upper() in (route.methods or ()):
                yield (
                    route.path_format,
                    method,
                    str(route.name),
                    (route.endpoint.__doc__ or "") if route.endpoint else "",
                )


def _operation(path: str, method: str, name: str, doc: str) -> Json:
    summary, _, description = doc.strip().partition("\n\n")
    known = paths.OPERATIONS.get((path, method), _ANYTHING)
    examples = paths.EXAMPLES.get(path, {})
    variables = [parts.path_parameter(variable, examples.get(variable, "")) for variable in _VARIABLE.findall(path)]
    return {
        # Two paths may share a handler.
        "operationId": f"{method}-{name}-{'-'.join(re.findall(r'[a-z]+', path))}".rstrip("-"),
        "summary": " ".join(summary.split()),
        **({"description": " ".join(description.split())} if description else {}),
        **known,
        "parameters": [*variables, *known.get("parameters", ())],
    }
