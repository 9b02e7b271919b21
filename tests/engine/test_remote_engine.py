"""The remote engine over real servers: it answers as the embedded engine does, and says what a server lacks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pyoxigraph as ox
import pytest

from kg.dataset import Dataset
from kg.engine.base import Engine, QueryRequest, read_all
from kg.engine.embedded import EmbeddedEngine
from kg.engine.remote import RemoteEngine
from kg.engine.remote.answer import SMALL
from kg.errors import (
    EngineBusy,
    EngineError,
    FormatError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
)
from kg.namespaces import GRAPH
from tests.engine import sparql_servers
from tests.engine.running import T, running, with_engine
from tests.runaways import RUNAWAYS

FACT = """<https://w3id.org/ksc/id/agreement/2019-11-hill-lake-mou>
  <https://w3id.org/ksc/ontology#hasKoreanParty> <https://w3id.org/ksc/id/organisation/hill>"""
RUNAWAY = RUNAWAYS["sort"]
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module", params=sparql_servers.SERVERS)
def server(request: pytest.FixtureRequest, dataset: Dataset) -> Iterator[tuple[str, str]]:
    with getattr(sparql_servers, request.param)(dataset.nquads) as url:
        yield request.param, url


@pytest.fixture(scope="module")
def url(server: tuple[str, str]) -> str:
    return server[1]


def with_remote(url: str, dataset: Dataset, work: Callable[[RemoteEngine], Awaitable[T]], **options: Any) -> T:
    """What `work` gives with the remote engine that asks `url`."""
    engine = RemoteEngine(url, dataset, **{"workers": 2, "timeout_s": 20.0, "memory_mb": 1024, "queue": 8, **options})
    return with_engine(engine, work)


def ask(url: str, dataset: Dataset, text: str, **fields: Any) -> bytes:
    return with_remote(url, dataset, lambda engine: read_all(engine, QueryRequest(text, **fields)))


def test_solutions_are_those_of_the_embedded_engine_to_the_byte(url: str, dataset: Dataset) -> None:
    ordered = "SELECT ?s ?label { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } ORDER BY ?s ?label"
    pattern = f"?s ?p ?o FILTER(ISIRI(?s) && ISIRI(?o)) VALUES ?n {{ {' '.join(map(str, range(40)))} }}"
    large = f"SELECT ?s ?p ?o ?n {{ {pattern} }} ORDER BY ?s ?p ?o ?n"
    requests = [
        QueryRequest(text, solutions=name)
        for text in (ordered, large, "ASK { ?s ?p ?o }", "ASK { ?s ?p <x:none> }", "SELECT ?x { ?x <x:none> ?y }")
        for name in ("json", "xml", "csv", "tsv")
    ]

    async def compare(engine: Engine) -> int:
        async with running(EmbeddedEngine(dataset, workers=1, timeout_s=20, memory_mb=1024)) as embedded:
            sizes = []
            for request in requests:
                expected = await read_all(embedded, request)
                assert await read_all(engine, request) == expected, request
                sizes.append(len(expected))
            return max(sizes)

    assert with_remote(url, dataset, compare) > 2 * SMALL  # some answers were streamed


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld", "trig", "nq"])
def test_graphs_come_in_every_format(url: str, dataset: Dataset, name: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(!ISBLANK(?s) && !ISBLANK(?o)) }"
    body = ask(url, dataset, query, graph=name)
    found = {quad.triple for quad in ox.parse(body, ox.RdfFormat.from_extension(name) or ox.RdfFormat.JSON_LD)}
    assert found == set(dataset.store().query(query))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clauses", "fields", "expected"),
    [
        ("", {}, "1"),
        (f"FROM <{GRAPH}first-release>", {}, "1"),
        (f"FROM <{GRAPH}reference>", {}, "0"),
        ("", {"default_graphs": (f"{GRAPH}first-release",)}, "1"),
        (f"FROM <{GRAPH}first-release>", {"default_graphs": (f"{GRAPH}reference",)}, "0"),
        ("", {"named_graphs": (f"{GRAPH}first-release",)}, "0"),
    ],
)
def test_the_dataset_of_a_request_reaches_the_server(
    url: str, dataset: Dataset, clauses: str, fields: dict[str, Any], expected: str
) -> None:
    body = ask(url, dataset, f"SELECT (COUNT(*) AS ?n) {clauses} {{ {FACT} }}", solutions="csv", **fields)
    assert body.decode().split()[1] == expected


def test_several_default_graphs_are_a_set_or_are_refused(server: tuple[str, str], dataset: Dataset) -> None:
    name, url = server
    both = f"FROM <{GRAPH}first-release> FROM <{GRAPH}second-release>"
    query = f"SELECT (COUNT(*) AS ?n) %s {{ {FACT} }}"
    fields = {"default_graphs": (f"{GRAPH}first-release", f"{GRAPH}second-release")}
    if name == "fuseki":
        assert ask(url, dataset, query % both, solutions="csv").decode().split()[1] == "1"
        return
    for text, more in ((query % both, {}), (query % "", fields)):
        with pytest.raises(QueryRefused, match="does not merge default graphs"):
            ask(url, dataset, text, **more)


def test_relative_iris_are_relative_to_the_request(url: str, dataset: Dataset) -> None:
    query = "ASK { <agreement/2019-11-hill-lake-mou> ?p ?o }"
    assert b"true" in ask(url, dataset, query, base="https://w3id.org/ksc/id/")
    assert b"false" in ask(url, dataset, query, base="https://w3id.org/ksc/")


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("SELECT * {\n ?s ex:p ?o }", QuerySyntaxError, "line 2, column 5: the prefix ex: is not declared"),
        ("CLEAR ALL", QuerySyntaxError, "CLEAR is an update, not a query"),
        ("DEFINE input:same-as 'yes' SELECT * { ?s ?p ?o }", QuerySyntaxError, "line 1, column 8"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryRefused, "SERVICE is not allowed"),
        # To an engine that reads escapes before anything else, this string ends at once.
        (r"SELECT * { ?s ?p 'a\u0027 . \u0053ERVICE <http://127.0.0.1:9/> { } #' }", QueryRefused, "SERVICE"),
    ],
)
def test_a_query_that_may_not_run_is_told_as_ever(
    url: str, dataset: Dataset, text: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask(url, dataset, text)


def test_a_kind_of_answer_that_is_not_wanted_is_told_apart(url: str, dataset: Dataset) -> None:
    with pytest.raises(FormatError, match="the answer is a graph"):
        ask(url, dataset, "CONSTRUCT WHERE { ?s ?p ?o }", graph=None)


@pytest.mark.parametrize("text", [RUNAWAY, FLOOD])
def test_a_runaway_ends_at_the_deadline_and_gives_its_place_back(url: str, dataset: Dataset, text: str) -> None:
    async def work(engine: Engine) -> bytes:
        runaways = [read_all(engine, QueryRequest(text, solutions="csv")) for _ in range(2)]
        for outcome in await asyncio.gather(*runaways, return_exceptions=True):
            assert isinstance(outcome, QueryTimeout)
        return await read_all(engine, QueryRequest("ASK {}"))

    assert b"true" in with_remote(url, dataset, work, timeout_s=2.0)


def test_an_unread_or_abandoned_answer_gives_its_place_back(url: str, dataset: Dataset) -> None:
    async def work(engine: Engine) -> bytes:
        unread = await engine.run(QueryRequest(FLOOD))
        left = await engine.run(QueryRequest(FLOOD))
        async for _ in left:
            break
        await left.aclose()
        cancelled = asyncio.create_task(engine.run(QueryRequest(RUNAWAY)))
        await asyncio.sleep(0.1)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        await unread.aclose()
        await asyncio.gather(*(read_all(engine, QueryRequest("ASK {}")) for _ in range(8)))
        return await read_all(engine, QueryRequest("ASK {}"))

    assert b"true" in with_remote(url, dataset, work)


def test_a_full_queue_is_told_at_once(url: str, dataset: Dataset) -> None:
    async def work(engine: Engine) -> None:
        floods = [await engine.run(QueryRequest(FLOOD)) for _ in range(2)]
        with pytest.raises(EngineBusy):
            await read_all(engine, QueryRequest("ASK {}"))
        for flood in floods:
            await flood.aclose()

    with_remote(url, dataset, work, queue=0)


def test_a_server_that_holds_something_else_is_refused_at_the_start(url: str, dataset: Dataset) -> None:
    graph = f"{GRAPH}first-release"
    lines = dict.fromkeys(list(dataset.graphs[graph].lines)[1:])
    other = dataset.with_graphs({graph: type(dataset.graphs[graph])(lines, "other")})
    expected = rf"does not hold revision \w+: {graph} has {len(lines) + 1} statements instead of {len(lines)}"
    with pytest.raises(EngineError, match=expected):
        with_remote(url, other, lambda engine: read_all(engine, QueryRequest("ASK {}")))


def test_a_default_graph_that_is_no_merge_is_refused_at_the_start(dataset: Dataset) -> None:
    named = b"".join(line for line in dataset.nquads.splitlines(keepends=True) if line.endswith(b"> .\n"))
    graphs = [quad for quad in ox.parse(named, ox.RdfFormat.N_QUADS) if quad.graph_name != ox.DefaultGraph()]
    only_named = ox.serialize(graphs, format=ox.RdfFormat.N_QUADS)
    assert only_named
    with (
        sparql_servers.oxigraph(only_named) as url,
        pytest.raises(EngineError, match=r"the default graph has 0 statements, but merges \d+; docs/deployment.md"),
    ):
        with_remote(url, dataset, lambda engine: read_all(engine, QueryRequest("ASK {}")))
