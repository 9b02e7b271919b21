"""IRIs of ours that name documents: the ontology, the shapes, the JSON-LD context, the named graphs, the profiles."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from api.html import pages
from api.html.views import View
from api.http import linked
from api.service import Service, service_of
from api.terms import page as vocabularies
from api.terms.graph import of_graph
from kg.engine.base import Engine
from kg.namespaces import BASE, GRAPH, KSC, SCHEME
from kg.publish import FORMATS, PROFILES, RdfFormat, fetch, write
from kg.publish.entity import ordered
from kg.resources import ONTOLOGY

router = APIRouter(dependencies=[Depends(linked.no_encoded_slash)])
_METHODS: Final = ["GET", "HEAD"]
_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH %s { ?s ?p ?o } }"
_MATCHES: Final = frozenset(
    str(term) for term in (SKOS.closeMatch, SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
)
_PROF: Final = "http://www.w3.org/ns/dx/prof/"
_PROFILE_TEXTS: Final = {
    "plain": {"en": "the statements about a thing", "ko": "대상에 관한 진술"},
    "labelled": {
        "en": "the statements about a thing, what points to it, and the label of everything named",
        "ko": "대상에 관한 진술, 그것을 가리키는 진술, 언급된 모든 것의 이름",
    },
    "claims": {
        "en": "the same, with the claims about the thing: which document prints it, on which lines, in which form",
        "ko": "여기에 대상에 관한 근거까지: 어느 문서의 어느 줄에 어떤 표현으로 적혔는가",
    },
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A document of terms: its path, the graph that holds it, its template and what that finds."""

    path: str
    graph: str
    template: str
    names: Callable[[Service, Sequence[ox.Triple], str], Awaitable[Mapping[str, Any]]]


_ONTOLOGY: Final = Vocabulary("ontology", f"{GRAPH}ontology", "terms.html", vocabularies.of_ontology)
_SHAPES: Final = Vocabulary("shapes", f"{GRAPH}shapes", "shapes.html", vocabularies.of_shapes)


@router.api_route("/ontology", methods=_METHODS)
@router.api_route("/ontology.{suffix}", methods=_METHODS)
async def ontology(request: Request, suffix: str = "") -> Response:
    """The ontology with all its terms, for `…/ontology#Agreement` and the like."""
    return await _vocabulary(request, _ONTOLOGY, suffix)


@router.api_route("/shapes", methods=_METHODS)
@router.api_route("/shapes.{suffix}", methods=_METHODS)
async def shapes(request: Request, suffix: str = "") -> Response:
    """All shapes."""
    return await _vocabulary(request, _SHAPES, suffix)


@router.api_route("/ontology/{name}", methods=_METHODS)
async def ontology_part(request: Request, name: str) -> Response:
    """The ontology's present version by its version IRI, or the alignments; another version is not kept."""
    stem, suffix = linked.split(name)
    iri = f"{BASE}ontology/{stem}"
    triples = await _triples(service_of(request).engine, _ONTOLOGY)
    if any(t.predicate.value == str(OWL.versionIRI) and _is(t.object, iri) for t in triples):
        return await _vocabulary(request, _ONTOLOGY, suffix, f"/ontology/{stem}")
    known = await service_of(request).publication.known(service_of(request).engine)
    if f"ontology/{stem}" not in known:
        return await linked.missing(request, f"ontology/{stem}")
    part = [t for t in triples if _is(t.subject, iri) or t.predicate.value in _MATCHES]
    document = linked.Document(f"/ontology/{quote(stem)}", iri, linked.TRIPLES)

    async def page() -> Response:
        entries = View(part, service_of(request).index, pages.language_of(request)).subjects(str(KSC))
        return terms_page(request, document, part, iri, entries)

    return await _respond(request, document, suffix, part, page)


@router.api_route("/context.jsonld", methods=_METHODS)
async def context(request: Request) -> Response:
    """The JSON-LD context: record names and the terms that they stand for."""
    document = linked.Document("/context", f"{BASE}context.jsonld", ("jsonld",), html=False)
    asked = linked.decide(request, document, "jsonld")
    if linked.is_held(request, asked.headers["ETag"]):
        return linked.not_modified(asked.headers)
    return Response((ONTOLOGY / "context.jsonld").read_bytes(), headers=asked.headers)


@router.api_route("/graph/{name}", methods=_METHODS)
async def graph(request: Request, name: str) -> Response:
    """A named graph: its statements, or a page that says what it is."""
    service = service_of(request)
    stem, suffix = linked.split(name)
    if f"graph/{stem}" not in await service.publication.known(service.engine):
        return await linked.missing(request, f"graph/{stem}")
    node = ox.NamedNode(f"{GRAPH}{stem}")
    document = linked.Document(f"/graph/{stem}", node.value)
    asked = linked.decide(request, document, suffix)

    async def statements(form: RdfFormat) -> linked.Statements:
        triples = await fetch(service.engine, _GRAPH % node)
        if not form.graphs:
            return triples
        # In the default graph too: what queries a document looks there.
        return [ox.Quad(t.subject, t.predicate, t.object, g) for g in (ox.DefaultGraph(), node) for t in triples]

    async def render(found: linked.Statements, form: RdfFormat) -> bytes:
        return await asyncio.to_thread(_write_ordered, found, form)

    async def page() -> Response:
        shown = await of_graph(service, stem, pages.language_of(request))
        return pages.render(request, "graph.html", {**shown, **linked.context_of(document)})

    return await linked.respond(request, asked, statements, page, render)


@router.api_route("/profile/{name}", methods=_METHODS)
async def profile(request: Request, name: str) -> Response:
    """What a profile is (W3C, The Profiles Vocabulary)."""
    stem, suffix = linked.split(name)
    if stem not in PROFILES:
        return await linked.missing(request, f"profile/{stem}")
    node = ox.NamedNode(f"{BASE}profile/{stem}")
    triples = [ox.Triple(node, ox.NamedNode(str(RDF.type)), ox.NamedNode(f"{_PROF}Profile"))]
    for predicate in (RDFS.label, DCTERMS.description):
        for lang, text in _PROFILE_TEXTS[stem].items():
            words = f"{stem}: {text}" if predicate == DCTERMS.description else stem
            triples.append(ox.Triple(node, ox.NamedNode(str(predicate)), ox.Literal(words, language=lang)))
    triples.append(ox.Triple(node, ox.NamedNode(f"{_PROF}hasToken"), ox.Literal(stem)))
    document = linked.Document(f"/profile/{stem}", node.value, linked.TRIPLES)

    async def page() -> Response:
        return terms_page(request, document, triples, node.value, [])

    return await _respond(request, document, suffix, triples, page)


async def _vocabulary(request: Request, vocabulary: Vocabulary, suffix: str, path: str = "") -> Response:
    """A document of all terms of a vocabulary."""
    service, iri = service_of(request), f"{BASE}{vocabulary.path}"
    document = linked.Document(path or f"/{vocabulary.path}", iri, linked.TRIPLES)
    triples = await _triples(service.engine, vocabulary)

    async def page() -> Response:
        context = await vocabulary.names(service, triples, pages.language_of(request))
        return pages.render(request, vocabulary.template, {"iri": iri, **context, **linked.context_of(document)})

    return await _respond(request, document, suffix, triples, page)


async def _respond(
    request: Request,
    document: linked.Document,
    suffix: str,
    triples: list[ox.Triple],
    page: Callable[[], Awaitable[Response]],
) -> Response:
    """These statements, or their page; 404 for a suffix that names no format."""
    if suffix and suffix != "html" and suffix not in FORMATS:
        return await linked.missing(request, f"{document.path.removeprefix('/')}.{suffix}")

    async def statements(_: RdfFormat) -> linked.Statements:
        return triples

    return await linked.respond(request, linked.decide(request, document, suffix), statements, page)


async def _triples(engine: Engine, vocabulary: Vocabulary) -> list[ox.Triple]:
    """The statements of a vocabulary's graph; concepts, which have documents of their own, left out."""
    found = await fetch(engine, _GRAPH % ox.NamedNode(vocabulary.graph))
    terms = (t for t in found if not (isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(SCHEME)))
    return ordered(terms, f"{BASE}{vocabulary.path}")


def terms_page(
    request: Request,
    document: linked.Document,
    triples: list[ox.Triple],
    iri: str,
    entries: Iterable[str],
) -> Response:
    """The page of a document that says what `iri` is, and of each of `entries` in it what its triples say."""
    lang = pages.language_of(request)
    view = View(triples, service_of(request).index, lang)
    context: dict[str, Any] = {
        "iri": iri,
        "title": _in(lang, view.values(iri, DCTERMS.title)) or view.label(iri),
        "description": _in(lang, view.values(iri, DCTERMS.description)),
        "heading": pages.text("terms", lang),
        "entries": [
            {
                "iri": term,
                "anchor": term.removeprefix(KSC),
                "label": view.label(term),
                "rows": view.rows(term),
            }
            for term in entries
        ],
    }
    return pages.render(request, "term.html", context | linked.context_of(document))


def _write_ordered(statements: linked.Statements, form: RdfFormat) -> bytes:
    """Large graphs: sorting and writing take some tenths of a second, and run in a thread."""
    in_order: linked.Statements = sorted(statements, key=_place)
    return write(in_order, form)


def _place(statement: ox.Triple | ox.Quad) -> tuple[bool, str]:
    """The default graph first, each graph in one piece."""
    return isinstance(statement, ox.Quad) and statement.graph_name != ox.DefaultGraph(), str(statement)


def _is(term: Any, iri: str) -> bool:
    return isinstance(term, ox.NamedNode) and term.value == iri


def _in(lang: str, values: Iterable[Any]) -> str:
    return next((v.value for v in values if isinstance(v, ox.Literal) and v.language == lang), "")
