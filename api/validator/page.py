"""`/validate` for people: a form, a file or a text to check, and the report with each finding beside what it is about.

One page for all of it, so that it works without scripts; a script puts the same page's report in place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response

from api.html import pages
from api.http.requests import public_url
from api.http.uploads import RECORD, TYPES, Upload
from api.service import service_of
from api.validator import fields
from api.validator.records import files_of, record_of
from api.validator.report import (
    MOST_MARKS,
    Mark,
    Preview,
    Source,
    marks_of,
    marks_of_problem,
    preview_of,
    source_of,
)
from api.validator.texts import texts
from kg.tables import format_table
from kg.validate.pool import Verdict
from kg.validate.records import COLUMNS

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
    """What came of a request: a verdict with its figures, or a problem (as `api.http.problems` gives it to a page)."""

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
        self.marks = marks_of(report, service.index, lang)
        self.outcome = Outcome(
            conforms=verdict.conforms,
            violations=verdict.violations,
            warnings=verdict.warnings,
            shapes=verdict.shapes,
            focus_nodes=verdict.focus_nodes,
            preview=preview_of(report, service.index, lang),
        )
        return self.render(headers={"Cache-Control": "no-store"})

    def problem(self, problem: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
        """The page with what is wrong with the request itself; for `api.http.problems`."""
        self.marks = marks_of_problem(problem["members"])
        self.outcome = Outcome(problem=problem, retry=headers.get("Retry-After", ""))
        return self.render(problem["status"], headers)

    def render(self, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
        """The page as it stands."""
        service, lang = service_of(self.request), pages.language_of(self.request)
        upload = self.given[0] if len(self.given) == 1 else ("", b"")
        record = record_of(upload)
        entries = fields.entries(service, record if self.way == "form" else {}, lang)
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
            "outcome": self.outcome,
            "marks": self.marks[:MOST_MARKS],
            "left_out": max(0, len(self.marks) - MOST_MARKS),
            "downloads": _DOWNLOADS,
            "record_files": files_of(record) if record else [],
            "address": public_url(self.request),
            "open": service.writer is not None,
            **self._sent(upload),
        }
        return pages.render(self.request, "validate.html", context, status, headers)

    def _sent(self, upload: Upload) -> dict[str, Any]:
        """What the page shows of the upload itself, which is empty where there is not just one."""
        name, content = upload
        text = content.decode("utf-8", "replace")
        source = Source()
        if self.outcome and self.marks:
            source = source_of(list(self.given), self.marks, as_table=not self.outcome.problem)
        return {
            "sent": text,
            "text": text if self.way != "form" and len(text) <= _MOST_KEPT else "",
            "format": Path(name).suffix.lower().removeprefix("."),
            "file_name": name if self.way == "file" else "",
            "is_graph": bool(name) and not name.lower().endswith((".csv", ".json")),
            "source": source,
        }


_TYPED: Final = frozenset(f"upload{ending}" for ending in TYPES.values())


def example(request: Request, name: str, way: str) -> list[Upload]:
    """What an example hands in (`fields.EXAMPLES`), the way that is chosen."""
    if name == "graph":
        return [("upload.ttl", fields.GRAPH.encode())]
    record = fields.example(service_of(request), name, pages.language_of(request))
    if way == "form":
        cells = {column: cell for column, cell in record.items() if cell}
        return [(RECORD, json.dumps(cells, ensure_ascii=False, indent=2).encode())]
    return [("upload.csv", format_table(COLUMNS, [record]).encode())]
