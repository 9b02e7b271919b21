"""SPARQL 1.1 Service Description: the three tests of the W3C's manifest, and that what it says is so."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, VOID, Graph, Namespace, URIRef
from rdflib.term import Node

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = {
    "SPARQL_Results_JSON": ("ASK {}", "application/sparql-results+json"),
    "SPARQL_Results_XML": ("ASK {}", "application/sparql-results+xml"),
    "SPARQL_Results_CSV": ("SELECT * {}", "text/csv"),
    "SPARQL_Results_TSV": ("SELECT * {}", "text/tab-separated-values"),
    "Turtle": ("DESCRIBE <x:y>", "text/turtle"),
    "JSON-LD": ("DESCRIBE <x:y>", "application/ld+json"),
    "N-Triples": ("DESCRIBE <x:y>", "application/n-triples"),
    "RDF_XML": ("DESCRIBE <x:y>", "application/rdf+xml"),
    "TriG": ("DESCRIBE <x:y>", "application/trig"),
    "N-Quads": ("DESCRIBE <x:y>", "application/n-quads"),
}


@pytest.fixture
def description(client: httpx.Client) -> Graph:
    response = client.get("/sparql")
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    return Graph().parse(data=response.text, format="turtle")


def figure(client: httpx.Client, query: str) -> int:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    return int(response.text.split()[1])


def test_the_endpoint_is_the_address_that_was_asked(client: httpx.Client, description: Graph) -> None:
    assert list(description.objects(None, SD.endpoint)) == [URIRef(f"{client.base_url}/sparql")]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("text/turtle, */*;q=0.1", ox.RdfFormat.TURTLE),
    ],
)
def test_it_comes_in_every_rdf_format(client: httpx.Client, accept: str, form: ox.RdfFormat) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    assert sum(quad.predicate.value == str(SD.endpoint) for quad in ox.parse(response.content, form)) == 1
    assert client.head("/sparql", headers={"Accept": accept}).status_code == 200


def test_it_conforms_to_the_vocabulary(description: Graph) -> None:
    def only(subject: Node, predicate: URIRef) -> Node:
        (value,) = description.objects(subject, predicate)
        return value

    (service,) = description.subjects(RDF.type, SD.Service)
    dataset = only(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in description
    assert (only(dataset, SD.defaultGraph), RDF.type, SD.Graph) in description
    for named in description.objects(dataset, SD.namedGraph):
        assert (named, RDF.type, SD.NamedGraph) in description
        assert isinstance(only(named, SD.name), URIRef)
        assert (only(named, SD.graph), RDF.type, SD.Graph) in description
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in description
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) not in description


def test_the_graphs_and_their_sizes_are_those_that_queries_find(client: httpx.Client, description: Graph) -> None:
    names = {str(name) for name in description.objects(None, SD.name)}
    found = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }"}).json()["results"]["bindings"]
    assert names == {row["g"]["value"] for row in found}
    for name in names:
        count = figure(client, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert int(str(description.value(URIRef(name), VOID.triples))) == count
    (graph,) = description.objects(None, SD.defaultGraph)
    assert int(str(description.value(graph, VOID.triples))) == figure(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_every_format_that_it_names_can_be_had(client: httpx.Client, description: Graph) -> None:
    named = {str(iri).rpartition("/")[2] for iri in description.objects(None, SD.resultFormat)}
    assert named == set(FORMATS)
    for query, media_type in FORMATS.values():
        response = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
        assert response.headers["content-type"].split(";")[0] == media_type


def test_browsers_get_the_editor(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert {"accept", "accept-language"} <= {name.strip() for name in response.headers["vary"].lower().split(",")}
