"""Whether a remote server holds our dataset: as many statements in each graph, and their set as default graph."""

from __future__ import annotations

import json
from typing import Any, Final

from kg.dataset import SHAPES, UNNAMED, Dataset
from kg.engine.base import Engine, QueryRequest, read_all
from kg.errors import EngineError, QueryError

_GRAPHS: Final = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_DEFAULT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_MOST_NAMED: Final = 3
_LOADING: Final = "docs/deployment.md says how to load it"


async def check(engine: Engine, dataset: Dataset, address: str) -> None:
    """Compare what the server counts with `dataset`; graphs that we do not know are no fault. Raises EngineError."""
    try:
        counted = {row["graph"]["value"]: int(row["n"]["value"]) for row in await _rows(engine, _GRAPHS)}
        merged = await _count(engine, _DEFAULT)
        statement = _corroborated(dataset)
        times = await _count(engine, f"SELECT (COUNT(*) AS ?n) {{ {statement} }}") if statement else 1
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


def _corroborated(dataset: Dataset) -> str:
    """A statement that stands in two of the graphs that are merged; "" where there is none."""
    seen: set[bytes] = set()
    for name, graph in dataset.graphs.items():
        if name != SHAPES:
            for line in graph.lines:
                if line in seen and b"_:" not in line:
                    return line.decode()
            seen.update(graph.lines)
    return ""


async def _count(engine: Engine, query: str) -> int:
    return int((await _rows(engine, query))[0]["n"]["value"])


async def _rows(engine: Engine, query: str) -> list[dict[str, Any]]:
    document = json.loads(await read_all(engine, QueryRequest(query)))
    rows: list[dict[str, Any]] = document["results"]["bindings"]
    return rows
