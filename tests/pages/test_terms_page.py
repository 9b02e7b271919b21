"""The pages of the ontology, the shapes and the concept schemes: what a reader must be able to find and do there."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.browser import NARROW
from tests.pages.conftest import Visiting

AGREEMENTS = """PREFIX ksc: <https://w3id.org/ksc/ontology#>
SELECT (COUNT(DISTINCT ?agreement) AS ?count) WHERE { ?agreement a ksc:Agreement }"""


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/ontology#Agreement", "ksc:Agreement"),
        ("/ontology#hasKoreanParty", "ksc:hasKoreanParty"),
        ("/ontology#skos-Concept", "skos:Concept"),
        ("/shapes#Agreement", "kscs:Agreement"),
        ("/shapes#Agreement-dateSigned", "ksc:dateSigned"),
    ],
)
def test_the_fragment_of_an_iri_leads_to_its_term(visit: Visiting, address: str, shown: str) -> None:
    target = visit(address).page.locator(":target")
    expect(target).to_be_in_viewport()
    assert shown in target.locator("code").first.inner_text()
    # Below the box that stays at the top.
    box = target.page.locator(".term-filter").bounding_box()
    top = target.bounding_box()
    assert box and top and top["y"] >= box["y"] + box["height"] - 1


def test_a_term_tells_its_meaning_in_both_languages_and_where_it_is_used(visit: Visiting) -> None:
    page = visit("/ontology#Agreement", "ko").page
    entry = page.locator("#Agreement")
    assert entry.locator("h3").inner_text().split() == ["협약", "agreement"]
    for part in ("문서로 된 합의", "A written understanding", "양해각서", "schema:DigitalDocument"):
        assert part in entry.inner_text()
    count = page.request.post("/sparql", form={"query": AGREEMENTS}, headers={"Accept": "text/csv"}).text().split()[1]
    assert f"대상 {count}개" in entry.inner_text()
    assert entry.locator("a[href='/shapes#Agreement']").count() == 1
    for link in entry.locator("a[href^='/queries/'], a[href^='/sparql']").all():
        assert page.request.get(link.get_attribute("href") or "").ok


def test_the_list_of_a_class_opens_in_sparql_with_its_things(visit: Visiting) -> None:
    page = visit("/ontology#Fund").page
    page.locator("#Fund").get_by_role("link", name="list them in SPARQL").click()
    expect(page.locator("table").get_by_text("(PIS) Fund").first).to_be_visible()


def test_narrower_kinds_stand_below_wider_ones(visit: Visiting) -> None:
    tree = visit("/ontology").page.locator(".tree")
    assert tree.locator("[data-for=Agreement] [data-for=MemorandumOfUnderstanding]").count() == 1
    assert tree.locator("[data-for=Place] [data-for=City]").count() == 1


def shown(page: Page) -> set[str]:
    """The anchors of the terms that can be seen."""
    return set(page.locator(".entry:visible").evaluate_all("all => all.map(one => one.id)"))


@pytest.mark.parametrize(
    ("typed", "there", "gone"),
    [
        ("협약", "Agreement", "City"),
        ("협야", "Agreement", "City"),  # on the way to 협약
        ("각서", "MemorandumOfUnderstanding", "City"),  # inside 양해각서
        ("understanding", "MemorandumOfUnderstanding", "City"),
        ("hasKorean", "hasKoreanParty", "hasPartnerParty"),
        ("CITY", "City", "Agreement"),
    ],
)
def test_the_filter_knows_both_languages_and_parts_of_words(visit: Visiting, typed: str, there: str, gone: str) -> None:
    page = visit("/ontology", "ko").page
    page.locator("#filter").press_sequentially(typed)
    expect(page.locator(f"#{gone}")).to_be_hidden()
    assert there in shown(page)
    assert page.locator(f".filtered [data-for={there}]").first.is_visible()
    assert page.locator("#found").inner_text() == f"{len(shown(page))}개 찾음"


def test_by_keyboard_from_the_filter_to_the_term_and_back_to_all(visit: Visiting) -> None:
    opened = visit("/ontology")
    page = opened.page
    every = shown(page)
    page.locator("#filter").focus()
    page.keyboard.type("letter of intent")
    page.keyboard.press("Enter")
    expect(page.locator("#LetterOfIntent")).to_be_in_viewport()
    assert page.url.endswith("#LetterOfIntent")
    assert opened.axe() == []
    page.locator("#LetterOfIntent").get_by_role("link", name="letter of intent").first.focus()
    page.locator("#LetterOfIntent .statement").get_by_role("link", name="agreement", exact=True).first.press("Enter")
    expect(page.locator("#Agreement")).to_be_in_viewport()  # though the filter had hidden it
    assert shown(page) == every
    page.locator("#filter").fill("no such words")
    expect(page.locator("#found")).to_have_text("Nothing has these words.")
    assert shown(page) == set()


def test_without_scripts_all_is_there_and_no_dead_box(visit: Visiting) -> None:
    page = visit("/ontology#Agreement", java_script_enabled=False).page
    assert not page.locator("#filter").is_visible()
    assert page.locator("#Agreement").is_visible() and page.locator(".entry").count() > 150


def test_a_shape_tells_what_it_looks_at_and_what_it_asks(visit: Visiting) -> None:
    page = visit("/shapes#Agreement", "ko").page
    shape = page.locator("#Agreement")
    assert shape.locator(".tag", has_text=re.compile(r"데이터에 \d+개")).count() == 1
    assert shape.locator("a[href='/ontology#Agreement']").count() == 1
    signed = page.locator("#Agreement-dateSigned")
    for part in ("체결 시기", "1개 이하", "월은 12까지다", "올바른 예"):
        assert part in signed.inner_text()
    signed.get_by_role("link", name="월").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.locator("#Agreement-partiesKnown .tag.warm").inner_text() == "경고"
    page.locator("#Agreement-plannedNotSigned summary").click()
    assert "SELECT $this ?value" in page.locator("#Agreement-plannedNotSigned pre").inner_text()


def test_shapes_without_anything_to_look_at_are_shown_as_such(visit: Visiting) -> None:
    page = visit("/shapes").page
    idle = page.locator("section.entries", has=page.locator("#idle"))
    assert idle.locator(".entry").count() == idle.get_by_text("none in the data", exact=True).count() > 0
    in_use = page.locator("section.entries", has=page.locator("#in_use"))
    assert in_use.get_by_text("none in the data", exact=True).count() == 0
    unseen = page.locator("section", has=page.locator("#unseen"))
    assert "each thing of the data is looked at" in unseen.inner_text()


@pytest.mark.parametrize("path", ["/ontology", "/shapes", "/doc/scheme/stage"])
def test_the_page_can_be_taken_as_data(visit: Visiting, path: str) -> None:
    page = visit(path).page
    links = page.locator("header .formats a").all()
    assert {link.inner_text() for link in links} >= {"ttl", "jsonld", "nt", "rdf"}
    for link in links:
        answer = page.request.get(link.get_attribute("href") or "")
        assert answer.headers["content-type"].startswith(link.get_attribute("type") or "nothing")


def test_a_scheme_lists_its_concepts_with_their_use(visit: Visiting) -> None:
    page = visit("/doc/scheme/field", "ko").page
    entry = page.locator("#transport")
    assert entry.locator("h3").inner_text().split() == ["교통", "transport"]
    query = page.get_by_role("link", name="SPARQL로 열기").get_attribute("href") or ""
    answer = page.request.get(query, headers={"Accept": "text/csv"}).text()
    counts = {row["label"]: int(row["statements"]) for row in csv.DictReader(io.StringIO(answer))}
    assert len(counts) == page.locator(".entry").count()
    assert f"진술 {counts['교통']}개" in entry.inner_text()
    entry.locator("h3 a").click()
    expect(page.locator("h1")).to_have_text("교통")


def test_on_paper_there_are_the_terms_and_nothing_to_type_into(visit: Visiting) -> None:
    page = visit("/ontology", width=NARROW * 2).page
    page.emulate_media(media="print")
    assert page.locator("#Agreement").is_visible()
    assert not page.locator("#filter").is_visible()


def test_every_page_leads_to_every_section(visit: Visiting) -> None:
    page = visit("/ontology").page
    links = page.locator(".head a, .foot a").evaluate_all("all => all.map(one => new URL(one.href).pathname)")
    assert {"/queries", "/coverage", "/sparql", "/validate", "/ontology", "/shapes", "/search", "/dumps", "/docs"} <= {
        *links
    }
