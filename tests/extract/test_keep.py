from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import RecordError
from kg.extract.keep import with_kept
from kg.extract.model import RecordTable

TABLE = RecordTable(
    "t",
    columns=("row", "lines", "title", "party", "slug", "title_en"),
    printed=("title", "party"),
    rows=(),
    kept=("slug", "title_en"),
    unique="slug",
)


def table(*rows: tuple[str, str, str]) -> RecordTable:
    """Rows of title, party and slug."""
    names = ("title", "party", "slug")
    return replace(TABLE, rows=tuple({"title_en": ""} | dict(zip(names, row, strict=True)) for row in rows))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


def test_slugs_are_told_apart_in_table_order(path: Path) -> None:
    new, kept = with_kept(
        table(("a", "x", "s"), ("b", "x", "s"), ("c", "x", ""), ("d", "x", "s"), ("e", "x", "")), path
    )
    assert [row["slug"] for row in new.rows] == ["s", "s-2", "", "s-3", ""]
    assert kept == 0


def test_hand_work_is_kept_where_the_row_prints_the_same(path: Path) -> None:
    path.write_text("note,row,lines,title,party,slug,title_en\nseen,1,5,a,x,mine,An A\n,2,6,b,x,,\n")
    new, kept = with_kept(table(("new", "x", "n"), ("a", "x", "s"), ("b", "x", "t")), path)
    assert kept == 2
    assert new.columns == (*TABLE.columns, "note")
    assert [(row["title"], row["slug"], row["title_en"], row["note"]) for row in new.rows] == [
        ("new", "n", "", ""),
        ("a", "mine", "An A", "seen"),
        ("b", "t", "", ""),
    ]


def test_a_slug_that_was_given_stays_with_its_row(path: Path) -> None:
    path.write_text("row,lines,title,party,slug,title_en\n1,5,old,x,s,\n2,6,older,x,s-2,\n")
    new, _ = with_kept(table(("new", "x", "s"), ("old", "x", "s"), ("older", "x", "s")), path)
    assert [row["slug"] for row in new.rows] == ["s-3", "s", "s-2"]


def test_rows_that_print_the_same_are_matched_in_order(path: Path) -> None:
    path.write_text("row,lines,title,party,slug,title_en\n1,5,a,x,s,one\n2,6,a,x,s-2,two\n")
    new, kept = with_kept(table(("a", "x", "s"), ("a", "x", "s")), path)
    assert [row["title_en"] for row in new.rows] == ["one", "two"]
    assert kept == 2


def test_a_row_that_would_be_lost_stops_everything(path: Path) -> None:
    path.write_text("row,lines,title,party,slug,title_en\n1,5,a,x,s,one\n2,6,gone,y,t,two\n")
    with pytest.raises(RecordError) as error:
        with_kept(table(("a", "x", "s")), path)
    assert str(error.value) == (
        f"{path}:3: row 2: 'gone, y' is not printed in the document; "
        "take the row out, or choose another folder; nothing was written"
    )


def test_records_of_another_kind_stop_everything(path: Path) -> None:
    path.write_text("title,slug\na,s\n")
    with pytest.raises(RecordError, match="column party is missing"):
        with_kept(table(("a", "x", "s")), path)
