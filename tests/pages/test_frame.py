"""What every page has: languages, themes, search with suggestions, the keyboard's way in."""

from __future__ import annotations

import re

from tests.pages.conftest import Visiting


def test_the_language_switch_keeps_the_page_and_is_remembered(visit: Visiting) -> None:
    page = visit("/search?q=LH").page
    page.locator("a[data-language]").click()
    page.wait_for_selector("html[lang=ko]")
    assert page.url.endswith("/search?q=LH")
    page.goto("/dumps")
    assert page.locator("html").get_attribute("lang") == "ko"


def test_without_scripts_links_keep_the_language_that_the_address_says(visit: Visiting) -> None:
    page = visit("/dumps?lang=ko", java_script_enabled=False).page
    page.locator(".site-nav a").first.click()
    assert page.locator("html").get_attribute("lang") == "ko"


def test_the_theme_switch_is_remembered_before_the_page_is_painted(visit: Visiting) -> None:
    page = visit("/").page
    switch = page.locator("[data-theme-switch]")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "true"
    page.goto("/dumps")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


def test_the_keyboard_skips_to_the_content_and_chooses_a_suggestion(visit: Visiting) -> None:
    page = visit("/dumps").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#site-search").focus()
    page.keyboard.type("토지주택")
    page.wait_for_selector(".suggestions li")
    page.keyboard.press("ArrowDown")
    assert page.locator("#site-search").get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/organisation/lh*")


def test_where_nothing_is_found_the_kinds_of_things_are_a_way_on(visit: Visiting) -> None:
    page = visit("/search?q=zzzzqqqq").page
    page.get_by_role("link", name=re.compile(r"^\d+ Agreements")).click()
    assert page.locator("ol.rows li").count() == int(page.locator("[role=status] .numbers").inner_text())


def test_more_of_what_was_found_can_be_shown(visit: Visiting) -> None:
    page = visit("/search?q=smart", "ko").page
    few = page.locator("ol.rows li").count()
    page.get_by_role("link", name="더 보기").click()
    assert page.locator("ol.rows li").count() > few
