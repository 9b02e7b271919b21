"""The page of a named graph tells what is in it, with queries that give the same."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import Visiting


def rows(page: Page, address: str) -> list[dict[str, str]]:
    """The answer to the query that a link to the SPARQL page has."""
    return list(csv.DictReader(io.StringIO(page.request.get(address, headers={"Accept": "text/csv"}).text())))


@pytest.mark.parametrize("name", ["reference", "molit-2019-11-25", "inferred", "ontology", "shapes", "queries"])
def test_each_kind_is_counted_as_its_query_finds_it(visit: Visiting, name: str) -> None:
    page = visit(f"/graph/{name}").page
    kinds = page.locator("section:has(#classes) tbody tr")
    assert kinds.count() == int(page.locator("header dd").last.inner_text())
    for kind in kinds.all()[:4]:
        count = int(kind.locator(".number").inner_text().replace(",", ""))
        address = kind.get_by_role("link", name="list them").get_attribute("href") or ""
        assert len({row["thing"] for row in rows(page, address)}) == min(count, 1000)


def test_a_graph_of_a_document_leads_to_it_to_what_it_speaks_of_and_to_the_other_graphs(visit: Visiting) -> None:
    page = visit("/graph/molit-2019-11-25", "ko").page
    assert page.locator("h1").inner_text() == "한·아세안 10개국, 스마트시티 협력 본궤도 올린다"
    places = page.locator("main a").evaluate_all("all => all.map(link => link.pathname)")
    assert {
        "/id/document/molit-2019-11-25",
        "/id/event/asean-rok-smart-city-ministerial-2019",
        "/ontology",
        "/graph/reference",
        "/graph/molit-2019-11-25.trig",
        "/sparql",
    } <= set(places)


def test_all_properties_are_a_click_away(visit: Visiting) -> None:
    page = visit("/graph/molit-2019-11-25").page
    properties = page.locator("section:has(#properties) tbody tr")
    assert not properties.first.is_visible()
    page.locator("section:has(#properties) summary").click()
    assert properties.first.is_visible()


def test_the_files_of_the_dataset_lead_to_each_graph(visit: Visiting) -> None:
    page = visit("/dumps").page
    page.get_by_role("link", name="Terms, concepts and alignments").click()
    assert page.locator("main code").first.inner_text()
    assert page.url.endswith("/graph/ontology")
