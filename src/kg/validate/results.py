"""From validation results, whichever engine gives them, to findings: with labels and messages, sorted, each once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.namespace import RDFS, SH, SKOS
from rdflib.term import Identifier, Node

from kg.validate.data import Terms, unnamed
from kg.validate.engine import Broken, Outcome
from kg.validate.findings import SEVERITIES, Report, ShapeFinding, Texts
from kg.validate.shapes import Shapes, texts

_LABELS = (ox.NamedNode(str(SKOS.prefLabel)), ox.NamedNode(str(RDFS.label)))


@dataclass(frozen=True, slots=True)
class Result:
    """A `sh:ValidationResult` (SHACL, section 3.6.2). `path` is there only where the shape has none (sh:closed)."""

    severity: Node
    focus: Identifier
    shape: URIRef
    component: URIRef
    constraint: Node | None = None
    value: Identifier | None = None
    path: URIRef | None = None


def findings(results: Collection[Result], shapes: Shapes, triples: Iterable[ox.Triple]) -> tuple[ShapeFinding, ...]:
    """The findings, violations first. Labels are looked up in `triples`: the data and the ontology."""
    paths = {result: shapes.graph.value(result.shape, SH.path) or result.path for result in results}
    wanted = {str(node) for result, path in paths.items() for node in (result.focus, path) if isinstance(node, URIRef)}
    labels = _labels(triples, wanted) if wanted else {}
    found = (_finding(result, path, shapes, labels) for result, path in paths.items())
    # Two results that say the same (a SPARQL constraint with two solutions) are one finding.
    distinct = {finding.order: finding for finding in found}
    return tuple(distinct[order] for order in sorted(distinct))


def report_of(outcome: Outcome, shapes: Shapes, triples: Iterable[ox.Triple]) -> Report:
    """What the compiled shapes found, as a Report."""
    results = {_result(found, shapes) for found in outcome.broken}
    return Report(findings(results, shapes, triples), len(outcome.targets), len(outcome.focus_nodes))


def _result(found: Broken, shapes: Shapes) -> Result:
    terms, check = Terms(), found.check
    value = found.value
    own = check.component == SH.SPARQLConstraintComponent
    if own and value is None and (check.shape, SH.path, None) not in shapes.graph:
        value = found.focus  # SHACL, section 5.3.2
    focus, value, path = (terms.term(term) if term is not None else None for term in (found.focus, value, found.path))
    assert isinstance(focus, Identifier) and isinstance(check.shape, URIRef)
    return Result(
        severity=shapes.graph.value(check.shape, SH.severity) or SH.Violation,
        focus=focus,
        shape=check.shape,
        component=check.component,
        constraint=check.constraint,
        value=value if isinstance(value, Identifier) else None,
        path=path if isinstance(path, URIRef) else None,
    )


def _labels(triples: Iterable[ox.Triple], wanted: set[str]) -> dict[str, Texts]:
    """skos:prefLabel of the wanted nodes, or rdfs:label where there is none."""
    found: dict[str, tuple[list[Node], list[Node]]] = {}
    for triple in triples:
        if triple.predicate in _LABELS and isinstance(triple.subject, ox.NamedNode) and triple.subject.value in wanted:
            text = triple.object
            if isinstance(text, ox.Literal) and text.language:
                lists = found.setdefault(triple.subject.value, ([], []))
                lists[_LABELS.index(triple.predicate)].append(Literal(text.value, lang=text.language))
    return {node: texts(preferred) or texts(other) for node, (preferred, other) in found.items()}


def _finding(result: Result, path: Node | None, shapes: Shapes, labels: dict[str, Texts]) -> ShapeFinding:
    return ShapeFinding(
        severity=SEVERITIES[result.severity],
        focus=unnamed(result.focus),
        focus_label=labels.get(str(result.focus), {}),
        path=path,
        path_label=shapes.names(result.shape) or labels.get(str(path), {}),
        value=unnamed(result.value) if result.value is not None else None,
        component=result.component,
        shape=result.shape,
        constraint=result.constraint if isinstance(result.constraint, URIRef) else None,
        messages=shapes.messages(result.shape, result.component, result.constraint),
    )
