"""The validator page in a real browser: files, dropped files, pasted text; findings in cells and under lines."""

from __future__ import annotations

import csv
import io
import json

import pytest
from playwright.sync_api import Browser, Page

from kg.tables import format_table
from kg.validate.records import COLUMNS, EXAMPLE
from tests.api.conftest import Serving
from tests.conftest import CHECKOUT
from tests.pages.conftest import Visiting
from tests.pages.sparql import excuse

DONE = "#verdict:focus"
NEW = {
    **EXAMPLE,
    "row": "",
    "lines": "",
    "slug": "2031-01-lh-sabah-mou",
    "signed": "'31.01",
    "occasion": "별도",
    "event": "",
}
WRONG = {**NEW, "slug": "2031-02-lh-sabah-mou", "korean_party": "국토교통"}
AGREEMENT = "https://w3id.org/ksc/id/agreement/2031-01-lh-da-nang-mou"
CLASS = "https://w3id.org/ksc/ontology#Agreement"
TURTLE = f"# a comment\n<{AGREEMENT}>\n  a <{CLASS}> .\n"
NTRIPLES = f"<{AGREEMENT}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CLASS}> .\n"
JSONLD = json.dumps({"@id": AGREEMENT, "@type": CLASS}, indent=2)
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:k="https://w3id.org/ksc/ontology#">\n'
    f'<k:Agreement rdf:about="{AGREEMENT}"/>\n</rdf:RDF>\n'
)
TABLE = format_table(COLUMNS, [NEW, WRONG])


def paste(page: Page, text: str, form: str = "") -> None:
    """Paste a text and check it; `form` is picked, else the page detects it."""
    page.fill("#text", text)
    if form:
        page.select_option("#way-text [name=format]", form)
    page.locator("#way-text button").click()
    page.wait_for_selector(DONE)


def upload(page: Page, name: str, content: str | bytes, media_type: str = "") -> None:
    """Choose a file and check it."""
    body = content.encode() if isinstance(content, str) else content
    page.set_input_files("#file", {"name": name, "mimeType": media_type, "buffer": body})
    page.locator("#way-file button").click()
    page.wait_for_selector(DONE)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (TABLE, "CSV"),
        (json.dumps(WRONG, ensure_ascii=False), "JSON"),
        (TURTLE, "Turtle"),
        (NTRIPLES, "N-Triples"),
        (JSONLD, "JSON-LD"),
        (XML, "RDF/XML"),
    ],
)
def test_the_form_of_a_pasted_text_is_detected(visit: Visiting, text: str, form: str) -> None:
    page = visit("/validate?way=text", "en").page
    paste(page, text)
    assert page.locator(".verdict").inner_text().find(f"read as {form}.") > 0
    assert page.locator(".listing .wrong .mark, .given .wrong .mark").count() > 0


def test_the_form_can_be_picked(visit: Visiting) -> None:
    opened = visit("/validate?way=text", "en")
    paste(opened.page, TURTLE, "csv")
    assert opened.page.locator("#verdict").inner_text().endswith("No verdict")
    excuse(opened, 400)


def test_a_wrong_cell_is_marked_in_the_table(visit: Visiting) -> None:
    opened = visit("/validate?way=file", "ko")
    page = opened.page
    upload(page, "협약.csv", TABLE, "text/csv")
    assert page.locator("table.given tbody tr").count() == 2
    wrong = page.locator("td.wrong")
    assert wrong.count() == 1 and wrong.get_attribute("data-column") == "korean_party"
    assert wrong.inner_text().startswith("국토교통") and "비슷한 이름: 국토교통부" in wrong.inner_text()
    assert page.locator("tr", has=wrong).locator("th").inner_text() == "3"
    assert "협약.csv:3: 2행, korean_party 열" in page.locator(".finding-list").inner_text()
    assert opened.axe() == []


def test_a_long_table_shows_the_rows_with_findings(visit: Visiting) -> None:
    rows = [
        {**NEW, "slug": f"2031-01-lh-sabah-{number}-mou", "title": f"양해각서 {number}", "title_en": f"MOU {number}"}
        for number in range(40)
    ]
    page = visit("/validate?way=file", "en").page
    upload(page, "many.csv", format_table(COLUMNS, [*rows, WRONG]))
    assert page.locator("table.given tbody tr").count() == 1
    assert "40 rows without findings are not shown." in page.locator("#outcome").inner_text()


def test_a_finding_stands_under_its_line(visit: Visiting) -> None:
    opened = visit("/validate?way=text", "ko")
    page = opened.page
    paste(page, TURTLE)
    line = page.locator(".listing li.wrong").first
    assert line.get_attribute("value") == "2"
    assert AGREEMENT in line.inner_text() and "검증 규칙" in line.inner_text()
    assert opened.axe() == []


def test_lines_far_from_findings_are_left_out(visit: Visiting) -> None:
    page = visit("/validate?way=text", "en").page
    paste(page, "# a comment\n" * 100 + TURTLE)
    assert "99 lines without findings" in page.locator(".listing").inner_text()
    assert page.locator(".listing li.wrong").get_attribute("value") == "102"


def test_what_does_not_parse_is_told_at_its_line(visit: Visiting) -> None:
    opened = visit("/validate?way=text", "ko")
    page = opened.page
    paste(page, f"<{AGREEMENT}>\n  a .\n", "ttl")
    excuse(opened, 400)
    assert page.locator("#verdict").inner_text().endswith("검증하지 못했다")
    assert page.locator(".listing li.wrong").get_attribute("value") == "2"
    assert page.locator("#text").input_value().startswith(f"<{AGREEMENT}>")
    assert opened.axe() == []


@pytest.mark.parametrize(
    ("name", "content", "media_type", "status", "said"),
    [
        ("large.ttl", b"#" * (2 * 1024 * 1024), "", 413, "1 MiB"),
        ("picture.png", b"\x89PNG", "image/png", 415, "text/turtle"),
        ("empty.csv", b"", "text/csv", 400, "no header"),
        ("latin.csv", "país,título\n".encode("latin-1"), "text/csv", 400, "UTF-8"),
    ],
)
def test_what_cannot_be_judged_is_told_in_place(
    visit: Visiting, name: str, content: bytes, media_type: str, status: int, said: str
) -> None:
    opened = visit("/validate?way=file", "en")
    upload(opened.page, name, content, media_type)
    excuse(opened, status)
    assert opened.page.locator("#verdict").inner_text().endswith("No verdict")
    assert said in opened.page.locator("#outcome").inner_text()
    assert opened.axe() == []


def test_a_file_can_be_dropped(visit: Visiting) -> None:
    page = visit("/validate?way=file", "en").page
    transfer = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'new.csv')); return data }", TABLE
    )
    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": transfer})
    assert page.locator(".drop.over").count() == 1
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})
    page.wait_for_selector(DONE)
    assert page.locator("td.wrong").count() == 1
    assert "new.csv" in page.locator("#given").inner_text()


def test_without_scripts_a_file_is_answered_and_its_text_can_be_mended(visit: Visiting) -> None:
    page = visit("/validate?way=file", "ko", java_script_enabled=False).page
    page.set_input_files("#file", {"name": "new.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    page.get_by_role("button", name="검증하기").click()
    assert page.locator("td.wrong").count() == 1
    page.get_by_role("link", name="CSV", exact=False).first.wait_for()
    with page.expect_download() as report:
        page.get_by_role("button", name="SARIF").click()
    assert json.loads(report.value.path().read_text())["version"] == "2.1.0"


@pytest.mark.parametrize(("lang", "label", "example"), [("ko", "국가", "말레이시아"), ("en", "Country", "Malaysia")])
def test_the_template_is_in_the_language_of_the_page(visit: Visiting, lang: str, label: str, example: str) -> None:
    page = visit(f"/validate?lang={lang}", lang).page
    with page.expect_download() as template:
        page.locator("a[href*='template.csv']").click()
    text = template.value.path().read_text(encoding="utf-8-sig")
    labels, shown = csv.DictReader(io.StringIO(text))
    assert (labels["country"], shown["country"]) == (label, example)
    assert labels["row"].startswith("#") and shown["row"].startswith("#")
    filled = text + format_table(COLUMNS, [NEW]).partition("\n")[2]
    report = page.request.post("/validate", data=filled.encode(), headers={"Content-Type": "text/csv"}).json()
    assert report["conforms"] is True


def test_a_check_that_is_stopped_is_told_and_the_text_stays(browser: Browser, serving: Serving) -> None:
    with serving(KSC_ROOT=str(CHECKOUT), KSC_TIMEOUT_S="0.002") as (address, _):
        context = browser.new_context(base_url=address, locale="ko-KR")
        page = context.new_page()
        page.goto("/validate?way=text")
        paste(page, TABLE)
        assert page.locator("#verdict").inner_text().endswith("검증하지 못했다")
        said = page.locator("#outcome").inner_text()
        assert "0.002" in said or "모두 사용 중" in said  # stopped at work, or while it waited for a worker
        assert page.locator(".listing").count() == 0
        assert page.locator("#text").input_value() == TABLE
        context.close()
