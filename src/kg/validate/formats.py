"""A Report as text, JSON or a SHACL report graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.messages import in_language
from kg.namespaces import ID, SCHEME, SHAPES, bind
from kg.validate.findings import InputFinding, Report, ShapeFinding, tag_of, text_in
from kg.validate.places import Place
from kg.validate.sarif import sarif
from kg.validate.shapes import Shapes

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "violation": "violation",
        "warning": "warning",
        "info": "note",
        "missing": "missing",
        "node": "the node",
        "added": "would add",
        "similar": "may repeat",
    },
    "ko": {
        "violation": "위반",
        "warning": "경고",
        "info": "참고",
        "missing": "없음",
        "node": "대상 자체",
        "added": "추가될 서술",
        "similar": "중복 가능",
    },
}
_SUMMARY: Final = {
    "en": "{shapes} shapes, {nodes} focus nodes checked: {verdict}, {violation} violations, {warning} warnings",
    "ko": "규칙 {shapes}개로 대상 {nodes}개를 검사함: {verdict}, 위반 {violation}건, 경고 {warning}건",
}
_VERDICT: Final = {"en": ("does not conform", "conforms"), "ko": ("맞지 않음", "맞음")}
_SEVERITY_IRI: Final = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}


def text(report: Report, shapes: Shapes, language: str) -> str:
    """One line for each finding, and one that says how much was checked."""
    # A value that breaks two rules of one shape reads the same twice.
    lines = [_unread_line(finding, language) for finding in report.unread]
    lines += dict.fromkeys(_line(finding, shapes, language) for finding in report.findings)
    if report.preview:
        words = _WORDS[language]
        lines += [f"{words['similar']}: {_node(new)} = {_node(old)}" for new, old in report.preview.similar]
        lines += [f"{words['added']}: {triple} ." for triple in report.preview.added]
    return "\n".join([*lines, summary(report, language)]) + "\n"


def summary(report: Report, language: str) -> str:
    """How much was checked, and the verdict."""
    return _SUMMARY[language].format(
        shapes=report.shapes,
        nodes=report.focus_nodes,
        verdict=_VERDICT[language][report.conforms],
        violation=report.count("violation"),
        warning=report.count("warning"),
    )


def json_text(report: Report, _: Shapes, language: str) -> str:
    """The report as a JSON document."""
    document = {
        "conforms": report.conforms,
        "summary": summary(report, language),
        "checked": {"shapes": report.shapes, "focus_nodes": report.focus_nodes},
        "findings": [
            *(_unread_object(finding, language) for finding in report.unread),
            *(_object(finding, language) for finding in report.findings),
        ],
    }
    if report.preview:
        document["preview"] = {
            "adds": [f"{triple} ." for triple in report.preview.added],
            "may_repeat": [{"new": str(new), "old": str(old)} for new, old in report.preview.similar],
        }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def turtle(report: Report, shapes: Shapes, language: str) -> str:
    """The report graph as Turtle."""
    return report_graph(report, shapes, language).serialize(format="longturtle").strip() + "\n"


def jsonld(report: Report, shapes: Shapes, language: str) -> str:
    """The report graph as JSON-LD, expanded: it names no context."""
    return report_graph(report, shapes, language).serialize(format="json-ld", indent=2) + "\n"


def report_graph(report: Report, shapes: Shapes, language: str) -> Graph:
    """The report as a SHACL validation report (SHACL, section 3.6); messages in one language, as everywhere.

    A cell that no statement can be made of is a result with a message and nothing else.
    """
    graph = bind(Graph(bind_namespaces="none"))
    graph.bind("kscs", SHAPES)
    root = BNode()
    graph.add((root, RDF.type, SH.ValidationReport))
    # Here the standard decides: a warning is a result too, so the data does not conform.
    graph.add((root, SH.conforms, Literal(not report.findings and not report.unread)))
    for finding in report.findings:
        result = BNode()
        graph.add((root, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.resultSeverity, _SEVERITY_IRI[finding.severity]))
        graph.add((result, SH.focusNode, finding.focus))
        graph.add((result, SH.sourceConstraintComponent, finding.component))
        graph.add((result, SH.sourceShape, finding.shape))
        if finding.constraint:
            graph.add((result, SH.sourceConstraint, finding.constraint))
        tag = tag_of(finding.messages, language)
        graph.add((result, SH.resultMessage, Literal(finding.messages[tag], lang=tag or None)))
        if finding.value is not None:
            graph.add((result, SH.value, finding.value))
        if finding.path is not None:
            graph.add((result, SH.resultPath, finding.path))
            _copy(shapes.graph, finding.path, graph)
    for unread in report.unread:
        result = BNode()
        graph.add((root, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.resultSeverity, SH.Violation))
        graph.add(
            (
                result,
                SH.resultMessage,
                Literal(f"{unread.place.said(language)}: {unread.said(language)}", lang=language),
            )
        )
    return graph


FORMATS: Final[Mapping[str, Callable[[Report, Shapes, str], str]]] = {
    "text": text,
    "json": json_text,
    "turtle": turtle,
    "jsonld": jsonld,
    "sarif": sarif,
}


def _unread_line(finding: InputFinding, language: str) -> str:
    return " ".join(
        f"{finding.place.said(language)}: {_WORDS[language]['violation']}: {finding.said(language)}".split()
    )


def _unread_object(finding: InputFinding, language: str) -> dict[str, Any]:
    return {
        "severity": "violation",
        **dict.fromkeys(("focus", "path", "value")),
        "message": in_language(finding.message, language),
        "hint": in_language(finding.hint, language) or None,
        "example": None,
        "where": place_object(finding.place, language),
        **dict.fromkeys(("shape", "component", "constraint")),
    }


def place_object(place: Place | None, language: str) -> dict[str, Any] | None:
    """A place as JSON; what it does not have is left out."""
    if place is None:
        return None
    numbers = {"line": place.line, "column": place.column, "row": place.row, "cell": place.cell or None}
    known = {name: number for name, number in numbers.items() if number is not None}
    return {"text": place.said(language), "source": place.source, **known}


def _line(finding: ShapeFinding, shapes: Shapes, language: str) -> str:
    words = _WORDS[language]
    label = text_in(finding.focus_label, language)
    focus = f"{label} {_node(finding.focus)}" if label else _node(finding.focus)
    what = text_in(finding.path_label, language) or shapes.path_text(finding.path) or words["node"]
    value = words["missing"] if _is_missing(finding) else _node(finding.value)
    place = f"{what} = {value}" if value else what
    message = text_in(finding.messages, language)
    where = f"{finding.place.said(language)}: " if finding.place else ""
    return " ".join(f"{where}{words[finding.severity]}: {focus}: {place}: {message}".split())


def _is_missing(finding: ShapeFinding) -> bool:
    return finding.component == SH.MinCountConstraintComponent


def _object(finding: ShapeFinding, language: str) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "focus": {"id": _id(finding.focus), "label": text_in(finding.focus_label, language)},
        "path": {
            "id": str(finding.path) if isinstance(finding.path, URIRef) else None,
            "label": text_in(finding.path_label, language),
        },
        "value": _value(finding.value),
        "message": text_in(finding.messages, language),
        "hint": None,
        "example": finding.examples.get(language),
        "where": place_object(finding.place, language),
        "shape": str(finding.shape),
        "component": str(finding.component),
        "constraint": str(finding.constraint) if finding.constraint else None,
    }


def _id(node: Node) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _value(value: Node | None) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, Literal):
        return {"id": _id(value)}
    tag = {"language": value.language} if value.language else {}
    return {"value": str(value), **tag, **({"datatype": str(value.datatype)} if value.datatype else {})}


def _node(node: Node | None) -> str:
    """A term on a line: short ids for our things and concepts, Turtle for the rest."""
    if node is None:
        return ""
    if isinstance(node, URIRef):
        for base, folder in ((str(ID), "id"), (str(SCHEME), "scheme")):
            if node.startswith(base):
                return f"<{folder}/{node.removeprefix(base)}>"
        return f"<{node}>"
    return _SHORT.n3(node) if isinstance(node, Literal) else f"_:{node}"


class _Short:
    """Literals with prefixed datatypes."""

    def __init__(self) -> None:
        self._manager = bind(Graph(bind_namespaces="none")).namespace_manager

    def n3(self, literal: Literal) -> str:
        return literal.n3(self._manager)


_SHORT: Final = _Short()


def _copy(source: Graph, node: Node, target: Graph) -> None:
    """Copy what describes a blank node, such as the head of a path."""
    if isinstance(node, BNode):
        for triple in source.triples((node, None, None)):
            if triple not in target:
                target.add(triple)
                _copy(source, triple[2], target)
