"""What a layout is, and what extraction gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kg.documents import Document
from kg.errors import Finding
from kg.names import Names


@dataclass(frozen=True, slots=True)
class RecordTable:
    """One table of records, `<name>.csv`.

    `printed` columns hold cells as printed and tell one row from another; what stands in `kept` columns may be hand
    work and survives a further extraction; `unique` is the column whose values must differ.
    """

    name: str
    columns: tuple[str, ...]
    printed: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    kept: tuple[str, ...] = ()
    unique: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """The records of a document, and what could not be read or linked; `notes` are worth knowing, and no problem."""

    tables: tuple[RecordTable, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A way in which documents are laid out. `recognises` looks at headings only, `extract` reads the tables."""

    name: str
    summary: str
    recognises: Callable[[Document], bool]
    extract: Callable[[Document, Names], Extraction]


@dataclass(slots=True)
class Listing:
    """Collects findings with the line and column that they are about."""

    document: Document
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, column: str, finding: Finding | str, hint: str = "") -> None:
        """List one problem in the cell of `column` on `line`; without a column, in the line as a whole."""
        entry = Finding(finding, hint=hint) if isinstance(finding, str) else finding
        message = f"column {column}: {entry.message}" if column else entry.message
        self.findings.append(replace(entry, message=message, where=f"{self.document.path}:{line}"))
