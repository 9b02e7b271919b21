"""Fixtures for every test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


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
