"""The folder of accepted writes: what is kept, what is refused, and that nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.dataset import Dataset
from kg.errors import StateError, StorageError
from kg.state import Entry, State
from kg.state.folder import GRAPHS, MANIFEST
from tests.state.conftest import NOTE, OTHER, REFERENCE, Mounted, graph

PROGRAM = """
import os, subprocess, sys
from pathlib import Path
from kg.dataset import Dataset
from kg.errors import StateError, StorageError
from kg.state import State
from tests.state.conftest import NOTE, OTHER, graph
folder, base = Path(sys.argv[1]) / "state", Dataset({})
"""
FULL = (
    PROGRAM
    + """
state = State.open(folder)
state.commit(base, {NOTE: graph("small")}, {})
try:
    state.commit(base, {NOTE: graph("other"), OTHER: graph("x" * 400_000)}, {})
except StorageError as error:
    print(error)
print(state.number, len(list((folder / "graphs").iterdir())))
state.commit(base, {OTHER: graph("fits")}, {})
state.close()
again = State.open(folder)
print(again.number, *again.overlay(base).graphs[NOTE].lines, *again.overlay(base).graphs[OTHER].lines)
"""
)
READ_ONLY = (
    PROGRAM
    + """
state = State.open(folder)
state.commit(base, {NOTE: graph("kept")}, {})
subprocess.run(["mount", "-o", "remount,ro", sys.argv[1]], check=True)
try:
    state.commit(base, {NOTE: graph("lost")}, {})
except StorageError as error:
    print(error)
state.close()
print(*State.open(folder).overlay(base).graphs[NOTE].lines)
try:
    State.open(folder.parent / "another")
except StateError as error:
    print(error)
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def opened(folder: Path, base: Dataset) -> Dataset:
    state = State.open(folder)
    state.close()
    return state.overlay(base)


def test_what_was_kept_is_there_when_the_folder_is_opened_again(folder: Path, base: Dataset) -> None:
    state = State.open(folder)
    state.commit(base, {NOTE: graph(1), OTHER: graph(2)}, {})
    state.commit(base, {NOTE: graph(3), OTHER: None, REFERENCE: None}, {})
    state.close()
    dataset = opened(folder, base)
    assert list(dataset.graphs[NOTE].lines) == [b'<x:s> <x:p> "3" .']
    assert {OTHER, REFERENCE} & dataset.graphs.keys() == set()
    assert (dataset.number, dataset.revision) == (2, state.overlay(base).revision)


def test_a_shipped_graph_is_replaced_and_its_removal_undone(folder: Path, base: Dataset) -> None:
    state = State.open(folder)
    state.commit(base, {REFERENCE: None}, {})
    assert state.entries == {REFERENCE: Entry(None)}
    state.commit(base, {REFERENCE: graph("ours")}, {})
    assert list(state.overlay(base).graphs[REFERENCE].lines) == [b'<x:s> <x:p> "ours" .']
    state.commit(base, {REFERENCE: base.graphs[REFERENCE]}, {})
    assert not state.entries
    state.close()
    assert opened(folder, base).graphs == base.graphs


def test_the_record_of_a_graph_is_kept_until_the_graph_changes(folder: Path, base: Dataset) -> None:
    state = State.open(folder)
    state.commit(base, {NOTE: graph(1)}, {NOTE: {"slug": "note"}})
    state.commit(base, {OTHER: graph(1)}, {})
    assert state.entries[NOTE].record == {"slug": "note"}
    state.commit(base, {NOTE: graph(2)}, {})
    assert state.entries[NOTE].record is None
    state.close()


def test_files_that_nothing_names_are_removed(folder: Path, base: Dataset) -> None:
    state = State.open(folder)
    state.commit(base, {NOTE: graph(1)}, {})
    state.commit(base, {NOTE: graph(2)}, {})
    state.close()
    for name in ("0" * 64 + ".ttl", "1" * 64 + ".ttl.tmp"):
        (folder / GRAPHS / name).write_text("half of a gr")
    (folder / f"{MANIFEST}.tmp").write_text("{")
    (folder / "README").write_text("ours")
    opened(folder, base)
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == sorted(
        [f"{graph(2).digest}.ttl", MANIFEST, "README"]
    )


def test_one_service_at_a_time(folder: Path, base: Dataset) -> None:
    state = State.open(folder)
    with pytest.raises(StateError, match="in use by another service"):
        State.open(folder)
    state.close()
    opened(folder, base)


def flipped(text: bytes) -> bytes:
    return text.replace(b"1", b"2", 1)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text[:-20], "damaged"),
        (lambda text: b"", "damaged"),
        (lambda text: b"[]", "damaged"),
        (flipped, "damaged|another format"),
        (lambda text: json.dumps(json.loads(text) | {"format": "ksc-state/9"}).encode(), "another format"),
    ],
    ids=["cut off", "empty", "no object", "another digit", "another format"],
)
def test_a_damaged_manifest_is_named_and_left_as_it_is(
    folder: Path, base: Dataset, damage: Callable[[bytes], bytes], message: str
) -> None:
    state = State.open(folder)
    state.commit(base, {NOTE: graph(1)}, {})
    state.close()
    path = folder / MANIFEST
    path.write_bytes(damage(path.read_bytes()))
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with pytest.raises(StateError, match=message) as error:
        State.open(folder)
    assert str(path) in str(error.value)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_graph_file_is_named(folder: Path, base: Dataset, damage: str) -> None:
    state = State.open(folder)
    state.commit(base, {NOTE: graph(1)}, {})
    state.close()
    path = folder / GRAPHS / f"{graph(1).digest}.ttl"
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(flipped(path.read_bytes()))
    with pytest.raises(StateError, match=f"{graph(1).digest}.* {'cannot be read' if damage == 'gone' else 'damaged'}"):
        State.open(folder)


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(StateError, match="cannot be opened"):
        State.open(tmp_path / "state")


def test_a_write_that_cannot_be_kept_changes_nothing(folder: Path, base: Dataset) -> None:
    state = State.open(folder)
    state.commit(base, {NOTE: graph(1)}, {})
    (folder / f"{MANIFEST}.tmp").mkdir()  # in the way of the next manifest
    with pytest.raises(StorageError, match="could not be kept: Is a directory"):
        state.commit(base, {NOTE: graph(2)}, {})
    assert list(state.overlay(base).graphs[NOTE].lines) == [b'<x:s> <x:p> "1" .']
    (folder / f"{MANIFEST}.tmp").rmdir()
    state.commit(base, {NOTE: graph(3)}, {})
    state.close()
    assert list(opened(folder, base).graphs[NOTE].lines) == [b'<x:s> <x:p> "3" .']


def test_a_full_disk_loses_nothing(mounted: Mounted) -> None:
    done = mounted(FULL)
    assert done.stdout.splitlines() == [
        "the change could not be kept: No space left on device",
        "1 1",
        """2 b'<x:s> <x:p> "small" .' b'<x:s> <x:p> "fits" .'""",
    ], done.stderr


def test_a_disk_that_becomes_read_only_is_read_from_and_takes_no_writes(mounted: Mounted) -> None:
    done = mounted(READ_ONLY)
    first, kept, last = done.stdout.splitlines() or [done.stderr, "", ""]
    assert first == "the change could not be kept: Read-only file system"
    assert kept == """b'<x:s> <x:p> "kept" .'"""
    assert "another cannot be opened: Read-only file system" in last
