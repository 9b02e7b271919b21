"""The coverage page: its pictures agree with their tables and with the queries behind them."""

from __future__ import annotations

import csv
import io

import pytest

from tests.pages.browser import NARROW
from tests.pages.conftest import WIDE, Visiting

# The names on a map that lie over another name or over the middle of a mark.
_COVERED = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const boxes = all(".map svg text").map((text) => [text.textContent, text.getBoundingClientRect()]);
  const marks = all(".map svg circle").map((mark) => mark.getBoundingClientRect());
  const apart = (one, other) =>
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top + 3 || other.bottom <= one.top + 3;
  const covers = (box, mark) => {
    const [x, y] = [mark.x + mark.width / 2, mark.y + mark.height / 2];
    return x > box.left && x < box.right && y > box.top + 2 && y < box.bottom - 2;
  };
  const isBad = ([, box], at) =>
    boxes.some(([, other], to) => to !== at && !apart(box, other)) || marks.some((mark) => covers(box, mark));
  return boxes.filter(isBad).map(([name]) => name);
}"""


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


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_name_on_the_map_covers_another_or_a_mark(visit: Visiting, lang: str, width: int) -> None:
    page = visit("/coverage", lang, width=width).page
    assert page.locator(".map svg text").count() > 10
    assert page.evaluate(_COVERED) == []
