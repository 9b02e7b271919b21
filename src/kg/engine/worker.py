"""A query worker: one process, one store, one query at a time. `python -m kg.engine.worker`, spoken to in frames.

It is expendable: the parent kills it at a query's deadline, and it dies of its own memory limit. It cannot reach the
network or any file: once it is running it may open no descriptor, except for SERVICE to hosts that are listed.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg import sparql
from kg.engine import federation, frames, serialise, syntax
from kg.engine.hints import Hints
from kg.engine.mentions import prefixes
from kg.messages import Message, pack

# An orphan (its parent was killed outright) stops by itself this long after its query's deadline.
_ORPHAN_GRACE_S = 5.0
# Files that may be open: none but the pipes; for SERVICE also sockets, certificates and the resolver's files.
_ALONE, _CONNECTED = 3, 64
_NO_CLAUSES = sparql.outline("")


class NoAnswerError(Exception):
    """The query has no answer; `details` are the fields of the ERROR message."""

    def __init__(self, error: str, message: str, **details: Any) -> None:
        texts = {name: pack(details[name]) for name in ("hint",) if name in details}
        self.details = {"error": error, "message": pack(message), **details, **texts}
        super().__init__(message)


class Worker:
    """Reads frames from `source`, answers on `sink`."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source, self._sink = source, sink
        self._store = ox.Store()
        self._hints = Hints(self._store)
        self._prefixes: dict[str, str] = {}
        self._service_hosts: frozenset[str] = frozenset()
        self._parse_only = False

    def run(self) -> None:
        """Load the dataset, then answer until the parent closes the pipe."""
        config = json.loads(frames.receive(self._source)[1])
        self._prefixes = config["prefixes"]
        self._service_hosts = frozenset(config["service_hosts"])
        self._parse_only = config["parse_only"]
        _limit(resource.RLIMIT_AS, config["memory_mb"] << 20)
        _limit(resource.RLIMIT_CORE, 0)
        self._store.extend(_quads(frames.receive(self._source)[1]))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_ALONE, _CONNECTED if self._service_hosts else _ALONE))
        self._send(frames.READY)
        while (frame := frames.receive(self._source))[0]:
            try:
                self._serve(*frame)
            except MemoryError:
                os.abort()  # as Rust's allocator does at the same limit

    def _serve(self, kind: bytes, payload: bytes) -> None:
        if kind == frames.REQUEST:
            request = json.loads(payload)
            signal.setitimer(signal.ITIMER_REAL, request["timeout_s"] + _ORPHAN_GRACE_S)
            try:
                self._answer(request)
            except NoAnswerError as failure:
                self._send(frames.ERROR, json.dumps(failure.details).encode())
            signal.setitimer(signal.ITIMER_REAL, 0)
        elif kind == frames.REMOVE:
            for quad in _quads(payload):
                self._store.remove(quad)
        else:
            self._store.extend(_quads(payload))
            self._hints = Hints(self._store)  # what it has counted is of the state before
            self._send(frames.READY)

    def _answer(self, request: dict[str, Any]) -> None:
        text: str = request["query"]
        outline = sparql.outline(text) if _may_have_clauses(text) else _NO_CLAUSES
        _refuse(text, outline)
        with_service = self._check_service(text, outline)
        try:
            with _connected(with_service), self._dataset(text, outline, request) as dataset:
                end = self._write(self._store.query(text, base_iri=request["base"], **dataset), request)
        except SyntaxError as error:
            _refuse_update(text)
            problem = syntax.explain(text, str(error), self._prefixes)
            place = {"line": problem.line, "column": problem.column, "hint": problem.hint}
            raise NoAnswerError("syntax", problem.message, **place) from None
        except serialise.NotXmlError as error:
            raise NoAnswerError("format", error.args[0], kind="") from None
        except (OSError, ValueError, RuntimeError) as error:
            raise NoAnswerError("evaluation", str(error)) from None
        for frame in end:
            self._send(*frame)

    def _write(self, results: Any, request: dict[str, Any]) -> list[tuple[bytes, bytes]]:
        """Send the answer as it comes; returns the frames that end it, to be sent when nothing can fail any more."""
        kind = "graph" if isinstance(results, ox.QueryTriples) else "solutions"
        name = request[kind]
        if name is None:
            graph, table = Message("the answer is a graph"), Message("the answer is a table or a yes or no")
            raise NoAnswerError("format", graph if kind == "graph" else table, kind=kind)
        head: dict[str, Any] = {"format": name}
        if self._parse_only:
            return [(frames.HEAD, json.dumps(head).encode()), (frames.LAST, b"")]
        if request["hints"]:
            head["hints"] = [asdict(hint) for hint in self._hints.find(request["query"])]
        begun = False

        def send(chunk: bytes) -> None:
            nonlocal begun
            if not begun:
                self._send(frames.HEAD, json.dumps(head).encode())
                begun = True
            self._send(frames.DATA, chunk)

        out = serialise.ChunkWriter(send, ordered=kind == "graph", xml=name in ("xml", "rdf"))
        if kind == "graph":
            declared = serialise.usable_prefixes(self._prefixes, prefixes(request["query"]), name)
            serialise.write_graph(results, name, out, declared)
        else:
            results.serialize(out, serialise.SOLUTION_FORMATS[name])
        last = (frames.LAST, out.rest())
        return [last] if begun else [(frames.HEAD, json.dumps(head).encode()), last]

    def _check_service(self, text: str, outline: sparql.Outline) -> bool:
        """Whether SERVICE clauses are to be evaluated. Raises NoAnswerError when there is one that may not be.

        Where the text goes to another engine, which has a network, no clause may hide from this reading of it.
        """
        if not (self._service_hosts or self._parse_only or outline.service):
            return False
        try:
            return federation.check(text, self._service_hosts)
        except federation.EndpointRefusedError as refused:
            line, column = sparql.place(text, refused.start) if refused.start is not None else (None, None)
            raise NoAnswerError("refused", refused.message, line=line, column=column) from None

    @contextmanager
    def _dataset(self, text: str, outline: sparql.Outline, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The dataset arguments for `Store.query`.

        Several default graphs are merged into one first: Oxigraph would find a statement once in each of them, but the
        default graph is a set (SPARQL 1.1 Query, section 13.2).
        """
        default, named = request["default_graphs"], request["named_graphs"]
        if default is None and named is None:
            if len(outline.default_graphs) < 2:
                yield {}
                return
            prologue = text[: outline.prologue_end]
            default = _resolve(prologue, outline.default_graphs, request["base"])
            named = _resolve(prologue, outline.named_graphs, request["base"])
        default_graphs, named_graphs = _nodes(default or ()), _nodes(named or ())
        if len(default_graphs) < 2:
            yield {"default_graph": default_graphs, "named_graphs": named_graphs}
            return
        merged = ox.NamedNode(uuid.uuid4().urn)
        try:
            for graph in default_graphs:
                self._store.update(f"ADD SILENT {graph} TO {merged}")
            yield {"default_graph": [merged], "named_graphs": named_graphs}
        finally:
            self._store.remove_graph(merged)

    def _send(self, kind: bytes, payload: bytes = b"") -> None:
        self._sink.write(frames.pack(kind, payload))
        if kind != frames.HEAD:
            self._sink.flush()


def _quads(nquads: bytes) -> Iterator[ox.Quad]:
    """The quads, with the blank node labels that the text gives them: `Store.load` would give new ones."""
    return ox.parse(nquads, ox.RdfFormat.N_QUADS)


def _may_have_clauses(text: str) -> bool:
    """Whether the words that an outline is read for are in the text: most queries have none, and reading takes time."""
    upper = text.upper()
    return "FROM" in upper or "SERVICE" in upper


def _refuse_update(text: str) -> None:
    form = sparql.outline(text).form
    if form in sparql.UPDATES:
        message = Message("{form} is an update, not a query", form=form)
        raise NoAnswerError("syntax", message, hint=syntax.A_QUERY)


def _refuse(text: str, outline: sparql.Outline) -> None:
    if outline.glued:
        line, column = sparql.place(text, outline.glued.start)
        message = Message("{found} needs a space after FROM", found=outline.glued.text)
        raise NoAnswerError("syntax", message, line=line, column=column)


@contextmanager
def _connected(needed: bool) -> Iterator[None]:
    """Let the process open sockets meanwhile, where that is needed."""
    if not needed:
        yield
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (_CONNECTED, _CONNECTED))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_ALONE, _CONNECTED))


def _resolve(prologue: str, terms: tuple[str, ...], base: str | None) -> list[str]:
    """The IRIs that these terms mean under the query's BASE and PREFIX declarations, as the query parser reads them."""
    found = ox.Store().query(f"{prologue}\nSELECT ?g {{ VALUES ?g {{ {' '.join(terms)} }} }}", base_iri=base)
    return [row["g"].value for row in found]  # type: ignore[union-attr]


def _nodes(iris: list[str] | tuple[str, ...]) -> list[ox.NamedNode]:
    """Graph names without repeats. Raises NoAnswerError for what is no IRI."""
    try:
        return [ox.NamedNode(iri) for iri in dict.fromkeys(iris)]
    except ValueError as error:
        raise NoAnswerError(
            "dataset", Message("a graph's name must be an absolute IRI: {reason}", reason=str(error))
        ) from None


def _limit(what: int, value: int) -> None:
    resource.setrlimit(what, (value, value))


def main() -> None:
    """Entry point of a worker process."""
    Worker(sys.stdin.buffer, sys.stdout.buffer).run()


if __name__ == "__main__":
    main()
