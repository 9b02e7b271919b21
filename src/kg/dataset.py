"""The dataset: the Turtle files as named graphs beside their merge, and the revision that names this state of them.

| file | graph |
|---|---|
| `data/X.ttl` | `…/graph/X` |
| `ontology/*.ttl` | `…/graph/ontology` |
| `shapes/*.ttl` | `…/graph/shapes` |

The default graph is the merge of all but the shapes, as a set: a statement that stands in two graphs is in it once. The
ontology is in it, since queries ask it for the labels of classes and concepts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox

from kg.errors import Finding, FindingsError, UsageError
from kg.namespaces import GRAPH
from kg.resources import ROOT

_SHAPES = ox.NamedNode(GRAPH["shapes"])
_ONTOLOGY = ox.NamedNode(GRAPH["ontology"])


@dataclass(frozen=True, slots=True)
class Dataset:
    """One state of the files, ready to load: `nquads` holds the named graphs and the merged default graph."""

    revision: str
    nquads: bytes

    @classmethod
    def read(cls, root: Path = ROOT) -> Self:
        """Read the Turtle files below `root`.

        Raises UsageError where there is no data, FindingsError for a file that is no Turtle.
        """
        files = list(_files(root))
        if not any(path.parent.name == "data" for path, _ in files):
            raise UsageError(f"there is no data/*.ttl in {root}; run kg build")
        digest = hashlib.sha256()
        named: list[ox.Quad] = []
        for number, (path, graph) in enumerate(files):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
            named += _parse(path, content, graph, number)
        default = dict.fromkeys(quad.triple for quad in named if quad.graph_name != _SHAPES)
        merged = [ox.Quad(t.subject, t.predicate, t.object) for t in default]
        return cls(digest.hexdigest()[:12], _nquads(named + merged))

    def store(self) -> ox.Store:
        """A new store with the dataset in it."""
        store = ox.Store()
        store.load(self.nquads, ox.RdfFormat.N_QUADS)
        return store


def _nquads(quads: list[ox.Quad]) -> bytes:
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None  # no output was given to write to
    return data


def _files(root: Path) -> Iterator[tuple[Path, ox.NamedNode]]:
    for path in sorted((root / "data").glob("*.ttl")):
        yield path, ox.NamedNode(GRAPH[path.stem])
    for folder, graph in (("ontology", _ONTOLOGY), ("shapes", _SHAPES)):
        for path in sorted((root / folder).glob("*.ttl")):
            yield path, graph


def _parse(path: Path, content: bytes, graph: ox.NamedNode, number: int) -> Iterator[ox.Quad]:
    """The file's statements in `graph`.

    Blank nodes are numbered within the file, so that two files' do not meet and the same files give the same names.
    """
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(term: Any) -> Any:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.BlankNode(f"f{number}b{len(names)}"))
        return term

    try:
        for quad in ox.parse(content, ox.RdfFormat.TURTLE):
            yield ox.Quad(renamed(quad.subject), quad.predicate, renamed(quad.object), graph)
    except SyntaxError as error:
        raise FindingsError([Finding(str(error.msg), f"{path}:{error.lineno}")]) from None
