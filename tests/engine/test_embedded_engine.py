"""The pool, with real workers. Each test has its own event loop and its own small engine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kg.dataset import Dataset, Graph
from kg.engine.base import QueryRequest, read_all
from kg.engine.embedded import SPARES, EmbeddedEngine
from kg.errors import (
    EngineBusy,
    EngineError,
    FormatError,
    QueryMemory,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
)
from kg.namespaces import GRAPH
from tests.engine import running
from tests.engine.running import T
from tests.runaways import RUNAWAYS
from tests.waiting import until

FACT = """<https://w3id.org/ksc/id/agreement/2019-11-hill-lake-mou>
  <https://w3id.org/ksc/ontology#hasKoreanParty> <https://w3id.org/ksc/id/organisation/hill>"""


def with_engine(dataset: Dataset, work: Callable[[EmbeddedEngine], Awaitable[T]], **options: Any) -> T:
    """What `work` gives with one small worker, or as the options say."""
    engine = EmbeddedEngine(dataset, **{"workers": 1, "timeout_s": 5.0, "memory_mb": 512, **options})
    return running.with_engine(engine, work)


def answer(dataset: Dataset, text: str, **fields: Any) -> bytes:
    return with_engine(dataset, lambda engine: read_all(engine, QueryRequest(text, **fields)))


def count(dataset: Dataset, text: str, **fields: Any) -> str:
    return answer(dataset, text, solutions="csv", **fields).decode().split()[1]


@pytest.mark.parametrize(
    ("dataset_clauses", "fields", "expected"),
    [
        ("", {}, "1"),
        (f"FROM <{GRAPH}first-release> FROM <{GRAPH}second-release>", {}, "1"),
        (f"FROM <{GRAPH}first-release>", {}, "1"),
        (f"FROM <{GRAPH}reference> FROM <{GRAPH}ontology>", {}, "0"),
        (f"FROM NAMED <{GRAPH}first-release>", {}, "0"),
        ("", {"default_graphs": (f"{GRAPH}first-release", f"{GRAPH}second-release")}, "1"),
        # The protocol's dataset wins over the query's (SPARQL 1.1 Protocol, section 2.1.4).
        (f"FROM <{GRAPH}first-release>", {"default_graphs": (f"{GRAPH}reference",)}, "0"),
        ("", {"named_graphs": (f"{GRAPH}first-release",)}, "0"),
    ],
)
def test_the_default_graph_is_a_set_however_it_is_named(
    dataset: Dataset, dataset_clauses: str, fields: dict[str, Any], expected: str
) -> None:
    assert count(dataset, f"SELECT (COUNT(*) AS ?n) {dataset_clauses} WHERE {{ {FACT} }}", **fields) == expected


@pytest.mark.parametrize(
    ("clauses", "fields", "expected"),
    [
        ("", {}, "2"),
        (f"FROM <{GRAPH}first-release> FROM <{GRAPH}second-release> FROM NAMED <{GRAPH}first-release>", {}, "1"),
        (f"FROM <{GRAPH}first-release> FROM <{GRAPH}second-release>", {}, "0"),
        ("", {"default_graphs": (f"{GRAPH}first-release", f"{GRAPH}second-release")}, "0"),
        ("", {"named_graphs": (f"{GRAPH}first-release", f"{GRAPH}second-release")}, "2"),
    ],
)
def test_named_graphs_are_those_of_the_dataset(
    dataset: Dataset, clauses: str, fields: dict[str, Any], expected: str
) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {clauses} WHERE {{ GRAPH ?g {{ {FACT} }} }}"
    assert count(dataset, query, **fields) == expected


def test_graph_names_are_resolved_as_the_query_says(dataset: Dataset) -> None:
    prologue = f"BASE <{GRAPH}> PREFIX g: <{GRAPH}>"
    query = f"{prologue} SELECT (COUNT(*) AS ?n) FROM <first-release> FROM g:second-release {{ {FACT} }}"
    assert count(dataset, query) == "1"


def test_a_merge_leaves_nothing_behind(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> bytes:
        merged = (f"{GRAPH}first-release", f"{GRAPH}second-release")
        await read_all(engine, QueryRequest("SELECT * { ?s ?p ?o }", default_graphs=merged))
        return await read_all(engine, QueryRequest("SELECT DISTINCT ?g { GRAPH ?g {?s ?p ?o} }", "csv"))

    assert with_engine(dataset, work).count(b"\r\n") == 6  # the head and five graphs


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_solutions_in_every_format(dataset: Dataset, name: str) -> None:
    assert "한빛공사" in answer(dataset, "SELECT ?o { ?s ?p ?o FILTER(?o = '한빛공사'@ko) }", solutions=name).decode()


@pytest.mark.parametrize("name", ["ttl", "jsonld", "nt", "rdf", "trig", "nq"])
def test_graphs_in_every_format_and_with_our_prefixes(dataset: Dataset, name: str) -> None:
    text = answer(dataset, "DESCRIBE <https://w3id.org/ksc/id/organisation/hill>", graph=name).decode()
    assert "한빛공사" in text
    assert ("ksc:PublicInstitution" in text) == (name in ("ttl", "trig", "jsonld"))


def test_json_ld_is_not_shortened_where_that_would_be_ambiguous(dataset: Dataset) -> None:
    query = "CONSTRUCT { <http://x/a> <http://x/p> <org:thing> } WHERE {}"
    assert json.loads(answer(dataset, query, graph="jsonld")) == [
        {"@id": "http://x/a", "http://x/p": [{"@id": "org:thing"}]}
    ]


@pytest.mark.parametrize("name", ["ttl", "rdf", "trig", "jsonld"])
def test_two_workers_write_the_same_bytes(dataset: Dataset, name: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o FILTER(!isBlank(?s)) } ORDER BY ?s ?p ?o }"
    assert len({answer(dataset, query, graph=name) for _ in range(2)}) == 1


def test_a_long_answer_comes_whole_in_several_chunks(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> list[bytes]:
        request = QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f }", "csv")
        return [chunk async for chunk in await engine.run(request)]

    chunks = with_engine(dataset, work)
    statements = int(count(dataset, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert len(chunks) > 1
    assert b"".join(chunks).count(b"\r\n") == 1 + statements**2


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("SELECT * { ?s ksc:x ?o }", QuerySyntaxError, "line 1, column 15: the prefix ksc: is not declared"),
        ("DELETE WHERE { ?s ?p ?o }", QuerySyntaxError, "DELETE is an update"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> {} }", QueryRefused, "SERVICE is not allowed"),
        (f"SELECT * FROM <relative> FROM <{GRAPH}b> {{}}", QuerySyntaxError, "valid IRI"),
        ("SELECT * " + "{" * 20_000 + "}" * 20_000, QuerySyntaxError, "nested too deeply"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(
    dataset: Dataset, text: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        answer(dataset, text)


def test_a_relative_graph_name_of_the_protocol_is_an_error(dataset: Dataset) -> None:
    with pytest.raises(QuerySyntaxError, match="absolute IRI"):
        answer(dataset, "ASK {}", default_graphs=("first-release",))


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ('SELECT ("\\u0001" AS ?x) {}', {"solutions": "xml"}),
        ('SELECT ("\\uFFFE" AS ?x) {}', {"solutions": "xml"}),
        ('CONSTRUCT { <x:a> <x:b> "\\u000B" } WHERE {}', {"graph": "rdf"}),
        ("CONSTRUCT { <x:a> <http://x/1> 1 } WHERE {}", {"graph": "rdf"}),
    ],
)
def test_what_xml_cannot_say_is_an_error_and_not_a_file_that_nobody_can_read(
    dataset: Dataset, text: str, of: dict[str, str]
) -> None:
    with pytest.raises(FormatError, match="XML"):
        answer(dataset, text, **of)
    assert answer(dataset, text, solutions="json", graph="nt")


@pytest.mark.parametrize(("text", "kind"), [("ASK {}", "solutions"), ("DESCRIBE <x:y>", "graph")])
def test_a_format_of_the_wrong_kind_is_an_error(dataset: Dataset, text: str, kind: str) -> None:
    with pytest.raises(FormatError) as caught:
        answer(dataset, text, **{kind: None})
    assert caught.value.kind == kind


@pytest.mark.parametrize("kind", RUNAWAYS)
def test_a_runaway_is_stopped_while_others_answer_and_its_worker_is_replaced(dataset: Dataset, kind: str) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        runaway = asyncio.create_task(read_all(engine, QueryRequest(RUNAWAYS[kind])))
        for _ in range(20):
            assert await read_all(engine, QueryRequest("ASK {}"))
        # What it sorts piles up: on a fast machine it meets the limit of memory before the deadline.
        with pytest.raises((QueryTimeout, QueryMemory) if kind == "sort" else QueryTimeout, match=r"2 s|2048 MiB"):
            await runaway
        # Both places in the pool answer again.
        await asyncio.gather(*(read_all(engine, QueryRequest("ASK {}")) for _ in range(4)))

    with_engine(dataset, work, workers=2, timeout_s=2, memory_mb=2048)


def test_a_query_that_needs_too_much_memory_is_stopped(dataset: Dataset) -> None:
    doubling = " ".join(
        f"BIND(CONCAT(?v{n}, ?v{n}, ?v{n}, ?v{n}, ?v{n}, ?v{n}, ?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(8)
    )
    query = f"SELECT (STRLEN(?v8) AS ?n) {{ BIND('{'x' * 100}' AS ?v0) {doubling} }}"

    async def work(engine: EmbeddedEngine) -> bytes:
        with pytest.raises(QueryMemory, match="128 MiB"):
            await read_all(engine, QueryRequest(query))
        return await read_all(engine, QueryRequest("ASK {}"))

    assert b"true" in with_engine(dataset, work, memory_mb=128)


def test_an_answer_that_is_given_up_frees_its_worker(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        endless = QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "csv")
        begun = await engine.run(endless)
        await begun.aclose()
        waiting = asyncio.create_task(engine.run(QueryRequest(RUNAWAYS["sort"])))
        await asyncio.sleep(0.5)
        waiting.cancel()
        assert b"true" in await asyncio.wait_for(read_all(engine, QueryRequest("ASK {}")), 20)

    with_engine(dataset, work, timeout_s=30)


def test_an_answer_past_its_deadline_breaks_off(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        endless = QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "csv")
        with pytest.raises(QueryTimeout):
            async for _ in await engine.run(endless):
                pass

    with_engine(dataset, work, timeout_s=0.5)


def test_an_answer_that_nobody_reads_keeps_its_worker_till_the_deadline_only(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        (worker,) = engine._workers
        unread = await engine.run(QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "csv"))
        await until(lambda: worker not in engine._workers, "the end of the worker whose answer nobody reads")
        assert await read_all(engine, QueryRequest("ASK {}"))
        with pytest.raises(QueryTimeout):
            async for _ in unread:
                pass

    with_engine(dataset, work, timeout_s=2)


def test_a_full_queue_is_busy_at_once(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        runaways = [asyncio.create_task(read_all(engine, QueryRequest(RUNAWAYS["sort"]))) for _ in range(2)]
        await asyncio.sleep(0.1)
        with pytest.raises(EngineBusy) as caught:
            await read_all(engine, QueryRequest("ASK {}"))
        assert caught.value.retry_after >= 1
        await asyncio.gather(*runaways, return_exceptions=True)

    with_engine(dataset, work, queue=1, timeout_s=0.6)


def test_a_worker_that_is_killed_while_idle_is_replaced(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> bytes:
        for worker in engine._workers:
            worker.signal()
            await worker._process.wait()
        return await read_all(engine, QueryRequest("ASK {}"))

    assert b"true" in with_engine(dataset, work)


def test_a_dataset_that_does_not_fit_is_an_engine_error(dataset: Dataset) -> None:
    large = dataset.with_graphs({"x:large": Graph({b'<x:s> <x:p> "%d" .' % n: None for n in range(400_000)}, "large")})
    with pytest.raises(EngineError, match="KSC_MEMORY_MB"):
        with_engine(large, lambda engine: read_all(engine, QueryRequest("ASK {}")), memory_mb=96)


def test_spare_workers_come_when_all_are_busy_and_go_when_nobody_waits(dataset: Dataset) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        runaways = [asyncio.create_task(engine.run(QueryRequest(RUNAWAYS["cross product"]))) for _ in range(4)]
        await asyncio.sleep(0.1)
        assert await read_all(engine, QueryRequest("ASK {}"))
        assert 1 < len(engine._workers) <= 1 + SPARES
        for runaway in runaways:
            runaway.cancel()
        await asyncio.gather(*runaways, return_exceptions=True)
        await until(lambda: len(engine._workers) == 1 and not engine._tasks, "the end of the spare workers")
        assert await read_all(engine, QueryRequest("ASK {}"))

    with_engine(dataset, lambda engine: asyncio.wait_for(work(engine), 60), timeout_s=60)
