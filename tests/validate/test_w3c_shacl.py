"""The W3C's SHACL tests: what is in scope gives the results that the W3C expects, and pySHACL the same; what is not is
refused by name.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.validate.compiler import compile_shapes
from kg.validate.literals import quiet_rdflib
from kg.validate.reference import Reference
from tests.conftest import missing
from tests.validate.comparing import compiled
from tests.validate.w3c_suite import Case, cases, rows

ARCHIVE = Path(sys.prefix) / "suites" / f"pyshacl-{version('pyshacl')}.tar.gz"
# Each reason for a refusal, and how many tests have it.
REFUSED = {
    "sh:lessThan is not compiled": 2,
    "sh:lessThanOrEquals is not compiled": 1,
    "the severity .* is not compiled": 1,
    "constraint components of one's own are not compiled": 5,
    "sh:prefixes is not compiled": 2,  # a shape that is its own SPARQL constraint
    "no SPARQL query: .* prefix": 1,  # declared in what owl:imports names
    r"\$this is compiled in the outermost group": 3,
    r"\$shapesGraph is not compiled": 1,
    "SELECT in SELECT is not compiled": 3,
    "MINUS is not compiled": 1,
    "VALUES is not compiled": 1,
    "SERVICE is not compiled": 1,
    "may not give \\$this another value": 1,
}
IN_SCOPE = 98
# sh:uniqueLang "1"^^xsd:boolean: the W3C asks for `true`, pySHACL takes any literal of that value.
PYSHACL_DIFFERS = {"core/property/uniqueLang-002"}


@pytest.fixture(scope="module")
def suite() -> list[Case]:
    if not ARCHIVE.exists():
        missing(f"{ARCHIVE} is missing, which carries the W3C's SHACL tests; `make test` downloads it")
    with quiet_rdflib():
        return list(cases(ARCHIVE))


def refusal(case: Case) -> str:
    """Why the compiler does not take the shapes of a test; "" if it does."""
    try:
        compile_shapes(case.shapes.graph)
    except UsageError as error:
        return str(error)
    return ""


def test_what_is_not_in_scope_is_refused_by_name(suite: list[Case]) -> None:
    refusals = [text for text in map(refusal, suite) if text]
    named = [[reason for reason in REFUSED if re.search(reason, text)] for text in refusals]
    assert [text for text, reasons in zip(refusals, named, strict=True) if len(reasons) != 1] == []
    assert Counter(reasons[0] for reasons in named) == REFUSED
    assert len(suite) - len(refusals) == IN_SCOPE


def test_what_a_processor_must_refuse_is_refused(suite: list[Case]) -> None:
    must_fail = [case for case in suite if case.expected is None]
    assert len(must_fail) == 7
    assert [case.name for case in must_fail if not refusal(case)] == []


def test_what_is_in_scope_gives_the_results_that_the_w3c_expects(suite: list[Case]) -> None:
    found = {case.name: (rows(compiled(case.shapes, case.data), case.shapes), case.expected) for case in taken(suite)}
    assert {name: both for name, both in found.items() if both[0] != both[1]} == {}
    assert sum(len(ours) for ours, _ in found.values()) > 150


def test_pyshacl_gives_the_same_results(suite: list[Case]) -> None:
    differing = set()
    for case in taken(suite):
        ours, theirs = compiled(case.shapes, case.data), Reference(case.shapes).validate(case.data)
        if rows(ours, case.shapes) != rows(theirs, case.shapes):
            differing.add(case.name)
    assert differing == PYSHACL_DIFFERS


def taken(suite: list[Case]) -> list[Case]:
    """The tests in scope."""
    return [case for case in suite if not refusal(case)]
