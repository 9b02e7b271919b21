from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.dataset import UNNAMED, Dataset, Graph
from kg.errors import FindingsError, UsageError

ROOT = Path(__file__).parent / "dataset"
FACT = """ASK { %s {
  <https://w3id.org/ksc/id/agreement/2019-11-hill-lake-mou> <https://w3id.org/ksc/ontology#hasKoreanParty>
  <https://w3id.org/ksc/id/organisation/hill> } }"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT, tmp_path / "copy")
    return tmp_path / "copy"


def rows(dataset: Dataset, query: str) -> list[Any]:
    return [tuple(getattr(value, "value", None) for value in row) for row in dataset.store().query(query)]  # type: ignore


def test_each_file_is_a_named_graph() -> None:
    found = rows(Dataset.read(ROOT), "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    names = ["first-release", "ontology", "reference", "second-release", "shapes"]
    assert found == [(f"https://w3id.org/ksc/graph/{name}",) for name in names]


def test_the_default_graph_is_a_set() -> None:
    dataset = Dataset.read(ROOT)
    pattern = FACT.removeprefix("ASK { %s {").removesuffix("} }")
    assert rows(dataset, f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}") == [("2",)]
    assert rows(dataset, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}") == [("1",)]


@pytest.mark.parametrize(
    ("term", "expected"),
    [("http://www.w3.org/2002/07/owl#Class", True), ("http://www.w3.org/ns/shacl#NodeShape", False)],
)
def test_the_ontology_is_in_the_default_graph_and_the_shapes_are_not(term: str, expected: bool) -> None:
    assert bool(Dataset.read(ROOT).store().query(f"ASK {{ ?s a <{term}> }}")) is expected


def test_blank_nodes_of_two_files_stay_two() -> None:
    notes = "SELECT DISTINCT ?s { ?s <https://w3id.org/ksc/ontology#note> ?o }"
    assert len(rows(Dataset.read(ROOT), notes)) == 2


def test_the_same_files_give_the_same_bytes_wherever_they_are(copy: Path) -> None:
    assert Dataset.read(ROOT) == Dataset.read(copy)


def test_a_changed_file_and_a_renamed_one_are_new_revisions(copy: Path) -> None:
    before = Dataset.read(copy).revision
    with (copy / "data" / "reference.ttl").open("a") as file:
        file.write("# a comment\n")
    changed = Dataset.read(copy).revision
    (copy / "data" / "second-release.ttl").rename(copy / "data" / "third-release.ttl")
    assert len({before, changed, Dataset.read(copy).revision}) == 3


def test_a_folder_without_data_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kg build"):
        Dataset.read(tmp_path)


def test_a_broken_file_is_named_with_its_line(copy: Path) -> None:
    (copy / "data" / "broken.ttl").write_text("<http://example.org/a> <http://example.org/b>\n  oops .\n")
    with pytest.raises(FindingsError, match=r"broken\.ttl:2: "):
        Dataset.read(copy)


def changed(dataset: Dataset, *lines: str, name: str = "https://w3id.org/ksc/graph/note") -> Dataset:
    """The dataset with a graph of these lines."""
    text = [line.encode() for line in lines]
    return dataset.with_graphs({name: Graph(dict.fromkeys(text), " ".join(lines))})


def after_change(older: Dataset, newer: Dataset) -> set[ox.Quad]:
    """What a store with `older` holds when the change to `newer` was made in it."""
    removed, added = newer.change_from(older)
    store = ox.Store()
    store.bulk_extend(ox.parse(older.nquads, ox.RdfFormat.N_QUADS))
    for quad in ox.parse(removed, ox.RdfFormat.N_QUADS):
        store.remove(quad)
    store.extend(ox.parse(added, ox.RdfFormat.N_QUADS))
    return set(store)


def held(dataset: Dataset) -> set[ox.Quad]:
    return set(ox.parse(dataset.nquads, ox.RdfFormat.N_QUADS))


def test_a_change_makes_the_newer_revision_of_the_older() -> None:
    first = Dataset.read(ROOT)
    shared = next(iter(first.graphs["https://w3id.org/ksc/graph/reference"].lines)).decode()
    second = changed(first, shared, "_:w1b0 <x:p> _:w1b1 .", "<x:s> <x:p> <x:o> .")
    third = changed(second, "_:w1b0 <x:p> _:w1b1 .")
    fourth = changed(third, "<x:s> <x:p> <x:o> .", name=UNNAMED)
    states = [first, second, third, fourth, fourth.with_graphs({UNNAMED: None}), first]
    for older, newer in pairwise(states):
        assert after_change(older, newer) == held(newer)
        assert newer.change_from(newer) == (b"", b"")
    assert len({state.revision for state in states}) == 5


def test_a_statement_leaves_the_default_graph_with_the_last_graph_that_makes_it() -> None:
    dataset = Dataset.read(ROOT)
    names = ("https://w3id.org/ksc/graph/first-release", "https://w3id.org/ksc/graph/second-release")
    one = dataset.with_graphs({names[0]: None})
    none = one.with_graphs({names[1]: None})
    asked = FACT % ""
    assert [bool(state.names_store().query(asked)) for state in (one, none)] == [True, False]


def test_what_has_names_is_there_to_be_named_without_its_evidence() -> None:
    store = Dataset.read(ROOT).names_store()
    subjects = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
    assert "https://w3id.org/ksc/id/organisation/hill" in subjects
    assert not any(iri.startswith("https://w3id.org/ksc/id/claim/") for iri in subjects)


def test_statements_of_the_default_graph_itself_are_in_no_named_graph() -> None:
    dataset = changed(Dataset.read(ROOT), "<x:s> <x:p> <x:o> .", name=UNNAMED)
    assert rows(dataset, "SELECT ?o { <x:s> ?p ?o }") == [("x:o",)]
    assert not rows(dataset, "SELECT ?o { GRAPH ?g { <x:s> ?p ?o } }")


def test_literals_that_a_store_takes_for_one_are_one_line(copy: Path) -> None:
    number = '<x:s> <x:p> "%s"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
    (copy / "data" / "numbers.ttl").write_text((number % "1.10") + (number % "1.1"))
    lines = Dataset.read(copy).graphs["https://w3id.org/ksc/graph/numbers"].lines
    assert list(lines) == [(number % "1.1").strip().encode()]
