"""Every IRI that the graph coins leads to a document that speaks of it: over our own data."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from kg.dataset import Dataset
from kg.description.examples import ENDPOINT
from kg.namespaces import BASE
from tests.api.conftest import Serving

EVIDENCE = tuple(f"{BASE}id/{folder}/" for folder in ("claim", "passage", "selector"))
N_TRIPLES = {"Accept": "application/n-triples"}


@pytest.fixture(scope="module")
def ours(serving: Serving) -> Iterator[httpx.Client]:
    """A client of a server over our own data."""
    with serving(KSC_ROOT="", KSC_TIMEOUT_S="10") as (address, _), httpx.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def coined() -> list[str]:
    """Every IRI of ours anywhere in the dataset; of claims, passages and selectors one in forty."""
    found = {
        term.value
        for quad in ox.parse(Dataset.read().nquads, ox.RdfFormat.N_QUADS)
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)
    }
    evidence = sorted(iri for iri in found if iri.startswith(EVIDENCE))
    return sorted(found.difference(evidence)) + evidence[::40]


def test_every_coined_iri_dereferences(ours: httpx.Client, coined: list[str]) -> None:
    things = [iri for iri in coined if iri.startswith((f"{BASE}id/", f"{BASE}scheme/"))]
    documents: dict[str, str] = {}
    wrong = []
    for iri in coined:
        path = f"/{iri.removeprefix(BASE)}".partition("#")[0]
        if path not in documents:
            response = ours.get(path, headers=N_TRIPLES)
            if iri in things:
                assert response.status_code == 303, iri
                response = ours.get(response.headers["location"], headers=N_TRIPLES)
            documents[path] = response.text if response.status_code == 200 else ""
        # A graph's name stands in its description, a version IRI in the ontology; the endpoint describes itself under
        # the address that it is asked at; the others stand in their documents.
        if f"<{iri}>" not in documents[path] and not iri.startswith((f"{BASE}graph/", ENDPOINT)):
            wrong.append(iri)
    assert wrong == []
    assert len(things) > 1000 and all(documents.values())


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf", "trig", "html"])
@pytest.mark.parametrize("path", ["/graph/kbs-2019-11-25", "/doc/agreement/2019-11-lh-sabah-mou", "/doc/scheme/stage"])
def test_things_and_graphs_come_in_every_format(ours: httpx.Client, path: str, suffix: str) -> None:
    response = ours.get(f"{path}.{suffix}")
    assert (response.status_code, response.headers["content-location"]) == (200, f"{path}.{suffix}")


def test_a_graph_in_trig_is_in_the_default_graph_and_under_its_name(ours: httpx.Client) -> None:
    graph = ox.NamedNode(f"{BASE}graph/kbs-2019-11-25")
    # Through a store, since Oxigraph writes decimals in their canonical form: 4.0 as 4.
    stored = set(Dataset.read().store().quads_for_pattern(None, None, None, graph))
    found = list(ox.parse(ours.get("/graph/kbs-2019-11-25.trig").content, ox.RdfFormat.TRIG))
    assert {quad for quad in found if quad.graph_name == graph} == stored
    assert {quad.triple for quad in found if quad.graph_name == ox.DefaultGraph()} == {quad.triple for quad in stored}


@pytest.mark.parametrize("path", ["/ontology", "/ontology/1.0.0", "/ontology/aligns", "/shapes"])
def test_vocabularies_are_documents_in_rdf_and_html(ours: httpx.Client, path: str) -> None:
    turtle = ours.get(f"{path}.ttl")
    assert (turtle.status_code, turtle.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    page = ours.get(path, headers={"Accept": "text/html", "Accept-Language": "ko"})
    assert page.headers["content-type"].startswith("text/html")
    assert "질문" in page.text


@pytest.mark.parametrize(("path", "namespace"), [("/ontology", "ontology#"), ("/shapes", "shapes#")])
def test_the_page_of_a_vocabulary_has_an_anchor_for_every_term(
    ours: httpx.Client, coined: list[str], path: str, namespace: str
) -> None:
    page = ours.get(f"{path}.html").text
    terms = [iri.partition("#")[2] for iri in coined if iri.startswith(f"{BASE}{namespace}")]
    assert terms and [term for term in terms if f' id="{term}"' not in page] == []


@pytest.mark.parametrize("path", ["/ontology/2.0.0", "/ontology.docx", "/ontology.trig", "/shapes.csv", "/graph/none"])
def test_versions_formats_and_graphs_that_there_are_not_are_404(ours: httpx.Client, path: str) -> None:
    response = ours.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_the_context_is_json_ld_and_the_one_that_records_use(ours: httpx.Client) -> None:
    response = ours.get("/context.jsonld", headers={"Accept": "application/json"})
    assert response.headers["content-type"] == "application/ld+json"
    assert response.json()["@context"]["has_korean_party"]["@id"] == "ksc:hasKoreanParty"


def test_a_document_of_a_thing_says_the_same_under_the_whole_context(ours: httpx.Client) -> None:
    whole = ours.get("/context.jsonld").json()["@context"]
    used = ours.get("/doc/agreement/2019-11-lh-sabah-mou.jsonld?profile=claims").json()["@context"]
    assert {"prov", "rdfs"} <= used.keys()
    assert {name: entry for name, entry in used.items() if whole.get(name) != entry} == {}


@pytest.mark.parametrize("name", ["plain", "labelled", "claims"])
def test_the_profiles_have_documents(ours: httpx.Client, name: str) -> None:
    assert f"<{BASE}profile/{name}>" in ours.get(f"/profile/{name}.nt").text
    assert ours.get(f"/profile/{name}.html").status_code == 200


def test_a_link_on_a_page_stays_here_and_in_the_language(ours: httpx.Client) -> None:
    page = ours.get("/doc/agreement/2019-11-lh-sabah-mou.html?lang=ko").text
    assert '<a href="/id/organisation/lh?lang=ko">한국토지주택공사</a>' in page
    assert '<a href="/ontology?lang=ko#hasKoreanParty">' in page
    assert '<a href="/scheme/stage/realised?lang=ko">' in page
