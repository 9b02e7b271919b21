"""One agreement record that is to be written: built as `kg build` builds the rows of records/.

Where the record stands in a document that the project has (`records/<document>/document.csv`), each cell becomes a
claim with its evidence; `row` and `lines` then say where. A record that no document prints makes no claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.build.agreements import add_rows
from kg.build.claims import Source, Statements
from kg.build.run import read_sources
from kg.errors import Finding, InputError
from kg.messages import Message
from kg.names import Names
from kg.tables import Row, Table
from kg.validate.guard import read_json
from kg.validate.records import COLUMNS, as_triple, cell_text

_NAME: Final = "agreement.json"
_NO_SOURCE: Final = Source("submitted", "0" * 64, "0" * 32, 1, 1)


class Submissions:
    """Builds records; what it needs to know of documents is read once."""

    def __init__(self, root: Path) -> None:
        """Documents are those whose records are below `root`."""
        self._sources: Mapping[str, Source] = read_sources(root / "records")

    def build(self, content: bytes, document: str, names: Names) -> list[ox.Triple]:
        """The statements of a record that was found right by itself; `document` is a slug, empty where there is none.

        Raises InputError for a document that there is not, and for cells that do not go with it.
        """
        if document and document not in self._sources:
            known = Message("known ones: {names}", names=", ".join(self._sources) or "-")
            raise InputError([Finding(Message("there are no records of a document {name}", name=document), "", known)])
        source = self._sources[document] if document else _NO_SOURCE
        cells = {str(column): cell_text(value) for column, value in read_json(content, _NAME).items()}
        if not document:
            cells |= {"row": "1", "lines": "1"}
        row = Row(Path(_NAME), 1, 1, {column: cells.get(column, "").strip() for column in COLUMNS})
        statements = Statements(source)
        add_rows(Table(Path(_NAME), COLUMNS, (row,)), statements, names)
        if statements.findings:
            raise InputError(statements.findings)
        stated = [*statements.plain, *(claim.statement for claim in statements.claims)]
        if document:
            stated += [triple for claim in statements.claims for triple in claim.triples()]
        return [as_triple(triple) for triple in dict.fromkeys(stated)]
