"""Validation: the compiled shapes give the verdict; where something is violated, pySHACL writes the report of record.

`Validator.validate` is the one function behind the command and the service: statements in, a Report out, nothing
changed. The report of record is over the slice of what the compiled shapes found, so its cost is that of the findings
and not of the dataset.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import RDFS, SH, SKOS
from rdflib.term import Identifier

from kg.errors import Finding, FindingsError, KscError
from kg.validate import reference
from kg.validate.compiler import Compiled, compile_shapes
from kg.validate.data import Terms, dataset_files, name_blanks, ontology_files, read_turtle
from kg.validate.engine import Broken, Data, Outcome
from kg.validate.findings import InputFinding, Preview, Report, ShapeFinding
from kg.validate.inputs import Input, read_path
from kg.validate.places import Place, Places
from kg.validate.results import Result, findings
from kg.validate.shapes import Shapes
from kg.validate.slice import Context

_WHERE = re.compile(r"(?P<source>.*?)(?::(?P<line>[0-9]+))?(?::(?P<column>[0-9]+))?(?:: .*)?", re.DOTALL)
_SUBCLASS = ox.NamedNode(str(RDFS.subClassOf))
_LABELS = (ox.NamedNode(str(RDFS.label)), ox.NamedNode(str(SKOS.prefLabel)))


def validate_dataset(root: Path) -> Report:
    """Validate everything below `root`: data, ontology and concept schemes as one graph."""
    triples = [triple for path in dataset_files(root) for triple in read_turtle(path)]
    shapes = Shapes.load(root / "shapes")
    return verdict(triples, shapes, compile_shapes(shapes.graph))


def validate_files(paths: Iterable[Path], root: Path) -> Report:
    """Validate what files say, together, in the context of the dataset below `root`.

    Raises UsageError when one can't be read, FindingsError when the guard refuses it.
    """
    return Validator.read(root).validate_inputs([read_path(path, root) for path in paths])


def refused(error: FindingsError) -> Report:
    """The report of an input that no verdict is possible on: what its reader, or its guard, says of it."""
    found = []
    for finding in error.findings:
        match = _WHERE.fullmatch(finding.where)
        assert match is not None  # it takes any text
        line, column = (int(number) if number else None for number in (match["line"], match["column"]))
        found.append(InputFinding(finding.message, finding.hint, Place(match["source"], line, column)))
    return Report((), 0, 0, tuple(found))


def verdict(triples: Collection[ox.Triple], shapes: Shapes, compiled: Iterable[Compiled]) -> Report:
    """The report over a whole graph. Raises KscError when the shapes find nothing to look at: no verdict."""
    outcome = Data(triples).run(compiled)
    if not outcome.focus_nodes:
        raise KscError("the shapes find nothing to look at in this data")
    report = report_of(outcome, shapes, triples)
    if report.conforms:
        return report
    named = name_blanks(triples)
    broken = {_named(found.focus) for found in outcome.broken}
    slice_ = Context(named).slice(broken, ()) | {t for t in named if t.predicate == _SUBCLASS}
    record = reference.validate(slice_ | {t for t in named if t.predicate in _LABELS}, shapes, broken)
    return Report(record.findings, report.shapes, report.focus_nodes)


def report_of(outcome: Outcome, shapes: Shapes, triples: Iterable[ox.Triple]) -> Report:
    """What the compiled shapes found, as a Report."""
    results = {_result(found, shapes) for found in outcome.broken}
    return Report(findings(results, shapes, triples), outcome.shapes, len(outcome.focus_nodes))


class Validator:
    """The shapes and the dataset of one project, to validate one candidate after the other."""

    def __init__(self, shapes: Shapes, context: Context, ontology: Iterable[ox.Triple]) -> None:
        self.shapes, self.context = shapes, context
        self.compiled = compile_shapes(shapes.graph)
        ontology = tuple(ontology)
        self._axioms = {triple for triple in ontology if triple.predicate == _SUBCLASS}
        self._labels = {triple for triple in ontology if triple.predicate in _LABELS}

    @classmethod
    def read(cls, root: Path) -> Self:
        """From the files below `root`."""
        ontology = [triple for path in ontology_files(root) for triple in read_turtle(path)]
        return cls(Shapes.load(root / "shapes"), Context.read(root), ontology)

    def validate_inputs(self, inputs: Sequence[Input]) -> Report:
        """Validate uploads together; findings say where they stand, and what conforms comes with a preview."""
        unread = tuple(finding for input_ in inputs for finding in input_.findings)
        candidate = [triple for input_ in inputs for triple in input_.triples]
        try:
            report = self.validate(candidate, ", ".join(input_.name for input_ in inputs))
        except FindingsError:
            if not unread:
                raise
            report = Report((), 0, 0)
        if report.findings:
            places = Places()
            for input_ in inputs:
                places.update(input_.places())
            report = replace(report, findings=tuple(self._placed(f, places) for f in report.findings))
        report = replace(report, unread=unread)
        return replace(report, preview=self.preview(candidate)) if report.conforms else report

    def _placed(self, finding: ShapeFinding, places: Places) -> ShapeFinding:
        path = finding.path
        predicates = self.shapes.path_nodes(path) if path is not None else ()
        return replace(finding, place=places.find(finding.focus, predicates, finding.value))

    def preview(self, candidate: Iterable[ox.Triple]) -> Preview:
        """What a candidate would add, and the agreements of the dataset that it may repeat."""
        candidate = name_blanks(candidate)
        added = tuple(dict.fromkeys(triple for triple in candidate if not self.context.holds(triple)))
        pairs = sorted({(URIRef(new.value), URIRef(old.value)) for new, old in self.context.similar(candidate)})
        return Preview(added, tuple(pairs))

    def validate(self, candidate: Collection[ox.Triple], name: str = "") -> Report:
        """Validate statements in the dataset's context: what they are about, and what they may change.

        Raises FindingsError when no shape looks at any of it: no verdict. `name` is what it calls the candidate.
        """
        focus, triples = self.slice(candidate)
        outcome = Data(triples, self.context.literals).run(self.compiled, focus)
        if not outcome.focus_nodes:
            hint = "give each subject a class of the ontology, for example ksc:Agreement"
            raise FindingsError([Finding("no shape looks at anything in it", name, hint)])
        report = report_of(outcome, self.shapes, triples | self._labels)
        return report if report.conforms else reference.validate(triples | self._labels, self.shapes, focus)

    def slice(self, candidate: Collection[ox.Triple]) -> tuple[set[Any], set[ox.Triple]]:
        """The focus nodes, and the statements that the verdict over them depends on, the candidate's among them."""
        candidate = name_blanks(candidate)
        focus = self.context.concerned(candidate)
        return focus, {*self._axioms, *self.context.slice(focus, candidate), *candidate}


def _named(node: Any) -> Any:
    return name_blanks([ox.Triple(node, _SUBCLASS, node)])[0].subject


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
