"""Where the project's files are: in a checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path


def _root() -> Path:
    packaged = Path(__file__).parent / "_files"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2]


ROOT = _root()
ONTOLOGY = ROOT / "ontology"
SHAPES = ROOT / "shapes"
RECORDS = ROOT / "records"
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
