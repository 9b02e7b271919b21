"""Writing answers in the worker: into frames, with KSC's prefixes, the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pyoxigraph as ox

from kg.messages import Message

SOLUTION_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_CHUNK: Final = 1 << 16
# What no XML 1.0 document may hold, however it is written (section 2.2).
_NO_XML: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_XML_PAIRS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE, U+FFFF
# How pyoxigraph names the element of a property whose IRI has no end that is an XML name.
_NAMELESS: Final = b"<oxprefix: "
_DECLARATIONS: Final = re.compile(rb"(?:@prefix [^\n]*\n)+")
_NAMESPACES: Final = re.compile(rb'(?: xmlns:[^=\s]+="[^"]*")+')


class NotXmlError(Exception):
    """The answer cannot be written as XML; the text says why."""


class ChunkWriter:
    """A binary file for pyoxigraph's serialisers that hands on chunks of 64 KiB; `rest` gives what is left.

    pyoxigraph writes namespace declarations in an order that differs from process to process: with `ordered` they are
    sorted, so that equal requests get equal bytes. They stand within the first chunk. With `xml` it raises NotXmlError
    for what pyoxigraph writes although no parser would read it.
    """

    def __init__(self, send: Callable[[bytes], None], *, ordered: bool = False, xml: bool = False) -> None:
        self._send, self._ordered, self._buffer = send, ordered, bytearray()
        self._xml, self._before = xml, b""

    def write(self, data: bytes) -> int:
        """Take `data`; returns how much was taken: all."""
        self._buffer += data
        if len(self._buffer) >= _CHUNK:
            self._send(self.rest())
        return len(data)

    def flush(self) -> None:
        """Nothing: chunks leave when they are full, so that a failure can still be told before the first."""

    def rest(self) -> bytes:
        """What is held, which may be nothing; it is held no more."""
        chunk = bytes(self._buffer)
        self._buffer.clear()
        if self._xml:
            _check_xml(self._before + chunk)
            self._before = chunk[-len(_NAMELESS) :]
        if self._ordered:
            chunk, self._ordered = in_order(chunk), False
        return chunk


def _check_xml(text: bytes) -> None:
    if len(text.translate(None, _NO_XML)) != len(text) or any(pair in text for pair in _NO_XML_PAIRS):
        raise NotXmlError(Message("the answer holds a control character, which XML cannot; ask for another format"))
    if _NAMELESS in text:
        raise NotXmlError(
            Message("a property's IRI does not end in a name, as RDF/XML needs it to; ask for another format")
        )


def in_order(start: bytes) -> bytes:
    """The start of a text in Turtle, TriG or RDF/XML with its namespace declarations sorted; others stay the same."""
    if start.startswith(b"@prefix"):
        return _DECLARATIONS.sub(lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), start, count=1)
    if start.startswith(b"<?xml"):
        return _NAMESPACES.sub(lambda found: b" " + b" ".join(sorted(found[0].split())), start, count=1)
    return start


def usable_prefixes(ours: Mapping[str, str], declared: Mapping[str, str], name: str) -> dict[str, str]:
    """The prefixes to write an answer with: those that the query declares, then ours that do not clash with them."""
    if name in ("jsonld", "rdf"):  # JSON-LD has no empty prefix, and XML none for attributes
        declared = {prefix: iri for prefix, iri in declared.items() if prefix}
    if name == "jsonld":  # a namespace ends in one of these (JSON-LD 1.1 API, section 4.1.2, create term definition)
        declared = {prefix: iri for prefix, iri in declared.items() if iri[-1:] in (":", "/", "?", "#", "[", "]", "@")}
    by_namespace = {iri: prefix for prefix, iri in declared.items()}
    for prefix, iri in ours.items():
        if prefix not in declared:
            by_namespace.setdefault(iri, prefix)
    return {prefix: iri for iri, prefix in by_namespace.items()}


def write_graph(triples: Iterable[ox.Triple], name: str, out: ChunkWriter, prefixes: Mapping[str, str]) -> None:
    """Write triples in the format of that name (`kg.engine.formats`)."""
    if name == "jsonld":
        out.write(_json_ld(ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b"[]", prefixes))
        return
    if name in ("trig", "nq"):
        triples = (ox.Quad(t.subject, t.predicate, t.object) for t in triples)  # type: ignore[misc]
    ox.serialize(triples, out, GRAPH_FORMATS[name], prefixes=dict(prefixes))  # type: ignore[arg-type]


def _json_ld(expanded: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Expanded JSON-LD with its IRIs shortened by `prefixes` (JSON-LD 1.1 API, section 5.2, IRI compaction)."""
    nodes = json.loads(expanded)
    # An IRI whose scheme is one of the prefixes would be read back as a shortened one: then nothing is shortened.
    if any(iri.split(":", 1)[0] in prefixes for iri in _iris(nodes)):
        return expanded
    longest_first = sorted(prefixes.items(), key=lambda entry: -len(entry[1]))
    document = {"@context": dict(sorted(prefixes.items())), "@graph": _shorten(nodes, longest_first)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _iris(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        for item in value:
            yield from _iris(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not key.startswith("@"):
                yield key
                yield from _iris(item)
            elif key in ("@id", "@type"):
                yield from item if isinstance(item, list) else [item]


def _shorten(value: Any, prefixes: list[tuple[str, str]]) -> Any:
    if isinstance(value, list):
        return [_shorten(item, prefixes) for item in value]
    if not isinstance(value, dict):
        return value
    short: dict[str, Any] = {}
    for key, item in value.items():
        if key in ("@id", "@type"):
            short[key] = [_curie(i, prefixes) for i in item] if isinstance(item, list) else _curie(item, prefixes)
        elif key.startswith("@"):
            short[key] = item
        else:
            short[_curie(key, prefixes)] = _shorten(item, prefixes)
    return short


def _curie(iri: str, prefixes: list[tuple[str, str]]) -> str:
    for prefix, namespace in prefixes:
        if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
