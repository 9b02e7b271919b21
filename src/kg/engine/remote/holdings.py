"""Whether a remote server holds our dataset: as many statements in each graph, and their set as default graph."""

from __future__ import annotations

import json
from typing import Any, Final

from kg.dataset import SHAPES, UNNAMED, Dataset
from kg.engine.base import Engine, QueryRequest, read_all
from kg.errors import EngineError, QueryError

_GRAPHS: Final = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_COUNT: Final = "SELECT (COUNT(*) AS ?n)"
_MOST_NAMED: Final = 3
_LOADING: Final = "docs/deployment.md says how to load it"


async def check(engine: Engine, dataset: Dataset, address: str) -> bool:
    """Compare what the server counts with `dataset`; graphs that we do not know are no fault. Raises EngineError.

    Returns whether the server merges several FROM graphs into a set (SPARQL 1.1 Query, section 13.2): Oxigraph finds a
    statement once in each of them.
    """
    try:
        counted = {row["graph"]["value"]: int(row["n"]["value"]) for row in await _rows(engine, _GRAPHS)}
        merged = await _count(engine, f"{_COUNT} {{ ?s ?p ?o }}")
        times, from_both = await _times(engine, dataset)
    except QueryError as error:
        raise EngineError(f"KSC_ENGINE_URL: the server at {address} cannot be used: {error}") from None
    expected = {name: len(graph.lines) for name, graph in dataset.graphs.items() if name != UNNAMED}
    wrong = [
        f"{name} has {counted.get(name, 0)} statements instead of {number}"
        for name, number in expected.items()
        if counted.get(name, 0) != number
    ]
    if len(wrong) > _MOST_NAMED:
        wrong[_MOST_NAMED:] = [f"and {len(wrong) - _MOST_NAMED} more"]
    if merged < len(dataset.default):
        wrong.append(f"the default graph has {merged} statements, but merges {len(dataset.default)}")
    elif times != 1:
        wrong.append(f"the default graph has a statement {times} times: it is not the merged graph, but each graph's")
    if wrong:
        raise EngineError(
            f"KSC_ENGINE_URL: the server at {address} does not hold revision {dataset.revision}: "
            f"{'; '.join(wrong)}; {_LOADING}"
        )
    return from_both == 1


async def _times(engine: Engine, dataset: Dataset) -> tuple[int, int]:
    """How often a statement that stands in two graphs is found: in the default graph, and in the two by FROM."""
    seen: dict[bytes, str] = {}
    for name, graph in dataset.graphs.items():
        if name in (SHAPES, UNNAMED):
            continue
        for line in graph.lines:
            if line in seen and b"_:" not in line:
                pattern = f"{{ {line.decode()} }}"
                both = f"{_COUNT} FROM <{seen[line]}> FROM <{name}> {pattern}"
                return await _count(engine, f"{_COUNT} {pattern}"), await _count(engine, both)
            seen[line] = name
    return 1, 1


async def _count(engine: Engine, query: str) -> int:
    return int((await _rows(engine, query))[0]["n"]["value"])


async def _rows(engine: Engine, query: str) -> list[dict[str, Any]]:
    document = json.loads(await read_all(engine, QueryRequest(query)))
    rows: list[dict[str, Any]] = document["results"]["bindings"]
    return rows
