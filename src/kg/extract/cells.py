"""Reading printed cells: pure functions that take any text; what they can't read is None, or is kept whole.

They know nothing of the world: where a reading depends on what is a name, the caller says so by `is_name`.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

IsName = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is printed. `value` is ISO 8601: `2019-11`, `2019-11-25`; `planned`: it says 예정."""

    value: str
    precision: Literal["month", "day"]
    planned: bool
    printed: str

    @property
    def month(self) -> str:
        """Year and month: `2019-11`."""
        return self.value[:7]

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last day that it can mean, as ISO dates."""
        if self.precision == "day":
            return self.value, self.value
        year, month = map(int, self.value.split("-"))
        return f"{self.value}-01", f"{self.value}-{calendar.monthrange(year, month)[1]:02}"


@dataclass(frozen=True, slots=True)
class Items:
    """The names in a cell, in printed order. `open_ended`: 등 says that there are more; `none`: a dash says none."""

    names: tuple[str, ...] = ()
    open_ended: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as printed: `양곤(달라)` is 달라 inside 양곤; `(코타키나발루)` stands in brackets."""

    name: str
    inside: str | None = None
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """The places in a cell, in printed order; `open_ended` and `none` as in Items."""

    mentions: tuple[PlaceMention, ...] = ()
    open_ended: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A time of day, `HH:MM`, and where it is printed the time that it runs to."""

    start: str
    end: str | None = None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in Hangul and in Latin letters, without `H.E.`; either may be empty."""

    ko: str
    en: str


_DASHES: Final = frozenset("-‐‑–—―−")
_PLANNED: Final = re.compile(r"\(\s*예정\s*\)|\s*예정$")
_DATE: Final = re.compile(
    r"(?:['‘’‛′`]\s*)?(?P<year>[0-9]{4}|[0-9]{2})\s*(?P<mark>[.년/-])\s*(?P<month>[0-9]{1,2})\s*"
    r"(?:[.월/-]\s*(?P<day>[0-9]{1,2})\s*일?\s*\.?|월|\.)?"
)
_OPEN: Final = re.compile(r"\s*(?<=[\s)])등(?:\s*[0-9]+\s*개\s*\S*(?:\s\S+)?)?$")
_STRONG: Final = "[,，、;；]"
_SPLIT: Final = re.compile(rf"(?P<strong>{_STRONG})|[·ㆍ・･‧/／]|(?<=\s)및(?=\s)")
_BRACKETED: Final = re.compile(r"[(（](?P<inner>[^()（）]+)[)）]")
_INSIDE: Final = re.compile(r"(?P<outer>[^()（）]+)[(（](?P<inner>[^()（）]+)[)）]")
_TIME: Final = r"([0-9]{1,2})\s*(?::|：|시)\s*([0-9]{2})\s*분?"
_TIMES: Final = re.compile(rf"{_TIME}(?:\s*[-‐‑–—―−~∼～]\s*{_TIME})?")
_MINUTES: Final = re.compile(r"[(（]\s*([0-9]{1,3})\s*(?:['‘’′]|분)\s*[)）]\s*$")
_HANGUL: Final = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_HONORIFIC: Final = re.compile(r"\bH\.\s?E\.?(?!\w)|\bHE\b(?=\s)")


def is_dash(cell: str) -> bool:
    """Whether the cell is a dash, which says that there is none."""
    text = cell.strip()
    return bool(text) and set(text) <= _DASHES


def read_date(cell: str) -> PartialDate | None:
    """The date in a cell such as `'19.03`, `19.09`, `2019.03`, `'19.3월`, `'19.11.25`, `'19.12(예정)`; else None.

    A year of two digits is one of this century.
    """
    printed = cell.strip()
    text = unicodedata.normalize("NFKC", printed)
    planned = _PLANNED.search(text) is not None
    match = _DATE.fullmatch(_PLANNED.sub("", text).strip())
    if not match or (match["mark"] in "/-" and len(match["year"]) == 2):  # 11/12 may be a day of a month
        return None
    year, month = int(match["year"]), int(match["month"])
    year += 2000 if len(match["year"]) == 2 else 0
    if not (year and 1 <= month <= 12):
        return None
    if match["day"] is None:
        return PartialDate(f"{year:04}-{month:02}", "month", planned, printed)
    if not 1 <= int(match["day"]) <= calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(f"{year:04}-{month:02}-{int(match['day']):02}", "day", planned, printed)


def read_list(cell: str, is_name: IsName) -> Items:
    """The names in a cell that may hold several.

    Commas always part names. `·`, `/` and 및 also stand inside names: they part only where a name ends or begins, and
    the longest name wins. What is no name is kept whole, for the caller to list.
    """
    text = cell.strip()
    if not text or is_dash(text):
        return Items(none=bool(text))
    if is_name(text):
        return Items((text,))
    ending = _OPEN.search(text)
    names = list(_names(text[: ending.start()] if ending else text, is_name))
    open_ended = ending is not None
    if names and names[-1].endswith("등") and not is_name(names[-1]) and is_name(names[-1][:-1]):
        names[-1], open_ended = names[-1][:-1], True
    return Items(tuple(names), open_ended)


def read_places(cell: str, is_name: IsName) -> Places:
    """The places in a cell: as `read_list`, and `바깥(안)` and `(곳)` taken apart unless the whole is itself a name.

    `is_name` must take a name as it stands (`Names.find_exact`): `양곤(달라)` is not another way to say 양곤.
    """
    items = read_list(cell, is_name)
    parts = [_mentions(name, is_name) for name in items.names]
    mentions = tuple(mention for part in parts for mention in part.mentions)
    return Places(mentions, items.open_ended or any(part.open_ended for part in parts), items.none)


def read_times(cell: str) -> TimeRange | None:
    """The time or span of time in a cell such as `09:50-10:00`; None when it is no time, or runs backwards."""
    match = _TIMES.fullmatch(cell.strip())
    if not match:
        return None
    hours = [int(part) for part in match.groups() if part is not None]
    times = [f"{hour:02}:{minute:02}" for hour, minute in zip(hours[::2], hours[1::2], strict=True)]
    if any(time > "24:00" or time[3:] > "59" for time in times) or times != sorted(times):
        return None
    return TimeRange(*times)


def read_minutes(cell: str) -> int | None:
    """The duration that ends a programme item: `축사 (5')` -> 5; None when it prints none."""
    match = _MINUTES.search(cell)
    return int(match[1]) if match else None


def read_person(cell: str) -> PersonName | None:
    """The two forms of a name in a cell such as `림 족 호이 H.E. Dato LIM Jock Hoi`; None when they are interleaved."""
    text = _HONORIFIC.sub(" ", cell)
    hangul, latin = _HANGUL.search(text), _LATIN.search(text)
    if not hangul or not latin:
        name = _tidy(text)
        return PersonName(name if hangul else "", name if latin else "")
    cut = max(hangul.start(), latin.start())
    first, second = text[:cut], text[cut:]
    if hangul.start() < latin.start():
        return None if _HANGUL.search(second) else PersonName(_tidy(first), _tidy(second))
    return None if _LATIN.search(second) else PersonName(_tidy(second), _tidy(first))


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" ()（）,/")


def _mentions(item: str, is_name: IsName) -> Places:
    match = _BRACKETED.fullmatch(item) or _INSIDE.fullmatch(item)
    inner = read_list(match["inner"], is_name) if match else Items()
    if match is None or is_name(item) or not inner.names:
        return Places((PlaceMention(item),))
    outer = match.groupdict().get("outer")
    inside = outer.strip() if outer else None
    return Places(tuple(PlaceMention(name, inside, inside is None) for name in inner.names), inner.open_ended)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a cell between two separators, and whether the separator before it always parts names."""

    start: int
    end: int
    after_strong: bool


def _pieces(text: str) -> list[_Piece]:
    """`text` cut at every separator outside parentheses, empty stretches left out."""
    depth = start = 0
    strong = True
    pieces = []
    separators = {match.start(): match for match in _SPLIT.finditer(text)}
    for position, character in enumerate(text + ","):
        depth += (character in "(（") - (character in ")）" and depth > 0)
        separator = separators.get(position)
        if position == len(text) or (separator and not depth):
            if text[start:position].strip():
                pieces.append(_Piece(start, position, strong))
                strong = False
            start = position + 1
            strong = strong or bool(separator and separator["strong"])
    return pieces


def _names(text: str, is_name: IsName) -> Iterator[str]:
    """Longest names first, from the left; neighbours that are no names stay together unless a comma parts them."""
    pieces = _pieces(text)
    index, unknown = 0, -1
    while index < len(pieces):
        known = _longest(text, pieces, index, is_name)
        if unknown >= 0 and (known or pieces[index].after_strong):
            yield text[pieces[unknown].start : pieces[index - 1].end].strip()
            unknown = -1
        if known:
            yield text[pieces[index].start : pieces[index + known - 1].end].strip()
        elif unknown < 0:
            unknown = index
        index += known or 1
    if unknown >= 0:
        yield text[pieces[unknown].start : pieces[-1].end].strip()


def _longest(text: str, pieces: list[_Piece], index: int, is_name: IsName) -> int:
    """How many pieces from `index` on make the longest name; 0 when none do."""
    for count in range(len(pieces) - index, 0, -1):
        if is_name(text[pieces[index].start : pieces[index + count - 1].end].strip()):
            return count
    return 0
