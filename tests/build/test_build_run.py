"""The build as a whole: the same bytes each time, `--check`, unknown tables, and what is committed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from kg.build import build, check, write
from kg.errors import RecordError
from kg.resources import ROOT

if TYPE_CHECKING:
    from tests.build.conftest import Project


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(Path(sys.executable).with_name("kg")), *arguments], capture_output=True, text=True)


def test_building_twice_gives_the_same_bytes(project: Project) -> None:
    project.agreements()
    assert build(project.root).files == build(project.root).files


def test_rows_in_another_order_give_the_same_bytes(project: Project) -> None:
    rows: tuple[dict[str, str], ...] = ({}, {"lines": "9", "value": "city/busan", "printed": "부산"})
    project.facts(*rows)
    first = build(project.root).files
    project.facts(*reversed(rows))
    assert build(project.root).files == first


def test_what_is_committed_is_what_the_records_give() -> None:
    assert check(build(ROOT)) == []


def test_check_names_what_differs_what_is_missing_and_what_no_record_gives(project: Project) -> None:
    project.agreements()
    output = build(project.root)
    write(output)
    assert check(output) == []
    data = project.root / "data"
    (data / "reference.ttl").write_text("# changed\n", encoding="utf-8")
    (data / "molit-2019-11-25.ttl").unlink()
    (data / "stray.ttl").write_text("", encoding="utf-8")
    findings = {finding.where.rpartition("/")[2]: finding.message for finding in check(output)}
    assert findings == {
        "reference.ttl": "the file is not what records/ give",
        "molit-2019-11-25.ttl": "the file is missing",
        "stray.ttl": "no record gives this file",
    }


def test_a_table_that_nothing_builds_is_refused(project: Project) -> None:
    project.write("agreement", [{"row": "1"}])
    with pytest.raises(RecordError, match="nothing builds a table of this name"):
        build(project.root)


def test_the_files_are_turtle(project: Project) -> None:
    project.agreements()
    for text in build(project.root).files.values():
        assert len(Graph().parse(data=text, format="turtle")) > 0


def test_a_bad_record_ends_the_command_with_1_and_writes_nothing(project: Project) -> None:
    path = project.agreements({"signed": "'19.13"})
    done = kg("build", "--root", str(project.root))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f'{path}:2: row 1, column signed: "\'19.13" is no month or day; ')
    assert "Traceback" not in done.stderr
    assert not (project.root / "data").exists()


def test_check_ends_with_1_where_data_is_stale(project: Project) -> None:
    project.agreements()
    done = kg("build", "--check", "--root", str(project.root))
    assert done.returncode == 1
    assert "run `kg build`" in done.stderr
