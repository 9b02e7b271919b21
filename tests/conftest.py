"""Fixtures for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the source documents: beside the checkout, or where KSC_DOCUMENTS says.

    The documents are not part of the repository. Tests that read them are skipped where they are missing, but not in
    CI, where that would hide them.
    """
    folder = Path(os.environ.get("KSC_DOCUMENTS") or CHECKOUT.parent / "shared" / "documents")
    if not any(folder.glob("*.txt")):
        message = f"the source documents (*.txt) are not in {folder}; KSC_DOCUMENTS names another folder"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
