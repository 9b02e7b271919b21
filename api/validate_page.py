"""`/validate` for people: a form, a file or a text to check, and the report with each finding beside what it is about.

One page for all of it, so that it works without scripts; a script puts the same page's report in place.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response

from api import pages, validate_form, validate_report
from api.requests import public_url
from api.service import service_of
from api.uploads import RECORD, TYPES, Upload
from api.validate_report import Mark, Preview, Source
from api.validate_texts import texts
from kg.errors import FindingsError
from kg.tables import format_table, parse_table
from kg.validate.pool import Verdict
from kg.validate.records import COLUMNS, cell_text

WAYS: Final = ("form", "file", "text")
# What a report can be downloaded as: a form of `kg.validate.formats`, and what it is called.
_DOWNLOADS: Final = (("json", "JSON"), ("turtle", "SHACL (Turtle)"), ("sarif", "SARIF"))
_FORMS: Final = {
    "csv": "CSV",
    "json": "JSON",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
}
_MOST_KEPT: Final = 1 << 20  # characters of a text that go back into the page


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: a verdict with its figures, or a problem (as `api.problems` gives it to a page)."""

    conforms: bool = False
    violations: int = 0
    warnings: int = 0
    shapes: int = 0
    focus_nodes: int = 0
    preview: Preview | None = None
    problem: Mapping[str, Any] | None = None
    retry: str = ""


@dataclass(slots=True)
class Page:
    """One answer of the page: what was handed in, as far as it was read, and what came of it."""

    request: Request
    way: str = "form"
    given: Sequence[Upload] = ()
    outcome: Outcome | None = None
    marks: list[Mark] = field(default_factory=list)

    def take(self, given: Sequence[Upload]) -> None:
        """Remember what was handed in; it tells by its name which way it came."""
        self.given = given
        name = given[0][0]
        self.way = "form" if name == RECORD else "text" if name in _TYPED and len(given) == 1 else "file"

    def verdict(self, verdict: Verdict) -> Response:
        """The page with a report (`verdict.text` is JSON)."""
        report, service, lang = json.loads(verdict.text), service_of(self.request), pages.language_of(self.request)
        self.marks = validate_report.marks_of(report, service.index, lang)
        self.outcome = Outcome(
            conforms=verdict.conforms,
            violations=verdict.violations,
            warnings=verdict.warnings,
            shapes=verdict.shapes,
            focus_nodes=verdict.focus_nodes,
            preview=validate_report.preview_of(report, service.index, lang),
        )
        return self.render(headers={"Cache-Control": "no-store"})

    def problem(self, problem: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
        """The page with what is wrong with the request itself; for `api.problems`."""
        self.marks = validate_report.marks_of_problem(problem["members"])
        self.outcome = Outcome(problem=problem, retry=headers.get("Retry-After", ""))
        return self.render(problem["status"], headers)

    def render(self, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
        """The page as it stands."""
        request, lang = self.request, pages.language_of(self.request)
        service = service_of(request)
        source = validate_report.source_of(
            list(self.given), self.marks, as_table=self.outcome is not None and not self.outcome.problem
        )
        name, content = self.given[0] if len(self.given) == 1 else ("", b"")
        text = content.decode("utf-8", "replace")
        record = _record(content) if name == RECORD else {}
        entries = validate_form.entries(service, record, lang)
        if self.way == "form":  # a field goes by its label, and stands in no line
            labels = {entry.column: entry.label for entry in entries}
            for mark in self.marks:
                mark.place = labels.get(mark.cell, "")
        context = {
            "v": texts(lang),
            "way": self.way,
            "ways": WAYS,
            "entries": entries,
            "forms": _FORMS,
            "endings": ",".join((*TYPES.values(), *TYPES)),
            "text": text if name != RECORD and len(text) <= _MOST_KEPT else "",
            "sent": text,
            "format": Path(name).suffix.lower().removeprefix("."),
            "file_name": name if self.way == "file" else "",
            "outcome": self.outcome,
            "marks": self.marks[: validate_report.MOST_MARKS],
            "left_out": max(0, len(self.marks) - validate_report.MOST_MARKS),
            "source": source if self.outcome and (self.marks or not self.outcome.problem) else Source(),
            "downloads": _DOWNLOADS,
            "record_files": _record_files(name, content) if self.outcome and self.outcome.conforms else [],
            "is_graph": bool(name) and not name.lower().endswith((".csv", ".json")),
            "address": public_url(request),
            "open": service.writer is not None,
        }
        return pages.render(request, "validate.html", context, status, headers)


_TYPED: Final = frozenset(f"upload{ending}" for ending in TYPES.values())


def example(request: Request, name: str, way: str) -> list[Upload]:
    """What an example hands in (`validate_form.EXAMPLES`), the way that is chosen."""
    if name == "graph":
        return [("upload.ttl", validate_form.GRAPH.encode())]
    record = validate_form.example(service_of(request), name, pages.language_of(request))
    if way == "form":
        cells = {column: cell for column, cell in record.items() if cell}
        return [(RECORD, json.dumps(cells, ensure_ascii=False, indent=2).encode())]
    return [("upload.csv", format_table(COLUMNS, [record]).encode())]


def _record(content: bytes) -> dict[str, str]:
    """The cells of one record in JSON; none for anything else."""
    try:
        record = json.loads(content)
    except ValueError:
        return {}
    return {str(column): cell_text(cell) for column, cell in record.items()} if isinstance(record, dict) else {}


def _record_files(name: str, content: bytes) -> list[tuple[str, str, str]]:
    """One record as files to take along: name, media type, content in base 64 (RFC 2397); none for several."""
    if name.lower().endswith(".csv"):
        try:
            rows = [
                row.cells
                for row in parse_table(content, Path(name))
                if not next(iter(row.cells.values()), "").startswith("#")
            ]
        except FindingsError:
            return []
        record = {column: cell for column, cell in rows[0].items() if cell} if len(rows) == 1 else {}
    else:
        record = _record(content) if name.lower().endswith(".json") else {}
    if not record:
        return []
    table = format_table(COLUMNS, [{column: record.get(column, "") for column in COLUMNS}])
    files = (
        ("record.json", "application/json", json.dumps(record, ensure_ascii=False, indent=2) + "\n"),
        ("record.csv", "text/csv", "\ufeff" + table),
    )
    return [(name, media_type, base64.b64encode(text.encode()).decode()) for name, media_type, text in files]
