"""The SPARQL page's results: views, downloads, addresses, history, and all of it without scripts."""

from __future__ import annotations

import csv
import io
import json

import httpx
import pytest

from tests.pages import sparql
from tests.pages.conftest import LOOKS, Visiting
from tests.pages.sparql import SHOWN

PREFIX = "PREFIX ksc: <https://w3id.org/ksc/ontology#>\n"
SIGNED = PREFIX + "SELECT ?agreement ?party ?signed { ?agreement ksc:hasKoreanParty ?party ; ksc:dateSigned ?signed }"
LH = "<https://w3id.org/ksc/id/organisation/lh>"
DESCRIBED = f"DESCRIBE {LH}"
WRONG = PREFIX + "SELECT * WHERE {\n  ?한국 ksc:dateSigned ?x ;\n    kcs:foo ?y\n}"
MISSPELT = PREFIX + "SELECT * { ?a ksc:dateSinged ?x }"


@pytest.mark.parametrize(("lang", "scheme", "width"), LOOKS)
def test_the_page_is_accessible_after_a_result_and_after_an_error(
    visit: Visiting, lang: str, scheme: str, width: int
) -> None:
    opened = visit("/sparql", lang, "dark" if scheme == "dark" else "light", width)
    assert opened.axe() == [] and opened.sideways() <= 0
    for query in (SIGNED, DESCRIBED, "ASK { ?s ?p ?o }", MISSPELT):
        sparql.run(opened.page, query)
        assert opened.axe() == [] and opened.sideways() <= 0
    sparql.run(opened.page, WRONG)
    sparql.excuse(opened, 400)
    assert opened.axe() == [] and opened.sideways() <= 0


def test_the_page_is_light_until_a_view_is_wanted(visit: Visiting) -> None:
    assert visit("/sparql").transferred <= 160_000


def test_the_first_query_is_a_working_example(visit: Visiting) -> None:
    page = visit("/sparql").page
    page.locator("#run").click()
    page.wait_for_selector(f"{SHOWN} tbody tr")
    assert "rows in" in page.locator("#status").inner_text()


def test_a_result_can_be_looked_at_in_each_fitting_view_and_raw(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.run(page, SIGNED)
    tabs = page.locator("[role=tab]")
    assert tabs.evaluate_all("all => all.map(tab => tab.dataset.view)") == ["table", "timeline", "network", "raw"]
    tabs.first.focus()
    for view in ("timeline", "network"):
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(f".view-{view}")
        assert f"view={view}" in page.url
    page.keyboard.press("ArrowRight")
    assert json.loads(page.locator("pre.answer").inner_text())["head"]["vars"] == ["agreement", "party", "signed"]


def test_names_stand_for_iris_unless_the_iris_are_wanted(visit: Visiting) -> None:
    page = visit(sparql.address(f"SELECT ?body {{ VALUES ?body {{ {LH} }} }}"), "ko").page
    page.wait_for_selector(f"{SHOWN} tbody a >> text=한국토지주택공사")
    page.locator("#names").uncheck()
    page.wait_for_selector(f"{SHOWN} tbody a >> text=https://w3id.org/ksc/id/organisation/lh")


def test_statements_are_shown_as_turtle_and_as_a_table(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.run(page, DESCRIBED)
    turtle = page.locator("pre.answer").inner_text()
    assert "@prefix skos:" in turtle and "<https://w3id.org/ksc/id/organisation/lh> a ksc:" in turtle
    assert page.locator("pre.answer .tok-string").count() > 2
    page.locator("[data-view=table]").click()
    page.wait_for_selector("#panel tbody tr")


def test_ask_is_answered_yes_or_no(visit: Visiting) -> None:
    page = visit("/sparql", "ko").page
    sparql.run(page, "ASK { ?s ?p ?o }")
    assert page.locator(".verdict strong").inner_text() == "예"
    sparql.run(page, "ASK { <x:a> <x:b> <x:c> }")
    assert page.locator(".verdict strong").inner_text() == "아니요"


@pytest.mark.parametrize("query", [SIGNED, DESCRIBED])
def test_a_download_in_each_format_is_the_answer_of_the_query(visit: Visiting, query: str, site: str) -> None:
    page = visit("/sparql").page
    sparql.run(page, query)
    sparql.put(page, "a query that was not run")
    for button in page.locator("#downloads button[name=format]:visible").all():
        with page.expect_download() as started:
            button.click()
        name = button.get_attribute("value") or ""
        assert started.value.suggested_filename == f"result.{name}"
        answer = httpx.post(f"{site}/sparql", data={"query": query, "format": name}, timeout=30)
        assert answer.status_code == 200 and answer.content
        assert started.value.path().read_bytes() == answer.content


def test_the_file_for_excel_is_the_table_as_it_is_shown(visit: Visiting) -> None:
    page = visit("/sparql", "ko").page
    dangerous = 'SELECT ?party ?text { VALUES (?party ?text) { (%s "=1+1") (%s "a, \\"b\\"") (%s "-3") (%s "－가") } }'
    sparql.run(page, dangerous % ((LH,) * 4))
    with page.expect_download() as started:
        page.get_by_role("button", name="엑셀용 CSV").click()
    assert started.value.suggested_filename == "KSC 질의 결과.csv"
    content = started.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head == ["party", "text"]
    assert [text for _, text in rows] == ["'=1+1", 'a, "b"', "-3", "'－가"]
    assert {party for party, _ in rows} == {"한국토지주택공사"}


def test_the_file_for_excel_keeps_order_filter_and_iris(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.run(page, SIGNED)
    page.get_by_label("Names for IRIs").uncheck()
    page.get_by_role("button", name="signed").click()
    page.get_by_label("Filter rows").fill("organisation/lh")
    shown = page.locator("#panel tbody tr").evaluate_all("all => all.map(row => [...row.cells].map(c => c.innerText))")
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV for Excel").click()
    _, *rows = csv.reader(io.StringIO(started.value.path().read_text(encoding="utf-8-sig")))
    assert rows == shown and len(rows) > 1


def test_a_link_shows_the_same_query_and_view_without_asking_twice(visit: Visiting) -> None:
    asked: list[str] = []
    opened = visit("/sparql")
    sparql.run(opened.page, SIGNED)
    opened.page.locator("[data-view=timeline]").click()
    opened.page.wait_for_selector(".view-timeline")
    address = opened.page.url
    other = visit("/dumps").page
    other.on("request", lambda request: asked.append(f"{request.method} {request.post_data or ''}"))
    other.goto(address, wait_until="networkidle")
    other.wait_for_selector(".view-timeline")
    assert sparql.written(other) == SIGNED
    assert [entry for entry in asked if entry.startswith("POST") and "SELECT+%3Firi" not in entry] == []


def test_a_long_query_travels_in_the_fragment(visit: Visiting) -> None:
    page = visit("/sparql").page
    long = f"SELECT ?n {{ VALUES ?n {{ {' '.join(map(str, range(1000)))} }} }}"
    sparql.run(page, long)
    page.wait_for_url("**/sparql#query=*")
    address = page.url
    page.goto("/dumps")
    page.goto(address)
    page.wait_for_selector(f"{SHOWN} tbody tr")
    assert sparql.written(page) == long
    assert "1,000 rows" in page.locator("#status").inner_text()


def test_back_returns_to_the_query_before(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.run(page, "SELECT (1 AS ?one) {}")
    sparql.run(page, "SELECT (2 AS ?two) {}")
    page.go_back()
    page.wait_for_selector(f"{SHOWN} th >> text=one")
    assert sparql.written(page) == "SELECT (1 AS ?one) {}"


def test_the_link_is_copied(visit: Visiting) -> None:
    opened = visit("/sparql", permissions=["clipboard-read", "clipboard-write"])
    sparql.put(opened.page, SIGNED)
    opened.page.locator("#share").click()
    opened.page.wait_for_selector("#status >> text=Link copied")
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied == opened.page.url and "dateSigned" in copied


def test_what_is_typed_survives_a_reload(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.put(page, "SELECT * { # 아직 쓰는 중")
    page.reload(wait_until="networkidle")
    assert sparql.written(page) == "SELECT * { # 아직 쓰는 중"


def test_queries_that_ran_are_kept_until_they_are_cleared(visit: Visiting) -> None:
    page = visit("/sparql").page
    for number in range(52):
        page.evaluate(
            "n => { const k = 'ksc.sparql.history'; const old = JSON.parse(localStorage[k] || '[]');"
            "localStorage[k] = JSON.stringify([{query: `ASK { # ${n}\n}`, at: new Date().toISOString()}, ...old]) }",
            number,
        )
    sparql.run(page, "ASK {}")
    page.locator("summary", has_text="History").click()
    assert page.locator("#history li").count() == 50
    page.locator("#history li button").nth(1).click()
    assert sparql.written(page) == "ASK { # 51\n}"
    page.locator("#history button", has_text="Clear").click()
    assert page.locator("#history li").count() == 0
    page.reload(wait_until="networkidle")
    assert page.evaluate("localStorage['ksc.sparql.history'] ?? ''") == ""


def test_an_example_is_found_by_a_word_and_put_into_the_editor(visit: Visiting) -> None:
    page = visit("/sparql", "ko").page
    page.locator("#example-filter").fill("시범도시")
    assert 0 < page.locator("#examples li:visible").count() < 10
    page.locator("#example-filter").fill("agreements-by-occasion")
    page.locator("#examples li:visible a").click()
    page.wait_for_selector("#status >> text=질의를 편집기에")
    assert 'VALUES ?lang { "ko" }' in sparql.written(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"{SHOWN} tbody tr")


def test_a_thousand_rows_are_shown_and_ten_thousand_can_be_used(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.run(page, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 10000")
    assert "10,000 rows" in page.locator("#status").inner_text()
    assert page.locator("#panel tbody tr").count() >= 100


def test_without_scripts_the_form_answers_as_a_table_with_links_and_downloads(visit: Visiting) -> None:
    page = visit("/sparql?lang=ko", java_script_enabled=False).page
    page.locator("#query").fill(f"SELECT ?body ?n {{ VALUES (?body ?n) {{ ({LH} 5) }} }}")
    page.locator("#run").click()
    link = page.locator("#panel tbody a")
    assert link.inner_text() == "한국토지주택공사"
    assert (link.get_attribute("href") or "").startswith("/id/organisation/lh")
    assert page.locator("html").get_attribute("lang") == "ko"
    with page.expect_download() as started:
        page.locator("#downloads button[value=csv]").click()
    rows = list(csv.reader(io.StringIO(started.value.path().read_text())))
    assert rows == [["body", "n"], [LH[1:-1], "5"]]
    page.locator("#permalink").click()
    assert page.locator("#panel tbody a").inner_text() == "한국토지주택공사"


def test_without_scripts_an_error_tells_its_place_and_keeps_the_query(visit: Visiting) -> None:
    opened = visit("/sparql?lang=ko", java_script_enabled=False)
    page = opened.page
    assert sparql.fail_without_scripts(opened, WRONG) == 400
    assert "4번째 줄, 5번째 칸" in page.locator(".notice").inner_text()
    assert sparql.written(page) == WRONG
    assert page.locator("#query").get_attribute("aria-invalid") == "true"


def test_without_scripts_many_rows_are_cut_and_said_to_be(visit: Visiting) -> None:
    page = visit(sparql.address("SELECT * { ?s ?p ?o } LIMIT 5000"), java_script_enabled=False).page
    assert page.locator("#panel tbody tr").count() == 1000
    assert "The first 1000" in page.locator("#panel").inner_text()


def test_machines_get_no_page(site: str) -> None:
    for accept in ("*/*", "application/sparql-results+json, text/html;q=0.5", "text/csv"):
        answer = httpx.post(f"{site}/sparql", data={"query": "SELECT (1 AS ?n) {}"}, headers={"Accept": accept})
        assert "html" not in answer.headers["content-type"]


def test_the_page_prints_query_and_result(visit: Visiting) -> None:
    page = visit(sparql.address(SIGNED)).page
    page.wait_for_selector(f"{SHOWN} tbody tr")
    page.emulate_media(media="print")
    assert page.locator(".cm-content").is_visible() and page.locator("#panel").is_visible()
    assert not page.locator("#run").is_visible() and not page.locator(".aids").is_visible()
