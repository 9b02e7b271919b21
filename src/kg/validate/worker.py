"""A validation worker: one process, one validator, one request at a time. `python -m kg.validate.worker`, in frames.

It is expendable: the parent kills it at a deadline, and it dies of its own memory limit. It cannot reach the network or
any file: once it is running it may open no descriptor. Frames are those of `kg.engine.frames`, DATASET, REMOVE and ADD
with N-Triples; what a request says, and what is said to it, is packed by `kg.validate.messages`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph as ox
from rdflib.namespace import RDF, SH

from kg import ntriples
from kg.engine import frames
from kg.errors import FindingsError, InputError
from kg.namespaces import ID, KSC
from kg.validate.brought import Brought
from kg.validate.data import name_blanks
from kg.validate.findings import Report, refused
from kg.validate.following import Following
from kg.validate.formats import FORMATS
from kg.validate.guard import Limits
from kg.validate.messages import pack, pack_error
from kg.validate.messages import unpack as unpack_request
from kg.validate.shapes import Shapes
from kg.validate.slice import Context
from kg.validate.submitted import Submissions
from kg.validate.validator import Validator

# An orphan (its parent was killed outright) stops by itself this long after its request's deadline.
_ORPHAN_GRACE_S = 5.0
_MOST_WRITTEN: Final = 500_000  # statements of one upload that is to be written
# Whatever Python and rdflib look up when they are first asked is looked up before descriptors are taken away.
_REHEARSAL: Final[Mapping[str, str]] = {
    "x.ttl": f"<agreement/x> a <{KSC}Agreement> .",
    "x.nt": f"<{ID}agreement/x> <{RDF.type}> <{KSC}Agreement> .",
    "x.jsonld": f'{{"@id": "agreement/x", "@type": "{KSC}Agreement"}}',
    "x.rdf": f'<k:Agreement xmlns:k="{KSC}" xmlns:r="{RDF}" r:about="agreement/x"/>',
    "x.json": "{}",
}

_REHEARSED_SHAPES: Final = f"[] <{SH.targetClass}> <{KSC}Agreement> ; <{SH.minLength}> 0 .".encode()


class Worker:
    """Reads frames from `source`, answers on `sink`."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source, self._sink = source, sink
        self._do: Mapping[str, Callable[[dict[str, Any], list[bytes]], bytes]] = {
            "validate": self._validate,
            "judge": self._judge,
            "read": self._read,
            "build": self._build,
        }

    def run(self) -> None:
        """Load shapes and dataset, then answer until the parent closes the pipe."""
        config = json.loads(frames.receive(self._source)[1])
        _limit(resource.RLIMIT_AS, config["memory_mb"] << 20)
        _limit(resource.RLIMIT_CORE, 0)
        root = Path(config["root"])
        self._validator = Validator(root, Context(_statements(frames.receive(self._source)[1])))
        self._following = Following(root, self._validator.context)
        self._submissions = Submissions(root)
        self._rehearse()
        gc.collect()
        gc.freeze()  # the dataset stays: it need not be looked through again and again
        _limit(resource.RLIMIT_NOFILE, 3)
        self._send(frames.READY)
        removed: list[ox.Triple] = []
        while (frame := frames.receive(self._source))[0]:
            kind, payload = frame
            try:
                if kind == frames.REQUEST:
                    self._answer(payload)
                elif kind == frames.REMOVE:
                    removed = _statements(payload)
                else:
                    self._adopt(removed, _statements(payload))
                    self._send(frames.READY)
            except MemoryError:
                os.abort()  # as Rust's allocator does at the same limit

    def _adopt(self, removed: list[ox.Triple], added: list[ox.Triple]) -> None:
        self._validator.adopt(removed, added)
        self._following.adopt(removed, added)

    def _rehearse(self) -> None:
        pieces = [text.encode() for text in _REHEARSAL.values()]
        for form in FORMATS:
            self._validate({"names": list(_REHEARSAL), "form": form, "language": "ko"}, pieces)
        # Once is enough: shapes that are brought take the whole dataset into a store of their own, and so a while.
        self._validate({"names": list(_REHEARSAL), "form": form, "language": "ko"}, [*pieces, _REHEARSED_SHAPES])

    def _answer(self, payload: bytes) -> None:
        request, pieces = unpack_request(payload)
        signal.setitimer(signal.ITIMER_REAL, request["timeout_s"] + _ORPHAN_GRACE_S)
        try:
            answer = frames.LAST, self._do[request["do"]](request, pieces)
        except InputError as error:
            answer = frames.ERROR, pack_error(error)
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._send(*answer)

    def _validate(self, request: dict[str, Any], pieces: list[bytes]) -> bytes:
        """The uploads are named; a piece beyond them holds shapes."""
        names = request["names"]
        brought = Brought.read(pieces[len(names)]) if len(pieces) > len(names) else None
        report = self._validator.validate_inputs(list(zip(names, pieces, strict=False)), brought)
        return pack(_summary(report), self._written(report, request, brought.shapes if brought else None))

    def _judge(self, request: dict[str, Any], pieces: list[bytes]) -> bytes:
        removed, added = (_statements(piece) for piece in pieces)
        report, lines = self._validator.judge(removed, added), list[bytes]()
        if report.conforms:
            try:
                lines = self._following.close(removed, added)
            except FindingsError as error:  # statements that contradict each other
                report = refused(error)
        return pack(_summary(report), self._written(report, request), b"\n".join(lines))

    def _read(self, request: dict[str, Any], pieces: list[bytes]) -> bytes:
        limits = Limits(request["most"], _MOST_WRITTEN)
        triples = self._validator.reader.read_rdf(request["name"], pieces[0], request["base"], limits)
        return pack({}, b"\n".join(ntriples.write(triples)))

    def _build(self, request: dict[str, Any], pieces: list[bytes]) -> bytes:
        triples = self._submissions.build(pieces[0], request["document"], self._validator.names())
        return pack({}, b"\n".join(ntriples.write(triples)))

    def _written(self, report: Report, request: dict[str, Any], shapes: Shapes | None = None) -> bytes:
        return FORMATS[request["form"]](report, shapes or self._validator.shapes, request["language"]).encode()

    def _send(self, kind: bytes, payload: bytes = b"") -> None:
        self._sink.write(frames.pack(kind, payload))
        self._sink.flush()


def _summary(report: Report) -> dict[str, Any]:
    return {
        "conforms": report.conforms,
        "shapes": report.shapes,
        "focus_nodes": report.focus_nodes,
        "violations": report.count("violation"),
        "warnings": report.count("warning"),
    }


def _statements(lines: bytes) -> list[ox.Triple]:
    return name_blanks(quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))


def _limit(what: int, value: int) -> None:
    resource.setrlimit(what, (value, value))


def main() -> None:
    """Entry point of a worker process."""
    Worker(sys.stdin.buffer, sys.stdout.buffer).run()


if __name__ == "__main__":
    main()
