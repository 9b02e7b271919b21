"""What the cooperation covers: the answers of a few canned queries, cut and joined for the pictures of one page."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from api.questions import columns
from api.questions.coverage_texts import TEXTS
from api.questions.page import rows_of
from api.questions.table import Cell, Head, ResultTable, Row, table_of
from api.service import Service
from kg.catalogue import CannedQuery

# The queries behind the pictures; a section whose query is not in the catalogue is left out.
CITIES: Final = "pilot-cities"
AGREEMENTS: Final = "agreements"
EVENTS: Final = "events"
NETWORK: Final = "cooperation-network"
NO_COUNTRY: Final = "countries-without-agreement"
NO_CITY: Final = "cities-without-agreement"
ANSWERED: Final = "project-agreement-matches"
_ALL: Final = (CITIES, AGREEMENTS, EVENTS, NETWORK, NO_COUNTRY, NO_CITY, ANSWERED)
_PLANNED: Final = {"en": "planned", "ko": "예정"}
Answers = Mapping[str, tuple[CannedQuery, list[Row]]]


@dataclass(frozen=True, slots=True)
class Section:
    """A picture with its finding and its table; `query` is the one behind it."""

    key: str
    title: str
    finding: str
    view: str
    query: str
    table: ResultTable


async def sections(service: Service, lang: str) -> list[Section]:
    """All sections, in order."""
    known = [service.catalogue.get(name) for name in _ALL if service.catalogue.has(name)]
    answers = dict(zip([query.name for query in known], await _ask(service, known, lang), strict=True))
    page = _Page(service, lang, answers)
    made = (
        page.cities(),
        page.countries(),
        page.timeline(),
        page.plain("network", NETWORK, "network"),
        page.plain("no_country", NO_COUNTRY, "table"),
        page.plain("no_city", NO_CITY, "table", ("city", "country", "projects")),
        page.plain("answered", ANSWERED, "table", ("city", "project", "project_field", "agreement", "stage")),
    )
    return [section for section in made if section is not None]


async def _ask(service: Service, queries: Sequence[CannedQuery], lang: str) -> list[tuple[CannedQuery, list[Row]]]:
    async def ask(query: CannedQuery) -> tuple[CannedQuery, list[Row]]:
        text = query.with_values({"lang": ox.Literal(lang)}) if "lang" in query.params else query.text
        return query, await rows_of(service, query, text)

    return await asyncio.gather(*map(ask, queries))


class _Page:
    """Makes sections from answers."""

    def __init__(self, service: Service, lang: str, answers: Answers) -> None:
        self._service, self._lang, self._answers = service, lang, answers

    def cities(self) -> Section | None:
        """The pilot cities on a map, by their number of agreements."""
        table = self._table(CITIES, ("city", "country", "agreements"))
        if table is None:
            return None
        some = sum(1 for row in table.rows if row[-1].value not in ("", "0"))
        return self._section("map", "map", CITIES, table, some=some, all=len(table.rows))

    def countries(self) -> Section | None:
        """The agreements with each country, by type; one whose type is disputed counts as a type of its own."""
        table = self._table(AGREEMENTS, ("country", "type"))
        if table is None:
            return None
        names = [name for name, _ in Counter(row[1].text for row in table.rows).most_common()]
        counts = Counter((part, row[1].text) for row in table.rows for part in row[0].parts)
        totals = Counter(part for row in table.rows for part in row[0].parts)
        order = sorted(totals, key=lambda part: (-totals[part], part.text))
        total = Head("agreements", columns.head("agreements", self._lang), "number", "count")
        heads = [table.heads[0], *(Head(name, name, "number", "count") for name in names), total]
        rows = [
            [Cell((part,)), *(Cell.of(str(counts[part, name])) for name in names), Cell.of(str(totals[part]))]
            for part in order
        ]
        pivot = ResultTable(heads, rows, [])
        figures = {"agreements": len(table.rows), "countries": len(rows), "most": order[0].text if order else ""}
        return self._section("countries", "bar", AGREEMENTS, pivot, **figures)

    def timeline(self) -> Section | None:
        """Agreements and events in one list."""
        if not {AGREEMENTS, EVENTS} <= self._answers.keys():
            return None
        agreements, events = self._answers[AGREEMENTS][1], self._answers[EVENTS][1]
        rows = [
            *(self._moment(row, "agreement", "signed", "title", "agreement_iri") for row in agreements),
            *(self._moment(row, "event", "start", "event", "event_iri") for row in events),
        ]
        rows.sort(key=lambda row: row.get("start", {}).get("value", "9"))
        names = ("start", "end", "group", "title", "title_iri")
        table = table_of(names, rows, self._service.index, self._lang)
        return self._section("timeline", "timeline", EVENTS, table, agreements=len(agreements), events=len(events))

    def plain(self, key: str, name: str, view: str, only: Sequence[str] = ()) -> Section | None:
        """An answer as it is, or some of its columns."""
        table = self._table(name, only)
        return self._section(key, view, name, table, count=len(table.rows)) if table else None

    def _moment(self, row: Row, what: str, start: str, title: str, iri: str) -> Row:
        planned = row.get("stage", {}).get("value") == _PLANNED[self._lang]
        group = f"planned_{what}" if planned else {"agreement": "signed_agreement", "event": "held_event"}[what]
        found = {"start": row.get(start), "end": row.get("end"), "title": row.get(title), "title_iri": row.get(iri)}
        found["group"] = {"type": "literal", "value": TEXTS[group][self._lang]}
        return {name: term for name, term in found.items() if term is not None}

    def _table(self, name: str, only: Sequence[str] = ()) -> ResultTable | None:
        """The table of an answer, with just these columns, in this order, where some are named."""
        if name not in self._answers:
            return None
        query, rows = self._answers[name]
        table = table_of(query.columns, rows, self._service.index, self._lang)
        places = {head.name: at for at, head in enumerate(table.heads)}
        kept = [places[column] for column in only or places]
        return replace(
            table,
            heads=[table.heads[at] for at in kept],
            rows=[[row[at] for at in kept] for row in table.rows],
        )

    def _section(self, key: str, view: str, query: str, table: ResultTable, **figures: object) -> Section:
        title, finding = TEXTS[key][self._lang], TEXTS[f"{key}_finding"][self._lang]
        return Section(key, title, finding.format(**figures), view, query, table)
