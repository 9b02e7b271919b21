"""`/queries` over HTTP."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

import httpx
import pytest

from api.questions.excel import _guarded

URL = "/queries/agreements-by-agency"


def titles(client: httpx.Client, **params: str) -> list[str]:
    response = client.get(f"{URL}.csv", params=params)
    assert response.status_code == 200, response.text
    return [row["title"] for row in csv.DictReader(io.StringIO(response.text))]


def test_the_catalogue_as_json_and_as_a_page(client: httpx.Client) -> None:
    (entry,) = client.get("/queries").json()["queries"]
    assert entry["url"] == URL
    assert entry["question"]["ko"] == "한 기관이 맺은 협약은 무엇인가?"
    assert [param["name"] for param in entry["params"]] == ["agency", "stage", "from", "lang"]
    assert entry["params"][0]["default"] == "https://w3id.org/ksc/id/organisation/hill"
    page = client.get("/queries", headers={"Accept": "text/html", "Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"})
    assert "한 기관이 맺은 협약은 무엇인가?" in page.text
    assert client.get("/queries", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "agency",
    [
        "hill",
        "HC",
        "한빛공사",
        "organisation/hill",
        "id/organisation/hill",
        "https://w3id.org/ksc/id/organisation/hill",
    ],
)
def test_any_name_of_an_agency_gives_the_same(client: httpx.Client, agency: str) -> None:
    assert titles(client, agency=agency) == titles(client) == ['Memorandum on <lamps> & "lights"']


def test_parameters_and_languages(client: httpx.Client) -> None:
    assert titles(client, lang="ko") == ["가로등 양해각서"]
    assert titles(client, agency="호수공사", stage="예정", lang="ko") == ["긴의자 의향서"]
    assert titles(client, stage="planned") == []
    assert titles(client, **{"from": "2019-12"}) == []
    assert titles(client, stage="") == titles(client)  # an empty field of a form is no value


@pytest.mark.parametrize(
    ("accept", "suffix", "content_type"),
    [
        ("*/*", "json", "application/sparql-results+json"),
        ("application/json", "json", "application/sparql-results+json"),
        ("text/csv", "csv", "text/csv; charset=utf-8"),
        ("application/sparql-results+xml", "xml", "application/sparql-results+xml"),
        ("text/tab-separated-values", "tsv", "text/tab-separated-values; charset=utf-8"),
        ("text/html", "html", "text/html; charset=utf-8"),
        ("application/sparql-query", "rq", "application/sparql-query"),
    ],
)
def test_formats_by_accept_and_by_suffix(client: httpx.Client, accept: str, suffix: str, content_type: str) -> None:
    asked, fixed = client.get(URL, headers={"Accept": accept}), client.get(f"{URL}.{suffix}")
    assert fixed.headers["content-type"] == content_type
    assert asked.status_code == fixed.status_code == 200
    if suffix != "html":  # whose link to the other language names the page itself
        assert asked.content == fixed.content
    assert client.get(URL, headers={"Accept": "text/turtle"}).status_code == 406


def test_the_query_s_own_text_runs_anywhere(client: httpx.Client) -> None:
    text = client.get(f"{URL}.rq", params={"agency": "lake", "lang": "ko"}).text
    assert "VALUES ?agency { <https://w3id.org/ksc/id/organisation/lake> }" in text
    answer = client.post("/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-query"})
    assert answer.content == client.get(f"{URL}.json", params={"agency": "lake", "lang": "ko"}).content


def test_csv_for_excel_has_a_mark_and_the_same_cells(client: httpx.Client) -> None:
    response = client.get(f"{URL}.csv", params={"excel": "1", "lang": "ko"})
    assert response.content.startswith(b"\xef\xbb\xbftitle,stage,signed,agreement_iri\r\n")
    assert response.content.removeprefix(b"\xef\xbb\xbf") == client.get(f"{URL}.csv", params={"lang": "ko"}).content


def test_who_asks_for_excel_need_not_say_csv_too(client: httpx.Client) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert client.get(f"{URL}?excel=1", headers=browser).content == client.get(f"{URL}.csv?excel=1").content
    assert client.get(f"{URL}?excel=1", headers={"Accept": "text/html"}).status_code == 406


def test_a_language_of_white_space_is_none_for_excel_too(client: httpx.Client) -> None:
    assert client.get(f"{URL}.csv?excel=1&lang=%0A").headers["content-language"] == "en"


def test_csv_for_excel_is_a_file_named_after_the_question_as_asked(client: httpx.Client) -> None:
    for asked, name in (
        ({"lang": "en", "agency": "lake"}, "Agreements of Lake Corporation, any stage, from any date"),
        ({"lang": "ko", "from": "2019-11"}, "2019-11부터 한빛공사의 협약, 모든 단계"),
    ):
        header = client.get(f"{URL}.csv", params={"excel": "1", **asked}).headers["content-disposition"]
        kind, plain, extended = header.split("; ")
        assert (kind, plain) == ("attachment", 'filename="agreements-by-agency.csv"')
        assert unquote(extended.removeprefix("filename*=UTF-8''")) == f"{name}.csv"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"])
def test_text_that_excel_would_run_as_a_formula_is_marked(text: str) -> None:
    assert _guarded({"type": "literal", "value": text}) == f"'{text}"
    number = {"type": "literal", "value": "-1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert (_guarded(number), _guarded(None)) == ("-1", "")


@pytest.mark.parametrize(
    ("params", "parameter", "message"),
    [
        ({"agency": "한빚공사"}, "agency", "한빛공사"),
        ({"agency": "내무부"}, "agency", "organisation/interior-b"),
        ({"agency": "x> } INSERT DATA { <x:a> <x:b> <x:c> } #"}, "agency", "is known as"),
        ({"agency": '" } UNION { ?s ?p ?o'}, "agency", "is known as"),
        ({"agency": "https://w3id.org/ksc/id/organisation/hill> <x:y"}, "agency", "is known as"),
        ({"stage": "signed"}, "stage", "is known as"),
        ({"from": "2019-13"}, "from", "no month 13"),
        ({"lang": "fr"}, "lang", "en or ko"),
        ({"agencies": "LH"}, "agencies", "agency, stage"),
        ({"limit": "1"}, "limit", "agency, stage"),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "json", "html", "rq"])
def test_a_wrong_value_is_422_and_names_the_parameter(
    client: httpx.Client, params: dict[str, str], parameter: str, message: str, suffix: str
) -> None:
    response = client.get(f"{URL}.{suffix}", params=params)
    assert response.status_code == 422
    body = response.json()
    assert body["type"] == "https://w3id.org/ksc/problem/parameter"
    assert body["parameter"] == parameter
    assert message in body["detail"] + body.get("hint", "")


def test_a_parameter_that_is_given_twice_is_400(client: httpx.Client) -> None:
    assert client.get(f"{URL}.csv?agency=hill&agency=lake").status_code == 400


def test_an_unknown_query_is_404_with_the_nearest(client: httpx.Client) -> None:
    response = client.get("/queries/agreements-by-agenci.csv")
    assert response.status_code == 404
    assert "agreements-by-agency" in response.json()["detail"]


def test_the_page_asks_and_answers_in_the_reader_s_language(client: httpx.Client) -> None:
    page = client.get(f"{URL}?agency=LAKE&lang=ko", headers={"Accept": "text/html"})
    assert "아무 때부터 호수공사의 협약, 모든 단계</h1>" in page.text
    assert '<option value="organisation/lake" selected>호수공사</option>' in page.text
    assert "긴의자 의향서" in page.text
    assert f'href="{URL}.csv?agency=LAKE&amp;lang=ko"' in page.text
    assert f'href="{URL}?agency=LAKE&amp;lang=en"' in page.text


def test_a_given_value_stays_chosen_where_it_gives_no_answer(client: httpx.Client) -> None:
    page = client.get(f"{URL}.html?stage=planned&lang=en")
    assert '<option value="stage/planned" selected>' in page.text
    assert '<option value="stage/realised">' in page.text


def test_the_catalogue_links_every_format(client: httpx.Client) -> None:
    (entry,) = client.get("/queries").json()["queries"]
    assert set(entry["formats"]) == {"json", "xml", "csv", "tsv", "html", "rq"}
    assert all(client.get(url).status_code == 200 for url in [*entry["formats"].values(), entry["params_url"]])


@pytest.mark.parametrize(("url", "hint"), [(f"{URL}.csv?excel=yes", "1 or 0"), (f"{URL}.json?excel=1", ".csv")])
def test_csv_for_excel_is_asked_for_in_one_way(client: httpx.Client, url: str, hint: str) -> None:
    body = client.get(url).json()
    assert (body["status"], body["parameter"]) == (422, "excel")
    assert hint in body["hint"]
