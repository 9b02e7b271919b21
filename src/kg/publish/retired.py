"""IRIs that were given once and name nothing any more: `records/reference/retired.csv`.

| column | meaning |
|---|---|
| `id` | the end of the IRI, `{type}/{slug}`; for a concept `scheme/{scheme}/{slug}` |
| `replaced_by` | what stands for it now, in the same form; empty where nothing does |
| `since` | the day from which it is gone: `2026-11-22` |
| `note` | why, for readers |
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.tables import read_table

FILE: Final = Path("records", "reference", "retired.csv")
COLUMNS: Final = ("id", "replaced_by", "since", "note")


@dataclass(frozen=True, slots=True)
class Retired:
    """One retired identifier."""

    identifier: str
    replaced_by: str
    since: str
    note: str


def read_retired(root: Path) -> dict[str, Retired]:
    """The retired identifiers of a dataset's folder; none where there is no such file. Raises RecordError."""
    path = root / FILE
    if not path.is_file():
        return {}
    rows = read_table(path, required=COLUMNS, optional=())
    return {row["id"]: Retired(row["id"], row["replaced_by"], row["since"], row["note"]) for row in rows}
