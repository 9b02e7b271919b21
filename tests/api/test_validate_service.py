"""POST /validate on the real dataset: a verdict in every form and language, and a reason where there is none."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from rdflib.namespace import RDF, SH

from kg.tables import format_table
from kg.validate.data import as_graph
from kg.validate.records import COLUMNS, EXAMPLE
from tests.api.conftest import Serving
from tests.conftest import missing

ROOT = Path(__file__).resolve().parents[2]
NEW = {**EXAMPLE, "row": "1", "slug": "2031-01-lh-sabah-mou", "signed": "'31.01", "occasion": "별도", "event": ""}
WRONG = {**NEW, "slug": "2031-02-lh-sabah-mou", "korean_party": "국토교통"}
TURTLE = "<https://w3id.org/ksc/id/agreement/x>\n  a <https://w3id.org/ksc/ontology#Agreement> ."


@pytest.fixture(scope="module")
def service(serving: Serving) -> Iterator[httpx.Client]:
    with (
        serving(KSC_ROOT=str(ROOT), KSC_WORKERS="1", KSC_TIMEOUT_S="20", KSC_MAX_BODY_MB="2") as (address, _),
        httpx.Client(base_url=address, timeout=40) as client,
    ):
        yield client


def post(
    service: httpx.Client, content: str | bytes, kind: str, accept: str = "*/*", lang: str = "en"
) -> httpx.Response:
    headers = {"Content-Type": kind, "Accept": accept}
    return service.post(f"/validate?lang={lang}", content=content, headers=headers)


def table(*rows: dict[str, str]) -> str:
    return format_table(COLUMNS, rows)


def test_a_right_record_shows_what_it_adds(service: httpx.Client) -> None:
    answer = post(service, table(NEW), "text/csv; charset=utf-8")
    report = answer.json()
    assert (answer.status_code, report["conforms"], report["findings"]) == (200, True, [])
    assert report["checked"]["shapes"] > 5 and report["checked"]["focus_nodes"] > 1
    assert any("2031-01-lh-sabah-mou" in line and "dateSigned" in line for line in report["preview"]["adds"])


def test_a_record_that_may_repeat_another_names_it(service: httpx.Client) -> None:
    again = {**NEW, "signed": "'19.11.25", "title": "다른 제목", "title_en": "Other"}
    (pair,) = post(service, table(again), "text/csv").json()["preview"]["may_repeat"]
    assert pair["old"].endswith("/2019-11-lh-sabah-mou")


@pytest.mark.parametrize(("lang", "nearest"), [("en", "nearest: 국토교통부"), ("ko", "비슷한 이름: 국토교통부")])
def test_a_wrong_cell_is_named_with_what_would_be_right(service: httpx.Client, lang: str, nearest: str) -> None:
    answer = post(service, table(NEW, WRONG), "text/csv", lang=lang)
    assert answer.headers["content-language"] == lang
    report = answer.json()
    finding = report["findings"][0]
    assert not report["conforms"] and nearest in finding["hint"]
    assert (finding["where"]["row"], finding["where"]["cell"], finding["where"]["line"]) == (2, "korean_party", 3)


def test_a_finding_has_focus_path_value_message_place_example_and_shape(service: httpx.Client) -> None:
    report = post(service, TURTLE, "text/turtle", lang="ko").json()
    finding = next(f for f in report["findings"] if f["shape"].endswith("Agreement-dateStated"))
    assert finding["focus"]["id"] == "https://w3id.org/ksc/id/agreement/x"
    assert finding["path"]["label"] == "체결 또는 예정 시기"
    assert finding["example"] == '"2019-11"^^xsd:gYearMonth'
    assert (finding["where"]["line"], finding["where"]["column"]) == (1, 1)
    assert finding["severity"] == "violation" and "없다" in finding["message"]


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json"])
def test_the_report_graph(service: httpx.Client, media_type: str) -> None:
    answer = post(service, TURTLE, "text/turtle", accept=media_type)
    assert answer.headers["content-type"].startswith(media_type)
    assert "Accept" in answer.headers["vary"]
    graph = as_graph(quad.triple for quad in ox.parse(answer.text, ox.RdfFormat.from_media_type(media_type)))
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert len(list(graph.objects(report, SH.result))) >= 5


def test_sarif_text_and_page(service: httpx.Client) -> None:
    log = post(service, TURTLE, "text/turtle", accept="application/sarif+json").json()
    assert log["version"] == "2.1.0" and log["runs"][0]["results"]
    text = post(service, TURTLE, "text/turtle", accept="text/plain").text
    assert "upload.ttl:1:1: violation: " in text and "does not conform" in text
    page = post(service, TURTLE, "text/turtle", accept="text/html", lang="ko")
    assert page.headers["content-type"].startswith("text/html") and "맞지 않는다" in page.text
    assert service.get("/validate", headers={"Accept": "text/html"}).status_code == 200
    assert "text/csv" in service.get("/validate").json()["accepts"]


def test_every_form_of_the_same_record(service: httpx.Client) -> None:
    node = "https://w3id.org/ksc/id/agreement/x"
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:k="https://w3id.org/ksc/ontology#">'
        f'<k:Agreement rdf:about="{node}"/></rdf:RDF>'
    )
    jsonld = json.dumps({"@id": node, "@type": "https://w3id.org/ksc/ontology#Agreement"})
    said = [
        [(f["shape"], f["message"]) for f in post(service, content, kind).json()["findings"]]
        for content, kind in (
            *((TURTLE, "text/turtle"), (TURTLE.replace("\n  a", " <" + str(RDF.type) + ">"), "application/n-triples")),
            *((rdf, "application/rdf+xml"), (jsonld, "application/ld+json")),
        )
    ]
    assert all(found == said[0] for found in said) and said[0]


def test_forms_carry_files_or_a_text(service: httpx.Client) -> None:
    files = [
        ("file", ("a:b.csv", table(WRONG), "application/vnd.ms-excel")),
        ("file", ("graph", TURTLE, "text/turtle")),
    ]
    report = service.post("/validate", files=files).json()
    assert {f["where"]["source"] for f in report["findings"] if f["where"]} == {"ab.csv", "graph.ttl"}
    typed = service.post("/validate", data={"text": table(NEW), "format": "csv"})
    assert typed.json()["conforms"] is True
    parts = {"text": (None, table(NEW)), "format": (None, "csv")}
    assert service.post("/validate", files=parts).json()["conforms"] is True


@pytest.mark.parametrize(
    ("content", "kind", "status", "detail"),
    [
        ("<urn:a> <urn:b>", "text/turtle", 400, "line 1"),
        ("{", "application/json", 400, "Expecting"),
        ("row,lines\n", "text/csv", 400, "column country is missing"),
        ("<urn:a> <urn:b> 1 .", "text/turtle", 422, "no shape looks at anything"),
        ("", "text/turtle", 422, "no shape looks at anything"),
        ("#" * (1024 * 1024 + 1), "text/turtle", 413, "larger than 1024 KiB"),
        (TURTLE, "application/xml", 415, "text/turtle"),
        (TURTLE, "", 415, "text/turtle"),
        (TURTLE, "text/turtle; charset=euc-kr", 415, "UTF-8"),
        ("text=x&format=xlsx", "application/x-www-form-urlencoded", 400, "format"),
        ("text=%20&format=ttl", "application/x-www-form-urlencoded", 400, "empty"),
        ("nothing", "multipart/form-data", 400, "form"),
        ("nothing", "multipart/form-data; boundary=x", 400, "form"),
    ],
)
def test_what_cannot_be_judged_is_a_problem(
    service: httpx.Client, content: str, kind: str, status: int, detail: str
) -> None:
    answer = post(service, content, kind)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in answer.json()["detail"]


def test_wrong_parameters_and_forms_of_report(service: httpx.Client) -> None:
    assert post(service, TURTLE, "text/turtle", lang="fr").json()["parameter"] == "lang"
    assert service.post("/validate?rules=x", content=TURTLE, headers={"Content-Type": "text/turtle"}).status_code == 422
    assert post(service, TURTLE, "text/turtle", accept="application/pdf").status_code == 406
    assert service.put("/validate", content=TURTLE).status_code == 405


def test_nothing_that_an_upload_names_is_fetched(service: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as host:
        host.settimeout(0.3)
        url = f"http://127.0.0.1:{host.getsockname()[1]}/"
        context = json.dumps({"@context": f"{url}c", "@id": "urn:a", "b": 1})
        entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]><x>&e;</x>'
        imports = f"{TURTLE} <urn:o> <http://www.w3.org/2002/07/owl#imports> <{url}> ."
        shapes = f"{TURTLE} <urn:o> <http://www.w3.org/ns/shacl#shapesGraph> <{url}> ."
        assert post(service, context, "application/ld+json").status_code == 422
        assert post(service, entity, "application/rdf+xml").status_code == 422
        assert post(service, imports, "text/turtle").status_code == 200
        assert post(service, shapes, "text/turtle").status_code == 200
        with pytest.raises(TimeoutError):
            host.accept()


def test_the_commands_of_the_documentation_work(service: httpx.Client, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        missing("curl is not installed")
    page = (ROOT / "docs" / "validating.md").read_text(encoding="utf-8")
    for name, content in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", page, re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    commands = re.findall(r"^curl .*$", page, re.MULTILINE)
    said = [
        subprocess.run(
            shlex.split(command.replace("http://127.0.0.1:8000", str(service.base_url).rstrip("/"))),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for command in commands
    ]
    assert len(said) == 3
    assert "비슷한 이름: 국토교통부" in said[0]
    assert "sh:ValidationReport" in said[1]
    assert "new.csv:2" in said[2] and "new.ttl:" in said[2]
