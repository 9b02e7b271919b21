"""The catalogue of canned queries as RDF: at its own IRI, `/queries`, and where SPARQL editors look for examples."""

from __future__ import annotations

import hashlib
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http import linked, requests
from api.service import service_of
from kg.description import CATALOGUE, examples
from kg.publish import FORMATS, RdfFormat

router = APIRouter()
_METHODS: Final = ["GET", "HEAD"]
TYPES: Final = tuple(FORMATS[name].media_type for name in linked.TRIPLES)
_WELL_KNOWN: Final = "/.well-known/sparql-examples"


@router.api_route(_WELL_KNOWN, methods=_METHODS)
@router.api_route(f"{_WELL_KNOWN}.{{suffix}}", methods=_METHODS)
async def sparql_examples(request: Request, suffix: str = "") -> Response:
    """The canned queries as RDF, for SPARQL editors."""
    return await as_rdf(request, _WELL_KNOWN, suffix)


@router.api_route("/queries.{suffix}", methods=_METHODS)
async def catalogue(request: Request, suffix: str) -> Response:
    """The canned queries as RDF."""
    return await as_rdf(request, "/queries", suffix)


async def as_rdf(request: Request, path: str, suffix: str = "") -> Response:
    """The catalogue at this path, in the RDF format of the suffix or of Accept; it can be sent to this very service."""
    if suffix and suffix not in FORMATS:
        return await linked.missing(request, f"{path.removeprefix('/')}.{suffix}")
    service, address = service_of(request), requests.public_url(request)
    texts = hashlib.sha256("\0".join(query.text for query in service.catalogue).encode()).hexdigest()
    document = linked.Document(path, CATALOGUE, linked.TRIPLES, html=False)
    asked = linked.decide(request, document, suffix, extra=f"{address} {texts}")

    async def statements(_: RdfFormat) -> linked.Statements:
        return list(examples(service.catalogue, f"{address}/sparql"))

    return await linked.respond(request, asked, statements)
