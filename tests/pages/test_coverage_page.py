"""The coverage page: its pictures agree with their tables and with the queries behind them."""

from __future__ import annotations

import csv
import io

from tests.pages.conftest import Visiting


def test_the_map_marks_the_cities_that_the_query_lists(visit: Visiting) -> None:
    page = visit("/coverage", "en").page
    text = page.request.get("/queries/pilot-cities.csv?lang=en").text()
    agreements = {row["city"]: int(row["agreements"]) for row in csv.DictReader(io.StringIO(text))}
    assert page.locator(".map .city").count() == len(agreements)
    assert page.locator(".map .hollow").count() == sum(not count for count in agreements.values())
    finding = page.locator("section", has=page.locator("#map")).locator("p.prose").inner_text()
    assert f"{sum(map(bool, agreements.values()))} of {len(agreements)}" in finding


def test_countries_add_up(visit: Visiting) -> None:
    page = visit("/coverage", "en").page
    page.locator("#tab-rows-countries").click()
    rows = [row.split("\t") for row in page.locator("#rows-countries tbody tr").all_inner_texts()]
    text = page.request.get("/queries/agreements-by-country.csv?lang=en").text()
    assert {row[0]: row[-1] for row in rows} == dict(list(csv.reader(io.StringIO(text)))[1:])
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in rows)


def test_each_picture_has_its_query_and_without_scripts_its_table(visit: Visiting) -> None:
    page = visit("/coverage", "ko", java_script_enabled=False).page
    sections = page.locator("section.answer")
    assert sections.count() == 7
    for at in range(7):
        assert sections.nth(at).locator("table").is_visible()
        address = sections.nth(at).locator("p.prose a").get_attribute("href")
        assert address is not None and page.request.get(address).ok
