"""Rows of the timeline: what they state, and what is said of cells that cannot be right."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import XSD

from kg.build import build
from kg.errors import RecordError
from kg.extract.timeline import COLUMNS
from kg.namespaces import KSC, SCHEMA, thing
from kg.resources import RECORDS, ROOT

if TYPE_CHECKING:
    from tests.build.conftest import Project

SUMMIT = {"row": "1", "lines": "4-6", "half": "en", "time": "25-28 April 2018", "item": "Summit"}
SUMMIT |= {"start": "2018-04-25", "end": "2018-04-28", "event": "event/asean-summit-32"}
MONTH = SUMMIT | {"time": "2018.2", "start": "2018-02", "end": ""}
PAPER = "asean-korea-centre-2018"


def write(project: Project, *rows: Mapping[str, str]) -> None:
    project.write("timeline", [{**dict.fromkeys(COLUMNS, ""), **row} for row in rows])


def test_days_are_claimed_with_the_time_cell(project: Project) -> None:
    write(project, SUMMIT)
    graph = project.graph()
    summit = thing("event/asean-summit-32")
    assert graph.value(summit, SCHEMA.startDate) == Literal("2018-04-25", datatype=XSD.date)
    assert graph.value(summit, SCHEMA.endDate) == Literal("2018-04-28", datatype=XSD.date)
    claims = list(graph.subjects(KSC.claimSubject, summit))
    assert [str(graph.value(claim, KSC.asPrinted)) for claim in claims] == ["25-28 April 2018"] * 2


@pytest.mark.parametrize(
    "cells", [MONTH, MONTH | {"time": "February 2018"}, MONTH | {"time": "2018.2 ~"}], ids=lambda row: row["time"]
)
def test_a_month_stays_a_month_and_has_no_end(project: Project, cells: Mapping[str, str]) -> None:
    write(project, cells)
    graph = project.graph()
    summit = thing("event/asean-summit-32")
    start = graph.value(summit, SCHEMA.startDate)
    assert isinstance(start, Literal)
    assert (str(start), start.datatype) == ("2018-02", XSD.gYearMonth)
    assert graph.value(summit, SCHEMA.endDate) is None


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"event": ""}, "column event: '' is no event"),
        ({"event": "event/nowhere"}, "column event: 'event/nowhere' is no event"),
        ({"event": "city/phuket"}, "column event: 'city/phuket' is no event"),
        ({"time": "in spring"}, "column time: 'in spring' is no time"),
        ({"start": "2018-04"}, "column start: '2018-04' is not what the time cell says"),
        ({"end": ""}, "column end: '' is not what the time cell says"),
        ({"lines": "61"}, "column lines: 61 lies outside the document"),
    ],
)
def test_what_is_wrong_with_a_timeline(project: Project, cells: Mapping[str, str], finding: str) -> None:
    write(project, {**SUMMIT, **cells})
    with pytest.raises(RecordError) as caught:
        build(project.root)
    assert [f"{found.where.rpartition(', ')[2]}: {found.message}" for found in caught.value.findings] == [finding]


def test_the_real_timeline_dates_eight_events_in_both_halves() -> None:
    graph = Graph()
    text = build(ROOT).files[ROOT / "data" / f"{PAPER}.ttl"]
    graph.parse(data=text, format="turtle")
    passages = set(graph.subjects(KSC.inTable, Literal("timeline")))
    claims = {claim for passage in passages for claim in graph.subjects(KSC.evidence, passage)}
    assert (len(passages), len(claims)) == (16, 20)
    assert {graph.value(claim, KSC.claimPredicate) for claim in claims} == {SCHEMA.startDate, SCHEMA.endDate}
    assert len({graph.value(claim, KSC.claimSubject) for claim in claims}) == 8


@pytest.mark.parametrize(("half", "first", "last"), [("en", 94, 141), ("ko", 1672, 1722)])
def test_no_date_of_the_chart_is_also_recorded_by_hand(half: str, first: int, last: int) -> None:
    with (RECORDS / PAPER / "timeline.csv").open(encoding="utf-8") as file:
        events = {row["event"] for row in csv.DictReader(file)}
    with (RECORDS / PAPER / f"facts-{half}.csv").open(encoding="utf-8") as file:
        dated = [row for row in csv.DictReader(file) if row["property"] in ("start_date", "end_date")]
    inside = [row for row in dated if first <= int(row["lines"].partition("-")[0]) <= last]
    assert [row["subject"] for row in inside if row["subject"] in events] == []
