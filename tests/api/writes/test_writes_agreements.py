"""`POST /agreements` over the project's own data: built as records are, judged, published, kept, exported."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from kg.resources import ROOT
from tests.api.conftest import Serving
from tests.api.problems import problem

TOKEN = {"Authorization": "Bearer token"}
KSC = "https://w3id.org/ksc/ontology#"
RECORD = {
    "category": "공공기관",
    "country": "말레이시아",
    "place": "코타키나발루",
    "signed": "'19.10",
    "type": "MOU",
    "title": "시험용 후속 양해각서",
    "korean_party": "LH",
    "partner": "사바주",
    "occasion": "순방",
    "slug": "2019-10-lh-sabah-mou",
    "title_en": "Follow-up memorandum for a test",
    "fields": ["스마트도시"],
}


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agreements") / "state"


@pytest.fixture(scope="module")
def house(serving: Serving, state: Path) -> Iterator[httpx.Client]:
    settings = {"KSC_ROOT": str(ROOT), "KSC_TOKEN": "token", "KSC_STATE": str(state), "KSC_TIMEOUT_S": "60"}
    with serving(**settings, KSC_WORKERS="1") as (address, _), httpx.Client(base_url=address, timeout=120) as client:
        yield client


def post(client: httpx.Client, record: Any, path: str = "/agreements", **headers: str) -> httpx.Response:
    return client.post(
        path, content=json.dumps(record), headers={**TOKEN, "Content-Type": "application/json", **headers}
    )


def test_a_report_comes_in_the_language_asked_for(house: httpx.Client) -> None:
    swapped = {**RECORD, "korean_party": "사바주", "partner": "LH"}
    report = post(house, swapped, "/agreements?lang=ko").json()["report"]
    assert report["findings"][0]["hint"].startswith("다른 나라의 이름이다: 말레이시아")
    assert problem(post(house, RECORD, "/agreements?lang=fr"), 422, "parameter")["parameter"] == "lang"


def test_a_record_becomes_an_agreement_with_what_follows_from_it(house: httpx.Client) -> None:
    made = post(house, RECORD)
    assert made.status_code == 201, made.text
    body = made.json()
    assert made.headers["location"].endswith("/id/agreement/2019-10-lh-sabah-mou")
    stated = {quad.predicate.value for quad in ox.parse("\n".join(body["adds"]), ox.RdfFormat.N_TRIPLES)}
    assert {f"{KSC}hasKoreanParty", f"{KSC}signedNotBefore", f"{KSC}signedNotAfter", f"{KSC}stage"} <= stated
    assert f"{KSC}Claim" not in made.text  # no document prints it
    shown = house.get(made.headers["location"], headers={"Accept": "text/turtle"}, follow_redirects=True).text
    assert "ksc:MemorandumOfUnderstanding" in shown  # inferred
    found = house.get("/search", params={"q": "시험용 후속"}).json()["results"]
    assert [entry["iri"] for entry in found] == [body["agreement"]]
    assert house.get("/store", params={"graph": body["graph"]}).status_code == 200
    problem(post(house, RECORD), 409, "write-conflict")


def test_a_record_that_a_document_prints_becomes_claims_with_evidence(house: httpx.Client) -> None:
    record = {**RECORD, "slug": "2019-09-lh-sabah-loi", "signed": "'19.09", "type": "LOI", "row": 99, "lines": "98"}
    made = post(house, record, "/agreements?document=molit-2019-11-25")
    assert made.status_code == 201, made.text
    query = """PREFIX ksc: <https://w3id.org/ksc/ontology#> SELECT ?printed ?line {
      ?claim ksc:claimSubject <%s> ; ksc:claimPredicate ksc:dateSigned ; ksc:asPrinted ?printed ;
        ksc:evidence/ksc:firstLine ?line }"""
    params = {"query": query % made.json()["agreement"]}
    table = house.get("/sparql", params=params, headers={"Accept": "text/csv"})
    assert list(csv.reader(table.text.splitlines())) == [["printed", "line"], ["'19.09", "98"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"korean_party": "LHH"}, "LHH"),
        ({"signed": "'19.13"}, "'19.13"),
        ({"title_en": ""}, "title_en"),
        ({"partner": "LH", "korean_party": "사바주"}, "korean_party"),
    ],
)
def test_a_record_that_is_wrong_changes_nothing_and_says_why(
    house: httpx.Client, change: dict[str, str], said: str
) -> None:
    before = house.get("/healthz").json()["revision"]
    record = {**RECORD, "slug": "2019-08-lh-sabah-mou", "signed": "'19.08", **change}
    body = problem(post(house, record), 422, "write-invalid")
    assert not body["report"]["conforms"]
    assert said in json.dumps(body["report"], ensure_ascii=False)
    report = post(house, record, Accept="text/turtle")
    assert (report.status_code, report.headers["content-type"]) == (422, "text/turtle; charset=utf-8")
    assert "sh:ValidationReport" in report.text
    korean = post(house, record, **{"Accept-Language": "ko"}).json()
    assert korean["detail"] == "기록이 올바르지 않아 아무것도 바꾸지 않았습니다"
    assert house.get("/healthz").json()["revision"] == before


@pytest.mark.parametrize(
    ("record", "path", "status", "kind"),
    [
        ("no record", "/agreements", 422, None),
        ([RECORD | {"slug": "2018-01-a-b-mou", "signed": "'18.01"}], "/agreements", 400, "bad-request"),
        (RECORD | {"slug": "2018-01-a-b-mou", "signed": "'18.01"}, "/agreements?document=none", 422, "input-unfit"),
        (RECORD, "/agreements?allow=all", 422, "parameter"),
    ],
)
def test_what_is_no_record_is_refused(
    house: httpx.Client, record: Any, path: str, status: int, kind: str | None
) -> None:
    response = post(house, record, path)
    if kind:
        problem(response, status, kind)
    assert 400 <= response.status_code < 500


def test_a_graph_that_would_break_the_data_is_refused_with_its_report(house: httpx.Client) -> None:
    wrong = "@prefix ksc: <https://w3id.org/ksc/ontology#> . <https://w3id.org/ksc/id/agreement/x> a ksc:Agreement ."
    headers = {**TOKEN, "Content-Type": "text/turtle", "Accept": "text/plain", "Accept-Language": "ko"}
    response = house.put("/store?graph=x:wrong", content=wrong, headers=headers)
    assert response.status_code == 422
    assert "위반: <id/agreement/x>" in response.text
    assert house.get("/store?graph=x:wrong").status_code == 404
    without = house.delete("/store?graph=https://w3id.org/ksc/graph/reference", headers=TOKEN)
    problem(without, 422, "write-invalid")


def test_what_was_accepted_is_exported_as_files_to_commit(house: httpx.Client, state: Path, tmp_path: Path) -> None:
    note = "<https://w3id.org/ksc/id/organisation/lh> <http://www.w3.org/2004/02/skos/core#note> '메모'@ko ."
    headers = {**TOKEN, "Content-Type": "text/turtle"}
    assert house.put("/store?graph=https://w3id.org/ksc/graph/note", content=note, headers=headers).is_success
    command = [
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "export",
        "--state",
        str(state),
        "-o",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "skos:note" in (tmp_path / "out" / "data" / "note.ttl").read_text(encoding="utf-8")
    rows = {
        path.parent.name: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in (tmp_path / "out" / "records").glob("*/agreements.csv")
    }
    assert [row["slug"] for row in rows["agreements"]] == ["2019-10-lh-sabah-mou"]
    assert [(row["row"], row["lines"]) for row in rows["molit-2019-11-25"]] == [("99", "98")]
    assert rows["agreements"][0]["title"] == RECORD["title"]


def test_an_export_without_a_state_is_a_usage_error(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "export", "--state", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_what_is_neither_named_nor_classed_by_us_need_not_be_described_as_ours_is(house: httpx.Client) -> None:
    person = "<x:alice> a <http://xmlns.com/foaf/0.1/Person> . [] a <http://xmlns.com/foaf/0.1/Person> ."
    headers = {**TOKEN, "Content-Type": "text/turtle"}
    assert house.put("/store?graph=x:people", content=person, headers=headers).status_code == 201
    ours = person.replace("x:alice", "https://w3id.org/ksc/id/person/alice")
    problem(house.put("/store?graph=x:people", content=ours, headers=headers), 422, "write-invalid")
