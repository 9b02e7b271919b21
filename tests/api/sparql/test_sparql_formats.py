"""What `/sparql` gives a browser, a form and a machine; and the terms that its editor completes from."""

from __future__ import annotations

import httpx
import pytest

from tests.api.problems import problem

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
QUERY = "SELECT (1 AS ?n) {}"


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "text/html;q=0.9, text/csv", "application/xml"])
def test_only_who_likes_a_page_best_gets_one(client: httpx.Client, accept: str | None) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = client.post("/sparql", data={"query": QUERY}, headers=headers)
    assert answer.status_code == 200 and "html" not in answer.headers["content-type"]
    assert client.post("/sparql", data={"query": QUERY}, headers={"Accept": BROWSER}).text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (QUERY, "csv", "text/csv"),
        (QUERY, "xml", "application/sparql-results+xml"),
        ("DESCRIBE <x:y>", "ttl", "text/turtle"),
    ],
)
def test_a_format_by_name_is_a_download_whatever_accept_says(
    client: httpx.Client, query: str, name: str, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": query, "format": name}, headers={"Accept": BROWSER})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="result.{name}"'


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (QUERY, "json", "application/sparql-results+json"),
        ("DESCRIBE <x:y>", "json", "application/ld+json"),
        ("DESCRIBE <x:y>", "xml", "application/rdf+xml"),
        ("DESCRIBE <x:y>", "turtle", "text/turtle"),
        ("DESCRIBE <x:y>", "n3", "text/turtle"),
        ("DESCRIBE <x:y>", "rdf+xml", "application/rdf+xml"),
        ("DESCRIBE <x:y>", "json-ld", "application/ld+json"),
        (QUERY, "text/csv", "text/csv"),
    ],
)
def test_the_names_by_which_client_libraries_ask_are_known(
    client: httpx.Client, query: str, name: str, media_type: str
) -> None:
    """SPARQLWrapper says them three times each, beside an Accept that is true."""
    given = {"query": query, "format": [name, media_type], "output": name, "results": name}
    answer = client.get("/sparql", params=given, headers={"Accept": media_type})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, media_type)


def test_a_format_that_there_is_not_is_a_problem_with_those_that_there_are(client: httpx.Client) -> None:
    body = problem(client.get("/sparql", params={"query": QUERY, "format": "pdf"}), 422, "parameter")
    assert body["parameter"] == "format" and "csv" in body["hint"]
    problem(client.get("/sparql", params={"query": QUERY, "format": "ttl"}), 406, "not-acceptable")


def test_a_page_ends_no_element_early_whatever_the_query_holds(client: httpx.Client) -> None:
    hostile = "SELECT ('</template></textarea><script>alert(1)</script>' AS ?x) {} # </textarea>"
    page = client.get("/sparql", params={"query": hostile}, headers={"Accept": BROWSER})
    assert page.status_code == 200
    assert "<script>alert" not in page.text and page.text.count("</template>") == 1


def test_the_terms_come_with_both_labels_and_are_not_sent_twice(client: httpx.Client) -> None:
    answer = client.get("/ontology/terms.json")
    terms = {term["name"]: term for term in answer.json()["terms"]}
    assert terms["ksc:stage"]["kind"] == "property" and terms["ksc:Agreement"]["kind"] == "class"
    assert all({"en", "ko"} <= term["label"].keys() for term in terms.values())
    again = client.get("/ontology/terms.json", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304 and not again.content
