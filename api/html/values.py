"""Values as a reader of Korean or English writes them; what machines read stays beside them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import XSD

from api.html.pages import Shown

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PERIOD: Final = re.compile(rf"({_DATE.pattern})/({_DATE.pattern})")  # ISO 8601-1, section 5.5.2
_TIME: Final = re.compile(r"(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATES: Final = frozenset(str(term) for term in (XSD.date, XSD.gYear, XSD.gYearMonth))
_NUMBERS: Final = frozenset(str(term) for term in (XSD.integer, XSD.decimal, XSD.double, XSD.nonNegativeInteger))
_YES_NO: Final = {"true": {"en": "yes", "ko": "예"}, "false": {"en": "no", "ko": "아니요"}}
_LANGUAGES: Final = {"ko": {"en": "Korean", "ko": "한국어"}, "en": {"en": "English", "ko": "영어"}}
_HANGUL: Final = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
# The steps in which amounts are counted, the largest first: ten thousands in Korean, thousands in English.
_STEPS: Final = {
    "ko": ((10**12, "조"), (10**8, "억"), (10**4, "만")),
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
}


def shown(literal: ox.Literal, lang: str, *, currency: str = "") -> Shown:
    """A literal as a page shows it. `currency` is that of the amount whose figure it is."""
    value, datatype = literal.value, literal.datatype.value
    if literal.language:
        return Shown(value, lang=literal.language)
    if datatype in _DATES:
        return Shown(date(value, lang), machine=value, element="time")
    if datatype == str(XSD.time):
        match = _TIME.fullmatch(value)
        return Shown(match[1] if match else value, machine=value, element="time")
    if datatype == str(XSD.boolean):
        return Shown(_YES_NO[value][lang] if value in _YES_NO else value, machine=value, element="data")
    if datatype in _NUMBERS:
        return Shown(amount(value, currency, lang) if currency else number(value), machine=value, element="data")
    if period := _PERIOD.fullmatch(value):
        return Shown(f"{date(period[1], lang)} – {date(period[5], lang)}", machine=value, element="data")
    return Shown(value, lang=language_of(value))


def language(tag: str, lang: str) -> Shown:
    """A language by its name where we have one: `ko` -> "Korean", "한국어"."""
    return Shown(_LANGUAGES[tag][lang], machine=tag, element="data") if tag in _LANGUAGES else Shown(tag)


def date(value: str, lang: str) -> str:
    """`2019-11` -> "November 2019" or "2019년 11월"; what is no date stays as it is."""
    match = _DATE.fullmatch(value)
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        return value
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if lang == "ko":
        return " ".join([f"{year}년", *([f"{month}월"] if month else []), *([f"{day}일"] if day else [])])
    return " ".join([*([str(day)] if day else []), *([_MONTHS[month - 1]] if month else []), year])


def number(value: str) -> str:
    """A number with its thousands apart, without digits that say nothing."""
    try:
        read = Decimal(value)
    except InvalidOperation:
        return value
    return f"{read.normalize():,f}" if read.is_finite() else value


def amount(value: str, currency: str, lang: str) -> str:
    """An amount in words of its size, and exactly: `38200000000` won is "KRW 38.2 billion", "382억 원"."""
    try:
        read = Decimal(value)
    except InvalidOperation:
        return value
    if currency != "KRW":
        return f"{currency} {number(value)}"
    in_words = read.is_finite() and read > 0 and read == read.to_integral_value()
    if lang == "ko":
        return _korean(int(read)) if in_words else f"{number(value)} 원"
    return _english(read) if in_words else f"KRW {number(value)}"


def _korean(won: int) -> str:
    parts = []
    for size, word in _STEPS["ko"]:
        count, won = divmod(won, size)
        if count:
            parts.append(f"{count:,}{word}")
    if won:
        parts.append(f"{won:,}")
    return f"{' '.join(parts)} 원"


def _english(won: Decimal) -> str:
    for size, word in _STEPS["en"]:
        count = won / size
        if count >= 1 and count == round(count, 3):
            return f"KRW {count.normalize():,f} {word}"
    return f"KRW {won:,f}"


def language_of(text: str) -> str:
    """The language of a text that does not say it, as far as its letters tell: "ko" where there is Hangul."""
    return "ko" if _HANGUL.search(text) else ""
