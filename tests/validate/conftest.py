from __future__ import annotations

from pathlib import Path

import pytest

from kg.validate.validator import Validator

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def validator() -> Validator:
    """The project's shapes and dataset."""
    return Validator.read(ROOT)
