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
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from kg.errors import Finding, FindingsError, UsageError
from kg.namespaces import GRAPH
from kg.resources import ROOT

_SHAPES = ox.NamedNode(GRAPH["shapes"])
_ONTOLOGY = ox.NamedNode(GRAPH["ontology"])
# A blank node as the subject or the object of a line of N-Triples; a literal ends with a quote, a tag or an IRI.
_BLANK: Final = re.compile(rb'^_:[^\s"]+(?= )|(?<= )_:[^\s"]+(?= \.$)')


@dataclass(frozen=True, slots=True)
class Dataset:
    """One state of the files, ready to load: `nquads` has the named graphs and, from `default_at`, the default one."""

    revision: str
    nquads: bytes
    default_at: int

    @classmethod
    def read(cls, root: Path = ROOT) -> Self:
        """Read the Turtle files below `root`.

        Raises UsageError where there is no data, FindingsError for a file that is no Turtle.
        """
        files = list(_files(root))
        if not any(path.parent.name == "data" for path, _ in files):
            raise UsageError(f"there is no data/*.ttl in {root}; run kg build")
        digest = hashlib.sha256()
        named: list[bytes] = []
        default: dict[bytes, None] = {}  # a set that keeps its order
        for number, (path, graph) in enumerate(files):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
            lines = _triples(path, content, number)
            if graph != _SHAPES:
                default.update(dict.fromkeys(lines))
            end = f" {graph} .".encode()
            named += [line[:-2] + end for line in lines]
        graphs = b"\n".join([*named, b""])
        return cls(digest.hexdigest()[:12], graphs + b"\n".join([*default, b""]), len(graphs))

    def store(self) -> ox.Store:
        """A new store with the dataset in it."""
        store = ox.Store()
        store.load(self.nquads, ox.RdfFormat.N_QUADS)
        return store

    def default_store(self) -> ox.Store:
        """A new store with the default graph alone: half the work."""
        store = ox.Store()
        store.load(self.nquads[self.default_at :], ox.RdfFormat.N_TRIPLES)
        return store


def _files(root: Path) -> Iterator[tuple[Path, ox.NamedNode]]:
    for path in sorted((root / "data").glob("*.ttl")):
        yield path, ox.NamedNode(GRAPH[path.stem])
    for folder, graph in (("ontology", _ONTOLOGY), ("shapes", _SHAPES)):
        for path in sorted((root / folder).glob("*.ttl")):
            yield path, graph


def _triples(path: Path, content: bytes, number: int) -> list[bytes]:
    """The file's statements as lines of N-Triples: three times as fast as going through them one by one.

    Blank nodes are numbered within the file, so that two files' do not meet and the same files give the same names.
    """
    try:
        triples = ox.serialize(ox.parse(content, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise FindingsError([Finding(str(error.msg), f"{path}:{error.lineno}")]) from None
    assert triples is not None  # no output was given to write to
    lines = triples.splitlines()  # of bytes: breaks at line feeds only, and N-Triples escapes those of literals
    names: dict[bytes, bytes] = {}

    def renamed(found: re.Match[bytes]) -> bytes:
        return names.setdefault(found[0], b"_:f%db%d" % (number, len(names)))

    return [_BLANK.sub(renamed, line) if b"_:" in line else line for line in lines]
