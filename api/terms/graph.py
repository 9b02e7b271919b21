"""A named graph as a page: whose it is, what kinds of things and statements are in it, what it says most about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import RDFS, SKOS

from api.service import Service
from api.terms.names import Name
from api.terms.page import names_of, vocabulary
from api.terms.statements import Statements
from api.terms.texts import texts
from kg.description import Statistics
from kg.description.texts import graph_title
from kg.engine.base import QueryRequest, read_all
from kg.namespaces import GRAPH, ID
from kg.publish import fetch

_MOST_NAMED: Final = 12
# Named things by how much a graph says of them. Shapes have their names in their own graph alone.
_SAID_MOST: Final = f"""PREFIX skos: <{SKOS}>
PREFIX rdfs: <{RDFS}>
SELECT ?thing (COUNT(*) AS ?count) WHERE {{
  GRAPH %s {{ ?thing ?property ?value }}
  FILTER(isIRI(?thing))
  FILTER EXISTS {{ GRAPH ?any {{ ?thing skos:prefLabel|rdfs:label ?name }} }}
}} GROUP BY ?thing ORDER BY DESC(?count) ?thing LIMIT {_MOST_NAMED}"""
_NAMES: Final = f"""PREFIX skos: <{SKOS}>
PREFIX rdfs: <{RDFS}>
CONSTRUCT {{ ?thing ?naming ?name }} WHERE {{
  VALUES ?thing {{ %s }} VALUES ?naming {{ skos:prefLabel rdfs:label }} GRAPH ?any {{ ?thing ?naming ?name }}
}}"""
_THINGS: Final = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name WHERE {{
  GRAPH {graph} {{ ?thing a {term} }}
  OPTIONAL {{ ?thing skos:prefLabel ?name FILTER(LANG(?name) = "{lang}") }}
}} ORDER BY ?name ?thing LIMIT 1000"""
_STATEMENTS: Final = """SELECT ?thing ?value WHERE {{
  GRAPH {graph} {{ ?thing {term} ?value }}
}} ORDER BY ?thing ?value LIMIT 1000"""
_ALL: Final = "SELECT ?subject ?predicate ?object WHERE {\n  GRAPH %s { ?subject ?predicate ?object }\n} LIMIT 1000"


@dataclass(frozen=True, slots=True)
class Part:
    """Things of a class, or statements with a property: how many a graph has, and the query that lists them."""

    name: Name
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph among the others: its page, what it is called, how many statements it has."""

    path: str
    title: str
    triples: int


async def of_graph(service: Service, stem: str, lang: str) -> Mapping[str, Any]:
    """What the template of a graph finds. Raises QueryError."""
    node = ox.NamedNode(f"{GRAPH}{stem}")
    own = (await service.publication.contents()).statistics.get(node.value) or Statistics(0, 0, 0, 0, {}, {})
    said = await _said_most(service, node)
    labels = Statements(await fetch(service.engine, _NAMES % " ".join(f"<{iri}>" for iri in said)))
    terms, rules = await vocabulary(service, "ontology"), await vocabulary(service, "shapes")
    names = names_of(service, lang, terms, rules, more=(labels,))

    def parts(counts: Mapping[str, int], query: str) -> list[Part]:
        found = [
            Part(names.of(iri), count, query.format(graph=node, term=f"<{iri}>", lang=lang))
            for iri, count in counts.items()
        ]
        return sorted(found, key=lambda part: (-part.count, part.name.text.casefold()))

    document = service.index.get(f"{ID}document/{stem}")
    return {
        "iri": node.value,
        "title": document.label(lang) if document else graph_title(stem, {})[lang],
        "document": f"{ID}document/{stem}" if document else "",
        "triples": own.triples,
        "entities": own.entities,
        "classes": parts(own.classes, _THINGS),
        "properties": parts(own.properties, _STATEMENTS),
        "said": [(names.of(iri), count) for iri, count in said.items()],
        "graphs": await graphs(service, lang),
        "sparql": _ALL % node,
        "v": texts(lang),
    }


async def _said_most(service: Service, node: ox.NamedNode) -> dict[str, int]:
    """The named things that a graph says most about, each with the number of its statements there."""
    answer = await read_all(service.engine, QueryRequest(_SAID_MOST % node, graph=None))
    rows: Any = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
    return {row["thing"].value: int(row["count"].value) for row in rows if row["thing"]}


async def graphs(service: Service, lang: str) -> list[Graph]:
    """The dataset's named graphs, the largest first."""
    found = []
    for iri, figures in (await service.publication.contents()).statistics.items():
        stem = iri.removeprefix(GRAPH)
        if iri.startswith(GRAPH):
            document = service.index.get(f"{ID}document/{stem}")
            title = document.label(lang) if document else graph_title(stem, {})[lang]
            found.append(Graph(f"/graph/{stem}", title, figures.triples))
    return sorted(found, key=lambda graph: -graph.triples)
