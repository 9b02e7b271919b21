"""The page of a question in a real browser: its sentence, its answer as picture and table, what can be taken along."""

from __future__ import annotations

import csv
import io

import pytest

from tests.pages.conftest import LOOKS, Visiting
from tests.pages.sparql import excuse

PICTURES = {
    "pilot-city-investment": ".bars li",
    "agreements-by-month": ".columns li",
    "agreements": ".events li",
    "cities-without-agreement": ".map a",
    "agency-countries": ".node",
}
OCCASIONS = "/queries/agreements-by-occasion"
COUNTRIES = "/queries/agreements-by-country"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_comes_first_and_its_table_is_one_key_away(visit: Visiting, name: str) -> None:
    opened = visit(f"/queries/{name}", "ko")
    page = opened.page
    assert page.locator(f"#picture {PICTURES[name]}").count() > 1
    assert page.locator("#rows").is_hidden()
    page.locator("#tab-picture").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#rows tbody tr").first.is_visible()
    assert page.locator("#picture").is_hidden()
    assert opened.axe() == []
    assert opened.transferred < 100_000  # the limit is 270 KB: no chart library is loaded


@pytest.mark.parametrize(("lang", "scheme", "width"), LOOKS)
def test_a_wrong_value_is_told_beside_its_picker(visit: Visiting, lang: str, scheme: str, width: int) -> None:
    opened = visit("/queries/agreements?country=Atlantis", lang, "dark" if scheme == "dark" else "light", width)
    field = opened.page.locator("select[name=country]")
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == "Atlantis"
    assert "Atlantis" in opened.page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert opened.page.locator(".answer").count() == 0
    assert opened.axe() == []
    assert opened.sideways() <= 0


def test_what_is_picked_applies_at_once_and_the_way_back_leads_to_what_was(visit: Visiting) -> None:
    page = visit(OCCASIONS, "ko").page
    before = page.locator("tbody tr").count()
    page.evaluate("window.kept = true")
    page.locator("select[name=agency]").focus()
    page.select_option("select[name=agency]", label="국토교통부")
    page.wait_for_selector("h1:has-text('국토교통부의')", state="attached")
    assert page.url.endswith("?agency=organisation%2Fmolit")
    assert page.title().startswith("국토교통부의 협약")
    assert page.locator("tbody tr").count() != before
    assert page.evaluate("document.activeElement.name") == "agency"
    assert page.locator("#announcement").inner_text() == page.locator("#count").inner_text()
    page.go_back()
    page.wait_for_selector("h1:has-text('한국토지주택공사의')", state="attached")
    assert page.locator("tbody tr").count() == before
    assert page.evaluate("window.kept"), "the page was loaded anew"


def test_a_typed_date_applies_on_enter(visit: Visiting) -> None:
    page = visit("/queries/agreements", "ko").page
    page.fill("input[name=from]", "2019-11")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('2019-11부터')", state="attached")
    assert page.evaluate("document.activeElement.name") == "from"
    assert page.locator("#rows tbody tr").count() < 24


def test_a_date_that_is_none_is_told_where_it_was_typed_and_can_be_put_right(visit: Visiting) -> None:
    opened = visit("/queries/agreements", "ko")
    page = opened.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/queries/" in request.url else None)
    page.fill("input[name=from]", "2019-13")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=from][aria-invalid=true]")
    assert len(asked) == 1, "a change that is sent by Enter is one question"
    excuse(opened, 422)
    assert page.evaluate("document.activeElement.name") == "from"
    assert "2019-13" in page.locator("#announcement").inner_text()
    page.fill("input[name=from]", "2019-12")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rows tbody tr", state="attached")
    assert page.locator("[aria-invalid]").count() == 0


def test_a_service_that_is_away_is_told_and_the_answer_stays(visit: Visiting) -> None:
    opened = visit(OCCASIONS, "en")
    page = opened.page
    opened.context.set_offline(True)
    page.select_option("select[name=agency]", index=0)
    page.wait_for_selector("#announcement:has-text('could not be reached')")
    assert page.locator("tbody tr").count() > 0
    opened.faults.clear()


def test_the_whole_path_by_keyboard_alone(visit: Visiting) -> None:
    page = visit(COUNTRIES, "en").page
    page.locator("select[name=stage]").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("h1:not(:has-text('any stage'))", state="attached")
    for _ in range(3):
        if page.evaluate("document.activeElement.id") == "tab-picture":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-rows"
    head = page.locator("th[data-name=country] button")
    head.focus()
    page.keyboard.press("Enter")
    assert page.locator("th[data-name=country]").get_attribute("aria-sort") == "ascending"
    names = page.locator("tbody td:first-child").all_inner_texts()
    assert names == sorted(names)
    page.keyboard.press("Enter")
    assert page.locator("tbody td:first-child").all_inner_texts() == names[::-1]


def test_rows_are_filtered_as_one_types(visit: Visiting) -> None:
    page = visit(OCCASIONS, "ko").page
    page.get_by_label("표 안에서 찾기").fill("다낭")
    shown = page.locator("tbody tr").all_inner_texts()
    assert shown and all("다낭" in row for row in shown)
    page.get_by_label("표 안에서 찾기").fill("")
    assert page.locator("tbody tr").count() > len(shown)


def test_rows_that_were_sorted_and_filtered_download_as_shown(visit: Visiting) -> None:
    page = visit(OCCASIONS, "ko").page
    offer = page.get_by_role("button", name="보이는 행만 CSV")
    assert not offer.is_visible()
    page.locator("th[data-name=title] button").click()
    page.get_by_label("표 안에서 찾기").fill("베트남")
    shown = page.locator("tbody tr")
    with page.expect_download() as download:
        offer.click()
    assert download.value.suggested_filename == "agreements-by-occasion-rows.csv"
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert 1 < len(rows) == shown.count()
    assert [row["title"] for row in rows] == shown.locator("td:nth-child(5)").all_inner_texts()
    page.get_by_label("표 안에서 찾기").fill("없는 낱말")
    assert not offer.is_visible()


def test_the_download_is_what_is_shown(visit: Visiting) -> None:
    page = visit(f"{OCCASIONS}?agency=LH", "ko").page
    address = page.get_by_role("link", name="CSV", exact=True).get_attribute("href")
    assert address is not None
    rows = list(csv.DictReader(io.StringIO(page.request.get(address).text())))
    shown = page.locator("tbody tr")
    assert shown.count() == len(rows)
    for at, row in enumerate(rows):
        values = [value for name, value in row.items() if not name.endswith("_iri")]
        assert shown.nth(at).locator("td").all_inner_texts()[: len(values)] == values
    assert page.locator("th", has_text="agreement_iri").count() == 0
    excel = page.get_by_role("link", name="엑셀용 CSV").get_attribute("href")
    assert excel is not None
    assert page.request.get(excel).body().startswith(b"\xef\xbb\xbf")


def test_labels_lead_to_their_things_and_rows_to_their_evidence(visit: Visiting) -> None:
    page = visit(OCCASIONS, "en").page
    row = page.locator("tbody tr").first
    assert row.get_by_role("link", name="Vietnam").get_attribute("href") == "/id/country/vietnam"
    row.get_by_role("link", name="Evidence").click()
    page.wait_for_selector("h1:has-text('Evidence for')", state="attached")
    assert page.locator("tbody tr").count() > 3


def test_the_query_goes_on_to_the_editor_as_it_was_run(visit: Visiting) -> None:
    page = visit(f"{OCCASIONS}?agency=molit", "en").page
    page.get_by_text("The query", exact=True).click()
    text = page.locator("textarea[name=query]").input_value()
    assert "VALUES ?agency { <https://w3id.org/ksc/id/organisation/molit> }" in text
    page.get_by_role("button", name="Edit in SPARQL").click()
    page.wait_for_url("**/sparql?query=*")


def test_the_citation_names_question_revision_and_address(visit: Visiting) -> None:
    page = visit(f"{OCCASIONS}?agency=LH", "en").page
    citation = page.locator("#citation").inner_text()
    revision = page.request.get("/healthz").json()["revision"]
    assert "Agreements of Korea Land and Housing Corporation by signing occasion" in citation
    assert revision in citation
    assert f"{OCCASIONS}?agency=LH&lang=en (accessed 20" in citation


def test_without_scripts_the_form_asks_and_the_table_answers(visit: Visiting) -> None:
    page = visit(COUNTRIES, "en", java_script_enabled=False).page
    page.select_option("select[name=stage]", "stage/planned")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("?stage=stage%2Fplanned")
    assert page.locator("#rows tbody tr").first.is_visible()
    assert page.get_by_role("tab").count() == 0


def test_names_are_suggested_where_anything_can_be_asked_of(visit: Visiting) -> None:
    page = visit("/queries/mentions", "ko").page
    page.locator("input[name=entity]").fill("다낭")
    page.wait_for_selector("datalist option:has-text('다낭')", state="attached")


def test_the_list_of_questions_is_filtered_in_either_language(visit: Visiting) -> None:
    page = visit("/queries", "en").page
    everything = page.locator("[data-words]:visible").count()
    page.get_by_label("Filter the questions").fill("시범도시 협약")
    assert 0 < page.locator("[data-words]:visible").count() < everything
    page.get_by_label("Filter the questions").fill("xyzzy")
    assert page.locator("#found").inner_text() == "No question has these words."
