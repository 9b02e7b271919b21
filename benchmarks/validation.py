"""How much faster the compiled shapes give a verdict than pySHACL, and how one record's time grows with the dataset.

    python -m benchmarks.validation                 all of it; one record with 1 and 10 copies of what documents say
    python -m benchmarks.validation 1 10 100        one record with these numbers of copies (100 takes gigabytes)

Same statements, same process, one run. Both engines start from parsed statements and end with findings, which must be
the same. pySHACL runs twice: as we run it (each SPARQL constraint parsed once) and as it comes.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import DCTERMS

from api.http.uploads import TYPES
from benchmarks import peers
from kg.namespaces import ID
from kg.resources import ROOT
from kg.tables import format_table
from kg.validate.compiler import compile_shapes
from kg.validate.data import as_graph, dataset_files, ontology_files, read_turtle
from kg.validate.records import COLUMNS, EXAMPLE
from kg.validate.reference import Reference
from kg.validate.run import verdict
from kg.validate.shapes import Shapes
from kg.validate.slice import Context
from kg.validate.validator import Validator

T = TypeVar("T")
RECORD = ID["agreement/2019-11-lh-sabah-mou"]
CLONED = tuple(
    str(ID[f"{kind}/"])
    for kind in ("agreement", "claim", "passage", "selector", "discrepancy", "attendance", "observation", "amount")
)
ROUNDS = 100
HOSTILE = {
    "a context of another host": (".jsonld", b'{"@context": "http://127.0.0.1:9/c", "@id": "urn:a"}'),
    "nested entities": (".rdf", b"<!DOCTYPE x [" + b"<!ENTITY a 'b'>" * 1000 + b"]><x/>"),
    "deep RDF/XML": (".rdf", b"<a><b>" * 30_000),
    "deep JSON": (".jsonld", b"[" * 100_000),
    "a number of 500,000 digits": (".ttl", b"<urn:a> <urn:b> " + b"9" * 500_000 + b" ."),
    "an exponent": (".ttl", b'<urn:a> <urn:b> "1e9999999"^^<http://www.w3.org/2001/XMLSchema#decimal> .'),
    "nested blank nodes": (".ttl", b"<urn:a> <urn:b> " + b"[ <urn:b> " * 90_000),
    "30,000 values": (".nt", b"".join(b"<urn:a> <urn:b> <urn:%d> .\n" % number for number in range(30_000))),
    "a long text": (".ttl", b'<urn:a> <urn:b> "' + b"x" * 900_000 + b'" .'),
    "too many bytes": (".ttl", b"#" * (1024 * 1024 + 1)),
    "named graphs": (".jsonld", b'{"@id": "urn:g", "@graph": [{"@id": "urn:a", "urn:b": 1}]}'),
}


def timed(work: Callable[[], T], clock: Callable[[], float] = time.perf_counter) -> tuple[float, T]:
    """How long it takes by the clock, and what it gives."""
    start = clock()
    result = work()
    return clock() - start, result


def read(paths: list[Path]) -> list[ox.Triple]:
    """The statements of the files, each once."""
    return [*dict.fromkeys(triple for path in paths for triple in read_turtle(path))]


def renamed(term: Any, mark: str) -> Any:
    """An agreement, a claim or a passage under another name. Agencies and places get more and more of them."""
    cloned = isinstance(term, ox.NamedNode) and term.value.startswith(CLONED)
    return ox.NamedNode(f"{term.value}-{mark}") if cloned else term


def whole() -> None:
    """Both engines over the whole dataset."""
    triples, shapes = read(dataset_files(ROOT)), Shapes.load(ROOT / "shapes")
    runs = [timed(lambda: verdict(triples, shapes, compile_shapes(shapes.graph))) for _ in range(3)]
    ours, report = min(runs, key=lambda run: run[0])
    theirs, expected = timed(lambda: Reference(shapes).validate(triples))
    if [f.order for f in report.findings] != [f.order for f in expected.findings]:
        raise SystemExit("the findings differ")

    def as_it_comes() -> Any:
        graph = Graph()
        for triple in as_graph(triples):
            graph.add(triple)
        return pyshacl.validate(graph, shacl_graph=shapes.graph, inference="none")

    plain, _ = timed(as_it_comes)
    print(f"{len(triples)} statements, {report.shapes} shapes, {report.focus_nodes} focus nodes")
    print(f"  compiled, shapes compiled anew    {ours:8.2f} s")
    print(f"  pySHACL, constraints parsed once  {theirs:8.2f} s   {theirs / ours:6.1f} times as long")
    print(f"  pySHACL as it comes               {plain:8.2f} s   {plain / ours:6.1f} times as long", flush=True)


def one_record(copies: int) -> dict[str, float]:
    """One new agreement, right and wrong, where there are `copies` of what the documents say; the medians, in ms.

    By processor time, which says the same on a busy machine.
    """
    ontology, data = read(ontology_files(ROOT)), read([p for p in dataset_files(ROOT) if p.parent.name == "data"])
    triples = [*ontology, *data]
    for copy in range(1, copies):
        cloned = (ox.Triple(renamed(t.subject, str(copy)), t.predicate, renamed(t.object, str(copy))) for t in data)
        triples += [clone for clone, t in zip(cloned, data, strict=True) if clone != t]
    validator = Validator(ROOT, Context(triples))
    title = ox.NamedNode(str(DCTERMS.title))
    right = [t for t in data if t.subject == ox.NamedNode(RECORD) and t.predicate != title]
    # With titles of its own, else it would be a duplicate.
    right += [ox.Triple(ox.NamedNode(RECORD), title, ox.Literal("new", language=tag)) for tag in ("en", "ko")]
    size = len(triples)
    del triples, data
    gc.collect()
    gc.freeze()  # as a service does: what stays is not looked through again
    medians = {}
    for name, dropped in (("right", ""), ("wrong", "hasPartnerParty")):
        times: list[float] = []
        for number in range(ROUNDS):
            new = ox.NamedNode(f"{RECORD}-{number}-new")
            candidate = [
                ox.Triple(new, t.predicate, t.object) for t in right if not (dropped and dropped in t.predicate.value)
            ]
            times.append(timed(partial(validator.validate, candidate), time.process_time)[0])
        medians[name] = show(f"{size:>9} statements, one {name} record", times)
    return medians


def show(what: str, times: list[float]) -> float:
    """Print the median and the 95th percentile of times in seconds; the median, in ms."""
    median, p95 = statistics.median(times) * 1000, statistics.quantiles(times, n=20)[-1] * 1000
    print(f"{what:48} median {median:6.1f} ms, p95 {p95:6.1f} ms, most {max(times) * 1000:6.1f} ms", flush=True)
    return median


def at_the_service() -> None:
    """The same over HTTP, as CSV, and hostile uploads, all of them refused."""
    new = {**EXAMPLE, "row": "1", "signed": "'31.01", "event": "", "occasion": "별도"}
    records = {"right": new, "wrong": {**new, "korean_party": "국토교통"}}
    with peers.ksc() as (host, port):
        connection = HTTPConnection(host, port, timeout=60)

        def post(content: bytes, ending: str) -> int:
            media_type = next(name for name, known in TYPES.items() if known == ending)
            connection.request("POST", "/validate", content, {"Content-Type": media_type})
            answer = connection.getresponse()
            answer.read()
            return answer.status

        for name, record in records.items():
            tables = [
                format_table(COLUMNS, [{**record, "slug": f"2031-01-new-{number}-mou"}]).encode()
                for number in range(ROUNDS + 5)
            ]
            times, statuses = zip(*(timed(partial(post, table, ".csv")) for table in tables), strict=True)
            assert set(statuses) == {200}
            show(f"at the service, one {name} record", list(times[5:]))
        slowest = 0.0
        for name, (ending, content) in HOSTILE.items():
            runs = [timed(partial(post, content, ending)) for _ in range(5)]
            assert all(status in (400, 413, 422) for _, status in runs), (name, runs)
            slowest = max(slowest, statistics.median(took for took, _ in runs))
        print(f"{len(HOSTILE)} hostile uploads refused, the slowest in {slowest * 1000:.0f} ms")


def main() -> None:
    """Measure, and print what was measured."""
    if len(sys.argv) == 1:
        whole()
        at_the_service()
    sizes = [int(argument) for argument in sys.argv[1:]] or [1, 10]
    measured = [one_record(copies) for copies in sizes]
    for name in measured[0] if len(measured) > 1 else ():
        growth = measured[-1][name] / measured[0][name]
        print(f"one {name} record: {growth:.2f} times as long at {sizes[-1]} times the data as at {sizes[0]}")


if __name__ == "__main__":
    main()
