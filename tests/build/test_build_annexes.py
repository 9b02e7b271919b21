"""Rows of the annexes of 2018: what they state, and what is said of cells that cannot be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, RDF, XSD

from kg.build import build
from kg.errors import RecordError
from kg.extract.city_figures import COLUMNS as FIGURES
from kg.extract.city_figures import HEADING_COLUMNS as HEADING
from kg.extract.officials import COLUMNS as OFFICIALS
from kg.extract.pilot_cities import CITY_COLUMNS as CITIES
from kg.extract.pilot_cities import PROJECT_COLUMNS as PROJECTS
from kg.extract.special_provisions import COLUMNS as PROVISIONS
from kg.namespaces import ELI, KSC, SCHEMA, concept, thing
from kg.resources import ROOT

if TYPE_CHECKING:
    from tests.build.conftest import Project

PHUKET = {"row": "1", "lines": "4-6", "half": "en", "country": "Thailand", "city": "Phuket"}
PLATFORM = {"row": "1", "lines": "5", "half": "en", "city": "Phuket", "project": "City Data Platform"}
PLATFORM |= {"slug": "phuket-city-data-platform", "fields": "Data"}
OFFICER = {"row": "1", "lines": "7-9", "half": "en", "country": "Thailand", "role": "CSCO", "seat_city": "Phuket"}
OFFICER |= {"name": "Seksan Phunboonmee", "position": "Analyst, Energy Policy and Planning Office, Ministry of Energy"}
FIGURE = {"row": "1", "lines": "9", "half": "en", "country": "Thailand", "gdp_per_capita": "6,593.8", "city": "Phuket"}
FIGURE |= {"population_density": "1,685"}
DRONE = {"row": "1", "lines": "6", "status": "개정 완료 (‘18.7월)", "name": "드론", "related_law": "도로교통법 등"}
DRONE |= {"status_lines": "3-5", "slug": "special-provision-drone", "stage": "realised"}
DRONE |= {"part_of": "law/smart-city-act-amendment-2018-07"}

Rows = list[Mapping[str, str]]


def write(project: Project, table: str, columns: tuple[str, ...], *rows: Mapping[str, str]) -> None:
    project.write(table, [{**dict.fromkeys(columns, ""), **row} for row in rows])


def objects(graph: Graph, subject: str, predicate: URIRef) -> set[str]:
    return {str(value).rpartition("/")[2] for value in graph.objects(thing(subject), predicate)}


def findings(project: Project) -> list[str]:
    with pytest.raises(RecordError) as caught:
        build(project.root)
    return [f"{finding.where.rpartition(', ')[2]}: {finding.message}" for finding in caught.value.findings]


def test_a_city_has_its_network_country_fields_and_note(project: Project) -> None:
    second = {"row": "2", "lines": "7", "half": "en", "city": "Chonburi", "note": "(Pending)"}
    write(project, "pilot-cities", CITIES, PHUKET | {"classification": "Smart city, education"}, second)
    graph = project.graph()
    assert objects(graph, "initiative/ascn", KSC.hasMemberCity) == {"phuket", "chonburi"}
    assert objects(graph, "city/chonburi", KSC.inCountry) == {"thailand"}
    assert objects(graph, "city/phuket", KSC.field) == {"smart-city", "education"}
    assert graph.value(thing("city/chonburi"), KSC.remark) == Literal("Pending", lang="en")


def test_evidence_of_a_half_is_that_half(project: Project) -> None:
    write(project, "pilot-cities", CITIES, PHUKET, PHUKET | {"half": "ko", "country": "태국", "city": "푸켓"})
    graph = project.graph()
    claims = list(graph.subjects(KSC.claimPredicate, KSC.hasMemberCity))
    printed = {str(graph.value(claim, KSC.asPrinted)) for claim in claims}
    assert printed == {"Phuket", "푸켓"}
    assert len({graph.value(claim, KSC.evidence) for claim in claims}) == 2


@pytest.mark.parametrize(
    ("classification", "fields", "expected"),
    [
        ("education", "", {"education"}),
        ("education,", "", set()),
        ("education, Smart city", "", set()),
        ("education", "Data", {"data"}),
        ("education", "-", {"education"}),
    ],
)
def test_the_fields_of_a_project(project: Project, classification: str, fields: str, expected: set[str]) -> None:
    write(project, "pilot-cities", CITIES, PHUKET | {"classification": classification})
    write(project, "priority-projects", PROJECTS, PLATFORM | {"fields": fields})
    graph = project.graph()
    assert objects(graph, "initiative/phuket-city-data-platform", KSC.field) == expected
    assert objects(graph, "initiative/phuket-city-data-platform", KSC.priorityProjectOf) == {"phuket"}
    name = graph.value(thing("initiative/phuket-city-data-platform"), FOAF.name)
    assert name == Literal("City Data Platform", lang="en")


def test_what_is_wrong_with_cities_and_projects(project: Project) -> None:
    write(project, "pilot-cities", CITIES, PHUKET | {"country": "Nowhere"}, PHUKET | {"city": "Ha Noi"})
    write(project, "priority-projects", PROJECTS, PLATFORM | {"city": "Bangkok"}, PLATFORM | {"slug": "ascn"})
    assert findings(project) == [
        "column country: 'Nowhere' is not a known country",
        "column city: 'Ha Noi' is not a known city of Thailand",
        "column city: 'Bangkok' is no city of pilot-cities.csv",
        "column slug: initiative/ascn is not a ksc:PriorityProject",
    ]


def test_a_holder_has_a_seat_and_a_day_job(project: Project) -> None:
    write(project, "officials", OFFICIALS, OFFICER)
    graph = project.graph()
    seat, job = (
        f"appointment/seksan-phunboonmee-{end}" for end in ("ascn-csco-phuket", "energy-policy-and-planning-office")
    )
    assert objects(graph, "post/ascn-csco-phuket", KSC.postFor) == {"phuket"}
    assert objects(graph, "post/ascn-csco-phuket", ORG.role) == {"csco"}
    assert objects(graph, seat, KSC.toPost) == {"ascn-csco-phuket"}
    assert objects(graph, seat, ORG.member) == objects(graph, job, ORG.member) == {"seksan-phunboonmee"}
    assert objects(graph, job, KSC.designation) == {"Analyst"}
    assert objects(graph, job, ORG.organization) == {"energy-policy-and-planning-office"}
    body = "organisation/energy-policy-and-planning-office"
    assert objects(graph, body, ORG.subOrganizationOf) == {"ministry-of-energy-thailand"}


def test_a_unit_is_a_unit_of_its_body(project: Project) -> None:
    cells = {"country": "Vietnam", "role": "NR", "seat_city": "", "name": "Dương Hải Hưng"}
    write(
        project,
        "officials",
        OFFICIALS,
        {**OFFICER, **cells} | {"position": "Head, ASEAN Department Ministry of Foreign Affairs"},
    )
    graph = project.graph()
    assert objects(graph, "post/ascn-nr-vietnam", KSC.postForCountry) == {"vietnam"}
    assert objects(graph, "organisation/mofa-vietnam-asean-department", ORG.unitOf) == {"mofa-vietnam"}


def test_nobody_holds_a_vacant_seat(project: Project) -> None:
    cells = {"country": "Myanmar", "role": "NR", "seat_city": "", "name": "N/A", "position": "N/A"}
    write(project, "officials", OFFICIALS, {**OFFICER, **cells})
    graph = project.graph()
    assert graph.value(thing("post/ascn-nr-myanmar"), KSC.vacant) == Literal(True)
    assert not list(graph.subjects(KSC.toPost))


def test_a_city_of_the_countrys_name_needs_no_city_cell(project: Project) -> None:
    cells = {
        "country": "싱가포르",
        "half": "ko",
        "role": "스마트시티 최고책임자",
        "seat_city": "",
        "name": "Tan Chee Hau",
    }
    write(project, "officials", OFFICIALS, {**OFFICER, **cells} | {"position": "Prime Minister’s Office"})
    assert objects(project.graph(), "post/ascn-csco-singapore", KSC.postFor) == {"singapore"}


def test_a_body_added_by_hand_may_be_a_post(project: Project) -> None:
    cells = {"country": "Cambodia", "seat_city": "Siem Reap", "name": "Ly Samreth", "position": "Deputy Governor"}
    write(project, "officials", OFFICIALS, {**OFFICER, **cells} | {"body": "post/deputy-governor-siem-reap"})
    graph = project.graph()
    job = "appointment/ly-samreth-deputy-governor-siem-reap"
    assert objects(graph, job, KSC.toPost) == {"deputy-governor-siem-reap"}
    assert objects(graph, job, KSC.designation) == {"Deputy Governor"}


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"role": "Minister"}, "column role: 'Minister' is no seat of the network"),
        ({"seat_city": "Ha Noi"}, "column seat_city: whose seat it is can't be told"),
        ({"name": "Nobody Known"}, "column name: 'Nobody Known' is not a known person"),
        ({"position": "Somebody"}, "column body: '' is no organisation and no post"),
        ({"position": "Somebody", "body": "city/phuket"}, "column body: 'city/phuket' is no organisation and no post"),
    ],
)
def test_what_is_wrong_with_officials(project: Project, cells: Mapping[str, str], finding: str) -> None:
    write(project, "officials", OFFICIALS, {**OFFICER, **cells})
    assert findings(project) == [finding]


def test_figures_and_what_stands_over_them(project: Project) -> None:
    write(project, "city-figures", FIGURES, FIGURE | {"scope": "metro area"})
    base = {"row": "1", "lines": "2", "half": "en"}
    gdp = base | {"of_column": "gdp_per_capita"}
    heading: Rows = [
        gdp | {"kind": "indicator", "printed": "GDP per capita", "value": "indicator/gdp-per-capita"},
        gdp | {"row": "2", "kind": "year", "printed": "2016", "value": "2016"},
        gdp | {"row": "3", "kind": "source", "printed": "World Bank", "value": "organisation/world-bank"},
        base
        | {"row": "4", "kind": "unit", "printed": "square kilometer", "value": "unit/per-km2"}
        | {"of_column": "population_density"},
    ]
    write(project, "city-figures-heading", HEADING, *heading)
    graph = project.graph()
    income, density = thing("observation/gdp-per-capita-thailand"), thing("observation/population-density-phuket")
    assert graph.value(income, SCHEMA.value) == Literal("6593.8", datatype=XSD.decimal)
    assert graph.value(income, KSC.referenceYear) == Literal("2016", datatype=XSD.gYear)
    assert graph.value(income, SCHEMA.variableMeasured) == concept("indicator", "gdp-per-capita")
    assert graph.value(income, DCTERMS.source) == thing("organisation/world-bank")
    assert graph.value(density, SCHEMA.observationAbout) == thing("city/phuket")
    assert graph.value(density, KSC.unit) == concept("unit", "per-km2")
    assert graph.value(density, KSC.geographicScope) == concept("geographic-scope", "metro-area")
    assert graph.value(density, KSC.referenceYear) is None


def test_what_is_wrong_with_figures(project: Project) -> None:
    write(project, "city-figures", FIGURES, FIGURE | {"population_density": "many"}, FIGURE | {"city": "Khon Kaen"})
    base = {"row": "1", "lines": "2", "half": "en", "printed": "x"}
    write(
        project,
        "city-figures-heading",
        HEADING,
        base | {"kind": "year", "value": "2016"},
        base | {"kind": "unit", "value": "unit/none", "of_column": "gdp_per_capita"},
    )
    assert findings(project) == [
        "column population_density: 'many' is no figure",
        "column population_density: observation/population-density-khon-kaen is not an observation",
        "column of_column: 'year' of '' says nothing of a column",
        "column value: 'unit/none' is not an entity or concept",
    ]


def test_a_provision_states_its_act_stage_and_bill(project: Project) -> None:
    write(project, "special-provisions", PROVISIONS, DRONE)
    graph = project.graph()
    drone = "law/special-provision-drone"
    assert objects(graph, drone, KSC.derogatesFrom) == {"road-traffic-act"}
    assert objects(graph, drone, KSC.stage) == {"realised"}
    assert objects(graph, drone, ELI.is_part_of) == {"smart-city-act-amendment-2018-07"}
    passed = graph.value(thing("law/smart-city-act-amendment-2018-07"), KSC.datePassed)
    assert passed == Literal("2018-07", datatype=XSD.gYearMonth)


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"slug": "smart-city-act"}, "column slug: law/smart-city-act is not a ksc:SpecialProvision"),
        ({"related_law": "없는법"}, "column related_law: it names no known act"),
        ({"status_lines": "x"}, "column status_lines: 'x' names no lines"),
        ({"part_of": ""}, "column part_of: '' is no amendment or bill"),
        ({"stage": "soon"}, "column stage: 'soon' is not a known stage"),
    ],
)
def test_what_is_wrong_with_provisions(project: Project, cells: Mapping[str, str], finding: str) -> None:
    write(project, "special-provisions", PROVISIONS, {**DRONE, **cells})
    assert findings(project) == [finding]


def test_the_real_records_hold_every_city_project_seat_and_figure() -> None:
    graph = Graph()
    for path, text in build(ROOT).files.items():
        if path.name in ("reference.ttl", "asean-korea-centre-2018.ttl", "joint-2018-12-26.ttl"):
            graph.parse(data=text, format="turtle")
    assert len(set(graph.objects(thing("initiative/ascn"), KSC.hasMemberCity))) == 26
    assert len(set(graph.subjects(KSC.priorityProjectOf))) == 50
    seats = set(graph.subjects(ORG.role, concept("role", "nr"))) | set(
        graph.subjects(ORG.role, concept("role", "csco"))
    )
    seats = {seat for seat in seats if "post/ascn-nr-" in str(seat) or "post/ascn-csco-" in str(seat)}
    holders = {seat: set(graph.subjects(KSC.toPost, seat)) for seat in seats}
    assert len(seats) == 36
    empty = {str(seat).rpartition("/")[2] for seat, held in holders.items() if not held}
    double = {str(seat).rpartition("/")[2] for seat, held in holders.items() if len(held) == 2}
    assert (empty, double) == ({"ascn-nr-myanmar", "ascn-csco-manila"}, {"ascn-nr-thailand", "ascn-csco-johor-bahru"})
    assert list(graph.subjects(KSC.vacant, Literal(True))) == [thing("post/ascn-nr-myanmar")]
    assert objects(graph, "post/ascn-asec-representative", KSC.postFor) == {"asean-secretariat"}
    provisions = [s for s in graph.subjects(RDF.type, KSC.SpecialProvision) if "special-provision-" in str(s)]
    assert len(provisions) == len([s for s in provisions if graph.value(s, KSC.derogatesFrom)]) == 9
