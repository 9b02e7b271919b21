from __future__ import annotations

from pathlib import Path

import pytest

from kg.dataset import Dataset


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return Dataset.read(Path(__file__).parents[1] / "dataset")
