"""What extraction gives for the press release of 25 November 2019, by a reading of the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import Document
from kg.extract import press_release
from kg.extract.model import Extraction
from kg.names import Names
from kg.resources import RECORDS


def rows(extraction: Extraction, table: str) -> tuple[dict[str, str], ...]:
    return next(t.rows for t in extraction.tables if t.name == table)


def column(extraction: Extraction, table: str, name: str) -> list[str]:
    return [row[name] for row in rows(extraction, table)]


@pytest.fixture(scope="module")
def real(documents: Path) -> Extraction:
    document = Document.read(documents / "000_39efb235638b61ca.txt")
    return press_release.extract(document, Names.load(RECORDS / "reference"))


def test_the_agreements_of_2019(real: Extraction) -> None:
    assert [str(finding) for finding in real.findings] == []
    agreements = rows(real, "agreements")
    assert column(real, "agreements", "lines") == [str(line) for line in range(82, 105)]
    assert [column(real, "agreements", "category").count(c) for c in ("G2G", "공공기관", "예정")] == [5, 15, 3]
    assert [column(real, "agreements", "type").count(t) for t in ("MOU", "LOI", "MOA", "PIA")] == [18, 3, 1, 1]
    occasions = [row["occasion"] for row in agreements if row["korean_party"] == "LH"]
    assert [occasions.count(o) for o in ("별도", "순방", "별도 계기", "비즈니스 씨밋", "스마트시티 장관회의")] == [
        2,
        1,
        2,
        2,
        1,
    ]
    assert {name: agreements[17][name] for name in ("place", "signed", "korean_party", "partner", "slug", "event")} == {
        "place": "콘캔 등",
        "signed": "'19.11",
        "korean_party": "KRIHS, KOTI",
        "partner": "DEPA",
        "slug": "2019-11-krihs-koti-depa-mou",
        "event": "event/asean-rok-smart-city-ministerial-2019",
    }
    assert len(set(column(real, "agreements", "slug"))) == 23


def test_the_programme_of_2019(real: Extraction) -> None:
    programme = rows(real, "programme")
    assert [row["lines"] for row in programme] == [str(line) for line in range(55, 75)]
    assert [row["row"] for row in programme if row["time"]] == ["1", "2", "3", "8", "12", "16", "17", "18", "19", "20"]
    assert [row["parent"] for row in programme][8:11] == ["8", "8", "8"]
    assert [row["minutes"] for row in programme][:4] == ["10", "3", "17", "2"]
    assert [row["note_rows"] for row in programme if row["whole_note"]] == ["10-11", "10-11"]
    assert (programme[0]["start"], programme[-1]["end"]) == ("09:50", "13:50")


def test_the_attendance_of_2019(real: Extraction) -> None:
    attendance = rows(real, "attendance")
    assert [row["lines"] for row in attendance] == [str(line) for line in range(112, 124)]
    assert (attendance[2]["country"], attendance[2]["of_country"], attendance[2]["status"]) == ("", "캄보디아", "")
    assert (attendance[0]["name_ko"], attendance[0]["name_en"]) == (
        "압둘 무탈립 유소프",
        "Dato' Abdul Mutalib PHM Yusof",
    )
    assert [(row["lines"], row["kind"], row["value"]) for row in rows(real, "attendance-heading")] == [
        *(("108", "as_of", "2019-11-22"), ("110", "basis", ""), ("110", "count", "8"), ("110", "count", "3"))
    ]
