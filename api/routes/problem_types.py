"""`/problem` and `/problem/{name}`: what a problem's type IRI means (RFC 9457, section 3.1.1, wants it resolvable)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from rdflib.namespace import DCTERMS, RDF, SKOS

from api.http import linked
from api.http.problem_kinds import BY_SLUG, Kind, Text
from api.routes.terms import terms_page
from kg.namespaces import BASE
from kg.publish import FORMATS, RdfFormat

router = APIRouter(dependencies=[Depends(linked.no_encoded_slash)])
_METHODS: Final = ["GET", "HEAD"]
_SCHEME: Final = ox.NamedNode(f"{BASE}problem")
_TITLE: Final[Text] = {"en": "Kinds of problems", "ko": "오류의 종류"}
_DESCRIPTION: Final[Text] = {
    "en": "The types of the problem details (RFC 9457) that the service answers errors with.",
    "ko": "서비스가 오류에 답하는 문제 상세(RFC 9457)의 유형.",
}


@router.api_route("/problem", methods=_METHODS)
@router.api_route("/problem.{suffix}", methods=_METHODS)
async def kinds(request: Request, suffix: str = "") -> Response:
    """All kinds of problems that the service answers with."""
    if suffix and suffix != "html" and suffix not in FORMATS:
        return await linked.missing(request, f"problem.{suffix}")
    return await _document(
        request, linked.Document("/problem", _SCHEME.value, linked.TRIPLES), suffix, *BY_SLUG.values()
    )


@router.api_route("/problem/{name}", methods=_METHODS)
async def kind(request: Request, name: str) -> Response:
    """One kind of problem: what it means, and what can be done."""
    slug, suffix = linked.split(name)
    if slug not in BY_SLUG:
        return await linked.missing(request, f"problem/{slug}")
    known = BY_SLUG[slug]
    return await _document(request, linked.Document(f"/problem/{slug}", known.type, linked.TRIPLES), suffix, known)


async def _document(request: Request, document: linked.Document, suffix: str, *described: Kind) -> Response:
    asked = linked.decide(request, document, suffix)
    triples = [*_scheme(), *(triple for entry in described for triple in _concept(entry))]

    async def statements(_: RdfFormat) -> linked.Statements:
        return triples

    async def page() -> Response:
        return terms_page(request, document, triples, document.about, [entry.type for entry in described])

    return await linked.respond(request, asked, statements, page)


def _scheme() -> Iterator[ox.Triple]:
    yield ox.Triple(_SCHEME, _iri(RDF.type), _iri(SKOS.ConceptScheme))
    yield from _texts(_SCHEME, SKOS.prefLabel, _TITLE)
    yield from _texts(_SCHEME, DCTERMS.description, _DESCRIPTION)


def _concept(entry: Kind) -> Iterator[ox.Triple]:
    node = ox.NamedNode(entry.type)
    yield ox.Triple(node, _iri(RDF.type), _iri(SKOS.Concept))
    yield ox.Triple(node, _iri(SKOS.inScheme), _SCHEME)
    yield from _texts(node, SKOS.prefLabel, entry.title)
    yield from _texts(node, DCTERMS.description, entry.description)
    yield ox.Triple(node, _iri(SKOS.note), ox.Literal(f"HTTP {entry.status}"))


def _texts(node: ox.NamedNode, predicate: str, text: Text) -> Iterator[ox.Triple]:
    for lang, value in text.items():
        yield ox.Triple(node, _iri(predicate), ox.Literal(value, language=lang))


def _iri(term: str) -> ox.NamedNode:
    return ox.NamedNode(str(term))
