"""A small project to build: the real vocabulary and names, an invented document."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import Graph

from kg.build import build
from kg.resources import ROOT

AGREEMENT: Mapping[str, str] = {
    "row": "1",
    "lines": "12",
    "category": "공공기관",
    "country": "베트남",
    "place": "하노이",
    "signed": "'19.08",
    "type": "MOU",
    "title": "가상 물길 정비 양해각서",
    "korean_party": "LH",
    "partner": "후에성",
    "occasion": "별도",
    "slug": "2019-08-lh-hue-mou",
    "title_en": "Memorandum of understanding on invented waterways",
    "fields": "",
    "event": "",
}
FACT: Mapping[str, str] = {
    "lines": "3",
    "subject": "organisation/lh",
    "property": "located_in",
    "value": "city/sejong",
    "printed": "세종",
    "half": "",
    "note": "",
}


@dataclass(frozen=True)
class Project:
    """A project folder in a temporary place."""

    root: Path

    @property
    def document(self) -> Path:
        return self.root / "records" / "invented"

    def write(self, table: str, rows: Sequence[Mapping[str, str]]) -> Path:
        path = self.document / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def agreements(self, *changes: Mapping[str, str]) -> Path:
        return self.write("agreements", [{**AGREEMENT, **change} for change in changes or ({},)])

    def facts(self, *changes: Mapping[str, str]) -> Path:
        return self.write("facts", [{**FACT, **change} for change in changes])

    def discrepancy(self, **cells: str) -> Path:
        columns = ("id", "kind", "compares", "verdict", "preferred", "reason_en", "reason_ko", "name_en", "name_ko")
        row = {**dict.fromkeys(columns, ""), "id": "d", "kind": "value", "name_en": "D", "name_ko": "디", **cells}
        return self.write("discrepancies", [{"reason_en": "Because.", "reason_ko": "그래서.", **row}])

    def graph(self) -> Graph:
        """The document's graph and the reference graph, built."""
        graph = Graph()
        for path, text in build(self.root).files.items():
            if path.parent.name == "data":
                graph.parse(data=text, format="turtle")
        return graph


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(ROOT / "records" / "reference", tmp_path / "records" / "reference")
    (tmp_path / "records" / "reference" / "discrepancies.csv").unlink(missing_ok=True)
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    shutil.copytree(ROOT / "shapes", tmp_path / "shapes")
    (tmp_path / "records" / "invented").mkdir()
    made = Project(tmp_path)
    source = ("document/molit-2019-11-25", "x.txt", "0" * 64, "0" * 32, "900", "60", "ko", "", "")
    columns = ("id", "file", "sha256", "md5", "octets", "lines", "language", "halves", "event")
    made.write("document", [dict(zip(columns, source, strict=True))])
    return made
