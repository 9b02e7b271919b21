"""Maps and networks are enlarged by buttons, keys, wheel and fingers, and moved within their frame."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page

from tests.pages.conftest import LOOKS, Visiting

PICTURES: Final = {"map": "/queries/city-agreements", "network": "/queries/cooperation-network"}
_SIZES: Final = "frame => ({across: frame.scrollWidth, down: frame.scrollHeight, width: frame.clientWidth})"
_SCROLLED: Final = "frame => frame.scrollLeft + frame.scrollTop"
# Two fingers that move apart (W3C, Touch Events, section 5).
_PINCH: Final = """frame => {
  const at = (id, x) => new Touch({identifier: id, target: frame, clientX: x, clientY: 300});
  const move = (left, right) => frame.dispatchEvent(new TouchEvent("touchmove",
    {touches: [at(1, left), at(2, right)], cancelable: true, bubbles: true}));
  move(100, 150);
  move(75, 175);
  frame.dispatchEvent(new TouchEvent("touchend", {touches: []}));
}"""


def frame_of(page: Page) -> Locator:
    """What the picture scrolls in."""
    return page.locator(".zoom + div")


def size(page: Page) -> str:
    """The size of the picture, as it is told."""
    return page.locator(".zoom output").text_content() or ""


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_enlarged_by_buttons_within_its_frame(visit: Visiting, kind: str) -> None:
    opened = visit(PICTURES[kind])
    before: dict[str, Any] = frame_of(opened.page).evaluate(_SIZES)
    larger = opened.page.get_by_role("button", name="Larger")
    for _ in range(3):
        larger.click()
    after: dict[str, Any] = frame_of(opened.page).evaluate(_SIZES)
    assert (size(opened.page), after["width"] <= before["width"]) == ("274%", True)
    assert after["down"] > before["down"]
    assert opened.sideways() <= 0
    opened.page.get_by_role("button", name="Original size").click()
    assert (size(opened.page), frame_of(opened.page).evaluate(_SIZES)) == ("100%", before)


@pytest.mark.parametrize("kind", PICTURES)
def test_keys_enlarge_move_and_reset(visit: Visiting, kind: str) -> None:
    page = visit(PICTURES[kind], "ko").page
    frame_of(page).focus()
    for _ in range(4):
        page.keyboard.press("+")
    assert size(page) == ({"map": "384%", "network": "300%"}[kind])
    before = frame_of(page).evaluate(_SCROLLED)
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".zoom + [data-zoomed]")
    page.wait_for_timeout(500)  # browsers scroll smoothly
    assert frame_of(page).evaluate(_SCROLLED) > before
    page.keyboard.press("-")
    assert size(page) == ({"map": "274%", "network": "214%"}[kind])
    page.keyboard.press("0")
    assert size(page) == "100%"


def test_the_wheel_enlarges_with_ctrl_and_scrolls_without(visit: Visiting) -> None:
    page = visit(PICTURES["map"]).page
    frame_of(page).hover()
    page.mouse.wheel(0, 100)
    assert size(page) == "100%"
    frame_of(page).hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_selector(".zoom + [data-zoomed]")
    assert size(page) == "128%"


def test_two_fingers_enlarge(visit: Visiting) -> None:
    page = visit(PICTURES["map"], has_touch=True).page
    frame_of(page).evaluate(_PINCH)
    assert size(page) == "200%"


def test_the_mouse_moves_a_larger_map_and_opens_no_link_by_that(visit: Visiting) -> None:
    page = visit(PICTURES["map"]).page
    for _ in range(3):
        page.get_by_role("button", name="Larger").click()
    city = page.locator(".map a:has(.city)").filter(has_text="Kota Kinabalu")
    city.scroll_into_view_if_needed()
    box = city.locator(".city").bounding_box()
    assert box
    before, asked = frame_of(page).evaluate(_SCROLLED), page.url
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.mouse.down()
    page.mouse.move(box["x"] - 60, box["y"] - 40, steps=4)
    page.mouse.up()
    assert frame_of(page).evaluate(_SCROLLED) == pytest.approx(before + 63 + 43, abs=2)
    assert page.url == asked


def test_letters_of_a_map_keep_their_size_and_more_find_room(visit: Visiting) -> None:
    page = visit(PICTURES["map"], width=360).page
    height = "all => all[0].getBoundingClientRect().height"
    texts = page.locator(".map svg text")
    names, letters = texts.count(), texts.evaluate_all(height)
    for _ in range(5):
        page.get_by_role("button", name="Larger").click()
    assert texts.count() > names
    assert texts.evaluate_all(height) == pytest.approx(letters, rel=0.1)


def test_the_focus_stays_on_a_city_while_its_map_is_enlarged(visit: Visiting) -> None:
    page = visit(PICTURES["map"]).page
    page.locator(".map a:has(.city)").first.focus()
    page.keyboard.press("+")
    assert page.evaluate("document.activeElement.matches('.map a:has(.city)')")


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize(("lang", "scheme", "width"), LOOKS)
def test_an_enlarged_picture_is_accessible(visit: Visiting, kind: str, lang: Any, scheme: Any, width: int) -> None:
    opened = visit(PICTURES[kind], lang, scheme, width)
    frame_of(opened.page).focus()
    opened.page.keyboard.press("+")
    opened.page.keyboard.press("+")
    assert (opened.axe(), opened.sideways() <= 0) == ([], True)
