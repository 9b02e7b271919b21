from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.check import checks
from tests.conftest import Kg

Bar = Callable[..., list[str]]

NAMES = (
    "syntax format build texts declared punning foreign external names claims "
    "shapes questions profile consistent teeth closure types"
)


@pytest.fixture
def checking(kg: Kg, tmp_path: Path, bar: Bar) -> Kg:
    """Runs `kg check` on a small sound project."""
    bar("syntax")
    return lambda *arguments: kg("check", *arguments, "--root", tmp_path)


def test_the_list(checking: Kg) -> None:
    code, out, _ = checking("--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == NAMES.split() == [check.name for check in checks()]
    assert all(len(line.split()) > 3 for line in out.splitlines()), "each says what it is about"


def test_checks_by_name(checking: Kg) -> None:
    code, out, err = checking("punning", "names")
    assert (code, err) == (0, "")
    assert [line.split()[:2] for line in out.splitlines()] == [["punning", "ok"], ["names", "ok"]]


def test_findings(checking: Kg, tmp_path: Path) -> None:
    path = tmp_path / "data" / "paper.ttl"
    path.write_text(path.read_text() + "ksc:stage a owl:Class .")
    code, out, err = checking("punning", "names")
    assert code == 1 and "punning" in out and "findings" in out
    assert err.startswith("punning: ") and len(err.splitlines()) == 1


def test_a_file_that_does_not_parse_is_a_finding_of_every_check_that_reads_it(checking: Kg, tmp_path: Path) -> None:
    (tmp_path / "data" / "paper.ttl").write_text("<urn:x:a> a")
    code, _, err = checking("syntax", "punning")
    assert code == 1 and [line.split(":")[0] for line in err.splitlines()] == ["syntax", "punning"]


def test_an_unknown_name(checking: Kg) -> None:
    code, _, err = checking("everything")
    assert code == 2 and "no check is named everything" in err and "punning" in err
