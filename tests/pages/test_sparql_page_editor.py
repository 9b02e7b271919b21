"""The SPARQL editor: completion by label, Hangul from an input method, explanations, marks, the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages import sparql
from tests.pages.conftest import Visiting
from tests.pages.sparql import SHOWN

OPTION = ".cm-tooltip-autocomplete li"
PREFIX = "PREFIX ksc: <https://w3id.org/ksc/ontology#>\n"


def typed(page: Page, begun: str, word: str) -> list[str]:
    """The completions after a word is typed where the editor holds `begun`."""
    sparql.put(page, begun)
    page.keyboard.type(word)
    page.wait_for_selector(OPTION)
    page.wait_for_timeout(400)  # for the slowest source
    return page.locator(OPTION).all_inner_texts()


def accept(page: Page, option: str) -> str:
    """Choose an option by keyboard. Returns the query after it."""
    page.wait_for_selector(OPTION)
    for _ in range(20):
        if option in page.locator(f"{OPTION}[aria-selected]").inner_text():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(OPTION, state="detached")
    return sparql.written(page)


def test_a_property_is_found_by_its_label_in_either_language_and_its_prefix_put_in(visit: Visiting) -> None:
    for lang, word in (("ko", "예산"), ("ko", "budget"), ("en", "예산")):
        page = visit("/sparql", lang).page
        assert any("ksc:amountRole" in option for option in typed(page, "SELECT * { ?a ", word))
        assert accept(page, "ksc:amountRole") == f"{PREFIX}SELECT * {{ ?a ksc:amountRole"
        page.context.close()


def test_a_prefix_that_is_there_is_used_as_the_query_calls_it(visit: Visiting) -> None:
    page = visit("/sparql").page
    own = "PREFIX k: <https://w3id.org/ksc/ontology#>\nSELECT * { ?a "
    typed(page, own, "signed")
    assert accept(page, "ksc:dateSigned") == f"{own}k:dateSigned"


def test_an_option_says_what_the_term_means_and_joins(visit: Visiting) -> None:
    page = visit("/sparql", "ko").page
    typed(page, "SELECT * { ?a ", "priorityProjectOf")
    shown = page.locator(".cm-completionInfo").inner_text()
    for part in (
        "우선 사업 도시",
        "priority project of",
        "ksc:priorityProjectOf",
        "우선 사업을 그것을 정한 도시와 잇는다",
    ):
        assert part in shown
    assert "주어" in shown and "값" in shown


def test_after_a_only_classes_are_offered(visit: Visiting) -> None:
    page = visit("/sparql").page
    offered = typed(page, f"{PREFIX}SELECT * {{ ?a a ", "ksc:agree")
    assert any("ksc:Agreement" in option for option in offered)
    assert not any("ksc:agreementType" in option for option in offered)


def test_a_thing_is_found_by_name_and_put_in_as_its_iri(visit: Visiting) -> None:
    page = visit("/sparql", "ko").page
    for word, iri in (("LH", "organisation/lh"), ("베트남", "country/vietnam")):
        typed(page, "SELECT * { ?a ?b ", word)
        name = {"LH": "한국토지주택공사"}.get(word, word)
        assert accept(page, name) == f"SELECT * {{ ?a ?b <https://w3id.org/ksc/id/{iri}>"


def test_keywords_variables_and_prefixes_are_offered(visit: Visiting) -> None:
    page = visit("/sparql").page
    assert "FILTER" in typed(page, "SELECT * { ", "fil")
    assert typed(page, "SELECT ?signed { ", "?si") == ["?signed"]
    typed(page, "", "PREFIX sko")
    assert accept(page, "skos:") == "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"


def test_nothing_is_offered_in_a_comment_or_a_string(visit: Visiting) -> None:
    page = visit("/sparql").page
    for begun in ("SELECT * { # ", 'SELECT * { ?a ?b "'):
        sparql.put(page, begun)
        page.keyboard.type("agreement")
        page.wait_for_timeout(600)
        assert page.locator(OPTION).count() == 0


def test_hangul_from_an_input_method_is_written_and_completed(visit: Visiting) -> None:
    page = visit("/sparql", "ko").page
    sparql.put(page, "SELECT * { ?a ")
    session = page.context.new_cdp_session(page)
    for syllable, steps in (("예", ["ㅇ", "예"]), ("산", ["ㅅ", "사", "산"])):
        for step in steps:
            session.send("Input.imeSetComposition", {"text": step, "selectionStart": 1, "selectionEnd": 1})
        session.send("Input.insertText", {"text": syllable})
    assert sparql.written(page) == "SELECT * { ?a 예산"
    page.wait_for_selector(f"{OPTION} >> text=ksc:amountRole")


def test_a_term_under_the_pointer_is_explained(visit: Visiting) -> None:
    page = visit("/sparql").page
    page.locator(".tok-propertyName", has_text="ksc:dateSigned").hover()
    page.wait_for_selector(".explanation >> text=date signed")
    assert "체결" in page.locator(".explanation").inner_text()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("<https://w3id.org/ksc/id/organisation/lh>", ["한국토지주택공사", "Korea Land", "공공기관"]),
        ("<https://w3id.org/ksc/scheme/field/transport>", ["교통", "transport"]),
        ("ksc:dateSigned", ["체결", "date signed", "속성"]),
    ],
)
def test_a_name_at_the_cursor_is_explained_by_a_key(visit: Visiting, name: str, told: list[str]) -> None:
    page = visit("/sparql", "ko").page
    sparql.put(page, f"SELECT * {{ ?a ?b {name}")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+i")
    explanation = page.locator(".explanation")
    explanation.wait_for()
    assert [words for words in told if words not in explanation.inner_text()] == []
    page.keyboard.press("Escape")
    explanation.wait_for(state="detached")


def test_a_thing_under_the_pointer_is_explained(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.put(page, "SELECT * { ?a ?b <https://w3id.org/ksc/id/city/ha-noi> }")
    page.locator(".tok-url", has_text="ha-noi").hover()
    page.wait_for_selector(".explanation >> text=하노이")


def test_an_error_is_marked_at_its_place_and_told_below(visit: Visiting) -> None:
    opened = visit("/sparql", "ko")
    page = opened.page
    sparql.run(page, f"{PREFIX}SELECT * WHERE {{\n  ?한국 ksc:dateSigned ?x ;\n    kcs:foo ?y\n}}")
    assert page.locator(".cm-lintRange-error").inner_text() == "kcs:foo"
    assert page.locator(".cm-lint-marker-error").count() == 1
    assert "4번째 줄, 5번째 칸" in page.locator(".notice").inner_text()
    assert page.locator("#status").inner_text() == "결과가 없습니다."
    page.locator(".notice button").click()
    page.keyboard.type("x")
    assert "    xkcs:foo" in sparql.written(page)
    sparql.excuse(opened, 400)


def test_a_usual_prefix_that_is_missing_is_added_by_one_click(visit: Visiting) -> None:
    opened = visit("/sparql", "ko")
    page = opened.page
    sparql.run(page, "SELECT * { ?a skos:altLabel ?b } LIMIT 3")
    page.get_by_role("button", name="PREFIX skos: 넣고 실행").click()
    page.wait_for_selector(f"{SHOWN} tbody tr")
    assert sparql.written(page).startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nSELECT")
    sparql.excuse(opened, 400)


def test_an_unused_name_is_marked_and_replaced_by_one_click(visit: Visiting) -> None:
    page = visit("/sparql").page
    query = f"{PREFIX}SELECT * {{ ?a ksc:dateSinged ?x ; a ksc:Agreement }}"
    sparql.run(page, query)
    assert page.locator(".cm-lintRange-warning").inner_text() == "ksc:dateSinged"
    page.locator(".notice button", has_text="ksc:dateSigned").click()
    page.wait_for_selector(f"{SHOWN} tbody tr")
    assert sparql.written(page) == query.replace("dateSinged", "dateSigned")
    assert page.locator(".notice").count() == 0


def test_tab_indents_and_escape_then_tab_leaves(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.put(page, "ASK {}")
    page.keyboard.press("Tab")
    assert "  " in sparql.written(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict")


def test_the_editor_tells_how_to_use_it(visit: Visiting) -> None:
    page = visit("/sparql").page
    help_id = page.locator(".cm-content").get_attribute("aria-describedby")
    assert "Esc" in page.locator(f"#{help_id}").inner_text()
    page.locator("label[for=query]").click()
    assert page.evaluate("document.activeElement.classList.contains('cm-content')")


def test_find_opens_in_the_pages_language(visit: Visiting) -> None:
    page = visit("/sparql", "ko").page
    page.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    page.wait_for_selector(".cm-search [placeholder=찾기]")


def test_a_prefix_of_the_list_is_put_into_the_query_once(visit: Visiting) -> None:
    page = visit("/sparql").page
    sparql.put(page, "ASK {}")
    page.locator("summary", has_text="Prefixes").click()
    for _ in range(2):
        page.locator("[data-prefix=skos] button").click()
    assert sparql.written(page) == "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nASK {}"
