"""What the page of a question needs to know beside the query: heads, figures, themes, the atlas of its map."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from api.questions.columns import COLUMNS, IRI, links
from api.questions.table import table_of
from api.questions.themes import THEMES
from kg.catalogue import Catalogue, EntityIndex
from kg.dataset import Dataset
from kg.resources import ROOT

ATLAS = json.loads((ROOT / "web" / "src" / "views" / "atlas.json").read_text(encoding="utf-8"))
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
LAKE = "https://w3id.org/ksc/id/organisation/lake"


def literal(value: str, **more: str) -> dict[str, str]:
    return {"type": "literal", "value": value, **more}


@pytest.fixture(scope="module")
def index() -> EntityIndex:
    return EntityIndex.of(Dataset.read(Path(__file__).parents[2] / "dataset").store())


@pytest.mark.parametrize("query", [*Catalogue.read(ROOT / "queries")], ids=lambda query: query.name)
def test_each_column_that_is_shown_has_a_head_in_both_languages(query: Any) -> None:
    hidden = set(links(query.columns).values())
    assert {column for column in query.columns if column.endswith(IRI)} == hidden
    assert set(query.columns) - hidden <= COLUMNS.keys()
    assert query.tags[0] in THEMES


def test_labels_become_links_by_their_iri_column_or_by_the_kinds_of_their_column(index: EntityIndex) -> None:
    row = {
        "title": literal("가로등 양해각서", **{"xml:lang": "ko"}),
        "agreement_iri": {"type": "uri", "value": "https://w3id.org/ksc/id/agreement/lamps"},
        "korean_parties": literal("호수공사; 모르는 곳", **{"xml:lang": "ko"}),
        "won": literal("195000000", datatype=INTEGER),
    }
    table = table_of(("title", "agreement_iri", "korean_parties", "won"), [row], index, "ko")
    assert [(head.name, head.label, head.kind) for head in table.heads] == [
        ("title", "제목", "link"),
        ("korean_parties", "한국 측", "link"),
        ("won", "금액", "number"),
    ]
    title, parties, won = table.rows[0]
    assert title.parts[0].iri == row["agreement_iri"]["value"]
    assert [(part.text, part.iri) for part in parties.parts] == [("호수공사", LAKE), ("모르는 곳", "")]
    assert (won.text, won.value) == ("1억 9,500만 원", "195000000")
    assert table.subjects[0] is not None and table.subjects[0].text == "가로등 양해각서"


def test_an_empty_cell_is_no_number_and_no_date(index: EntityIndex) -> None:
    rows = [{"month": literal("2019-11"), "agreements": literal("2", datatype=INTEGER)}, {"month": literal("2019")}]
    table = table_of(("month", "agreements"), rows, index, "en")
    assert [head.kind for head in table.heads] == ["date", "number"]
    assert table.rows[1][1].text == ""


@pytest.mark.parametrize(("kind", "file"), [("countries", "countries.csv"), ("cities", "places.csv")])
def test_the_atlas_knows_every_country_and_city_by_the_names_of_the_records(kind: str, file: str) -> None:
    with (ROOT / "records" / "reference" / file).open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["class"] in ("ksc:Country", "ksc:City")]
    assert {entry["id"]: (entry["en"], entry["ko"]) for entry in ATLAS[kind]} == {
        row["id"]: (row["name_en"], row["name_ko"]) for row in rows
    }
