"""The canned queries as RDF, in the form that SPARQL editors read: SHACL's vocabulary for queries (SHACL, section 5.1).

The layout is that of the catalogues of UniProt and other bioinformatics endpoints: editors ask the endpoint for every
`sh:SPARQLExecutable` with its `rdfs:comment`, and for the prefixes that are declared with `sh:prefix`. So the catalogue
is a graph of the dataset, made by `kg docs` as queries/catalogue.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, XSD

from kg import sparql
from kg.catalogue import CannedQuery, Catalogue
from kg.namespaces import BASE, SCHEMA
from kg.publish import FORMATS, write

_PREFIX: Final = re.compile(r"PREFIX\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)
CATALOGUE: Final = f"{BASE}queries"
ENDPOINT: Final = f"{BASE}sparql"
_FRONT_MATTER: Final = re.compile(r"\A(?:#\+[^\n]*\n)+\n*")


def turtle(catalogue: Catalogue) -> str:
    """The catalogue as the dataset has it."""
    return write(list(examples(catalogue, ENDPOINT)), FORMATS["ttl"]).decode()


def examples(catalogue: Catalogue, endpoint: str) -> Iterator[ox.Triple]:
    """One description for each query; `endpoint` is where it can be sent."""
    prefixes: dict[str, str] = {}
    for query in catalogue:
        prefixes |= dict(_PREFIX.findall(query.text[: sparql.outline(query.text).prologue_end]))
        yield from _example(query, endpoint)
    node = ox.NamedNode(CATALOGUE)
    yield ox.Triple(node, _iri(RDF.type), ox.NamedNode("http://www.w3.org/2002/07/owl#Ontology"))
    for prefix, namespace in sorted(prefixes.items()):
        declaration = ox.NamedNode(f"{CATALOGUE}#prefix-{prefix}")
        yield ox.Triple(node, _iri(SH.declare), declaration)
        yield ox.Triple(declaration, _iri(SH.prefix), ox.Literal(prefix))
        yield ox.Triple(declaration, _iri(SH.namespace), ox.Literal(namespace, datatype=_iri(XSD.anyURI)))


def _example(query: CannedQuery, endpoint: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(f"{CATALOGUE}#{query.name}")
    construct = sparql.outline(query.text).form == "CONSTRUCT"
    for class_ in (SH.SPARQLExecutable, SH.SPARQLConstructExecutable if construct else SH.SPARQLSelectExecutable):
        yield ox.Triple(node, _iri(RDF.type), _iri(class_))
    for predicate in (RDFS.label, RDFS.comment):
        for language, question in query.question.items():
            yield ox.Triple(node, _iri(predicate), ox.Literal(question, language=language))
    yield ox.Triple(node, _iri(DCTERMS.title), ox.Literal(query.summary, language="en"))
    # Prefixes stand in the text as well, so that it runs as it is wherever it is pasted.
    text = ox.Literal(_FRONT_MATTER.sub("", query.text))
    yield ox.Triple(node, _iri(SH.construct if construct else SH.select), text)
    yield ox.Triple(node, _iri(SH.prefixes), ox.NamedNode(CATALOGUE))
    yield ox.Triple(node, _iri(SCHEMA.target), ox.NamedNode(endpoint))
    for tag in query.tags:
        yield ox.Triple(node, _iri(SCHEMA.keywords), ox.Literal(tag))


def _iri(term: str) -> ox.NamedNode:
    return ox.NamedNode(str(term))
