"""Validation of a whole dataset, and of files in its context: what `kg validate` does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import RDFS, SKOS

from kg.errors import KscError
from kg.files import read_bytes
from kg.validate.compiler import Compiled, compile_shapes
from kg.validate.data import dataset_files, read_turtle
from kg.validate.engine import Data
from kg.validate.findings import Report
from kg.validate.guard import UPLOAD
from kg.validate.reference import Reference
from kg.validate.results import report_of
from kg.validate.shapes import Shapes
from kg.validate.slice import Context
from kg.validate.validator import Validator

_SUBCLASS = ox.NamedNode(str(RDFS.subClassOf))
_LABELS = (ox.NamedNode(str(RDFS.label)), ox.NamedNode(str(SKOS.prefLabel)))


def validate_dataset(root: Path) -> Report:
    """Validate everything below `root`: data, ontology and concept schemes as one graph."""
    triples = [triple for path in dataset_files(root) for triple in read_turtle(path)]
    shapes = Shapes.load(root / "shapes")
    return verdict(triples, shapes, compile_shapes(shapes.graph))


def validate_files(paths: Iterable[Path], root: Path) -> Report:
    """Validate what files say, together, in the context of the dataset below `root`.

    Raises UsageError when one can't be read, InputError when no verdict is possible.
    """
    most = UPLOAD.bytes + 1  # no more than the guard needs to refuse a file that is too large
    return Validator.read(root).validate_inputs([(str(path), read_bytes(path, most)) for path in paths])


def verdict(triples: Collection[ox.Triple], shapes: Shapes, compiled: Iterable[Compiled]) -> Report:
    """The report over a whole graph. Raises KscError when the shapes find nothing to look at: no verdict."""
    outcome = Data(triples).run(compiled)
    if not outcome.focus_nodes:
        raise KscError("the shapes find nothing to look at in this data")
    report = report_of(outcome, shapes, triples)
    if report.conforms:
        return report
    broken = {found.focus for found in outcome.broken}
    axioms, labels = ([t for t in triples if t.predicate in kinds] for kinds in ((_SUBCLASS,), _LABELS))
    slice_ = {*Context(triples).slice(broken, ()), *axioms}
    return Reference(shapes).of_record(report, outcome, slice_, labels)
