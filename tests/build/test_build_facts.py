"""Fact tables and disagreements: what is asserted, what is only claimed, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from rdflib import Literal
from rdflib.namespace import XSD

from kg.build import build
from kg.errors import RecordError
from kg.namespaces import ELI, KSC, SCHEMA, concept, thing

if TYPE_CHECKING:
    from tests.build.conftest import Project

EVENT = "event/asean-rok-smart-city-fair-2019"
START = {"subject": EVENT, "property": "start_time"}
TWO_TIMES = (
    {**START, "value": "09:30", "printed": "9:30"},
    {**START, "lines": "5", "value": "09:50", "printed": "09:50"},
)


def test_a_fact_is_a_statement_and_a_claim(project: Project) -> None:
    project.facts({})
    graph = project.graph()
    lh = thing("organisation/lh")
    assert thing("city/sejong") in set(graph.objects(lh, KSC.locatedIn))
    claim = graph.value(predicate=KSC.claimSubject, object=lh)
    assert graph.value(claim, KSC.claimObject) == thing("city/sejong")
    assert graph.value(claim, KSC.rank) == concept("claim-rank", "normal")


def test_one_statement_at_two_places_is_two_claims(project: Project) -> None:
    project.facts({}, {"lines": "9"})
    graph = project.graph()
    assert len(list(graph.subjects(KSC.claimSubject, thing("organisation/lh")))) == 2


def test_a_date_is_as_precise_as_written(project: Project) -> None:
    project.facts({"subject": EVENT, "property": "start_date", "value": "2019-11"})
    assert (thing(EVENT), SCHEMA.startDate, Literal("2019-11", datatype=XSD.gYearMonth)) in project.graph()


BAD = [
    ({"subject": "organisation/no-such"}, "subject", "is not an entity"),
    ({"value": "city/no-such"}, "value", "is not an entity"),
    ({"property": "lies_near"}, "property", "is no record name"),
    ({"printed": ""}, "printed", "missing"),
    ({"printed": "가" * 61}, "printed", "too long"),
    ({"lines": "9-3"}, "lines", "outside the document"),
    ({"lines": "nine"}, "lines", "names no lines"),
    ({"half": "en"}, "half", "is no half"),
    ({"property": "start_date", "value": "2019-13"}, "value", "no day of the calendar"),
    ({"property": "start_date", "value": "2019-02-30"}, "value", "no day of the calendar"),
    ({"property": "stage", "value": "finished"}, "value", "no concept of the scheme stage"),
    ({"property": "name", "value": "이름"}, "value", "has no language"),
    ({"property": "closed_to_press", "value": "yes"}, "value", "no boolean"),
    ({"property": "sequence", "value": "one"}, "value", "no integer"),
]


@pytest.mark.parametrize(("change", "column", "says"), BAD)
def test_a_bad_fact_is_one_line_with_its_place(
    project: Project, change: Mapping[str, str], column: str, says: str
) -> None:
    path = project.facts(change)
    with pytest.raises(RecordError) as caught:
        build(project.root)
    (finding,) = caught.value.findings
    assert finding.where == f"{path}:2: row 1, column {column}"
    assert says in finding.message


def test_two_values_where_one_is_allowed_are_refused_unless_explained(project: Project) -> None:
    project.facts(*TWO_TIMES)
    with pytest.raises(RecordError, match="has several values"):
        build(project.root)


def test_without_a_verdict_neither_value_is_asserted_and_both_are_claimed(project: Project) -> None:
    project.facts(*TWO_TIMES)
    project.discrepancy(compares=f"{EVENT} start_time", verdict="unresolved")
    graph = project.graph()
    assert graph.value(thing(EVENT), KSC.startTime) is None
    claims = list(graph.subjects(KSC.claimSubject, thing(EVENT)))
    assert {graph.value(claim, KSC.rank) for claim in claims} == {concept("claim-rank", "normal")}
    assert set(graph.objects(thing("discrepancy/d"), KSC.involvesClaim)) == set(claims)
    assert (claims[0], KSC.conflictsWith, claims[1]) in graph


def test_with_a_verdict_only_the_preferred_value_is_asserted(project: Project) -> None:
    project.facts(*TWO_TIMES)
    project.discrepancy(compares=f"{EVENT} start_time", verdict="preferred", preferred="09:50:00")
    graph = project.graph()
    assert [str(time) for time in graph.objects(thing(EVENT), KSC.startTime)] == ["09:50:00"]
    ranks = {
        str(graph.value(claim, KSC.claimValue)): graph.value(claim, KSC.rank)
        for claim in graph.subjects(KSC.claimSubject, thing(EVENT))
    }
    assert ranks["09:50:00"] == concept("claim-rank", "preferred")
    assert ranks["09:30:00"] == concept("claim-rank", "deprecated")


def test_compatible_claims_all_stand(project: Project) -> None:
    rows = ({"value": "city/sejong"}, {"value": "city/busan", "lines": "7", "printed": "부산"})
    project.facts(*rows)
    project.discrepancy(compares="organisation/lh located_in", verdict="compatible")
    assert len(set(project.graph().objects(thing("organisation/lh"), KSC.locatedIn))) == 2


def test_the_more_precise_of_two_dates_is_asserted(project: Project) -> None:
    start = {"subject": EVENT, "property": "start_date"}
    project.facts({**start, "value": "2019-11"}, {**start, "lines": "8", "value": "2019-11-25"})
    graph = project.graph()
    assert [str(day) for day in graph.objects(thing(EVENT), SCHEMA.startDate)] == ["2019-11-25"]
    assert len(list(graph.subjects(KSC.claimSubject, thing(EVENT)))) == 2


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"compares": f"{EVENT} end_time", "verdict": "unresolved"}, "no record claims"),
        ({"compares": f"{EVENT} start_time", "verdict": "maybe"}, "is no verdict"),
        ({"compares": f"{EVENT} start_time", "verdict": "preferred", "preferred": "10:00"}, "no claim says"),
        ({"compares": f"{EVENT} begins", "verdict": "unresolved"}, "is no record name"),
    ],
)
def test_a_discrepancy_that_fits_no_claims_is_refused(project: Project, cells: dict[str, str], says: str) -> None:
    project.facts(*TWO_TIMES)
    project.discrepancy(**cells)
    with pytest.raises(RecordError, match=says):
        build(project.root)


def test_eli_terms_are_reachable_by_record_name(project: Project) -> None:
    project.facts({"subject": EVENT, "property": "first_date_entry_in_force", "value": "2019-02"})
    assert (thing(EVENT), ELI.first_date_entry_in_force, None) in project.graph()
