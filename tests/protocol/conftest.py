"""The W3C's protocol tests, and the server's fixtures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.api.conftest import address, client, serving
from tests.conftest import CHECKOUT, missing

__all__ = ["address", "client", "serving", "suite"]


@pytest.fixture(scope="session")
def suite() -> Path:
    """The folder of the W3C's SPARQL 1.1 test manifests: beside the checkout, or where KSC_W3C says.

    Skipped where it is missing, but not in CI, where that would hide the tests.
    """
    folder = Path(os.environ.get("KSC_W3C") or CHECKOUT.parent / "shared" / "w3c" / "sparql11")
    if not (folder / "protocol" / "manifest.ttl").exists():
        missing(f"the W3C manifests are not in {folder}; KSC_W3C names another folder")
    return folder
