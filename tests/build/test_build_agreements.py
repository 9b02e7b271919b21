"""Rows of agreements.csv: what they state, and what is said of cells that cannot be right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD

from kg.build import build
from kg.errors import RecordError
from kg.namespaces import KSC, concept, thing

if TYPE_CHECKING:
    from tests.build.conftest import Project

NODE = thing("agreement/2019-08-lh-hue-mou")


def test_a_row_states_its_sides_place_type_and_month(project: Project) -> None:
    project.agreements()
    graph = project.graph()
    assert graph.value(NODE, KSC.hasKoreanParty) == thing("organisation/lh")
    assert graph.value(NODE, KSC.hasPartnerParty) == thing("organisation/hue")
    assert graph.value(NODE, KSC.targetsPlace) == thing("city/ha-noi")
    assert graph.value(NODE, KSC.concernsCountry) == thing("country/vietnam")
    assert graph.value(NODE, KSC.agreementType) == concept("agreement-type", "mou")
    assert graph.value(NODE, KSC.dateSigned) == Literal("2019-08", datatype=XSD.gYearMonth)


def test_a_month_has_day_bounds_for_sorting(project: Project) -> None:
    project.agreements({"signed": "'20.2"})
    graph = project.graph()
    assert str(graph.value(NODE, KSC.signedNotBefore)) == "2020-02-01"
    assert str(graph.value(NODE, KSC.signedNotAfter)) == "2020-02-29"


def test_a_planned_agreement_has_no_signing_date(project: Project) -> None:
    project.agreements({"category": "예정", "signed": "'19.12(예정)"})
    graph = project.graph()
    assert graph.value(NODE, KSC.dateSigned) is None
    assert graph.value(NODE, KSC.signedNotBefore) is None
    assert str(graph.value(NODE, KSC.datePlanned)) == "2019-12"
    assert graph.value(NODE, KSC.stage) == concept("stage", "planned")
    # 예정 is printed in the column of levels, but it is a stage: the level is not known.
    assert graph.value(NODE, KSC.agreementLevel) is None


def test_a_day_keeps_its_precision(project: Project) -> None:
    project.agreements({"signed": "'19.11.25"})
    assert project.graph().value(NODE, KSC.dateSigned) == Literal("2019-11-25", datatype=XSD.date)


def test_the_title_that_we_translate_is_marked_as_ours(project: Project) -> None:
    project.agreements()
    graph = project.graph()
    assert {str(title) for title in graph.objects(NODE, DCTERMS.title)} == {
        "가상 물길 정비 양해각서",
        "Memorandum of understanding on invented waterways",
    }
    assert concept("label-origin", "en-translated") in set(graph.objects(NODE, KSC.labelOrigin))
    assert len(list(graph.objects(NODE, SKOS.prefLabel))) == 2


def test_several_places_and_an_open_end_are_kept(project: Project) -> None:
    project.agreements({"place": "하노이, 다낭 등"})
    graph = project.graph()
    assert set(graph.objects(NODE, KSC.targetsPlace)) == {thing("city/ha-noi"), thing("city/da-nang")}
    assert graph.value(NODE, KSC.openEndedPlaces) == Literal(True)


def test_a_place_inside_another_states_both(project: Project) -> None:
    project.agreements({"country": "미얀마", "place": "양곤(달라)", "partner": "양곤주"})
    graph = project.graph()
    assert set(graph.objects(NODE, KSC.targetsPlace)) == {thing("district/dala")}
    assert thing("city/yangon") in set(graph.objects(thing("district/dala"), KSC.within))


def test_one_name_links_by_the_country_of_its_row(project: Project) -> None:
    project.agreements({"country": "캄보디아", "place": "-", "partner": "내무부"})
    assert project.graph().value(NODE, KSC.hasPartnerParty) == thing("organisation/moi-cambodia")


def test_every_cell_is_a_claim_with_its_printed_form_and_line(project: Project) -> None:
    project.agreements()
    graph = project.graph()
    claims = {
        (graph.value(claim, KSC.claimPredicate), str(graph.value(claim, KSC.asPrinted)))
        for claim in graph.subjects(KSC.claimSubject, NODE)
    }
    assert (KSC.hasKoreanParty, "LH") in claims
    assert (KSC.dateSigned, "'19.08") in claims
    assert (KSC.occasionType, "별도") in claims
    passage = URIRef("https://w3id.org/ksc/id/passage/molit-2019-11-25-agreements-1")
    assert graph.value(passage, KSC.firstLine) == Literal(12)
    selector = graph.value(passage, URIRef("http://www.w3.org/ns/oa#hasSelector"))
    text = str(graph.value(selector, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")))
    assert text.startswith("line=11,12;length=900,UTF-8;md5=")


BAD = [
    ({"korean_party": "한국도로공단"}, "korean_party", "not a known organisation"),
    ({"signed": "'19.13"}, "signed", "no month or day"),
    ({"partner": ""}, "partner", "the cell is empty"),
    ({"category": "예정", "signed": "'19.11"}, "signed", "planned agreement"),
    ({"type": "MOB"}, "type", "not a known agreement type"),
    ({"country": "베트넘"}, "country", "not a known country"),
    ({"place": "방콕"}, "place", "not a known place"),
    ({"title_en": ""}, "title_en", "English title is missing"),
    ({"lines": "120"}, "lines", "outside the document"),
    ({"slug": "LH Hue"}, "slug", "no agreement slug"),
    ({"event": "event/no-such"}, "event", "is not an event"),
]


@pytest.mark.parametrize(("change", "column", "says"), BAD, ids=[next(iter(change)) for change, _, _ in BAD])
def test_a_cell_that_cannot_be_right_is_one_line_with_its_place(
    project: Project, change: Mapping[str, str], column: str, says: str
) -> None:
    path = project.agreements(change)
    with pytest.raises(RecordError) as caught:
        build(project.root)
    lines = str(caught.value).splitlines()
    assert any(line.startswith(f"{path}:2: row 1, column {column}: ") and says in line for line in lines)


def test_every_bad_row_is_reported_at_once(project: Project) -> None:
    project.agreements({"signed": "'19.13"}, {"row": "2", "slug": "2019-08-lh-hue-mou-2", "partner": ""})
    with pytest.raises(RecordError) as caught:
        build(project.root)
    assert len(caught.value.findings) == 2


def test_a_slug_names_one_agreement(project: Project) -> None:
    project.agreements({}, {"row": "2"})
    with pytest.raises(RecordError, match="stands twice"):
        build(project.root)


def test_nothing_is_written_when_a_record_is_bad(project: Project, tmp_path: Path) -> None:
    project.agreements({"signed": "'19.13"})
    with pytest.raises(RecordError):
        build(project.root)
    assert not (tmp_path / "data").exists()
