from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError, UsageError
from kg.tables import format_table, read_table, split_values, write_files


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


def problems(path: Path, data: bytes, required: list[str], optional: list[str] | None = None) -> list[str]:
    path.write_bytes(data)
    with pytest.raises(RecordError) as error:
        read_table(path, required, optional)
    return [str(finding).removeprefix(f"{path}:") for finding in error.value.findings]


def test_rows_know_where_they_stand(path: Path) -> None:
    path.write_bytes('\ufeffid,name\r\n\r\na, 가 \r\nb,"나\r\n다"\r\nc,라\r\n'.encode())
    table = read_table(path, ["id"], ["name"])
    assert table.columns == ("id", "name")
    assert [(row.number, row.line, row["name"]) for row in table] == [(1, 3, "가"), (2, 4, "나\r\n다"), (3, 6, "라")]
    assert table.rows[2].where("name") == f"{path}:6: row 3, column name"
    assert str(table.rows[2].finding("name", "is wrong", "say so")) == f"{path}:6: row 3, column name: is wrong; say so"
    assert table.rows[0].get("other") == ""
    assert len(table) == 3


def test_values_of_a_cell() -> None:
    assert split_values(" LH; 한국토지주택공사 ;;x") == ("LH", "한국토지주택공사", "x")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the table has no header"),
        (b"id,nmae\n", "1: column nmae is not known; did you mean name?"),
        (b"id,name,zzz\n", "1: column zzz is not known; columns: id, name"),
        (b"id\n", "1: column name is missing"),
        (b"id,name,id\n", "1: column id stands twice"),
        (b"id,name,\n", "1: column 3 has no name"),
        (b"id,name\na,b\nc\n", "3: row 2, column name: the row ends before it: 1 cells of 2"),
        (b"id,name\na,b,c\n", "2: row 1, column name: 'c' stands after the last column"),
        (b"id,name\na,b\nc,\xff\n", "3: byte 0xFF is not UTF-8; save the table as UTF-8 text"),
        (b"id,name\na,b\nc,\0\n", "3: a NUL character; save the table as UTF-8 text"),
        (
            b'id,name\na,b\nc,"d\n',
            "3: not a CSV table: unexpected end of data; a cell that begins with a quotation mark ends",
        ),
        (b'id,name\na,"b"c\n', "2: not a CSV table: ',' expected after '\"'"),
    ],
)
def test_a_wrong_table_says_where(path: Path, data: bytes, expected: str) -> None:
    assert any(expected in line for line in problems(path, data, ["id", "name"], []))


def test_every_problem_is_told_at_once(path: Path) -> None:
    assert len(problems(path, b"id,nmae\na\nb,c,d\n", ["id", "name"], [])) == 4


def test_further_columns_are_fine_unless_said_otherwise(path: Path) -> None:
    path.write_text("x,id\n1,2\n")
    assert read_table(path, ["id"]).rows[0]["x"] == "1"


def test_no_such_table(path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        read_table(path)


def test_writing_is_plain(path: Path) -> None:
    rows = [{"name": "가, 나", "id": "a"}, {"id": "b", "name": 'q"', "note": "x\ny"}]
    write_files({path: format_table(["id", "name", "note"], rows)})
    assert path.read_bytes() == 'id,name,note\na,"가, 나",\nb,"q""","x\ny"\n'.encode()
    assert [entry.name for entry in path.parent.iterdir()] == ["t.csv"]
    with pytest.raises(ValueError, match="other"):
        format_table(["id"], [{"other": "x"}])


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=2, max_size=2)))
def test_what_is_written_reads_back(rows: list[list[str]]) -> None:
    text = format_table(["a", "b"], [dict(zip("ab", row, strict=True)) for row in rows])
    expected = [[re.sub("\r\n?", "\n", cell) for cell in row] for row in rows]
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:] == expected


def test_all_files_or_none(tmp_path: Path) -> None:
    old, blocked, new = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "sub" / "c.csv"
    old.write_text("before")
    (blocked / "folder").mkdir(parents=True)
    with pytest.raises(UsageError, match="cannot be written"):
        write_files({old: "after", new: "after", blocked: "after"})
    assert old.read_text() == "before"
    assert not new.exists()
    assert sorted(entry.name for entry in tmp_path.rglob("*")) == ["a.csv", "b.csv", "folder", "sub"]
    write_files({old: "after", new: "after"})
    assert (old.read_text(), new.read_text()) == ("after", "after")
