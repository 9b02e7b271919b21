"""An update worker: one process for one SPARQL Update. `python -m kg.state.worker`, spoken to in frames.

It has its own copy of the dataset, so what goes wrong in it goes wrong there: the parent kills it at the deadline, it
dies of its own memory limit, and it can reach neither the network nor any file.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.engine import frames, syntax
from kg.errors import QueryRefused, QuerySyntaxError, WriteConflict, WriteError
from kg.messages import Message, pack
from kg.namespaces import PREFIXES
from kg.state.update import GraphChange, Request, Result, run

# An orphan (its parent was killed outright) stops by itself this long after its deadline.
_ORPHAN_GRACE_S = 5.0


def main() -> None:
    """Load the dataset, run one update, say what it changed, and end."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    config = json.loads(frames.receive(source)[1])
    _limit(resource.RLIMIT_AS, config["memory_mb"] << 20)
    _limit(resource.RLIMIT_CORE, 0)
    signal.setitimer(signal.ITIMER_REAL, config["timeout_s"] + _ORPHAN_GRACE_S)
    try:
        store = ox.Store()
        store.extend(ox.parse(frames.receive(source)[1], ox.RdfFormat.N_QUADS))  # with the labels of blank nodes
        _limit(resource.RLIMIT_NOFILE, 3)
        _send(sink, frames.READY)
        _, payload = frames.receive(source)
        if payload:
            _send(sink, *_answer(store, _request(json.loads(payload))))
    except MemoryError:
        os.abort()  # as Rust's allocator does at the same limit


def _answer(store: ox.Store, request: Request) -> tuple[bytes, bytes]:
    try:
        return frames.LAST, json.dumps(_written(run(store, request))).encode()
    except (WriteError, QueryRefused, QuerySyntaxError) as error:
        failure: Exception = error
    except SyntaxError as error:
        problem = syntax.explain(request.text, str(error), PREFIXES)
        failure = QuerySyntaxError(problem.message, problem.line, problem.column, problem.hint)
    except RuntimeError as error:
        failure = WriteConflict(Message("the update cannot be done: {reason}", reason=str(error)))
    return frames.ERROR, json.dumps(_said(failure)).encode()


def _said(error: Any) -> dict[str, Any]:
    message, hint = getattr(error, "message", error.args[0]), getattr(error, "hint", "")
    place = {"line": error.line, "column": error.column}
    return {"error": type(error).__name__, "message": pack(message), "hint": pack(hint), **place}


def _request(sent: Mapping[str, Any]) -> Request:
    lists = {name: tuple(sent[name]) for name in ("using", "using_named", "empty")}
    own = frozenset(line.encode() for line in sent["own"])
    return Request(**{**sent, **lists, "own": own, "shipped": frozenset(sent["shipped"])})


def _written(result: Result) -> dict[str, Any]:
    named = {name: None if change is None else _lines(change) for name, change in result.named.items()}
    return {"named": named, "own": _lines(result.own), "replaced": result.replaced}


def _lines(change: GraphChange) -> dict[str, list[str]]:
    parts = {"removed": change.removed, "added": change.added}
    return {part: sorted(line.decode() for line in lines) for part, lines in parts.items()}


def _send(sink: BinaryIO, kind: bytes, payload: bytes = b"") -> None:
    sink.write(frames.pack(kind, payload))
    sink.flush()


def _limit(what: int, value: int) -> None:
    resource.setrlimit(what, (value, value))


if __name__ == "__main__":
    main()
