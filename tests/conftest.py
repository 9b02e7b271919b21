"""Fixtures for every test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from kg.cli import main

CHECKOUT = Path(__file__).resolve().parents[1]


class Ran(NamedTuple):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Kg = Callable[..., Ran]


def missing(message: str) -> NoReturn:
    """Skip a test that needs what is missing here; in CI, where a skip would hide it, fail it."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the source documents: beside the checkout, or where KSC_DOCUMENTS says.

    The documents are not part of the repository. Tests that read them are skipped where they are missing, but not in
    CI, where that would hide them.
    """
    folder = Path(os.environ.get("KSC_DOCUMENTS") or CHECKOUT.parent / "shared" / "documents")
    if not any(folder.glob("*.txt")):
        missing(f"the source documents (*.txt) are not in {folder}; KSC_DOCUMENTS names another folder")
    return folder


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kg:
    """Runs `kg` with these arguments, in this process."""

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        return Ran(int(stopped.value.code or 0), *capsys.readouterr())

    return run
