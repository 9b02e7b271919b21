"""`/id` and `/doc`: things by their IRIs."""

from __future__ import annotations

import httpx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

ID = "https://w3id.org/ksc/id/"
KSC = "https://w3id.org/ksc/ontology#"
HILL = URIRef(f"{ID}organisation/hill")
AGREEMENT = URIRef(f"{ID}agreement/2019-11-hill-lake-mou")
LABEL = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
}


def test_a_thing_leads_to_its_document_and_keeps_the_language(client: httpx.Client) -> None:
    response = client.get("/id/organisation/hill?lang=ko")
    assert (response.status_code, response.headers["location"]) == (303, "/doc/organisation/hill?lang=ko")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # in rdflib's own JSON-LD parser
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_rdf_format_by_suffix_and_by_accept_says_the_same(client: httpx.Client, suffix: str) -> None:
    media_type, parser = FORMATS[suffix]
    fixed = client.get(f"/doc/organisation/hill.{suffix}")
    asked = client.get("/doc/organisation/hill", headers={"Accept": media_type})
    for response in (fixed, asked):
        assert response.headers["content-type"].split(";")[0] == media_type
        assert response.headers["content-location"] == f"/doc/organisation/hill.{suffix}"
    assert fixed.content == asked.content
    assert "accept" in asked.headers["vary"].lower()
    turtle = Graph().parse(data=client.get("/doc/organisation/hill.ttl").text, format="turtle")
    assert isomorphic(Graph().parse(data=fixed.text, format=parser), turtle)


def test_the_document_has_statements_labels_and_incoming_links(client: httpx.Client) -> None:
    response = client.get(f"/doc/{AGREEMENT.removeprefix(ID)}.ttl?profile=claims")
    graph = Graph().parse(data=response.text, format="turtle")
    assert (AGREEMENT, URIRef(f"{KSC}hasKoreanParty"), HILL) in graph
    assert (HILL, LABEL, Literal("한빛공사", lang="ko")) in graph
    assert (URIRef(f"{KSC}Agreement"), None, Literal("협약", lang="ko")) in graph
    assert (URIRef(f"{ID}claim/c1"), URIRef(f"{KSC}claimSubject"), AGREEMENT) in graph
    assert len(list(graph.objects(AGREEMENT, URIRef(f"{KSC}hasKoreanParty")))) == 1


def test_the_page_shows_labels_claims_and_incoming_links_in_the_reader_s_language(client: httpx.Client) -> None:
    page = client.get("/doc/agreement/2019-11-hill-lake-mou", headers={"Accept": "text/html", "Accept-Language": "ko"})
    assert (page.status_code, page.headers["content-language"]) == (200, "ko")
    assert '<a href="/id/organisation/hill">한빛공사</a>' in page.text
    assert "첫 보도자료" in page.text and "8–9" in page.text
    assert "&lt;lamps&gt;" in page.text and "<lamps>" not in page.text
    english = client.get("/doc/organisation/hill.html?lang=en", headers={"Accept-Language": "ko"})
    assert "Hill Corporation" in english.text and "Memorandum on" in english.text
    assert "한빗공사" not in english.text  # a misprint is to find by, not to show


@pytest.mark.parametrize(
    "path",
    [
        "/id/organisation/none",
        "/doc/organisation/none",
        "/doc/organisation/hill.docx",
        "/id/a%3E%3Cb/c",
        "/doc/x/%00",
        "/id/organisation/hill%20",
        "/doc/organisation/..%2F..%2Fetc",
        "/id/한국/한국",
        "/id/organisation",
        "/doc/x/%FF",
    ],
)
def test_what_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["type"] == "https://w3id.org/ksc/problem/not-found"


def test_a_format_that_there_is_not_is_406(client: httpx.Client) -> None:
    response = client.get("/doc/organisation/hill", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.json()["detail"]


def test_head_has_the_headers_of_get(client: httpx.Client) -> None:
    head, get = client.head("/doc/organisation/hill.ttl"), client.get("/doc/organisation/hill.ttl")
    assert head.content == b""
    own = {"date": "", "server-timing": ""}  # of each answer
    assert {**head.headers, **own} == {**get.headers, **own}
    assert 'rel="alternate"; type="application/ld+json"' in get.headers["link"]
