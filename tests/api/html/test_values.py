"""Values as readers of Korean and English write them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from api.html import values

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "en", "ko"),
    [
        ("2019", "2019", "2019년"),
        ("2019-11", "November 2019", "2019년 11월"),
        ("2019-11-05", "5 November 2019", "2019년 11월 5일"),
        ("2019-13", "2019-13", "2019-13"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_keep_their_precision(value: str, en: str, ko: str) -> None:
    assert (values.date(value, "en"), values.date(value, "ko")) == (en, ko)


@pytest.mark.parametrize(
    ("won", "en", "ko"),
    [
        ("1500000000000", "KRW 1.5 trillion", "1조 5,000억 원"),
        ("38200000000", "KRW 38.2 billion", "382억 원"),
        ("5600000.0", "KRW 5.6 million", "560만 원"),
        ("1234567", "KRW 1,234,567", "123만 4,567 원"),
        ("0", "KRW 0", "0 원"),
        ("0.5", "KRW 0.5", "0.5 원"),
        ("much", "much", "much"),
    ],
)
def test_amounts_are_exact_in_words_of_their_size(won: str, en: str, ko: str) -> None:
    assert (values.amount(won, "KRW", "en"), values.amount(won, "KRW", "ko")) == (en, ko)


@pytest.mark.parametrize(
    ("literal", "text", "machine", "element"),
    [
        (ox.Literal("11:00:00", datatype=ox.NamedNode(f"{XSD}time")), "11:00", "11:00:00", "time"),
        (ox.Literal("true", datatype=ox.NamedNode(f"{XSD}boolean")), "예", "true", "data"),
        (ox.Literal("6.0", datatype=ox.NamedNode(f"{XSD}decimal")), "6", "6.0", "data"),
        (ox.Literal("12345.50", datatype=ox.NamedNode(f"{XSD}decimal")), "12,345.5", "12345.50", "data"),
        (ox.Literal("NaN", datatype=ox.NamedNode(f"{XSD}double")), "NaN", "NaN", "data"),
        (ox.Literal("2019/2021"), "2019년 – 2021년", "2019/2021", "data"),
        (ox.Literal("2018-12/2019-04-08"), "2018년 12월 – 2019년 4월 8일", "2018-12/2019-04-08", "data"),
        (ox.Literal("2019/much"), "2019/much", "", ""),
        (ox.Literal("부산"), "부산", "", ""),
    ],
)
def test_what_machines_read_stays_beside_what_is_shown(
    literal: ox.Literal, text: str, machine: str, element: str
) -> None:
    shown = values.shown(literal, "ko")
    assert (shown.text, shown.machine, shown.element) == (text, machine, element)


def test_a_text_is_marked_with_its_language_where_its_letters_tell() -> None:
    assert values.shown(ox.Literal("부산", language="ko"), "en").lang == "ko"
    assert values.shown(ox.Literal("LH 공사"), "en").lang == "ko"
    assert values.shown(ox.Literal("LH"), "en").lang == ""


def test_a_language_goes_by_its_name_where_it_has_one() -> None:
    assert [values.language("ko", lang).text for lang in ("en", "ko")] == ["Korean", "한국어"]
    assert values.language("vi", "ko").text == "vi"
