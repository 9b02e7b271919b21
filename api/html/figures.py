"""Numbers for reading: grouped digits, won in the large units of each language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

_ENGLISH: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_KOREAN: Final = ((10**12, "조"), (10**8, "억"), (10**4, "만"))


def number(value: str) -> str:
    """Digits in groups of three, as both languages write them; what is no number as it is.

    >>> number("4938"), number("2457.40"), number("-1E3"), number("many")
    ('4,938', '2,457.4', '-1,000', 'many')
    """
    parsed = _decimal(value)
    if parsed is None:
        return value
    text = f"{parsed:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def won(value: str, lang: str) -> str:
    """An amount of won in words, without rounding.

    >>> won("2400000000000", "ko"), won("19500000000", "ko"), won("300", "ko")
    ('2조 4,000억 원', '195억 원', '300원')
    >>> won("2400000000000", "en"), won("19500000000", "en"), won("1", "en")
    ('2.4 trillion won', '19.5 billion won', '1 won')
    """
    parsed = _decimal(value)
    if parsed is None:
        return value
    return _won_ko(parsed) if lang == "ko" else _won_en(parsed)


def _won_en(amount: Decimal) -> str:
    for size, name in _ENGLISH:
        if abs(amount) >= size:
            return f"{number(str(amount / size))} {name} won"
    return f"{number(str(amount))} won"


def _won_ko(amount: Decimal) -> str:
    sign, rest = ("-", -amount) if amount < 0 else ("", amount)
    parts = []
    for size, name in _KOREAN:
        many, rest = divmod(rest, size)
        if many:
            parts.append(f"{number(str(many))}{name}")
    if rest or not parts:
        return sign + " ".join([*parts, f"{number(str(rest))}원"])
    return f"{sign}{' '.join(parts)} 원"


def _decimal(value: str) -> Decimal | None:
    try:
        parsed = Decimal(value)
    except InvalidOperation:
        return None
    return parsed if parsed.is_finite() else None
