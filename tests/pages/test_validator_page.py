"""The validator page in a real browser: its form, findings beside their fields, what a right record would add."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import Page

from tests.pages.browser import Visit
from tests.pages.conftest import LOOKS, Visiting

PATHS = {
    "form": "/validate",
    "file": "/validate?way=file",
    "text": "/validate?way=text",
    "wrong form": "/validate?example=wrong",
    "wrong table": "/validate?example=wrong&way=text",
    "wrong graph": "/validate?example=graph",
    "right": "/validate?example=right",
}
NEW = {
    "title": "사바 지역난방 협력 양해각서",
    "title_en": "Memorandum of understanding on district heating",
    "signed": "'31.01",
    "place": "코타키나발루",
    "korean_party": "LH",
    "partner": "사바주",
    "slug": "2031-01-lh-sabah-mou",
}
CHOSEN = {"type": "양해각서", "country": "말레이시아", "occasion": "별도 계기"}
DONE = "#verdict:focus"


def fill(page: Page, **changed: str) -> None:
    """Fill the Korean form with a right record, but for what is changed."""
    for column, value in {**NEW, **changed}.items():
        page.fill(f"[name={column}]", value)
    for column, label in CHOSEN.items():
        page.select_option(f"[name={column}]", label=label)


def check(page: Page) -> None:
    """Send the way that is shown, by its button."""
    page.locator(".way:visible button").click()
    page.wait_for_selector(DONE)


def beside(page: Page, column: str) -> str:
    """What stands beside a field, as it is read out with it."""
    field = page.locator(f"#field-{column}")
    described = (field.get_attribute("aria-describedby") or "").split()
    return "\n".join(page.locator(f"[id='{name}']").inner_text() for name in described)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize(("lang", "scheme", "width"), LOOKS)
def test_the_validator_is_accessible_and_fits(visit: Visiting, name: str, lang: str, scheme: str, width: int) -> None:
    opened = visit(PATHS[name], lang, "dark" if scheme == "dark" else "light", width)
    assert opened.axe() == []
    assert opened.sideways() <= 0


def test_the_page_is_small(visit: Visiting) -> None:
    assert visit("/validate", "ko").transferred <= 30_000


@pytest.mark.parametrize(
    ("lang", "label", "required"), [("ko", "한국측 기관", "협약 형식"), ("en", "Korean party", "Agreement type")]
)
def test_the_form_is_made_from_the_shapes(visit: Visiting, lang: str, label: str, required: str) -> None:
    page = visit("/validate", lang).page
    assert page.get_by_label(label, exact=True).get_attribute("name") == "korean_party"
    kind = page.get_by_label(required, exact=True)
    assert kind.get_attribute("required") is not None
    assert kind.locator("option").count() == 5
    assert page.locator("[name=occasion]").get_attribute("required") is None
    assert page.locator("[name=fields]").count() > 50
    assert "LH" in beside(page, "korean_party")


def test_agencies_are_suggested_as_one_types(visit: Visiting) -> None:
    page = visit("/validate", "ko").page
    page.locator("[name=korean_party]").press_sequentially("국토교")
    page.wait_for_selector(
        "#names-of-korean_party option[value='국토교통부'], #names-of-korean_party option:text-is('국토교통부')",
        state="attached",
    )


def test_a_wrong_field_is_told_beside_it_and_can_be_put_right(visit: Visiting) -> None:
    opened = visit("/validate", "ko")
    page = opened.page
    fill(page, korean_party="국토교통", signed="'31.13")
    check(page)
    assert page.locator("#verdict").inner_text().endswith("규칙에 맞지 않는다")
    assert page.title().startswith("규칙에 맞지 않는다")
    assert page.locator("[aria-invalid=true]").count() == 2
    assert "비슷한 이름: 국토교통부" in beside(page, "korean_party")
    assert "'31.13" in beside(page, "signed")
    assert page.locator("[name=title]").input_value() == NEW["title"]
    assert opened.axe() == []
    page.fill("[name=korean_party]", "국토교통부")
    page.fill("[name=signed]", "'31.01")
    check(page)
    assert page.locator("#verdict").inner_text().endswith("규칙에 맞는다")
    assert page.locator("[aria-invalid=true]").count() == 0
    assert opened.axe() == []


def test_an_empty_form_says_that_it_is_empty(visit: Visiting) -> None:
    opened = visit("/validate", "ko")
    check(opened.page)
    assert "모든 칸이 비어 있습니다" in opened.page.locator("#outcome").inner_text()
    assert opened.axe() == []


def test_the_whole_path_by_keyboard_alone(visit: Visiting) -> None:
    page = visit("/validate", "ko").page
    fill(page, korean_party="국토교통", signed="'31.13")
    page.locator("[name=slug]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(DONE)
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.id") == "finding-1"
    assert page.evaluate("document.activeElement.closest('.field').querySelector('input').name") == "signed"
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.id") == "finding-2"
    page.keyboard.press("Shift+F8")
    page.keyboard.press("Shift+F8")
    last = page.locator("[data-finding]").count()
    assert page.evaluate("document.activeElement.id") == f"finding-{last}"
    page.get_by_role("button", name="다음 지적").press("Enter")
    assert page.evaluate("document.activeElement.id") == "finding-1"
    page.locator("#tab-form").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-file"
    assert page.locator("#way-file").is_visible() and page.locator("#way-form").is_hidden()
    assert page.url.endswith("/validate?way=file")


@pytest.mark.parametrize(("lang", "sign", "word"), [("ko", "✕", "위반"), ("en", "✕", "Violation")])
def test_a_finding_says_how_grave_it_is_and_leads_to_its_shape(
    visit: Visiting, lang: str, sign: str, word: str
) -> None:
    page = visit(PATHS["wrong graph"], lang).page
    finding = page.locator(".mark").first
    assert finding.inner_text().startswith(sign) and word in finding.inner_text()
    address = page.locator(".mark a[href*='/shapes#']").first.get_attribute("href") or ""
    assert page.request.get(address.partition("#")[0]).ok
    page.locator(".finding-list a").first.click()
    assert page.evaluate("document.querySelector(':target').classList.contains('mark')")


def test_a_right_record_shows_what_it_adds_and_what_it_may_repeat(visit: Visiting) -> None:
    page = visit(PATHS["right"], "ko").page
    repeated = page.get_by_role("heading", name="중복일 수 있는 협약").locator("..").get_by_role("link").first
    assert repeated.get_attribute("href") == "/id/agreement/2019-11-lh-sabah-mou"
    added = page.locator("section", has=page.get_by_role("heading", name="추가될 내용"))
    assert added.get_by_role("link", name="한국토지주택공사").get_attribute("href") == "/id/organisation/lh"
    assert "체결 시기" in added.inner_text()
    assert "/agreements'" in page.locator("pre").first.inner_text()


def test_a_right_record_can_be_taken_along(visit: Visiting) -> None:
    page = visit(PATHS["right"], "ko").page
    address = page.get_by_role("link", name="record.json").get_attribute("href") or ""
    record = base64.b64decode(address.partition(",")[2])
    assert json.loads(record)["slug"] == "2019-11-lh-sabah-transport-mou"
    again = page.request.post("/validate", data=record, headers={"Content-Type": "application/json"}).json()
    assert again["conforms"] is True
    with page.expect_download() as table:
        page.get_by_role("link", name="record.csv").click()
    content = table.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbfrow,lines,")
    again = page.request.post("/validate", data=content, headers={"Content-Type": "text/csv"}).json()
    assert again["conforms"] is True


@pytest.mark.parametrize(("button", "beginning"), [("JSON", b"{"), ("SHACL (Turtle)", b"PREFIX"), ("SARIF", b"{")])
def test_the_report_can_be_downloaded(visit: Visiting, button: str, beginning: bytes) -> None:
    page = visit(PATHS["wrong form"], "ko").page
    with page.expect_download() as report:
        page.get_by_role("button", name=button, exact=True).click()
    content = report.value.path().read_bytes()
    assert content.startswith(beginning)
    assert "체결 시기" in content.decode()


def test_without_scripts_the_form_posts_and_the_page_answers(visit: Visiting) -> None:
    page = visit("/validate", "ko", java_script_enabled=False).page
    assert page.locator(".steps").count() == 0
    fill(page, korean_party="국토교통")
    page.get_by_role("button", name="검증하기").click()
    assert page.locator("#verdict").inner_text().endswith("규칙에 맞지 않는다")
    assert "국토교통부" in beside(page, "korean_party")
    assert page.locator("#field-korean_party").input_value() == "국토교통"
    page.get_by_role("link", name="텍스트 붙여넣기").click()
    assert page.locator("#way-text").is_visible() and page.locator("#way-form").is_hidden()


def test_a_service_that_is_away_is_told_and_what_was_entered_stays(visit: Visiting) -> None:
    opened: Visit = visit("/validate", "en")
    page = opened.page
    page.fill("[name=title]", NEW["title"])
    opened.context.set_offline(True)
    page.locator(".way:visible button").click()
    page.wait_for_selector("#outcome [role=alert]")
    assert "could not be reached" in page.locator("#outcome").inner_text()
    assert page.locator("[name=title]").input_value() == NEW["title"]
    opened.faults.clear()


def test_the_summary_lists_what_is_to_be_mended_not_what_follows_from_it(visit: Visiting) -> None:
    page = visit("/validate").page
    page.get_by_role("link", name="a wrong record").click()
    page.wait_for_selector("#verdict")
    following = page.locator(".mark.follows").count()
    listed = page.locator(".finding-list > li").count()
    assert following and f"{listed + following} violations" in page.locator(".verdict").inner_text()
    assert f"{following} more only follow from these" in page.locator(".verdict").inner_text()
