"""A change of the dataset under way: readers notice nothing but the new answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kg.dataset import Dataset, Graph
from kg.engine.base import QueryRequest, read_all
from kg.engine.embedded import CHANGES, EmbeddedEngine
from tests.engine import running
from tests.runaways import RUNAWAYS

SPREAD = 40  # statements that say the same number; an answer of one state finds one number, so many times
COUNT = "SELECT ?n (COUNT(?s) AS ?times) { ?s <x:number> ?n } GROUP BY ?n"
RUNAWAY = RUNAWAYS["cross product"]
ENDLESS = "SELECT ?n { ?s <x:number> ?n . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def with_lines(dataset: Dataset, lines: list[bytes]) -> Dataset:
    return dataset.with_graphs({"x:more": Graph(dict.fromkeys(lines), repr(lines))})


def numbered(dataset: Dataset, number: int) -> Dataset:
    """The dataset with a number in it, many times over."""
    return with_lines(dataset, [b'_:b%d <x:number> "%d" .' % (s, number) for s in range(SPREAD)])


def with_engine(dataset: Dataset, work: Callable[[EmbeddedEngine], Awaitable[Any]], **options: Any) -> Any:
    engine = EmbeddedEngine(dataset, **{"workers": 2, "timeout_s": 10.0, "memory_mb": 2048, **options})
    return running.with_engine(engine, lambda engine: asyncio.wait_for(work(engine), 60))


async def found(engine: EmbeddedEngine, dataset: Dataset) -> int:
    """The one number that the answer has; the revision that it says it is of must be that of this number."""
    answer = await engine.run(QueryRequest(COUNT))
    rows = json.loads(b"".join([chunk async for chunk in answer]))["results"]["bindings"]
    assert [row["times"]["value"] for row in rows] == [str(SPREAD)], "an answer of two states"
    number = int(rows[0]["n"]["value"])
    assert answer.revision == numbered(dataset, number).revision
    return number


def test_readers_see_whole_states_only_and_never_an_older_one_again(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> list[int]:
        adopted = 0
        seen: list[int] = []
        answered = asyncio.Event()

        async def reader() -> None:
            while adopted < 50:
                least = adopted
                number = await found(engine, dataset)
                assert number >= least, "an answer of a state before the one that was adopted"
                seen.append(number)
                answered.set()

        readers = [asyncio.create_task(reader()) for _ in range(4)]
        for number in range(1, 51):
            await engine.adopt(numbered(dataset, number))
            adopted = number
            answered.clear()
            await answered.wait()
        await asyncio.gather(*readers)
        assert await found(engine, dataset) == 50
        return seen

    assert len(set(with_engine(numbered(dataset, 0), work))) > 20


def test_a_query_that_runs_keeps_its_state(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        long = await engine.run(QueryRequest(ENDLESS, "csv"))
        chunks = aiter(long)
        await anext(chunks)
        await engine.adopt(numbered(dataset, 1))
        assert await found(engine, dataset) == 1
        for _ in range(20):
            assert set((await anext(chunks)).split()) <= {b"n", b"0"}
        assert long.revision == numbered(dataset, 0).revision != engine.revision
        await chunks.aclose()  # type: ignore[attr-defined]

    with_engine(numbered(dataset, 0), work)


def test_a_busy_worker_catches_up_when_it_is_free(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        (worker,) = engine._workers
        held = await engine.run(QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f }", "csv"))
        for number in (1, 2, 3):
            await engine.adopt(numbered(dataset, number))
        async for _ in held:
            pass
        assert await found(engine, dataset) == 3
        assert engine._workers == {worker}

    with_engine(numbered(dataset, 0), work, workers=1)


def test_a_worker_that_is_too_far_behind_is_replaced(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        (worker,) = engine._workers
        held = await engine.run(QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f }", "csv"))
        for number in range(1, CHANGES + 3):
            await engine.adopt(numbered(dataset, number))
        async for _ in held:
            pass
        assert await found(engine, dataset) == CHANGES + 2
        assert worker not in engine._workers

    with_engine(numbered(dataset, 0), work, workers=1)


def test_a_worker_that_cannot_take_a_change_is_replaced(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        workers = set(engine._workers)
        for worker in workers:
            worker.signal()
        await engine.adopt(numbered(dataset, 1))
        assert await found(engine, dataset) == 1
        assert not workers & engine._workers

    with_engine(numbered(dataset, 0), work)


def test_workers_that_start_after_a_change_hold_it(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        runaway = asyncio.create_task(read_all(engine, QueryRequest(RUNAWAY)))
        await asyncio.sleep(0.1)
        await engine.adopt(numbered(dataset, 1))
        runaway.cancel()
        await asyncio.gather(runaway, return_exceptions=True)
        assert await found(engine, dataset) == 1

    with_engine(numbered(dataset, 0), work, workers=1)


@pytest.mark.parametrize("term", ["_:b7", "<x:s>"])
def test_blank_nodes_keep_their_labels_so_that_a_change_can_take_them_away(dataset: Dataset, term: str) -> None:
    extra = with_lines(dataset, [f'{term} <x:extra> "1" .'.encode()])

    async def work(engine: EmbeddedEngine) -> list[bytes]:
        answers = []
        for state in (extra, dataset, extra):
            await engine.adopt(state)
            answers.append(await read_all(engine, QueryRequest("ASK { ?s <x:extra> ?o }", "csv")))
        return answers

    assert with_engine(dataset, work) == [b"true", b"false", b"true"]


def test_hints_follow_the_change(dataset: Dataset) -> None:
    query = QueryRequest("ASK { ?s <x:extra> ?o ; <x:extras> ?p }", hints=True)
    extra = with_lines(dataset, [b'<x:s> <x:extra> "1" .'])

    async def hints(engine: EmbeddedEngine) -> dict[str, tuple[str, ...]]:
        answer = await engine.run(query)
        await answer.aclose()
        return {hint.iri: hint.near for hint in answer.hints}

    async def work(engine: EmbeddedEngine) -> None:
        assert await hints(engine) == {"x:extra": (), "x:extras": ()}
        await engine.adopt(extra)
        assert await hints(engine) == {"x:extras": ("x:extra",)}
        await engine.adopt(dataset)
        assert await hints(engine) == {"x:extra": (), "x:extras": ()}

    with_engine(dataset, work, workers=1)
