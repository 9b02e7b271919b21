"""The compiled shapes find what pySHACL finds on our data: on every bad fixture, and on right records made wrong."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib.namespace import RDF

from kg.namespaces import ID, KSC, SCHEME
from kg.validate.data import dataset_files, read_turtle
from kg.validate.validator import Validator
from tests.validate.comparing import compiled, line, same

ROOT = Path(__file__).resolve().parents[2]
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = ox.NamedNode(str(RDF.type))
# No empty text: rdflib's paths take it for "anything", and find what is not there.
VALUES: list[Any] = [
    *(ox.NamedNode(ID[slug]) for slug in ("organisation/lh", "country/vietnam", "city/da-nang", "nothing/known")),
    *(ox.NamedNode(SCHEME[slug]) for slug in ("stage/planned", "agreement-type/mou", "nothing")),
    *(ox.Literal("x"), ox.Literal("text", language="en"), ox.Literal("texte", language="fr")),
    *(
        ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
        for text, kind in (
            *(("1", "integer"), ("-1", "integer"), ("01", "integer"), ("x", "integer"), ("3", "nonNegativeInteger")),
            *(("1.10", "decimal"), ("1e9", "decimal"), ("true", "boolean"), ("1", "boolean"), ("maybe", "boolean")),
            *(("2019-11-25", "date"), ("2019-02-30", "date"), ("2019-11", "gYearMonth"), ("2019-13", "gYearMonth")),
            *(("2019", "gYear"), ("09:30:00", "time"), ("2031-01-01T00:00:00Z", "dateTime")),
        )
    ),
]


@pytest.fixture(scope="module")
def records() -> dict[Any, list[ox.Triple]]:
    """What the data say of each thing."""
    found: dict[Any, list[ox.Triple]] = defaultdict(list)
    for path in dataset_files(ROOT):
        if path.parent.name == "data":
            for triple in read_turtle(path):
                found[triple.subject].append(triple)
    return found


def mutants(chance: random.Random, record: list[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """The record with each of its properties left out, doubled, changed, and turned round."""
    for predicate in sorted({t.predicate for t in record}, key=str):
        without = [t for t in record if t.predicate != predicate]
        (subject,) = {t.subject for t in record}
        yield without
        yield [*record, ox.Triple(subject, predicate, chance.choice(VALUES))]
        yield [*without, ox.Triple(subject, predicate, chance.choice(VALUES))]
        yield [*without, *(ox.Triple(subject, predicate, value) for value in chance.sample(VALUES, 2))]


def test_every_property_of_random_records_made_wrong(validator: Validator, records: dict[Any, list[ox.Triple]]) -> None:
    """A record of each class; renamed, since the dataset has the right one too. One run for all of them."""
    chance = random.Random(20261122)
    by_class: dict[str, list[Any]] = defaultdict(list)
    for node, record in records.items():
        for triple in record:
            if triple.predicate == TYPE:
                by_class[str(triple.object)].append(node)
    candidates: list[ox.Triple] = []
    for nodes in by_class.values():
        for node in chance.sample(nodes, 1):
            for mutant in mutants(chance, records[node]):
                name = ox.NamedNode(f"{node.value}-{len(candidates)}")
                candidates += [ox.Triple(name, t.predicate, t.object) for t in mutant]
    focus, slice_ = validator.slice(candidates)
    # Only the mutants themselves: what they point at is the same for both engines, and costs minutes.
    only = {triple.subject for triple in candidates} & focus
    report = same(validator.shapes, slice_, only)
    whole = compiled(validator.shapes, {*validator.context, *slice_}, only)
    assert [finding.order for finding in whole.findings] == [finding.order for finding in report.findings]
    assert len(only) > 1000
    broken = {(finding.shape, finding.component) for finding in report.findings}
    assert len(broken) > 200


def test_the_whole_dataset_with_every_fixture(validator: Validator) -> None:
    paths = [*dataset_files(ROOT), *sorted((ROOT / "tests" / "bad").glob("*.ttl"))]
    report = same(validator.shapes, [triple for path in paths for triple in read_turtle(path)])
    assert report.shapes == len(validator.shapes.targeting)
    assert len({finding.shape for finding in report.findings}) > 200


def test_the_report_of_record_is_pyshacls(validator: Validator) -> None:
    """A candidate's report has pySHACL's findings, over the slice that the compiled shapes were run on."""
    lonely = ox.Triple(ox.NamedNode(ID["agreement/x"]), TYPE, ox.NamedNode(KSC["Agreement"]))
    focus, slice_ = validator.slice([lonely])
    expected = validator.reference.validate(slice_, focus)
    assert [line(f) for f in validator.validate([lonely]).findings] == [line(f) for f in expected.findings]
    assert not expected.conforms
