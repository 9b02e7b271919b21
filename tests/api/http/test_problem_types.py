"""Every type IRI that a problem can have leads to what it means, in both languages; details speak the reader's one."""

from __future__ import annotations

import httpx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from api.http.problem_kinds import BY_SLUG, of_status
from kg.namespaces import BASE

SPARQL_ERROR = "SELECT * WHERE { ?s foo:bar ?o }"


@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_type_iri_dereferences_to_its_meaning_in_both_languages(client: httpx.Client, slug: str) -> None:
    answer = client.get(f"/problem/{slug}", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    graph, node = Graph().parse(data=answer.text, format="turtle"), URIRef(f"{BASE}problem/{slug}")
    assert SKOS.Concept in graph.objects(node, RDF.type)
    for predicate in (SKOS.prefLabel, DCTERMS.description):
        texts = [text for text in graph.objects(node, predicate) if isinstance(text, Literal)]
        assert {text.language for text in texts} == {"en", "ko"}
    page = client.get(f"/problem/{slug}", headers={"Accept": "text/html", "Accept-Language": "ko"})
    assert BY_SLUG[slug].description["ko"] in page.text
    assert client.get(f"/problem/{slug}.jsonld").headers["content-type"] == "application/ld+json"


def test_all_types_are_listed(client: httpx.Client) -> None:
    graph = Graph().parse(data=client.get("/problem.nt").text, format="nt")
    listed = {str(node) for node in graph.subjects(SKOS.inScheme, URIRef(f"{BASE}problem"))}
    assert listed == {kind.type for kind in BY_SLUG.values()}
    assert "<h1>오류의 종류</h1>" in client.get("/problem.html?lang=ko").text


def test_a_type_that_there_is_not_is_404(client: httpx.Client) -> None:
    for path in ("/problem/no-such-kind", "/problem/not-found.xyz", "/problem.xyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["type"]) == (404, f"{BASE}problem/not-found")


def test_a_status_that_says_it_all_has_no_type_of_its_own() -> None:
    assert of_status(418).type == "about:blank"
    assert of_status(418).title["en"] == "I'm a Teapot"


@pytest.mark.parametrize(
    ("path", "english", "korean"),
    [
        ("/dumps/ksc.zip", "there is no dump 'ksc.zip'", "'ksc.zip' 덤프는 없습니다"),
        ("/id/city/laek", "this service knows no city/laek", "이 서비스가 모르는 이름입니다: city/laek"),
        ("/nowhere", "there is nothing at /nowhere", "이 주소에는 아무것도 없습니다: /nowhere"),
        ("/sparql?query=SELECT+*+%7B", "this '{' is never closed", "닫히지 않은 괄호입니다: '{'"),
        ("/sparql?query=a&query=b", "there must be one query parameter", "매개변수 query: 하나여야"),
        ("/queries/agreements-by-agency?agency=%EB%B2%85%EC%8A%A4", "no agency is known as", "종류: 기관"),
        ("/search?q=", "the parameter q holds nothing", "매개변수 q에 찾을 말이 없습니다"),
        ("/store", "name one graph", "그래프 하나를 지정하세요"),
    ],
)
def test_details_are_in_the_language_asked_for(client: httpx.Client, path: str, english: str, korean: str) -> None:
    for lang, text in (("en", english), ("ko", korean)):
        answer = client.get(path, headers={"Accept-Language": lang})
        assert text in answer.json()["detail"]
        assert answer.headers["content-language"] == lang
        assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
    assert korean in client.get(path, headers={"Accept": "text/html", "Accept-Language": "ko"}).text.replace(
        "&#39;", "'"
    ).replace("&#34;", '"')


def test_hints_of_the_engine_are_in_the_language_asked_for(client: httpx.Client) -> None:
    for lang, start in (("en", "add PREFIX foo:"), ("ko", "질의 앞에 추가하세요: PREFIX foo:")):
        answer = client.get("/sparql", params={"query": SPARQL_ERROR}, headers={"Accept-Language": lang}).json()
        assert answer["hint"].startswith(start)
        assert (answer["line"], answer["column"]) == (1, 21)
