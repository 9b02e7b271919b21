"""A Report as SARIF 2.1.0 (OASIS), which code hosts show beside the lines that it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import PurePath
from typing import Any, Final

from kg.validate.findings import Report, ShapeFinding, text_in
from kg.validate.places import Place
from kg.validate.shapes import Shapes

_LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}
_UNREAD: Final = "ksc/record-cell"
_VERSION: Final = version("ksc")  # read here: a validation worker may open no file later


def sarif(report: Report, shapes: Shapes, language: str) -> str:
    """The report as a SARIF log with one run; a rule for each shape that something breaks."""
    results = list(_results(report, shapes, language))
    rules = {result["ruleId"]: {"id": result["ruleId"]} for result in results}
    for name, rule in rules.items():
        if name.startswith("http"):
            rule["helpUri"] = name
    tool = {"driver": {"name": "kg validate", "version": _VERSION, "rules": list(rules.values())}}
    run = {"tool": tool, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _results(report: Report, shapes: Shapes, language: str) -> Iterator[dict[str, Any]]:
    for unread in report.unread:
        yield _result(_UNREAD, "error", unread.said(language), unread.place)
    for finding in report.findings:
        text = _text(finding, shapes, language)
        yield _result(str(finding.shape), _LEVELS[finding.severity], text, finding.place)


def _text(finding: ShapeFinding, shapes: Shapes, language: str) -> str:
    label = text_in(finding.focus_label, language) or str(finding.focus)
    path = text_in(finding.path_label, language) or shapes.path_text(finding.path)
    about = f"{label}, {path}" if path else label
    return f"{about}: {text_in(finding.messages, language)}"


def _result(rule: str, level: str, text: str, place: Place | None) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": rule, "level": level, "message": {"text": text}}
    if place is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": PurePath(place.source).as_posix()}}
        region = {"startLine": place.line, "startColumn": place.column}
        if place.line is not None:
            physical["region"] = {name: number for name, number in region.items() if number is not None}
        location: dict[str, Any] = {"physicalLocation": physical}
        if place.cell:
            location["logicalLocations"] = [{"name": place.cell, "kind": "member"}]
        result["locations"] = [location]
    return result
