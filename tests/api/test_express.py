"""The short way to a handler gives what the long way gives."""

from __future__ import annotations

import httpx
import pytest

OWN = {"server-timing": "", "date": "", "vary": "", "content-length": "", "transfer-encoding": ""}


@pytest.mark.parametrize(
    ("parameters", "headers"),
    [
        ({"query": "SELECT * { ?s a ?o } ORDER BY ?s LIMIT 2"}, {}),
        ({"query": "ASK {}"}, {"Accept": "text/csv"}),
        ({"query": "ASK { ?s <x:unused> ?o }"}, {}),
        ({"query": "SELECT"}, {"Accept-Language": "ko"}),
        ({"query": "ASK { SERVICE <http://x/> {} }"}, {}),
        ({"query": "ASK {}"}, {"Accept": "image/png"}),
        ({"query": "DESCRIBE <https://w3id.org/ksc/id/organisation/hill>"}, {"Accept": "text/turtle"}),
        ({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g ?c ?f ?i"}, {}),
        ({"query": "ASK {}", "update": "CLEAR ALL"}, {}),
        ({"unknown": "x"}, {}),
    ],
)
def test_both_ways_lead_to_the_same_answer(
    client: httpx.Client, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    short = client.get("/sparql", params=parameters, headers=headers)
    long = client.get("/sparql", params=parameters, headers={**headers, "Origin": "https://example.org"})
    assert (short.status_code, short.content) == (long.status_code, long.content)
    cors = {name: "" for name in long.headers if name.startswith("access-control-")}
    assert cors and not cors.keys() & short.headers.keys()
    assert {**short.headers, **OWN, **cors} == {**long.headers, **OWN, **cors}
