"""Flattened tables of an invented paper: no country, city or person in it exists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.documents import Document
from kg.errors import ExtractError
from kg.extract import ascn_paper, special_provisions
from kg.extract.model import Extraction
from kg.names import Entity, Names

Read = Callable[..., Extraction]


def entity(id_: str, ko: str, en: str, *more: str, country: str = "") -> Entity:
    return Entity(id_, "", ko, en, (ko, en, *more), f"country/{country}" if country else "", "")


NAMES = Names(
    [
        entity("country/garam", "가람", "New Garam"),
        entity("country/nuri", "누리", "Nuri"),
        entity("city/solnae", "솔내", "Solnae Bay", country="garam"),
        entity("city/dallae", "달래", "Dallae", country="garam"),
        entity("city/nuri", "누리", "Nuri", country="nuri"),
        entity("initiative/solnae-ferries", "나룻배", "Quiet Ferries for Bays", country="garam"),
        entity("initiative/solnae-kiosk", "쉼터 (솔내)", "River Kiosk (Solnae Bay)", country="garam"),
        entity("initiative/dallae-kiosk", "쉼터 (달래)", "River Kiosk (Dallae)", country="garam"),
        entity("initiative/nuri-bell", "종", "Bell", country="nuri"),
        entity("field/port", "나루터", "harbour works"),
        entity("field/boats", "배", "boats"),
        entity("role/nr", "국가대표", "National Representative", "NR", "ASCN 국가대표"),
        entity("role/csco", "최고책임자", "Chief Officer", "CSCO", "스마트시티 최고책임자"),
        entity("role/asec-representative", "사무국 대표", "ASEC Representative"),
        entity("organisation/league", "물길연합", "Water League"),
        entity("organisation/quay", "부두국", "Quay Office", country="garam"),
        entity("organisation/harbours", "나루부", "Ministry of Harbours", country="garam"),
        entity("person/bada-han", "한바다", "Bada Han", country="garam"),
        entity("person/bada-han-seo", "서바다", "Bada Han Seo", country="garam"),
        entity("person/pyo-iseul", "표이슬", "Pyo Iseul"),
        entity("person/on-nuri", "온누리", "On Nuri", country="nuri"),
        entity("indicator/gdp-per-capita", "1인당 소득", "Income per head"),
        entity("unit/usd", "달러", "dollar", "USD"),
        entity("geographic-scope/metro-area", "대도시권", "metropolitan area", "metro area"),
        entity("organisation/bureau", "통계국", "Bureau of Counting"),
        entity("law/ferry-act", "나룻배법", "Ferry Act"),
        entity("law/special-provision-ferry", "나룻배 특례", "Special provision on ferries"),
    ]
)
CITIES = (
    "Annex 1. Cities (Paper)",
    "",
    "States",
    "City Projects Classification",
    "",
    "1",
    "",
    "New",
    "Garam",
    "Solnae Bay",
    "",
    "-Quiet Ferries",
    "for Bays",
    "-River Kiosk",
    "boats,",
    "harbour",
    "works",
    "2 Dallae (Pending)",
    "3 Nuri Nuri -Bell boats,",
)
SEATS = (
    "Annex 2. Officers (NR)",
    "Country Role Name Title",
    "Water League",
    "ASEC",
    "Representative",
    "Pyo Iseul",
    "Head",
    "New",
    "Garam",
    "NR H.E. Bada Han",
    "Seo",
    "Secretary of the",
    "Ministry of Harbours",
    "CSCO (Solnae",
    "Bay)",
    "Bada Han Director, Quay Office, Ministry",
    "of Harbours",
    "27",
    "Nuri",
    "NR N/A N/A",
    "CSCO On Nuri Mayor",
)
FIGURES = (
    "Annex 3. Figures",
    "States Income per head",
    "(2031, USD) Cities",
    "New",
    "Garam",
    "1,234.5 Solnae Bay 1,395",
    "Dallae (metro area) 18",
    "Nuri 22,222.0 Nuri 7",
    "(Source: Bureau of Counting)",
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def extract(*lines: str) -> Extraction:
        path = tmp_path / "p.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return ascn_paper.extract(Document.read(path), NAMES)

    return extract


def rows(extraction: Extraction, table: str, *columns: str) -> list[tuple[str, ...]]:
    found = next((t.rows for t in extraction.tables if t.name == table), ())
    return [tuple(row[column] for column in columns) for row in found]


def listed(extraction: Extraction) -> list[str]:
    return [str(finding).partition("p.txt:")[2] for finding in extraction.findings]


def test_cities_and_countries_are_told_apart(read: Read) -> None:
    extraction = read(*CITIES)
    assert listed(extraction) == []
    assert rows(extraction, "pilot-cities", "lines", "number", "country", "city", "note", "classification") == [
        ("6-17", "1", "New Garam", "Solnae Bay", "", "boats, harbour works"),
        ("18", "2", "", "Dallae", "(Pending)", ""),
        ("19", "3", "Nuri", "Nuri", "", "boats,"),
    ]
    assert rows(extraction, "pilot-cities", "of_country") == [("New Garam",), ("New Garam",), ("Nuri",)]


def test_wrapped_projects_are_joined_and_named_by_their_city(read: Read) -> None:
    assert rows(read(*CITIES), "priority-projects", "lines", "project", "slug") == [
        ("12-13", "Quiet Ferries for Bays", "solnae-ferries"),
        ("14", "River Kiosk", "solnae-kiosk"),
        ("19", "Bell", "nuri-bell"),
    ]


def test_without_a_column_of_classifications_every_word_is_the_project(read: Read) -> None:
    lines = [line.replace(" Classification", "") for line in CITIES[:-2]]
    extraction = read(*lines)
    assert rows(extraction, "priority-projects", "project")[1] == ("River Kiosk boats, harbour works",)
    assert listed(extraction) == [
        "14: column project: 'River Kiosk boats, harbour works' is not a known project of Solnae Bay; "
        "name it in records/reference/initiatives.csv"
    ]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("2 Dalle", "18: column city: 'Dalle' is not a known city of the country above"),
        ("2 Nuri", "18: column city: 'Nuri' is not a known city of the country above"),
        ("4 Dallae", "18: column number: row 4 stands where 2 comes next"),
        ("1", "18: '1' belongs to no cell"),
        ("2 Dallae -Bell", "18: column project: 'Bell' is not a known project of Dallae"),
    ],
)
def test_what_is_wrong_with_a_row_of_cities(read: Read, line: str, finding: str) -> None:
    assert [entry[: len(finding)] for entry in listed(read(*CITIES[:17], line))] == [finding]


def test_seats_names_and_positions_are_told_apart(read: Read) -> None:
    extraction = read(*SEATS)
    assert listed(extraction) == []
    assert rows(extraction, "officials", "lines", "country", "role", "seat_city", "name", "position") == [
        ("3-7", "Water League", "ASEC Representative", "", "Pyo Iseul", "Head"),
        ("8-13", "New Garam", "NR", "", "H.E. Bada Han Seo", "Secretary of the Ministry of Harbours"),
        ("14-17", "", "CSCO", "Solnae Bay", "Bada Han", "Director, Quay Office, Ministry of Harbours"),
        ("19-20", "Nuri", "NR", "", "N/A", "N/A"),
        ("21", "", "CSCO", "", "On Nuri", "Mayor"),
    ]
    assert rows(extraction, "officials", "of_country")[2] == ("New Garam",)
    assert [note.partition(";")[0] for note in extraction.notes] == [
        "line 4, column position: 'Head' ends with no known organisation",
        "line 21, column position: 'Mayor' ends with no known organisation",
    ]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("CSCO (Dallae) Bada Hon Mayor", "14: column name: 'Bada Hon Mayor' begins with no known person"),
        ("CSCO (Dalle) Bada Han Mayor", "14: column seat_city: 'Dalle' is not a known city of New Garam"),
        ("CSCO (Dallae) On Nuri Mayor", "14: column name: 'On Nuri Mayor' begins with no known person"),
        ("CSCO (Dallae) Bada Han Head, Bell Office", "14: column position: 'Head, Bell Office' ends with no known"),
    ],
)
def test_what_is_wrong_with_a_row_of_officials(read: Read, line: str, finding: str) -> None:
    assert [entry[: len(finding)] for entry in listed(read(*SEATS[:13], line))] == [finding]


def test_figures_follow_their_names(read: Read) -> None:
    extraction = read(*FIGURES)
    assert listed(extraction) == []
    columns = ("lines", "country", "gdp_per_capita", "city", "scope", "population_density")
    assert rows(extraction, "city-figures", *columns) == [
        ("4-6", "New Garam", "1,234.5", "Solnae Bay", "", "1,395"),
        ("7", "", "", "Dallae", "metro area", "18"),
        ("8", "Nuri", "22,222.0", "Nuri", "", "7"),
    ]
    assert rows(extraction, "city-figures-heading", "lines", "kind", "printed", "value") == [
        ("2-3", "indicator", "Income per head", "indicator/gdp-per-capita"),
        ("3", "year", "2031", "2031"),
        ("3", "unit", "USD", "unit/usd"),
        ("9", "source", "Bureau of Counting", "organisation/bureau"),
    ]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("Dalle 18", "7: column city: 'Dalle' is not a known city of New Garam"),
        ("18", "7: '18' follows no name"),
        ("Dallae (old town) 18", "7: column scope: 'old town' is not a known geographic scope"),
        ("Dallae", "7: 'Dallae' has no figure after it"),
    ],
)
def test_what_is_wrong_with_a_row_of_figures(read: Read, line: str, finding: str) -> None:
    assert listed(read(*FIGURES[:6], line)) == [finding]


def test_the_english_half_ends_where_the_korean_begins(read: Read) -> None:
    extraction = read(*FIGURES[:6], "물길 도시 이야기 3", "", "첨부 3. 수치", "국가", "가람 1,234.5 솔내 1,395")
    assert rows(extraction, "city-figures", "half", "lines", "country") == [
        ("en", "4-6", "New Garam"),
        ("ko", "11", "가람"),
    ]


def test_the_paper_is_recognised_by_its_three_headings(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "q.txt"
    path.write_text("\n".join((*CITIES, *SEATS)), encoding="utf-8")
    assert not ascn_paper.recognises(Document.read(path))
    path.write_text("\n".join((*CITIES, *SEATS, *FIGURES)), encoding="utf-8")
    assert ascn_paper.recognises(Document.read(path))
    with pytest.raises(ExtractError, match="no heading of an annex"):
        read("Annexe 1 is missing")


PROVISIONS = (
    " < 물길 특례(2개) 주요내용 >",
    "구분 새길 특례 주요내용 관계법령",
    "",
    "고침",
    "완료",
    "(‘31.7월)",
    "나룻배 노를 젓지 않아도 되는 배 허용 나룻배법 등",
    "□ 그밖에",
    "나룻배 이야기 나룻배법",
)


@pytest.fixture
def provisions(tmp_path: Path) -> Read:
    def extract(*lines: str) -> Extraction:
        path = tmp_path / "p.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return special_provisions.extract(Document.read(path), NAMES)

    return extract


def test_a_provision_has_its_status_and_law_and_no_sentence(provisions: Read) -> None:
    extraction = provisions(*PROVISIONS)
    assert listed(extraction) == []
    columns = ("lines", "status", "status_lines", "name", "related_law", "slug")
    assert rows(extraction, "special-provisions", *columns) == [
        ("7", "고침 완료 (‘31.7월)", "4-6", "나룻배", "나룻배법 등", "special-provision-ferry")
    ]


def test_what_is_wrong_with_provisions(provisions: Read) -> None:
    assert listed(provisions(PROVISIONS[1], "돛배 허용 나룻배법", "돛배 허용 돛배법")) == [
        "2: column name: '돛배' is not a known special provision; name it in laws.csv",
        "2: column status: no status stands above the row",
        "3: '돛배 허용 돛배법' ends with no known law, and no row comes after it",
    ]
    with pytest.raises(ExtractError, match="no heading of a table of special provisions"):
        provisions("구분")
