"""The dataset as files: the default graph as Turtle and N-Triples, all graphs as TriG and JSON-LD, each also packed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.publish.formats import FORMATS, RdfFormat, write

# The formats that tell graphs apart carry all of them, the others the default graph.
_GRAPHS: Final = ("trig", "jsonld")
_FORMATS: Final = ("ttl", "nt", *_GRAPHS)
_PACKED: Final = "application/gzip"  # RFC 6713


@dataclass(frozen=True, slots=True)
class Dump:
    """One file. `data` is packed for all of them, since that is a tenth; `packed` tells whether the file is so too."""

    name: str
    format: RdfFormat
    graphs: bool
    packed: bool
    data: bytes
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """The Content-Type of the file."""
        return _PACKED if self.packed else self.format.content_type

    def content(self) -> bytes:
        """The file."""
        return self.data if self.packed else gzip.decompress(self.data)


def make_dumps(quads: Sequence[ox.Quad]) -> dict[str, Dump]:
    """The dumps of a dataset by name. Takes a second or two for a hundred thousand statements."""
    default = ox.DefaultGraph()
    merged = sorted((quad.triple for quad in quads if quad.graph_name == default), key=str)
    named = sorted((quad for quad in quads if quad.graph_name != default), key=_by_graph)
    return {dump.name: dump for suffix in _FORMATS for dump in _make(merged, named, FORMATS[suffix])}


def _make(merged: list[ox.Triple], named: list[ox.Quad], form: RdfFormat) -> Iterator[Dump]:
    graphs = form.suffix in _GRAPHS
    text = write(named, form) if graphs else write(merged, form)
    data = gzip.compress(text, 6, mtime=0)  # without a time, so that equal data gives equal bytes
    name = f"ksc.{form.suffix}"
    yield Dump(name, form, graphs, False, data, len(text), hashlib.sha256(text).hexdigest())
    yield Dump(f"{name}.gz", form, graphs, True, data, len(data), hashlib.sha256(data).hexdigest())


def _by_graph(quad: ox.Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)
