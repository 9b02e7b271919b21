"""How much faster the compiled shapes give a verdict than pySHACL, and how one record's time grows with the dataset.

    python benchmarks/validation.py                 whole dataset: both engines; one record: 1 and 10 copies of the data
    python benchmarks/validation.py 1 10 100        one record at these numbers of copies (100 takes gigabytes)

Same statements, same process, one run. Both engines start from parsed statements and end with findings, which must be
the same. pySHACL runs twice: as we run it (each SPARQL constraint parsed once) and as it comes.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import DCTERMS

from kg.namespaces import ID
from kg.resources import ROOT
from kg.validate import reference
from kg.validate.compiler import compile_shapes
from kg.validate.data import as_graph, dataset_files, ontology_files, read_turtle
from kg.validate.run import verdict
from kg.validate.shapes import Shapes
from kg.validate.slice import Context
from kg.validate.validator import Validator

T = TypeVar("T")
RECORD = ID["agreement/2019-11-lh-sabah-mou"]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """How long it takes, and what it gives."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def read(paths: list[Path]) -> list[ox.Triple]:
    """The statements of the files, each once."""
    return [*dict.fromkeys(triple for path in paths for triple in read_turtle(path))]


def renamed(term: Any, mark: str) -> Any:
    """A thing of ours under another name; anything else as it is."""
    ours = isinstance(term, ox.NamedNode) and term.value.startswith(str(ID))
    return ox.NamedNode(f"{term.value}-{mark}") if ours and mark else term


def whole() -> None:
    """Both engines over the whole dataset."""
    triples, shapes = read(dataset_files(ROOT)), Shapes.load(ROOT / "shapes")
    runs = [timed(lambda: verdict(triples, shapes, compile_shapes(shapes.graph))) for _ in range(3)]
    ours, report = min(runs, key=lambda run: run[0])
    theirs, expected = timed(lambda: reference.validate(triples, shapes))
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


def one_record(copies: int, rounds: int = 60) -> None:
    """One new agreement, right and wrong, against `copies` of the data under other names."""
    ontology, data = read(ontology_files(ROOT)), read([p for p in dataset_files(ROOT) if p.parent.name == "data"])
    triples = [*ontology]
    for copy in range(copies):
        mark = str(copy or "")
        triples += [ox.Triple(renamed(t.subject, mark), t.predicate, renamed(t.object, mark)) for t in data]
    validator = Validator(Shapes.load(ROOT / "shapes"), Context(triples), ontology)
    title = ox.NamedNode(str(DCTERMS.title))
    right = [t for t in data if t.subject == ox.NamedNode(RECORD) and t.predicate != title]
    # With titles of its own, else it would be a duplicate.
    right += [ox.Triple(ox.NamedNode(RECORD), title, ox.Literal("new", language=tag)) for tag in ("en", "ko")]
    size = len(triples)
    del triples, data
    gc.collect()
    gc.freeze()  # as a service does: what stays is not looked through again
    for name, dropped in (("right", ""), ("wrong", "hasPartnerParty")):
        times = []
        for number in range(rounds):
            new = ox.NamedNode(f"{RECORD}-{number}-new")
            candidate = [
                ox.Triple(new, t.predicate, t.object) for t in right if not (dropped and dropped in t.predicate.value)
            ]
            times.append(timed(lambda candidate=candidate: validator.validate(candidate))[0])  # type: ignore[misc]
        p95 = statistics.quantiles(times, n=20)[-1]
        print(
            f"{size:>9} statements, one {name} record: median {statistics.median(times) * 1000:6.1f} ms, "
            f"p95 {p95 * 1000:6.1f} ms",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) == 1:
        whole()
    for argument in sys.argv[1:] or ("1", "10"):
        one_record(int(argument))
