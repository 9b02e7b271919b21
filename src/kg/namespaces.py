"""The IRIs that KSC coins and the vocabularies that it reuses.

Patterns (docs/data-model.md): terms `ontology#Agreement`; things `id/{type}/{slug}`; concepts `scheme/{scheme}/{slug}`;
shapes `shapes#…`; named graphs `graph/{document slug}`, `graph/reference`, `graph/inferred`.
"""

from __future__ import annotations

from typing import Final

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

BASE: Final = "https://w3id.org/ksc/"
KSC: Final = Namespace(f"{BASE}ontology#")
ID: Final = Namespace(f"{BASE}id/")
SCHEME: Final = Namespace(f"{BASE}scheme/")
SHAPES: Final = Namespace(f"{BASE}shapes#")
GRAPH: Final = Namespace(f"{BASE}graph/")

SCHEMA: Final = Namespace("https://schema.org/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")

PREFIXES: Final[dict[str, str]] = {
    "ksc": str(KSC),
    "dcterms": str(DCTERMS),
    "eli": str(ELI),
    "foaf": str(FOAF),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sh": str(SH),
    "skos": str(SKOS),
    "xsd": str(XSD),
}


def thing(identifier: str) -> URIRef:
    """The IRI of a thing from its record identifier: `organisation/lh` -> `…/id/organisation/lh`."""
    return ID[identifier]


def concept(scheme: str, slug: str) -> URIRef:
    """The IRI of a concept: ("stage", "planned") -> `…/scheme/stage/planned`."""
    return SCHEME[f"{scheme}/{slug}"]


def bind(graph: Graph) -> Graph:
    """Bind KSC's prefixes, and no others, to `graph`; returns it."""
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, override=True, replace=True)
    return graph


def expand(curie: str) -> URIRef:
    """The IRI of a prefixed name such as `ksc:Ministry`. Raises KeyError when the prefix is not one of PREFIXES."""
    prefix, _, local = curie.partition(":")
    return URIRef(PREFIXES[prefix] + local)
