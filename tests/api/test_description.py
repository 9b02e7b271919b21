"""The dataset's description for machines: VoID, DCAT, dumps, example queries."""

from __future__ import annotations

import hashlib

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, VOID

from kg.dataset import Dataset
from kg.namespaces import BASE
from tests.api.conftest import ROOT, Serving

DATASET = URIRef(f"{BASE}#dataset")
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def stored() -> list[ox.Quad]:
    return list(ox.parse(Dataset.read(ROOT).nquads, ox.RdfFormat.N_QUADS))


@pytest.fixture
def description(client: httpx.Client) -> Graph:
    return Graph().parse(data=client.get("/", headers={"Accept": "text/turtle"}).text, format="turtle")


def merged(quads: list[ox.Quad]) -> list[ox.Triple]:
    return [quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()]


def test_home_is_a_page_for_people_and_a_description_for_machines(client: httpx.Client) -> None:
    assert client.get("/").headers["content-type"].startswith("text/html")
    for media_type in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        assert client.get("/", headers={"Accept": media_type}).headers["content-type"].split(";")[0] == media_type
    assert client.get("/", headers={"Accept": "image/png"}).status_code == 406
    well_known = client.get("/.well-known/void")
    assert (well_known.status_code, well_known.headers["location"]) == (303, "/void")
    assert client.get("/void").headers["content-type"] == "text/turtle; charset=utf-8"


def test_the_figures_are_those_of_the_default_graph(description: Graph, stored: list[ox.Quad]) -> None:
    triples = merged(stored)
    assert description.value(DATASET, VOID.triples) == Literal(len(triples))
    assert description.value(DATASET, VOID.distinctSubjects) == Literal(len({t.subject for t in triples}))
    parts = {
        str(description.value(part, VOID.property)): description.value(part, VOID.triples)
        for part in description.objects(DATASET, VOID.propertyPartition)
    }
    assert sum(int(str(number)) for number in parts.values()) == len(triples)
    classes = {
        str(description.value(part, VOID["class"])): description.value(part, VOID.entities)
        for part in description.objects(DATASET, VOID.classPartition)
    }
    assert classes[f"{BASE}ontology#Agreement"] == Literal(2)


def test_every_named_graph_is_a_subset_with_its_figures(description: Graph, stored: list[ox.Quad]) -> None:
    names = {quad.graph_name.value for quad in stored if isinstance(quad.graph_name, ox.NamedNode)}
    assert {str(subset) for subset in description.objects(DATASET, VOID.subset)} == names
    for name in names:
        size = sum(getattr(quad.graph_name, "value", "") == name for quad in stored)
        assert description.value(URIRef(name), VOID.triples) == Literal(size)
        titles = description.objects(URIRef(name), DCTERMS.title)
        assert {title.language for title in titles if isinstance(title, Literal)} == {"en", "ko"}


def test_titles_licence_version_and_endpoint_are_told(description: Graph, client: httpx.Client, address: str) -> None:
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.rights):
        texts = description.objects(DATASET, predicate)
        assert {text.language for text in texts if isinstance(text, Literal)} == {"en", "ko"}
    assert description.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{address}/sparql")
    for predicate in (DCTERMS.license, DCTERMS.issued, URIRef(f"{DCAT}version"), VOID.uriSpace):
        assert description.value(DATASET, predicate) is not None
    assert str(description.value(DATASET, DCTERMS.identifier)) == client.get("/healthz").json()["revision"]


def test_every_distribution_is_there_with_the_size_and_checksum_that_it_says(
    description: Graph, client: httpx.Client
) -> None:
    distributions = list(description.objects(DATASET, DCAT.distribution))
    assert len(distributions) == 8
    lines = [line.split("  ") for line in client.get("/dumps/SHA256SUMS").text.splitlines()]
    sums = {name: digest for digest, name in lines}
    for node in distributions:
        url = str(description.value(node, DCAT.downloadURL))
        response = client.get(url)
        digest = hashlib.sha256(response.content).hexdigest()
        checksum = description.value(node, SPDX.checksum)
        assert str(description.value(checksum, SPDX.checksumValue)) == digest == sums[url.rpartition("/")[2]]
        assert int(str(description.value(node, DCAT.byteSize))) == len(response.content)
        media_type = str(description.value(node, DCAT.compressFormat) or description.value(node, DCAT.mediaType))
        assert media_type.endswith(response.headers["content-type"].split(";")[0])
        head = client.head(url)
        assert (head.headers["content-length"], head.content) == (str(len(response.content)), b"")


def test_the_dumps_hold_the_whole_dataset(client: httpx.Client, stored: list[ox.Quad]) -> None:
    named = {quad for quad in stored if quad.graph_name != ox.DefaultGraph()}
    for name, form in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
        assert {quad.triple for quad in ox.parse(client.get(f"/dumps/ksc.{name}").content, form)} == set(merged(stored))
    for name, form in (("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)):
        assert set(ox.parse(client.get(f"/dumps/ksc.{name}").content, form)) == named


def test_a_dump_that_there_is_not_names_those_that_there_are(client: httpx.Client) -> None:
    response = client.get("/dumps/ksc.zip")
    assert response.status_code == 404
    assert "ksc.ttl.gz" in response.json()["detail"]


def test_the_example_queries_are_in_the_form_that_editors_read_and_run_as_they_are(client: httpx.Client) -> None:
    graph = Graph().parse(data=client.get("/.well-known/sparql-examples").text, format="turtle")
    node = URIRef(f"{BASE}queries#agreements-by-agency")
    assert {SH.SPARQLExecutable, SH.SPARQLSelectExecutable} == set(graph.objects(node, RDF.type))
    comments = graph.objects(node, URIRef("http://www.w3.org/2000/01/rdf-schema#comment"))
    assert {comment.language for comment in comments if isinstance(comment, Literal)} == {"en", "ko"}
    query = str(graph.value(node, SH.select))
    assert not query.startswith("#+")
    assert client.get("/sparql", params={"query": query}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example/<x>", "a b", "x'\"", "[::1", ""])
def test_a_senseless_host_gets_into_no_description(client: httpx.Client, host: str) -> None:
    response = client.get("/void.nt", headers={"Host": host})
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert f"<{BASE}sparql>" in response.text


def test_links_use_the_public_address_where_one_is_set(serving: Serving) -> None:
    with serving(KSC_BASE_URL="https://data.example.org/", KSC_WORKERS="1") as (address, _):
        text = httpx.get(f"{address}/void.nt").text
    assert "<https://data.example.org/sparql>" in text and address not in text
