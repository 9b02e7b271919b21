"""The pages of home, things and documents: what a reader must be able to see and do there."""

from __future__ import annotations

import re

from tests.pages.browser import NARROW
from tests.pages.conftest import Visiting

AGREEMENT = "/doc/agreement/2019-11-lh-sabah-mou"
RELEASE = "/doc/document/molit-2019-11-25"


def test_from_question_to_csv_in_three_steps(visit: Visiting) -> None:
    page = visit("/").page
    page.get_by_role("link", name="Which agreements did LH sign on a state visit").click()
    assert page.locator("td", has_text="leader's visit abroad").count()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).first.click()
    assert download.value.suggested_filename.endswith(".csv")


def test_the_home_page_gives_the_csv_itself(visit: Visiting) -> None:
    page = visit("/", "ko").page
    with page.expect_download() as download:
        page.get_by_role("link", name="같은 표를 엑셀용 CSV로").click()
    assert "별도" in download.value.path().read_text(encoding="utf-8-sig")


def test_every_link_of_the_home_page_leads_somewhere(visit: Visiting) -> None:
    page = visit("/").page
    links = page.locator("a").evaluate_all("links => [...new Set(links.map(link => link.href.split('#')[0]))]")
    assert len(links) > 60
    answers = {link: page.request.get(link, headers={"Accept": "text/html, */*;q=0.5"}).status for link in links}
    assert {link: status for link, status in answers.items() if status != 200} == {}


def test_a_footnote_leads_to_the_line_and_the_printed_form(visit: Visiting) -> None:
    page = visit(AGREEMENT, "ko").page
    statement = page.locator(".statement", has_text="대상 지역")
    mark = statement.locator(".note-mark").first
    mark.click()
    note = page.locator(f"#note-{mark.inner_text().split()[-1]}")
    assert "협약 표 17행, 98번째 줄" in note.inner_text()
    assert note.locator(".prints").get_by_text("코타키나발루", exact=True).count()
    note.get_by_role("link", name="98번째 줄").click()
    line = page.locator(".passage:target")
    assert "98" in line.locator(".passage-place").inner_text() and "코타키나발루" in line.inner_text()


def test_a_disagreement_stands_side_by_side_with_verdict_and_reason(visit: Visiting) -> None:
    page = visit("/doc/discrepancy/acc-name").page
    assert page.locator(".position").count() == 2
    assert page.locator(".position.followed .position-value").inner_text().startswith("ASEAN Coordinating Council")
    assert "Verdict: one is followed" in page.locator(".disagreement").inner_text()
    tops = page.locator(".position").evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
    assert len(set(tops)) == 1


def test_a_disputed_statement_leads_to_its_disagreement(visit: Visiting) -> None:
    page = visit(AGREEMENT).page
    page.locator(".statement", has_text="agreement type").get_by_role("link", name="documents disagree").click()
    assert page.locator(".disagreement:target").count() == 1


def test_what_only_follows_is_marked(visit: Visiting) -> None:
    page = visit("/doc/organisation/lh").page
    assert page.locator("section", has=page.locator("#inferred")).get_by_text("is party to").count()
    assert page.locator(".statements:not(.inferred)", has_text="is party to").count() == 0


def test_amounts_and_dates_are_written_for_readers_and_kept_for_machines(visit: Visiting) -> None:
    fund = visit("/doc/amount/busan-private-investment", "ko").page.locator("data[value]")
    assert fund.evaluate_all("all => all.map(one => [one.value, one.textContent])") == [
        ["2019/2021", "2019년 – 2021년"],
        ["750000000000", "7,500억 원"],
    ]
    signed = visit(AGREEMENT).page.locator("time", has_text="November 2019").first
    assert signed.get_attribute("datetime") == "2019-11"


def test_from_a_country_to_its_gaps(visit: Visiting) -> None:
    page = visit("/doc/country/vietnam").page
    page.get_by_role("link", name="Which pilot cities have no agreement with Korea yet").click()
    assert page.locator("select[name=country]").input_value() == "country/vietnam"
    assert page.locator(".answer tbody tr").count()


def test_only_questions_with_an_answer_are_offered(visit: Visiting) -> None:
    asked = visit("/doc/organisation/lh").page.locator("section[aria-labelledby=questions]")
    assert asked.get_by_role("link", name="Which agreements did an agency conclude").count() == 1
    assert asked.get_by_role("link", name="With which ASEAN country is there no agreement?").count() == 0


def test_what_took_place_is_a_timeline_and_a_table(visit: Visiting) -> None:
    page = visit("/doc/organisation/lh").page
    answer = page.locator(".answer")
    answer.locator(".events li").first.wait_for()
    named = answer.locator(".events .name").all_inner_texts()
    answer.get_by_role("tab", name="Table").click()
    dates = answer.locator("tbody td:first-child").all_inner_texts()
    assert dates == sorted(dates) and len(dates) == len(named) > 5


def test_many_links_are_cut_at_twenty_and_all_on_demand(visit: Visiting) -> None:
    page = visit("/doc/country/republic-of-korea").page
    cut = page.locator(".statement", has=page.get_by_role("link", name="Show all")).first
    name = cut.locator("dt a").inner_text()
    assert cut.locator(".values li").count() == 20
    cut.get_by_role("link", name="Show all").click()
    every = page.locator("section", has=page.locator("#incoming")).locator(".statement", has_text=name).first
    assert every.locator(".values li").count() > 20


def test_a_document_tells_line_by_line_what_it_says(visit: Visiting) -> None:
    page = visit(RELEASE).page
    lines = page.locator(".passage-place .numbers").all_inner_texts()
    assert [int(text.split("–")[0]) for text in lines] == sorted(int(text.split("–")[0]) for text in lines)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="page 2").click()
    assert page.locator(".pagination [aria-current=page]").inner_text().split()[-1] == "2"
    assert int(page.locator(".passage-place .numbers").first.inner_text().split("–")[0]) > 10


def test_other_languages_are_marked_for_screen_readers(visit: Visiting) -> None:
    page = visit("/doc/organisation/lh").page
    assert page.locator(".second-name").get_attribute("lang") == "ko"
    unmarked = page.locator("main *:not([lang] *):not([lang])").evaluate_all(
        "all => all.filter(one => [...one.childNodes].some(node => node.nodeType === 3 && /[가-힣]/.test(node.data)))"
        ".map(one => one.textContent)"
    )
    assert unmarked == []


def test_on_paper_there_is_the_text_and_nothing_to_click_on(visit: Visiting) -> None:
    page = visit(AGREEMENT, width=NARROW * 2).page
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible() and page.locator("#notes").is_visible()
    for gone in (".site-nav", ".tools", ".button"):
        assert not page.locator(gone).first.is_visible()


def test_the_page_of_a_city_shows_it_on_a_map_in_its_country(visit: Visiting) -> None:
    page = visit("/doc/city/ha-noi").page
    drawing = page.get_by_role("img", name="Where it is: Ha Noi")
    city, country = drawing.locator("circle").bounding_box(), drawing.locator(".here").bounding_box()
    assert city and country, "both are drawn"
    assert country["x"] < city["x"] < country["x"] + country["width"]
    assert country["y"] < city["y"] < country["y"] + country["height"]


def test_every_mark_of_a_disagreement_leads_to_it(visit: Visiting) -> None:
    for path in (AGREEMENT, RELEASE):
        page = visit(path).page
        marks = page.locator(".statement a.tag.warm").evaluate_all("all => all.map(mark => mark.getAttribute('href'))")
        assert marks, path
        assert [page.locator(mark).count() for mark in marks] == [1] * len(marks)


def test_the_contents_of_a_long_page_come_first_on_a_telephone(visit: Visiting) -> None:
    page = visit(AGREEMENT, width=NARROW).page
    contents = page.get_by_role("navigation", name="On this page")
    assert contents.count() == 1
    top, first = contents.bounding_box(), page.locator(".statement").first.bounding_box()
    assert top and first and top["y"] < first["y"]


def test_home_shows_the_first_questions_and_folds_the_rest(visit: Visiting) -> None:
    page = visit("/").page
    theme = page.get_by_role("region", name="Agreements", exact=True)
    rest = theme.get_by_role("link", name="Who cooperates with whom?")
    assert theme.get_by_role("listitem").first.inner_text().startswith("Which agreements did an agency conclude")
    assert not rest.is_visible()
    theme.get_by_text("more").click()
    assert rest.is_visible()


def test_amounts_that_disagree_are_written_for_readers_too(visit: Visiting) -> None:
    page = visit("/doc/discrepancy/pilot-city-investment-sum").page
    values = page.locator(".position-value").all_inner_texts()
    assert sorted(values) == ["KRW 1.29 trillion", "KRW 2.4 trillion", "KRW 3.7 trillion"]
