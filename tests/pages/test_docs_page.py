"""The HTTP interface as a page: every operation, from our own host, accessible."""

from __future__ import annotations

import httpx
import pytest

from tests.pages.conftest import LOOKS, Visiting


@pytest.mark.parametrize(("lang", "scheme", "width"), LOOKS)
def test_the_interface_is_accessible_opened_too(visit: Visiting, lang: str, scheme: str, width: int) -> None:
    opened = visit("/docs", lang, "dark" if scheme == "dark" else "light", width)
    assert opened.axe() == []
    for place in (0, 1):  # SPARQL by GET and by POST
        opened.page.locator("details > summary").nth(place).click()
    assert opened.axe() == []
    assert opened.sideways() <= 0


def test_every_operation_is_on_the_page(visit: Visiting) -> None:
    opened = visit("/docs")
    document = httpx.get(f"{opened.site}/openapi.json").json()
    operations = [(method.upper(), path) for path, methods in document["paths"].items() for method in methods]
    shown = opened.page.locator("details > summary")
    pairs = shown.evaluate_all(
        "all => all.map(each => [each.querySelector('.tag').textContent, each.querySelector('code').textContent])"
    )
    assert sorted(map(tuple, pairs)) == sorted(operations)


def test_an_example_can_be_followed(visit: Visiting) -> None:
    page = visit("/docs").page
    page.locator("summary", has=page.get_by_text("/search", exact=True)).click()
    page.locator("details[open] dd a").click()
    page.wait_for_url("**/search?q=*")
    assert page.locator("main a").count() >= 1


def test_questions_are_told_in_the_language_of_the_page(visit: Visiting) -> None:
    page = visit("/docs", "ko").page
    summary = page.locator("summary", has=page.get_by_text("/queries/agreements-by-country", exact=True))
    assert "나라별 협약은 몇 건인가?" in summary.inner_text()
