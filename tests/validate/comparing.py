"""Compares the compiled shapes with pySHACL, finding by finding."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
from rdflib import Literal
from rdflib.namespace import SH, XSD

from kg.validate.compiler import compile_shapes
from kg.validate.engine import Data
from kg.validate.findings import Report, ShapeFinding
from kg.validate.reference import Reference
from kg.validate.results import report_of
from kg.validate.shapes import Shapes

RANGES = {
    SH[f"{bound}ConstraintComponent"] for bound in ("MinInclusive", "MaxInclusive", "MinExclusive", "MaxExclusive")
}


def compiled(shapes: Shapes, data: Collection[ox.Triple], only: Collection[Any] | None = None) -> Report:
    """What the compiled shapes find."""
    return report_of(Data(data).run(compile_shapes(shapes.graph), only), shapes, data)


def same(shapes: Shapes, data: Collection[ox.Triple], only: Collection[Any] | None = None) -> Report:
    """Compare both; the compiled shapes' report."""
    ours, theirs = compiled(shapes, data, only), Reference(shapes).validate(data, only)
    found, expected = {line(f): f for f in ours.findings}, {line(f) for f in theirs.findings}
    assert expected - found.keys() == set()
    assert [line_ for line_, f in found.items() if line_ not in expected and not _is_beyond_pyshacl(f, shapes)] == []
    assert (ours.shapes, ours.focus_nodes) == (theirs.shapes, theirs.focus_nodes)
    return ours


def line(finding: ShapeFinding) -> tuple[object, ...]:
    return (*finding.order, str(finding.path))


def _is_beyond_pyshacl(finding: ShapeFinding, shapes: Shapes) -> bool:
    """A range asked of a value that no order compares with its bound: a violation (SHACL, section 4.3).

    pySHACL orders such values by the names of their datatypes, so that half of them pass.
    """
    if finding.component not in RANGES or not isinstance(finding.value, Literal):
        return False
    name = str(finding.component).removeprefix(str(SH)).removesuffix("ConstraintComponent")
    bound = shapes.graph.value(finding.shape, SH[name[0].lower() + name[1:]])
    assert isinstance(bound, Literal)
    return _passes_by_name(finding.value, bound)


def _passes_by_name(value: Literal, bound: Literal) -> bool:
    number = isinstance(value.value, int | float | Decimal) and not isinstance(value.value, bool)
    both = number and isinstance(bound.value, int | float | Decimal)
    if value.datatype == XSD.decimal and "e" in value.lower():
        return True  # rdflib reads it, though no decimal has an exponent (XML Schema 2, section 3.2.3)
    return value.ill_typed is True or (not both and value.datatype != bound.datatype)
