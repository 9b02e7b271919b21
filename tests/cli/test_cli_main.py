"""The `kg` command itself: usage errors are one line and exit code 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(Path(sys.executable).with_name("kg")), *arguments], capture_output=True, text=True)


@pytest.mark.parametrize("arguments", [("--nope",), ("nope",), ("build", "--rot", "x"), ("query",), ("query", "nope")])
def test_a_wrong_call_is_one_line_and_2(arguments: tuple[str, ...]) -> None:
    done = kg(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_kg_alone_shows_its_commands() -> None:
    done = kg()
    assert done.returncode == 2
    assert "extract" in done.stdout
