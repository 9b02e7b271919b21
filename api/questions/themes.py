"""The canned queries by theme: the first tag of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.catalogue import CannedQuery

# In the order in which pages list them.
THEMES: Final[dict[str, dict[str, str]]] = {
    "agreements": {"en": "Agreements", "ko": "협약"},
    "cities": {"en": "Pilot cities and opportunities", "ko": "시범도시와 협력 기회"},
    "initiatives": {"en": "Initiatives", "ko": "사업"},
    "money": {"en": "Money", "ko": "금액"},
    "people": {"en": "People and offices", "ko": "사람과 직책"},
    "organisations": {"en": "Organisations", "ko": "기관"},
    "events": {"en": "Events", "ko": "행사"},
    "law": {"en": "Law", "ko": "법"},
    "evidence": {"en": "Evidence and disagreements", "ko": "근거와 불일치"},
}
# What a first reader asks comes first in its theme.
_FIRST: Final = (
    *("agreements-by-occasion", "agreements-by-country", "agreements", "countries-without-agreement"),
    *("city-agreements", "cities-without-agreement", "opportunities", "priority-projects"),
    *("pilot-city-investment", "amounts", "money-by-initiative", "officials", "person-offices"),
    *("events", "event-attendance", "discrepancies", "fact-sources", "documents"),
)


def by_theme(queries: Iterable[CannedQuery], lang: str) -> list[tuple[str, str, list[CannedQuery]]]:
    """Each theme that has queries: its tag, its name, its queries: what is asked first, then by question.

    A theme of no name goes by its tag.
    """
    found: dict[str, list[CannedQuery]] = {theme: [] for theme in THEMES}
    for query in sorted(queries, key=lambda query: (_place(query), query.question[lang])):
        found.setdefault(query.tags[0] if query.tags else "", []).append(query)
    return [(theme, THEMES.get(theme, {}).get(lang, theme), members) for theme, members in found.items() if members]


def _place(query: CannedQuery) -> int:
    return _FIRST.index(query.name) if query.name in _FIRST else len(_FIRST)


def related(query: CannedQuery, queries: Iterable[CannedQuery], most: int = 5) -> list[CannedQuery]:
    """The queries most like this one: of its tags, then with its columns."""

    def likeness(other: CannedQuery) -> tuple[int, int]:
        return len({*query.tags} & {*other.tags}), len({*query.columns} & {*other.columns})

    others = [other for other in queries if other.name != query.name and likeness(other)[0]]
    return sorted(others, key=likeness, reverse=True)[:most]
