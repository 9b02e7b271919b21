"""Accepted writes as files that can be committed: Turtle for data/, CSV rows for records/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from rdflib import Graph as RdfGraph

from kg.dataset import INSTEAD, UNNAMED, Graph
from kg.namespaces import GRAPH, bind
from kg.state.folder import overlay, read_graphs
from kg.state.manifest import Manifest
from kg.tables import format_table
from kg.validate.records import COLUMNS

_SAFE: Final = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_DEFAULT: Final = {UNNAMED: "default-graph", INSTEAD: "default-graph-replaced"}
_UNFILED: Final = "agreements"


@dataclass(frozen=True, slots=True)
class Export:
    """The text of each file, by its path below the folder; and the shipped graphs whose files are to be deleted."""

    files: Mapping[Path, str]
    removed: tuple[str, ...]


def export(folder: Path) -> Export:
    """What a state folder holds. It is read, not locked: a service may go on writing.

    Raises StateError when it is damaged, or was changed meanwhile.
    """
    manifest = Manifest.read(folder / "manifest.json")
    graphs = overlay(manifest, read_graphs(folder, manifest))
    records: dict[str, list[Mapping[str, str]]] = {}
    files: dict[Path, str] = {}
    for name, graph in sorted(graphs.items()):
        record = manifest.graphs[name].record
        if record is not None:
            records.setdefault(record.get("document", _UNFILED), []).append(record)
        elif graph is not None:
            files[Path("data") / f"{_stem(name)}.ttl"] = _turtle(graph)
    for document, rows in records.items():
        cells = [{column: row[column] for column in COLUMNS if column in row} for row in rows]
        files[Path("records") / document / "agreements.csv"] = format_table(COLUMNS, cells)
    return Export(files, tuple(name for name, graph in sorted(graphs.items()) if graph is None))


def _stem(name: str) -> str:
    """The file name of a graph: the one that makes it that graph again where the name is ours, else the name quoted."""
    slug = name.removeprefix(str(GRAPH))
    return _DEFAULT.get(name) or (slug if _SAFE.fullmatch(slug) else quote(name, safe=""))


def _turtle(graph: Graph) -> str:
    parsed = bind(RdfGraph(bind_namespaces="none"))
    parsed.parse(data=graph.text, format="nt")
    return parsed.serialize(format="longturtle").strip() + "\n"
