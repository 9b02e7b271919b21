"""SPARQL 1.1 Protocol, section 2.1, and what a client may get wrong."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from kg.namespaces import GRAPH
from tests.api.problems import problem

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
KOREAN = "SELECT ?s WHERE { ?s ?p '한빛공사'@ko }"
HILL = "https://w3id.org/ksc/id/organisation/hill"
FACT = f"?s <https://w3id.org/ksc/ontology#hasKoreanParty> <{HILL}>"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ {FACT} }}"


def get(client: httpx.Client, query: str, accept: str = "*/*", **fields: Any) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **fields}, headers=[(b"accept", accept.encode())])


def subjects(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["s"]["value"] for row in response.json()["results"]["bindings"]]


def count(response: httpx.Response) -> int:
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_get_form_and_direct_post_give_the_same(client: httpx.Client) -> None:
    form = client.post("/sparql", data={"query": KOREAN})
    direct = client.post("/sparql", content=KOREAN.encode(), headers={"Content-Type": DIRECT})
    charset = client.post(
        "/sparql", content=KOREAN.encode(), headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
    )
    assert subjects(get(client, KOREAN)) == subjects(form) == subjects(direct) == subjects(charset) == [HILL]


def test_a_query_file_from_windows_is_read(client: httpx.Client) -> None:
    body = b"\xef\xbb\xbf" + KOREAN.replace(" WHERE", "\r\nWHERE").encode()
    assert subjects(client.post("/sparql", content=body, headers={"Content-Type": DIRECT})) == [HILL]


def test_fields_that_mean_nothing_here_are_passed_over(client: httpx.Client) -> None:
    assert subjects(get(client, KOREAN, 형식="표", timeout="3")) == [HILL]
    assert subjects(client.post("/sparql", data={"query": KOREAN, "output": "json"})) == [HILL]


def test_korean_in_every_position(client: httpx.Client) -> None:
    query = "PREFIX 가: <http://x/> CONSTRUCT { 가:나 <http://x/다> '라'@ko } WHERE { # 마\n BIND('바' AS ?사) }"
    assert '가:나 가:다 "라"@ko' in get(client, query, "text/turtle").text
    assert count(get(client, COUNT, **{"default-graph-uri": "http://x/그래프"})) == 0
    body = problem(get(client, "SELECT * { ?한글 나:다 '라' }"), 400, "query-syntax")
    assert (body["line"], body["column"], body["detail"]) == (1, 16, "the prefix 나: is not declared")
    assert subjects(get(client, "SELECT ?한글 (?한글 AS ?s) { BIND('가' AS ?한글) }")) == ["가"]


def test_percent_encoding_is_decoded_once(client: httpx.Client) -> None:
    query = "SELECT ?s { BIND('%ED%95%9C + &' AS ?s) }"
    assert subjects(get(client, query)) == ["%ED%95%9C + &"]
    assert subjects(client.get(f"/sparql?query={quote('SELECT ?s { BIND(1 AS ?s) }').replace('%20', '+')}")) == ["1"]


@pytest.mark.parametrize(
    ("accept", "query", "content_type"),
    [
        ("*/*", "ASK {}", "application/sparql-results+json"),
        ("", "ASK {}", "application/sparql-results+json"),
        ("application/sparql-results+xml", "ASK {}", "application/sparql-results+xml"),
        ("application/xml", "ASK {}", "application/xml"),
        ("application/json", "ASK {}", "application/json"),
        ("text/csv", COUNT, "text/csv; charset=utf-8"),
        ("text/*", COUNT, "text/csv; charset=utf-8"),
        ("text/tab-separated-values", COUNT, "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+json;q=0.4", COUNT, "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, */*;q=0.6", COUNT, "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*", COUNT, "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.1", COUNT, "text/csv; charset=utf-8"),
        ("text/turtle, text/csv;q=0.1", "DESCRIBE <x:y>", "text/turtle; charset=utf-8"),
        ("TEXT/CSV; charset=UTF-8", COUNT, "text/csv; charset=utf-8"),
        ("application/n-triples", "DESCRIBE <x:y>", "application/n-triples"),
        ("application/ld+json", "DESCRIBE <x:y>", "application/ld+json"),
        ("application/rdf+xml", "DESCRIBE <x:y>", "application/rdf+xml"),
        ("application/trig", "DESCRIBE <x:y>", "application/trig"),
        ("garbage, ;;q=x, /, text/csv", COUNT, "text/csv; charset=utf-8"),
        (";" * 2000 + "한", COUNT, "application/sparql-results+json"),
    ],
)
def test_the_format_is_the_one_that_the_client_likes_best(
    client: httpx.Client, accept: str, query: str, content_type: str
) -> None:
    response = get(client, query, accept)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == content_type
    assert "accept" in response.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accept", "query"),
    [("text/turtle", "ASK {}"), ("text/csv", "DESCRIBE <x:y>"), ("image/png", "ASK {}"), ("*/*;q=0", "ASK {}")],
)
def test_what_cannot_be_had_is_406_and_says_what_can(client: httpx.Client, accept: str, query: str) -> None:
    body = problem(get(client, query, accept), 406, "not-acceptable")
    assert ("text/turtle" if "DESCRIBE" in query else "text/csv") in body["detail"]


def test_a_relative_iri_is_relative_to_the_endpoint(client: httpx.Client) -> None:
    response = get(client, "CONSTRUCT { <s> <p> 1 } WHERE {}", "application/n-triples")
    assert f"<{client.base_url}/s> <{client.base_url}/p>" in response.text
    hostile = client.get("/sparql?query=ASK{}", headers={"Host": "a<b> c"})
    assert hostile.status_code in (200, 400)


def test_csv_has_no_byte_order_mark(client: httpx.Client) -> None:
    assert get(client, KOREAN, "text/csv").content == f"s\r\n{HILL}\r\n".encode()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, 1),
        ({"default-graph-uri": [f"{GRAPH}first-release", f"{GRAPH}second-release"]}, 1),
        ({"default-graph-uri": f"{GRAPH}reference"}, 0),
        ({"named-graph-uri": f"{GRAPH}first-release"}, 0),
    ],
)
def test_the_dataset_of_the_request(client: httpx.Client, fields: dict[str, Any], expected: int) -> None:
    assert count(get(client, COUNT, **fields)) == expected
    assert count(client.post("/sparql", data={"query": COUNT, **fields})) == expected
    query = urlencode(fields, doseq=True)
    assert count(client.post(f"/sparql?{query}", data={"query": COUNT})) == expected
    headers = {"Content-Type": DIRECT}
    assert count(client.post(f"/sparql?{query}", content=COUNT.encode(), headers=headers)) == expected


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    response = client.head("/sparql", params={"query": "ASK {}"}, headers={"Accept": "application/xml"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == "application/xml"
    assert client.head("/sparql", params={"query": "ASK {"}).status_code == 400


def test_a_syntax_error_has_line_column_and_hint(client: httpx.Client) -> None:
    body = problem(get(client, "SELECT * {\n ?s ksc:stage '한' }"), 400, "query-syntax")
    assert (body["line"], body["column"]) == (2, 5)
    assert body["detail"] == "the prefix ksc: is not declared"
    assert body["hint"] == "add PREFIX ksc: <https://w3id.org/ksc/ontology#> before the query"


@pytest.mark.parametrize(
    ("method", "url", "headers", "content", "status", "kind"),
    [
        ("GET", "/sparql?default-graph-uri=x:y", {}, b"", 400, "bad-request"),
        ("GET", "/sparql", {"Accept": "application/sparql-results+json"}, b"", 400, "bad-request"),
        ("GET", "/sparql", {"Accept": "image/png"}, b"", 406, "not-acceptable"),
        ("GET", "/sparql?query=ASK{}&update=CLEAR%20ALL", {}, b"", 400, "bad-request"),
        ("POST", "/sparql", {"Content-Type": FORM}, b"update=A&update=B", 400, "bad-request"),
        ("POST", "/sparql?query=ASK{}", {"Content-Type": FORM}, b"query=ASK{}", 400, "bad-request"),
        ("POST", "/sparql", {"Content-Type": FORM}, b"", 400, "bad-request"),
        ("POST", "/sparql", {"Content-Type": f"{FORM}; charset=utf-16"}, b"query=ASK{}", 415, "media-type"),
        ("POST", "/sparql", {"Content-Type": DIRECT, "Content-Encoding": "gzip"}, b"ASK {}", 415, "media-type"),
        ("GET", "/sparql?query=ASK{}&query=ASK{}", {}, b"", 400, "bad-request"),
        ("GET", "/sparql?query=%FF", {}, b"", 400, "bad-request"),
        ("GET", "/sparql?query=INSERT%20DATA%20%7B%7D", {}, b"", 400, "query-syntax"),
        ("GET", "/sparql?query=", {}, b"", 400, "query-syntax"),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, b"", 400, "bad-request"),
        ("GET", "/sparql?query=ASK{}&default-graph-uri=relative", {}, b"", 400, "bad-request"),
        ("GET", "/sparql?" + "a=b&" * 2000, {}, b"", 400, "bad-request"),
        ("POST", "/sparql?query=ASK{}", {}, b"", 415, "media-type"),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415, "media-type"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query; charset=euc-kr"}, b"ASK {}", 415, "media-type"),
        ("POST", "/sparql", {"Content-Type": ";;;"}, b"ASK {}", 415, "media-type"),
        ("POST", "/sparql", {"Content-Type": DIRECT}, b"\xff\xfe", 400, "bad-request"),
        ("POST", "/sparql?query=ASK{}", {"Content-Type": DIRECT}, b"ASK {}", 400, "bad-request"),
        ("POST", "/sparql", {"Content-Type": FORM}, b"query=%C7", 400, "bad-request"),
        ("POST", "/sparql", {"Content-Type": FORM}, b"update=CLEAR", 403, "read-only"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403, "read-only"),
        ("POST", "/sparql", {"Content-Type": DIRECT}, b"#" * (2 << 20), 413, "too-large"),
        ("PUT", "/sparql", {}, b"", 405, "method-not-allowed"),
        ("DELETE", "/sparql", {}, b"", 405, "method-not-allowed"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    client: httpx.Client, method: str, url: str, headers: dict[str, str], content: bytes, status: int, kind: str
) -> None:
    response = client.request(method, url, headers=headers, content=content)
    problem(response, status, kind)
    if status == 405:
        assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_service_is_refused_with_its_place(client: httpx.Client) -> None:
    body = problem(get(client, "SELECT * {\n SERVICE SILENT <http://127.0.0.1:9/> {} }"), 403, "query-refused")
    assert (body["line"], body["column"]) == (2, 2)


def test_a_browser_gets_a_form_and_errors_as_a_page(client: httpx.Client) -> None:
    html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    form = client.get("/sparql?lang=ko", headers={"Accept": html})
    assert form.headers["content-type"] == "text/html; charset=utf-8"
    assert "<textarea" in form.text and 'lang="ko"' in form.text
    error = get(client, "SELECT <script>", html)
    assert error.status_code == 400
    assert error.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script>" not in error.text


def test_any_origin_may_read_what_is_the_same_for_all(client: httpx.Client) -> None:
    headers = {"Origin": "https://example.org"}
    for given in ({}, headers):
        response = client.get("/sparql", params={"query": "ASK {}"}, headers=given)
        assert response.headers["access-control-allow-origin"] == "*"
        assert "ETag" in response.headers["access-control-expose-headers"]
        assert "Origin" not in response.headers["vary"]
    preflight = client.options(
        "/sparql",
        headers={**headers, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"},
    )
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_a_large_answer_comes_whole(client: httpx.Client) -> None:
    response = get(client, "SELECT * { ?a ?b ?c . ?d ?e ?f }", "application/sparql-results+json")
    statements = count(get(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert len(json.loads(response.content)["results"]["bindings"]) == statements**2


def test_a_term_that_nothing_uses_is_hinted_at_in_a_header(client: httpx.Client) -> None:
    ksc = "https://w3id.org/ksc/ontology#"
    query = f"PREFIX k: <{ksc}> SELECT ?s {{ ?s a k:Agrement ; <http://x/한국> ?o }}"
    response = get(client, query)
    assert response.headers["ksc-hint"] == (
        f'"{ksc}Agrement";kind=class;declared=?0;near="{ksc}Agreement", '
        '"http://x/%ED%95%9C%EA%B5%AD";kind=property;declared=?0;near=""'
    )
    assert "hints" not in response.json()
    for accept in ("text/csv", "application/sparql-results+xml"):
        assert "ksc-hint" in get(client, query, accept, hints="").headers
    assert "ksc-hint" not in get(client, KOREAN).headers


def test_the_editor_gets_hints_in_the_json(client: httpx.Client) -> None:
    query = "SELECT ?s { ?s a <http://x/한국> }"
    body = get(client, query, hints="").json()
    assert body.pop("hints") == [{"kind": "class", "iri": "http://x/한국", "declared": False, "near": []}]
    assert body == {"head": {"vars": ["s"]}, "results": {"bindings": []}}
    assert get(client, KOREAN, hints="").json()["hints"] == []


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_graphs_keep_the_prefixes_of_the_query(client: httpx.Client, media_type: str) -> None:
    query = "PREFIX 가: <http://x/> PREFIX : <http://y/> PREFIX k: <https://w3id.org/ksc/ontology#> "
    text = get(client, query + "CONSTRUCT { :s 가:p k:o ; k:p 1 } WHERE {}", media_type).text
    assert "k:p" in text and "가:p" in text
    assert "ksc:" not in text
