"""What extraction gives for the paper's timeline and annexes and the release of 2018, by a reading of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.documents import Document
from kg.extract.layouts import choose
from kg.extract.model import Extraction, RecordTable
from kg.names import Names
from kg.resources import RECORDS
from kg.tables import read_table

PAPER, RELEASE = "004_fb2e3961ae387eb7.txt", "003_c0d87d098d6594c3.txt"


def read(path: Path) -> Extraction:
    document = Document.read(path)
    return choose(document).extract(document, Names.load(RECORDS / "reference"))


@pytest.fixture(scope="module")
def paper(documents: Path) -> Extraction:
    return read(documents / PAPER)


@pytest.fixture(scope="module")
def release(documents: Path) -> Extraction:
    return read(documents / RELEASE)


def table(extraction: Extraction, name: str) -> RecordTable:
    return next(found for found in extraction.tables if found.name == name)


def half(extraction: Extraction, name: str, language: str) -> list[dict[str, str]]:
    return [row for row in table(extraction, name).rows if row["half"] == language]


def assert_recorded(extracted: RecordTable, folder: str) -> None:
    columns = ("row", "lines", *extracted.printed)
    recorded = read_table(RECORDS / folder / f"{extracted.name}.csv")
    assert [[row[c] for c in columns] for row in extracted.rows] == [[row[c] for c in columns] for row in recorded]


@pytest.mark.parametrize(
    "name", ["timeline", "pilot-cities", "priority-projects", "officials", "city-figures", "city-figures-heading"]
)
def test_the_records_are_what_the_paper_prints(paper: Extraction, name: str) -> None:
    assert_recorded(table(paper, name), "asean-korea-centre-2018")


def test_the_records_are_what_the_release_prints(release: Extraction) -> None:
    assert [str(finding) for finding in release.findings] == []
    assert_recorded(table(release, "special-provisions"), "joint-2018-12-26")


def test_printed_cells_stand_on_their_lines(paper: Extraction, documents: Path) -> None:
    document = Document.read(documents / PAPER)
    for printed in paper.tables:
        for row in printed.rows:
            first, _, last = row["lines"].partition("-")
            lines = "".join(document.line(n) for n in range(int(first), int(last or first) + 1))
            text = "".join(lines.split())
            for column in printed.printed:
                # The city of a project stands beside the first of them; the kind and half are ours.
                if column not in ("half", "kind", "city" if printed.name == "priority-projects" else ""):
                    assert "".join(row[column].split()) in text, (printed.name, row["row"], column)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_pilot_cities_by_country(paper: Extraction, language: str) -> None:
    assert [str(finding) for finding in paper.findings] == []
    cities = half(paper, "pilot-cities", language)
    assert [int(row["number"]) for row in cities] == list(range(1, 27))
    assert list(Counter(row["of_country"] for row in cities).values()) == [1, 3, 3, 2, 4, 3, 3, 1, 3, 3]
    projects = Counter(row["city"] for row in half(paper, "priority-projects", language))
    assert sum(projects.values()) == 50
    by_count = Counter(projects[row["city"]] for row in cities)
    assert by_count == {2: 21, 3: 2, 1: 2, 0: 1}
    assert [row["city"] for row in cities if not projects[row["city"]]] == [
        {"en": "Manila", "ko": "마닐라"}[language],
    ]


def test_cells_that_the_paper_wraps(paper: Extraction) -> None:
    cities = half(paper, "pilot-cities", "en")
    assert (cities[1]["lines"], cities[1]["classification"]) == (
        "873-888",
        "Waste management, Public space construction",
    )
    assert (cities[18]["note"], half(paper, "pilot-cities", "ko")[18]["note"]) == ("(Pending)", "(미정)")
    # Nothing is classified for Manila and Singapore, two cells break off after a comma, the Korean half has no column.
    assert [row["city"] for row in cities if not row["classification"]] == ["Manila", "Singapore"]
    assert [row["city"] for row in cities if row["classification"].endswith(",")] == ["Siem Reap", "Davao City"]
    assert not any(row["classification"] for row in half(paper, "pilot-cities", "ko"))
    projects = {row["lines"]: row["project"] for row in table(paper, "priority-projects").rows}
    assert projects["1107"] == "Pahonyothin Transport Center"
    assert projects["1120-1121"] == "Phuket Eagle Eyes (CCTV Converage)"
    assert projects["2446-2448"] == "OK-OCE (One District One Centre of Entrepreneurship: 창업 통합 센터)"
    assert projects["1138-1143"].startswith("Intelligent Transportation (e.g., I-Parking, E-tickets")


def test_both_halves_name_the_same_projects(paper: Extraction) -> None:
    slugs = [[row["slug"] for row in half(paper, "priority-projects", language)] for language in ("en", "ko")]
    assert slugs[0] == slugs[1]
    assert len(set(slugs[0])) == 50


@pytest.mark.parametrize("language", ["en", "ko"])
def test_seats_and_holders(paper: Extraction, language: str) -> None:
    seats = half(paper, "officials", language)
    assert len(seats) == 38
    assert sorted(Counter(row["role"] for row in seats).values()) == [1, 11, 26]
    by_country = Counter(row["of_country"] for row in seats)
    assert list(by_country.values()) == [1, 2, 4, 4, 3, 6, 4, 3, 2, 5, 4]
    assert [row["row"] for row in seats if row["name"] == "N/A"] == ["21"]
    holders = [row["name"] for row in seats if row["name"] != "N/A"]
    assert len(set(holders)) == 37
    assert {"Dương Hải Hưng", "Lê Quốc Cường", "Ir. Gunawan, MA", "H.E. Thongphane Savanphet"} <= set(holders)


def test_officials_of_both_halves_are_the_same_people(paper: Extraction) -> None:
    columns = ("name", "position")
    cells = [[tuple(row[c] for c in columns) for row in half(paper, "officials", lang)] for lang in ("en", "ko")]
    # One title is misprinted in the Korean half.
    assert [pair for pair in zip(*cells, strict=True) if pair[0] != pair[1]] == [
        (
            ("H.E. Prum Sokha", "Secretary of State of the Ministry of Interior"),
            ("H.E. Prum Sokha", "Secretry of State of the Ministry of Interior"),
        )
    ]
    johor = [row["seat_city"] for row in half(paper, "officials", "ko") if row["of_country"] == "말레이시아"][1:3]
    assert johor == ["Johor Bahru", "조호르바루"]


def test_figures_of_both_halves_agree(paper: Extraction) -> None:
    columns = ("gdp_per_capita", "population_density")
    english, korean = (half(paper, "city-figures", language) for language in ("en", "ko"))
    assert [[row[c] for c in columns] for row in english] == [[row[c] for c in columns] for row in korean]
    densities = [int(row["population_density"].replace(",", "")) for row in english]
    assert (len(densities), sum(densities)) == (26, 101376)
    assert [row["gdp_per_capita"] for row in english if row["gdp_per_capita"]] == [
        *("28,290.6", "1,384.4", "3,846.9", "2,457.4", "9,944.9", "1,298.9", "2,989.0", "57,714.3", "6,593.8"),
        "2,343.1",
    ]
    assert [(row["city"], row["scope"]) for row in (*english, *korean) if row["scope"]] == [
        *(("Jakarta", "Metro area"), ("Vientiane", "metro area"), ("자카르타", "메트로")),
    ]


def test_the_nine_provisions(release: Extraction) -> None:
    rows = table(release, "special-provisions").rows
    assert [row["name"] for row in rows] == [
        *("개인정보", "자율차", "드론", "자가망", "공공SW", "토지공급", "입지규제", "공유차량", "에너지"),
    ]
    assert [row["lines"] for row in rows] == ["164", "165", "166", "167", "168", "169", "176", "178", "180"]
    assert Counter((row["status"], row["status_lines"]) for row in rows) == {
        ("개정 완료 (‘18.7월)", "160-162"): 6,
        ("개정 진행 (‘18.10월 입법발의)", "171-174"): 3,
    }
    assert rows[5]["related_law"] == "친수구역법 등"


def test_the_timeline_of_both_halves(paper: Extraction) -> None:
    columns = ("time", "start", "end")
    english, korean = (half(paper, "timeline", language) for language in ("en", "ko"))
    assert [tuple(row[c] for c in columns) for row in english] == [
        ("February 2018", "2018-02", ""),
        ("25-28 April 2018", "2018-04-25", "2018-04-28"),
        ("22-25 May 2018", "2018-05-22", "2018-05-25"),
        ("8 July 2018", "2018-07-08", ""),
        ("July 2018 onwards", "2018-07", ""),
        ("August 2018", "2018-08", ""),
        ("October 2018", "2018-10", ""),
        ("November 2018", "2018-11", ""),
    ]
    assert [row["time"] for row in korean] == [
        *("2018.2", "2018.4.25 - 28", "2018.5.22 - 25", "2018.7.8", "2018.7 ~", "2018.8", "2018.10", "2018.11"),
    ]
    assert [[row[c] for c in columns[1:]] for row in english] == [[row[c] for c in columns[1:]] for row in korean]
    assert [row["lines"] for row in english][1:4] == ["102-106", "108-111", "113"]
    assert (korean[3]["lines"], korean[3]["item"]) == ("1685-1687", "ASCN 실무 회의 개최 (싱가포르)")
    assert (english[7]["lines"], english[7]["item"]) == ("134-137", "33rd ASEAN Summit")
