"""The canned queries as RDF: editors find them by asking the endpoint, and their IRIs dereference."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kg.catalogue import Catalogue, EntityIndex
from kg.dataset import Dataset
from kg.namespaces import BASE, GRAPH
from kg.search import SearchIndex
from tests.api.conftest import Serving

# What editors ask: the first for examples, the second for prefixes.
EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?example ?comment ?text FROMGRAPH WHERE {
  ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?text .
}"""
PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }"""


@pytest.fixture(scope="module")
def ours(serving: Serving) -> Iterator[httpx.Client]:
    with serving(KSC_ROOT="", KSC_TIMEOUT_S="20") as (address, _), httpx.Client(base_url=address, timeout=30) as client:
        yield client


def rows(client: httpx.Client, query: str) -> list[dict[str, dict[str, str]]]:
    bindings: list[dict[str, dict[str, str]]] = client.get("/sparql", params={"query": query}).json()["results"][
        "bindings"
    ]
    return bindings


@pytest.mark.parametrize("graph", ["", f"FROM <{GRAPH}queries>"])
def test_an_editor_finds_every_query_in_both_languages(ours: httpx.Client, graph: str) -> None:
    found = rows(ours, EXAMPLES.replace("FROMGRAPH", graph))
    names = {query.name for query in Catalogue.read()}
    for lang in ("en", "ko"):
        told = {row["example"]["value"] for row in found if row["comment"]["xml:lang"] == lang}
        assert told == {f"{BASE}queries#{name}" for name in names}


def test_an_editor_finds_the_prefixes(ours: httpx.Client) -> None:
    found = {row["prefix"]["value"]: row["namespace"]["value"] for row in rows(ours, PREFIXES)}
    assert found["ksc"] == f"{BASE}ontology#"


def test_every_example_runs_as_it_is(ours: httpx.Client) -> None:
    texts = {row["text"]["value"] for row in rows(ours, EXAMPLES.replace("FROMGRAPH", ""))}
    wrong = [text for text in texts if ours.post("/sparql", data={"query": text}).status_code != 200]
    assert wrong == []


@pytest.mark.parametrize("path", ["/queries", "/queries.ttl", "/.well-known/sparql-examples"])
def test_the_iri_of_a_query_leads_to_its_description(client: httpx.Client, address: str, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    node = URIRef(f"{BASE}queries#agreements-by-agency")
    assert "VALUES ?agency" in str(graph.value(node, SH.select))
    assert graph.value(node, URIRef("https://schema.org/target")) == URIRef(f"{address}/sparql")


def test_queries_are_no_things_that_a_name_finds() -> None:
    store = Dataset.read().names_store()
    queries = [query.question["en"] for query in Catalogue.read()]
    index, search = EntityIndex.of(store), SearchIndex.of(store)
    assert [question for question in queries if index.find("rdfs:Resource", question)] == []
    assert [
        hit for question in queries for hit in search.search(question) if hit.entry.iri.startswith(f"{BASE}queries")
    ] == []
