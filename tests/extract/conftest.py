"""An invented release and its reference tables: no country, body or person in them exists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.documents import Document
from kg.extract import press_release
from kg.extract.model import Extraction
from kg.names import Names

INVENTED = Path(__file__).parents[1] / "data" / "invented"

Read = Callable[..., Extraction]


@pytest.fixture(scope="session")
def release() -> Path:
    return INVENTED / "release.txt"


@pytest.fixture(scope="session")
def reference() -> Path:
    return INVENTED / "reference"


@pytest.fixture(scope="session")
def names(reference: Path) -> Names:
    return Names.load(reference)


@pytest.fixture
def read(tmp_path: Path, names: Names) -> Read:
    """Extracts the records of a document with these lines; `|` stands for a tab."""

    def extract(*lines: str) -> Extraction:
        path = tmp_path / "r.txt"
        path.write_text("\n".join(lines).replace("|", "\t"), encoding="utf-8")
        return press_release.extract(Document.read(path), names)

    return extract
