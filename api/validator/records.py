"""One record that was handed in: its cells, for the form, and as files to take along."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from api.http.uploads import Upload
from kg.errors import FindingsError
from kg.tables import format_table, parse_table
from kg.validate.records import COLUMNS, cell_text


def record_of(upload: Upload) -> dict[str, str]:
    """The cells of the record that an upload holds alone; none for several, and for what is no record."""
    name, content = upload[0].lower(), upload[1]
    cells = _of_table(content) if name.endswith(".csv") else _of_json(content) if name.endswith(".json") else {}
    return {column: cell for column, cell in cells.items() if cell}


def files_of(record: dict[str, str]) -> list[tuple[str, str, str]]:
    """The record as files: name, media type, content in base 64 (RFC 2397)."""
    table = format_table(COLUMNS, [{column: record.get(column, "") for column in COLUMNS}])
    files = (
        ("record.json", "application/json", json.dumps(record, ensure_ascii=False, indent=2) + "\n"),
        ("record.csv", "text/csv", "\ufeff" + table),  # the mark is what Excel knows UTF-8 by
    )
    return [(name, media_type, base64.b64encode(text.encode()).decode()) for name, media_type, text in files]


def _of_table(content: bytes) -> dict[str, str]:
    try:
        table = parse_table(content, Path("record.csv"))
    except FindingsError:
        return {}
    rows = [row.cells for row in table if not row.get(table.columns[0]).startswith("#")]
    return dict(rows[0]) if len(rows) == 1 else {}


def _of_json(content: bytes) -> dict[str, str]:
    try:
        document = json.loads(content)
        records = document if isinstance(document, list) else [document]
        if len(records) != 1 or not isinstance(records[0], dict):
            return {}
        return {str(column): cell_text(cell) for column, cell in records[0].items()}
    except (ValueError, RecursionError):  # what is told is another's business: the upload was judged, or refused
        return {}
