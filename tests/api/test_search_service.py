"""`/search`, `/suggest` and `/opensearch.xml` over HTTP."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import httpx
import pytest

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_results_are_json_in_the_language_asked(client: httpx.Client) -> None:
    response = client.get("/search", params={"q": "한빗공사", "lang": "en"})
    assert response.headers["content-type"] == "application/json"
    assert response.headers["content-language"] == "en"
    assert response.json() == {
        "query": "한빗공사",
        "total": 1,
        "results": [
            {
                "id": "organisation/hill",
                "iri": "https://w3id.org/ksc/id/organisation/hill",
                "label": "Hill Corporation",
                "kind": "organisation",
                "kind_label": response.json()["results"][0]["kind_label"],
                "country": None,
                "matched": "한빗공사",
                "score": 95,
            }
        ],
    }
    korean = client.get("/search", params={"q": "hill corp"}, headers={"Accept-Language": "ko"}).json()
    assert korean["results"][0]["label"] == "한빛공사"


def test_a_shared_name_finds_both_and_a_limit_says_how_many_there_are(client: httpx.Client) -> None:
    everything = client.get("/search", params={"q": "내무부"}).json()
    assert [result["id"] for result in everything["results"]] == ["organisation/interior-a", "organisation/interior-b"]
    some = client.get("/search", params={"q": "내무부", "limit": "1"}).json()
    assert (some["total"], some["results"]) == (2, everything["results"][:1])
    lake = client.get("/search", params={"q": "lake", "kind": "city"}).json()
    assert [result["id"] for result in lake["results"]] == ["city/lake"]


def test_the_page_links_what_it_found(client: httpx.Client) -> None:
    page = client.get("/search", params={"q": "호수", "lang": "ko"}, headers={"Accept": "text/html"})
    assert '<a href="/id/city/lake?lang=ko">호수</a>' in page.text
    assert 'value="호수"' in page.text and "검색" in page.text
    form = client.get("/search", headers={"Accept": "text/html"})
    assert form.status_code == 200 and 'type="search"' in form.text
    listed = client.get("/search", params={"kind": "city"}, headers={"Accept": "text/html"})
    assert "/id/city/lake" in listed.text and "/id/organisation/" not in listed.text
    marked = client.get("/search", params={"q": "<b>lake</b>"}, headers={"Accept": "text/html"})
    assert "<b>" not in marked.text and "&lt;b&gt;lake" in marked.text


@pytest.mark.parametrize("path", ["/search", "/suggest"])
@pytest.mark.parametrize(
    ("query", "status", "parameter", "message"),
    [
        ("", 400, "q", "parameter q"),
        ("q=", 400, "q", "parameter q"),
        ("q=%20-%20", 400, "q", "parameter q"),
        ("q=%00", 400, "q", "parameter q"),
        (f"q={'x' * 201}", 400, "q", "201 characters"),
        ("q=a&q=b", 400, None, "parameter q is given 2 times"),
        ("q=%ED%95", 400, None, "UTF-8"),
        ("q=lake&kind=ksc:Minstry", 422, "kind", "ksc:Ministry"),
        ("q=lake&lang=fr", 422, "lang", "en or ko"),
        ("q=lake&limit=0", 422, "limit", "1 to 100"),
        ("q=lake&limit=101", 422, "limit", "1 to 100"),
        ("q=lake&limit=ten", 422, "limit", "1 to 100"),
        ("q=lake&limit=%D9%A3", 422, "limit", "1 to 100"),  # an Arabic-Indic digit
        ("q=lake&page=2", 422, "page", "q, lang, kind, limit"),
    ],
)
def test_bad_parameters_are_named(
    client: httpx.Client, path: str, query: str, status: int, parameter: str | None, message: str
) -> None:
    response = client.get(f"{path}?{query}")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    body = response.json()
    assert body.get("parameter") == parameter
    assert message in body["detail"] + body.get("hint", "")


def test_other_formats_are_406(client: httpx.Client) -> None:
    assert client.get("/search?q=lake", headers={"Accept": "text/turtle"}).status_code == 406


def test_suggestions_are_what_browsers_expect(client: httpx.Client, address: str) -> None:
    response = client.get("/suggest", params={"q": "호", "lang": "ko"})
    assert response.headers["content-type"] == "application/x-suggestions+json"
    query, names, kinds, addresses = response.json()
    assert (query, names) == ("호", ["호수", "호수공사"])
    assert len(kinds) == len(addresses) == len(names)
    assert all(client.get(url).json()["total"] for url in addresses)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_description_leads_to_working_searches(client: httpx.Client, address: str, lang: str) -> None:
    page = client.get("/", params={"lang": lang}, headers={"Accept": "text/html"}).text
    assert 'rel="search" type="application/opensearchdescription+xml"' in page
    response = client.get("/opensearch.xml", params={"lang": lang})
    assert response.headers["content-type"] == "application/opensearchdescription+xml"
    urls = ET.fromstring(response.content).findall(f"{OPENSEARCH}Url")
    assert [url.get("type") for url in urls] == ["text/html", "application/json", "application/x-suggestions+json"]
    for url in urls:
        template = url.get("template", "")
        assert template.startswith(f"{address}/")
        answer = client.get(
            template.replace("{searchTerms}", "%ED%98%B8"), headers={"Accept": f"{url.get('type')}, */*;q=0.1"}
        )
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(url.get("type", "?"))


def test_a_hostile_host_header_stays_text(client: httpx.Client) -> None:
    response = client.get("/opensearch.xml", headers={"Host": 'x"/><script>&'})
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert "<script" not in response.text
