"""The generated pages are what the queries, the ontology and the settings give."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

from kg.docs import pages, stale, write
from kg.resources import ROOT


def _copy(folder: Path) -> Path:
    for name in ("docs", "queries", "ontology"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_no_page_is_stale() -> None:
    assert [str(finding) for finding in stale(ROOT)] == []


def test_a_changed_page_and_a_missing_one_are_found_and_mended(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    (root / "docs" / "queries.md").write_text("changed\n", encoding="utf-8")
    (root / "docs" / "terms.md").unlink()
    assert [finding.message for finding in stale(root)] == ["the page is stale", "the page is missing"]
    write(root)
    assert stale(root) == []


def test_check_names_the_page_and_exits_with_1(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    (root / "docs" / "settings.md").unlink()
    kg = str(Path(sys.executable).with_name("kg"))
    done = subprocess.run([kg, "docs", "--check", "--root", str(root)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "settings.md" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_every_question_has_its_queries_and_no_page_names_a_machine() -> None:
    with (ROOT / "docs" / "questions.csv").open(encoding="utf-8", newline="") as file:
        assert [row["number"] for row in csv.DictReader(file)] == [str(number) for number in range(1, 26)]
    for text in pages(ROOT).values():
        assert str(ROOT) not in text
        assert str(Path.home()) + "/" not in text
