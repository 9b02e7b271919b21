"""`/ontology/terms.json`: classes and properties by name, small enough for an editor to complete and explain them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from api.html import pages
from api.http import linked
from api.service import service_of
from kg.namespaces import GRAPH
from kg.publish import fetch

router = APIRouter()
_PATH: Final = "/ontology/terms.json"
_ONTOLOGY: Final = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}ontology> {{ ?s ?p ?o }} }}"
_KINDS: Final = {str(OWL.Class): "class"} | {
    str(kind): "property" for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
}
_TEXTS: Final = {str(RDFS.label): "label", str(SKOS.definition): "definition"}
_LINKS: Final = {str(RDFS.domain): "domain", str(RDFS.range): "range", str(RDFS.subClassOf): "parents"}
_TYPE: Final = str(RDF.type)


@router.api_route(_PATH, methods=["GET", "HEAD"])
async def terms(request: Request) -> Response:
    """The terms of the ontology, those that it reuses among them, by prefixed name."""
    headers = {"ETag": linked.entity_tag(request, _PATH), "Cache-Control": "no-cache"}
    if linked.is_held(request, headers["ETag"]):
        return linked.not_modified(headers)
    return JSONResponse({"terms": entries(await fetch(service_of(request).engine, _ONTOLOGY))}, headers=headers)


def entries(ontology: list[ox.Triple]) -> list[dict[str, Any]]:
    """One entry for each class and property: name, IRI, kind, texts by language, what it joins, by prefixed name."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for triple in ontology:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode):
            continue
        entry = found[subject.value]
        if isinstance(value, ox.Literal) and value.language and predicate in _TEXTS:
            entry.setdefault(_TEXTS[predicate], {})[value.language] = value.value
        elif isinstance(value, ox.NamedNode) and predicate in _LINKS:
            entry.setdefault(_LINKS[predicate], []).append(pages.short(value.value))
        elif isinstance(value, ox.NamedNode) and predicate == _TYPE and value.value in _KINDS:
            entry["kind"] = _KINDS[value.value]
    named = {iri: entry for iri, entry in found.items() if "kind" in entry and "label" in entry}
    return sorted(
        ({"name": pages.short(iri), "iri": iri, **_sorted(entry)} for iri, entry in named.items()),
        key=lambda entry: str(entry["name"]),
    )


def _sorted(entry: dict[str, Any]) -> dict[str, Any]:
    """With its lists in order, so that equal requests get equal bytes."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in sorted(entry.items())}
