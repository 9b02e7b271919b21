"""SPARQL Update: the W3C's protocol aside, what an update may do to named graphs and to the default graph."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from kg.namespaces import GRAPH
from tests.api.conftest import Serving
from tests.api.problems import problem
from tests.api.writes.writing import NOTE, SETTINGS, TOKEN, TURTLE, store

DIRECT = {**TOKEN, "Content-Type": "application/sparql-update"}
FIRST = f"{GRAPH}first-release"
KSC = "https://w3id.org/ksc/ontology#"
FACT = (
    f"<https://w3id.org/ksc/id/agreement/2019-11-hill-lake-mou> <{KSC}hasKoreanParty> "
    "<https://w3id.org/ksc/id/organisation/hill>"
)


@pytest.fixture(scope="module")
def service(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = {**SETTINGS, "KSC_TIMEOUT_S": "3", "KSC_MEMORY_MB": "400"}
    with serving(**settings, KSC_STATE=str(tmp_path_factory.mktemp("state"))) as (address, _):
        yield address


@pytest.fixture
def writer(service: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service, timeout=30) as client:
        yield client
        assert update(client, "CLEAR ALL ; DROP ALL").status_code == 204


def update(client: httpx.Client, text: str, **params: str) -> httpx.Response:
    return client.post("/sparql", content=text, params=params, headers=DIRECT)


def ask(client: httpx.Client, pattern: str) -> bool:
    return bool(client.get("/sparql", params={"query": f"ASK {{ {pattern} }}"}).json()["boolean"])


def lines(client: httpx.Client, address: str) -> list[str]:
    return client.get(address, headers={"Accept": "application/n-triples"}).text.splitlines()


def test_an_update_over_several_graphs_is_one_change(writer: httpx.Client) -> None:
    before = writer.get("/healthz").json()["revision"]
    text = "INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 1 } } ; INSERT { GRAPH <x:b> { ?s ?p 2 } } WHERE { ?s ?p 1 }"
    assert update(writer, text).status_code == 204
    assert ask(writer, "GRAPH <x:a> { <x:s> <x:p> 1 } GRAPH <x:b> { <x:s> <x:p> 2 } <x:s> <x:p> 1, 2")
    assert writer.get("/healthz").json()["revision"] != before


def test_an_update_that_fails_half_way_changes_nothing(writer: httpx.Client) -> None:
    text = "INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 1 } } ; DROP GRAPH <x:none>"
    body = problem(update(writer, text), 409, "write-conflict")
    assert "x:none" in body["detail"]
    assert not ask(writer, "GRAPH <x:a> { ?s ?p ?o }")
    assert update(writer, text.replace("DROP", "DROP SILENT")).status_code == 204


def test_a_statement_of_a_named_graph_is_deleted_there_and_not_in_the_default_graph(writer: httpx.Client) -> None:
    graphs = [store(FIRST), store(f"{GRAPH}second-release")]
    shipped = [lines(writer, address) for address in graphs]
    body = problem(update(writer, f"DELETE DATA {{ {FACT} }}"), 400, "write-ambiguous")
    assert "graph/" in body["detail"]
    both = f"DELETE DATA {{ GRAPH <{FIRST}> {{ {FACT} }} GRAPH <{GRAPH}second-release> {{ {FACT} }} }}"
    assert (
        update(
            writer,
            f"WITH <{FIRST}> DELETE {{ ?s ?p ?o }} WHERE {{ {FACT} . ?s ?p ?o FILTER(?p = <{KSC}hasKoreanParty>) }}",
        ).status_code
        == 204
    )
    assert ask(writer, FACT)  # the second release says it too
    assert update(writer, both).status_code == 204
    assert not ask(writer, FACT)
    assert set(lines(writer, graphs[0])) < set(shipped[0])
    headers = {**TOKEN, "Content-Type": "application/n-triples"}
    for address, content in zip(graphs, shipped, strict=True):
        assert writer.put(address, content="\n".join(content), headers=headers).status_code == 204


def test_the_default_graph_has_statements_of_its_own(writer: httpx.Client) -> None:
    assert update(writer, f"INSERT DATA {{ <x:s> <x:p> 1 . {FACT} }}").status_code == 204
    assert ask(writer, "<x:s> <x:p> 1")
    assert not ask(writer, "GRAPH ?g { <x:s> <x:p> 1 }")
    assert update(writer, "DELETE WHERE { <x:s> ?p ?o }").status_code == 204
    assert not ask(writer, "<x:s> <x:p> 1")
    assert update(writer, "INSERT DATA { <x:s> <x:p> 1 } ; CLEAR DEFAULT").status_code == 204
    assert not ask(writer, "<x:s> <x:p> 1")
    assert ask(writer, FACT)


def test_a_default_graph_that_was_replaced_is_all_its_own(writer: httpx.Client) -> None:
    assert writer.put("/store?default", content="<x:s> <x:p> 1, 2 .", headers=TURTLE).status_code == 204
    assert update(writer, "DELETE DATA { <x:s> <x:p> 1 } ; INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 3 } }").is_success
    assert len(lines(writer, "/store?default")) == 1
    assert update(writer, "DROP DEFAULT").status_code == 204
    assert ask(writer, f"{FACT} . <x:s> <x:p> 3")


def test_all_and_named_are_the_graphs_that_were_written_here(writer: httpx.Client) -> None:
    update(writer, "INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 1 } <x:s> <x:p> 2 }")
    assert update(writer, "CLEAR NAMED").status_code == 204
    assert (lines(writer, store("x:a")), ask(writer, "<x:s> <x:p> 2")) == ([], True)
    assert update(writer, "DROP ALL").status_code == 204
    assert writer.get(store("x:a")).status_code == 404
    assert ask(writer, FACT)
    assert not ask(writer, "<x:s> <x:p> 2")


def test_blank_nodes_keep_their_identity_and_do_not_meet_others(writer: httpx.Client) -> None:
    for _ in range(2):
        assert update(writer, "INSERT DATA { GRAPH <x:a> { _:w1b0 <x:p> _:w1b0 } }").is_success
    assert len(set(lines(writer, store("x:a")))) == 2
    assert update(writer, "INSERT { GRAPH <x:a> { ?s <x:q> 1 } } WHERE { GRAPH <x:a> { ?s <x:p> ?s } }").is_success
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <x:a> { ?s <x:p> ?s ; <x:q> 1 } }"
    table = writer.get("/sparql", params={"query": count}, headers={"Accept": "text/csv"})
    assert table.text.split() == ["n", "2"]


def test_the_dataset_of_the_protocol_is_that_of_where(writer: httpx.Client) -> None:
    update(writer, "INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 1 } GRAPH <x:b> { <x:s> <x:p> 2 } }")
    text = "INSERT { GRAPH <x:c> { ?s <x:q> ?o } } WHERE { ?s <x:p> ?o }"
    assert update(writer, text, **{"using-graph-uri": "x:b"}).status_code == 204
    assert lines(writer, store("x:c")) == ['<x:s> <x:q> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .']


@pytest.mark.parametrize(
    ("text", "params", "status", "kind"),
    [
        ("INSERT DATA { <x:s> <x:p> }", {}, 400, "query-syntax"),
        ("SELECT * { ?s ?p ?o }", {}, 400, "query-syntax"),
        ("LOAD <http://127.0.0.1:9/>", {}, 403, "query-refused"),
        ("INSERT { <x:s> <x:p> ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}, 403, "query-refused"),
        ("CLEAR ALL", {"default-graph-uri": "x:a"}, 400, "bad-request"),
        ("CLEAR ALL", {"using-graph-uri": "a"}, 400, "bad-request"),
        (
            "INSERT { <x:s> <x:p> ?o } USING <x:a> WHERE { ?s ?p ?o }",
            {"using-graph-uri": "x:a"},
            400,
            "write-ambiguous",
        ),
        ("DELETE WHERE { ?s <x:none> ?o }", {"using-graph-uri": "x:a"}, 400, "write-ambiguous"),
        (f"DROP GRAPH <{GRAPH}shapes>", {}, 403, "write-refused"),
        (f"INSERT DATA {{ GRAPH <{GRAPH}inferred> {{ <x:s> <x:p> 1 }} }}", {}, 403, "write-refused"),
    ],
)
def test_what_an_update_may_not_do_is_told(
    writer: httpx.Client, text: str, params: dict[str, str], status: int, kind: str
) -> None:
    before = writer.get("/healthz").json()["revision"]
    problem(update(writer, text, **params), status, kind)
    assert writer.get("/healthz").json()["revision"] == before


def test_where_an_update_is_wrong_is_told(writer: httpx.Client) -> None:
    body = problem(update(writer, "INSERT DATA {\n  <x:s> <x:p> 1 ;; }\n; LOAD <x:a>"), 403, "query-refused")
    assert (body["line"], body["column"]) == (3, 3)
    body = problem(update(writer, "INSERT DATA {\n  <x:s> nope:p 1 }"), 400, "query-syntax")
    assert body["line"] == 2


def test_a_runaway_update_is_stopped(writer: httpx.Client) -> None:
    product = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s"
    runaway = f"INSERT {{ <x:s> <x:p> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {product} }} }}"
    problem(update(writer, runaway), 504, "query-timeout")
    assert ask(writer, FACT)


def test_an_update_that_changes_nothing_is_no_change(writer: httpx.Client) -> None:
    before = writer.get("/healthz").json()["revision"]
    assert update(writer, "DELETE WHERE { ?s <x:none> ?o }").status_code == 204
    assert writer.get("/healthz").json()["revision"] == before


def test_form_and_body_are_taken_alike(writer: httpx.Client) -> None:
    assert writer.post("/sparql", data={"update": "INSERT DATA { <x:s> <x:p> 1 }"}, headers=TOKEN).status_code == 204
    assert ask(writer, "<x:s> <x:p> 1")
    assert writer.get(NOTE).status_code == 404
