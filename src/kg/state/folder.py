"""The folder of accepted writes: `graphs/<sha256>.ttl`, and the manifest that says which of them count.

A change is written in this order, each step flushed to the disk: the new graph files, their folder, then the manifest.
A crash before the manifest is renamed leaves files that nobody names, which the next start removes; after it, the
change is whole. A graph file is N-Triples, so that it is Turtle too and is read without parsing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from kg.dataset import Dataset, Graph
from kg.errors import StateError, StorageError
from kg.messages import Message
from kg.state.durable import TEMPORARY, sync_folder, write_file
from kg.state.manifest import Entry, Manifest

MANIFEST: Final = "manifest.json"
GRAPHS: Final = "graphs"


class State:
    """The writes that were accepted. One process at a time has the folder; `close` gives it back."""

    def __init__(self, folder: Path, lock: int, manifest: Manifest, graphs: Mapping[str, Graph]) -> None:
        """As `open` makes it: `graphs` are the contents of the files that `manifest` names, by digest."""
        self._folder, self._lock = folder, lock
        self._manifest, self._graphs = manifest, graphs
        self._trusted = True

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the folder, made where there is none. Raises StateError when it is damaged, in use or unreadable."""
        try:
            (folder / GRAPHS).mkdir(parents=True, exist_ok=True)
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise StateError(f"the state folder {folder} cannot be opened: {error.strerror or error}") from None
        try:
            # Of the folder itself, so that one that is mounted read-only can be served from.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            manifest = Manifest.read(folder / MANIFEST)
            state = cls(folder, lock, manifest, read_graphs(folder, manifest))
        except OSError:
            os.close(lock)
            raise StateError(f"the state folder {folder} is in use by another service") from None
        except StateError:
            os.close(lock)
            raise
        state._sweep()
        return state

    def close(self) -> None:
        """Let another process have the folder."""
        os.close(self._lock)

    @property
    def number(self) -> int:
        """How many changes were kept so far."""
        return self._manifest.number

    @property
    def base(self) -> str:
        """The revision of the shipped graphs that the last change was made over; empty where there was none."""
        return self._manifest.base

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What was written, by graph."""
        return self._manifest.graphs

    def overlay(self, base: Dataset) -> Dataset:
        """The shipped graphs with what was written in their place."""
        return replace(base.with_graphs(overlay(self._manifest, self._graphs)), number=self.number)

    def commit(
        self, base: Dataset, changes: Mapping[str, Graph | None], records: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Keep a change, all of it, for good: graphs in the place of those of their names, None for one that goes.

        `base` are the shipped graphs; one of them among the changes is as it was shipped again. `records` are what
        graphs were built from, if from a record. Raises StorageError when it cannot be kept: then nothing changed.
        """
        if not self._trusted:
            raise StorageError(
                Message("an earlier write is in doubt since a fault of the disk; start the service anew")
            )
        entries = dict(self._manifest.graphs)
        graphs = dict(self._graphs)
        for name, graph in changes.items():
            if graph is not None and graph is base.graphs.get(name):
                entries.pop(name, None)
            elif graph is not None:
                entries[name] = Entry(graph.digest, records.get(name))
                graphs[graph.digest] = graph
            elif name in base.graphs:
                entries[name] = Entry(None)
            else:
                entries.pop(name, None)
        manifest = Manifest(self.number + 1, base.revision, entries)
        try:
            self._write_graphs({digest: graphs[digest] for digest in manifest.files - self._manifest.files})
            write_file(self._folder / MANIFEST, manifest.text())
        except OSError as error:
            self._sweep()
            raise StorageError(Message("the change could not be kept: {reason}", reason=_reason(error))) from None
        self._make_last()
        self._manifest = manifest
        self._graphs = {digest: graphs[digest] for digest in manifest.files}
        self._sweep()

    def _write_graphs(self, graphs: Mapping[str, Graph]) -> None:
        for digest, graph in graphs.items():
            write_file(_file(self._folder, digest), graph.text)
        if graphs:
            sync_folder(self._folder / GRAPHS)

    def _make_last(self) -> None:
        """Flush the manifest's new name. When that fails nobody knows what a restart would find: no more writes."""
        try:
            sync_folder(self._folder)
        except OSError as error:
            self._trusted = False
            reason = _reason(error)
            message = Message(
                "whether the change was kept is in doubt: {reason}; start the service anew", reason=reason
            )
            raise StorageError(message) from None

    def _sweep(self) -> None:
        """Remove what no manifest names. A folder that does not let us is as good with it."""
        named = {f"{digest}.ttl" for digest in self._manifest.files}
        with suppress(OSError):
            for path in (self._folder / GRAPHS).iterdir():
                if path.name not in named and path.suffix in (".ttl", TEMPORARY):
                    path.unlink()
            (self._folder / f"{MANIFEST}{TEMPORARY}").unlink(missing_ok=True)


def read_graphs(folder: Path, manifest: Manifest) -> dict[str, Graph]:
    """The graphs of a manifest, by digest. Raises StateError for a file that is missing or not what it was."""
    graphs = {}
    for digest in manifest.files:
        path = _file(folder, digest)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise StateError(f"{path} cannot be read: {error.strerror or error}; nothing was changed") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise StateError(f"{path} is damaged, and nothing was changed; put back a copy of the folder")
        graphs[digest] = Graph(dict.fromkeys(content.splitlines()), digest)
    return graphs


def overlay(manifest: Manifest, graphs: Mapping[str, Graph]) -> dict[str, Graph | None]:
    """What a manifest says of each graph: its statements, or None for one that was removed."""
    return {name: graphs[entry.file] if entry.file else None for name, entry in manifest.graphs.items()}


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _file(folder: Path, digest: str) -> Path:
    return folder / GRAPHS / f"{digest}.ttl"
