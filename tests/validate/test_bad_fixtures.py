"""Every shape rejects its bad fixture, by the rule that the fixture names and no other; the real data conform.

One run over the dataset with all fixtures in it answers both, and is what a run over their slice must agree with.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import SH

from kg.namespaces import BASE, SHAPES
from kg.validate.data import read_turtle
from kg.validate.findings import Report, ShapeFinding
from kg.validate.run import validate_dataset
from kg.validate.validator import Validator

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "tests" / "bad").glob("*.ttl"))
_EXPECT = re.compile(r"^# expect (\S+) kscs:(\S+)$", re.MULTILINE)

Broken = set[tuple[str, str]]


def expected(path: Path) -> Broken:
    found = _EXPECT.findall(path.read_text(encoding="utf-8"))
    assert len(found) == path.read_text(encoding="utf-8").count("# expect")
    return set(found)


def rule(finding: ShapeFinding) -> str:
    """The rule that is broken: the property shape; for a constraint on the node, that constraint or its node shape."""
    node = finding.constraint if finding.constraint and finding.path is None else finding.shape
    return str(node).removeprefix(str(SHAPES))


def broken(findings: tuple[ShapeFinding, ...]) -> Broken:
    return {(str(finding.focus).removeprefix(BASE), rule(finding)) for finding in findings}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """One run over a copy of the project whose data/ holds the fixtures too."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("data", "ontology", "shapes"):
        shutil.copytree(ROOT / folder, root / folder)
    for path in FIXTURES:
        shutil.copy(path, root / "data" / f"bad-{path.name}")
    return validate_dataset(root)


@pytest.fixture(scope="module")
def slice_(validator: Validator) -> Report:
    return validator.validate([triple for path in FIXTURES for triple in read_turtle(path)])


def test_a_fixture_for_every_shape_with_targets(validator: Validator) -> None:
    assert {path.stem for path in FIXTURES} == {str(s).removeprefix(str(SHAPES)) for s in validator.shapes.targeting}


def test_a_bad_node_for_every_property_shape_and_constraint(validator: Validator) -> None:
    graph = validator.shapes.graph
    rules = {str(p) for shape in validator.shapes.targeting for p in graph.objects(shape, SH.property)}
    rules |= {str(c) for shape in validator.shapes.targeting for c in graph.objects(shape, SH.sparql)}
    covered = {f"{SHAPES}{rule}" for path in FIXTURES for _, rule in expected(path)}
    assert rules - covered == set()
    assert {rule for rule in covered if (URIRef(rule), None, None) not in graph} == set()


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_each_bad_node_breaks_the_rule_that_it_names_and_no_other(path: Path, slice_: Report) -> None:
    nodes = {str(triple.subject.value) for triple in read_turtle(path)}  # type: ignore[union-attr]
    found = tuple(finding for finding in slice_.findings if str(finding.focus) in nodes)
    # A helper node that several fixtures have is right in all of them.
    assert broken(found) == expected(path)
    assert all(finding.messages.keys() == {"en", "ko"} for finding in found)
    assert all(finding.path_label.keys() == {"en", "ko"} for finding in found if finding.path is not None)


def test_a_slice_gives_the_verdict_of_the_whole(whole: Report, slice_: Report) -> None:
    nodes = {finding.focus for finding in slice_.findings}
    assert [f.order for f in whole.findings if f.focus in nodes] == [f.order for f in slice_.findings]


def test_the_real_dataset_conforms(whole: Report) -> None:
    bad = {node for path in FIXTURES for node, _ in expected(path)}
    faults = [f for f in whole.findings if f.severity == "violation" and str(f.focus).removeprefix(BASE) not in bad]
    assert [f"{f.focus} {rule(f)} {f.value}" for f in faults] == []
    assert whole.shapes > 60
    assert whole.focus_nodes > 5000
