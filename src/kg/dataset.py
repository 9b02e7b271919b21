"""The dataset: named graphs beside their merge, and the revision that names this state of them.

| file | graph |
|---|---|
| `data/X.ttl` | `…/graph/X` |
| `ontology/*.ttl` | `…/graph/ontology` |
| `queries/*.ttl` | `…/graph/queries` |
| `shapes/*.ttl` | `…/graph/shapes` |

The default graph is the merge of all but the shapes, as a set: a statement that stands in two graphs is in it once. The
ontology is in it, since queries ask it for the labels of classes and concepts. Statements that were added to the
default graph itself are a graph without a name, `UNNAMED`, and part of the merge. One that was put in the place of the
whole default graph is `INSTEAD`, and then there is no merge.

Statements are kept as lines of N-Triples: a graph is replaced, and two revisions are compared, without parsing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from kg import ntriples
from kg.errors import Finding, FindingsError, UsageError
from kg.namespaces import GRAPH, ID
from kg.resources import ROOT

UNNAMED: Final = ""
_EVIDENCE: Final = tuple(f"<{ID}{folder}/".encode() for folder in ("claim", "passage", "selector"))
INSTEAD: Final = "default"  # no IRI: nothing else has this name
SHAPES: Final = str(GRAPH["shapes"])
ONTOLOGY: Final = str(GRAPH["ontology"])
QUERIES: Final = str(GRAPH["queries"])


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph's statements, as lines of N-Triples without repeats, in the order of their source; `digest` names them.

    Its blank nodes have labels that no other graph of the dataset uses, unless it shares the node.
    """

    lines: Mapping[bytes, None]
    digest: str

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> Self:
        """A graph of these statements: the same whatever order they come in."""
        known = dict.fromkeys(sorted(lines))
        return cls(known, hashlib.sha256(_text(known)).hexdigest())

    def lines_beyond(self, other: Graph) -> list[bytes]:
        """The statements that `other` has not."""
        return [] if self.digest == other.digest else [line for line in self.lines if line not in other.lines]

    @property
    def text(self) -> bytes:
        """The statements as a document of N-Triples."""
        return _text(self.lines)


NOTHING: Final = Graph({}, "")


@dataclass(frozen=True)
class Dataset:
    """One state of the graphs, by their IRIs. Never changes: `with_graphs` gives another.

    `number` says how many changes were made to the graphs that are shipped.
    """

    graphs: Mapping[str, Graph]
    number: int = 0

    @classmethod
    def read(cls, root: Path = ROOT) -> Self:
        """Read the Turtle files below `root`.

        Raises UsageError where there is no data, FindingsError for a file that is no Turtle.
        """
        files = list(_files(root))
        if not any(path.parent.name == "data" for path, _ in files):
            raise UsageError(f"there is no data/*.ttl in {root}; run kg build")
        lines: dict[str, dict[bytes, None]] = {}
        digests: dict[str, str] = {}
        for number, (path, name) in enumerate(files):
            content = path.read_bytes()
            lines.setdefault(name, {}).update(dict.fromkeys(_triples(path, content, number)))
            said = f"{digests.get(name, '')}\0{path.relative_to(root).as_posix()}\0".encode()
            digests[name] = hashlib.sha256(said + content).hexdigest()
        return cls({name: Graph(lines[name], digests[name]) for name in lines})

    @cached_property
    def revision(self) -> str:
        """What names this state. Never an earlier one, even where a change was taken back: caches go by it."""
        named = "".join(f"{name}\0{graph.digest}\0" for name, graph in sorted(self.graphs.items()))
        return hashlib.sha256(f"{self.number}\0{named}".encode()).hexdigest()[:12]

    @cached_property
    def default(self) -> Mapping[bytes, None]:
        """The statements of the default graph."""
        merged: dict[bytes, None] = {}
        for graph in self._merging():
            merged.update(graph.lines)
        return merged

    @property
    def nquads(self) -> bytes:
        """Everything, ready to load: the named graphs, then the default graph."""
        named = [_quads(name, graph.lines) for name, graph in self.named.items()]
        return b"".join([*named, _text(self.default)])

    @property
    def named(self) -> Mapping[str, Graph]:
        """The named graphs."""
        return {name: graph for name, graph in self.graphs.items() if name not in (UNNAMED, INSTEAD)}

    def with_graphs(self, changes: Mapping[str, Graph | None]) -> Dataset:
        """The dataset with these graphs in the place of those of their names; None: without that graph."""
        graphs = {**self.graphs, **changes}
        return Dataset({name: graph for name, graph in graphs.items() if graph is not None}, self.number + 1)

    def change_from(self, older: Dataset) -> tuple[bytes, bytes]:
        """What was removed from `older` and what was added to give this, both N-Quads, default graph included."""
        return older._beyond(self), self._beyond(older)

    def _beyond(self, other: Dataset) -> bytes:
        """The quads that `other` has not; what it costs grows with the graphs that differ."""
        quads: list[bytes] = []
        merged: dict[bytes, None] = {}
        for name, graph in self.graphs.items():
            lines = graph.lines_beyond(other.graphs.get(name, NOTHING))
            if name not in (UNNAMED, INSTEAD):
                quads.append(_quads(name, lines))
            if name != SHAPES:
                merged.update(dict.fromkeys(lines))
        if INSTEAD in self.graphs or INSTEAD in other.graphs:
            merged = dict.fromkeys(line for line in self.default if line not in other.default)
        others = list(other._merging())
        return b"".join([*quads, _text(line for line in merged if not any(line in g.lines for g in others))])

    def _merging(self) -> Iterable[Graph]:
        """The graphs that make up the default graph."""
        if INSTEAD in self.graphs:
            return [self.graphs[INSTEAD]]
        return (graph for name, graph in self.graphs.items() if name != SHAPES)

    def store(self) -> ox.Store:
        """A new store with the dataset in it."""
        store = ox.Store()
        store.load(self.nquads, ox.RdfFormat.N_QUADS)
        return store

    def names_store(self) -> ox.Store:
        """A new store with a fifth of the default graph: nothing about claims and passages, which have no names."""
        store = ox.Store()
        store.load(_text(line for line in self.default if not line.startswith(_EVIDENCE)), ox.RdfFormat.N_TRIPLES)
        return store


def _text(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _quads(graph: str, lines: Iterable[bytes]) -> bytes:
    end = f"{ox.NamedNode(graph)} .\n".encode()
    return b"".join(line[:-1] + end for line in lines)


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted((root / "data").glob("*.ttl")):
        yield path, str(GRAPH[path.stem])
    for folder, graph in (("ontology", ONTOLOGY), ("queries", QUERIES), ("shapes", SHAPES)):
        for path in sorted((root / folder).glob("*.ttl")):
            yield path, graph


def _triples(path: Path, content: bytes, number: int) -> list[bytes]:
    """The file's statements.

    Blank nodes are numbered within the file, so that two files' do not meet and the same files give the same names.
    """
    try:
        lines = ntriples.write(ox.parse(content, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise FindingsError([Finding(str(error.msg), f"{path}:{error.lineno}")]) from None
    names: dict[bytes, bytes] = {}
    return ntriples.renamed(lines, lambda label: names.setdefault(label, b"_:f%db%d" % (number, len(names))))
