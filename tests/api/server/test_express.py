"""The short way to a handler gives what the long way gives."""

from __future__ import annotations

import httpx
import pytest

OWN = {"server-timing": "", "date": "", "content-length": "", "transfer-encoding": ""}


@pytest.mark.parametrize(
    ("path", "parameters", "headers"),
    [
        ("/doc/organisation/hill", {}, {}),
        ("/doc/organisation/hill", {"profile": "claims"}, {"Accept": "application/ld+json"}),
        ("/doc/organisation/hill.html", {}, {"Accept-Language": "ko"}),
        ("/doc/organisation/hill", {}, {"Accept": "text/html", "Accept-Encoding": "gzip"}),
        ("/doc/organisation/hill", {}, {"Accept": "image/png"}),
        ("/doc/organisation/hil", {}, {}),
        ("/doc/organisation/", {}, {}),
        ("/doc/organisation%2Fhill", {}, {}),
        ("/doc/organisation/h%2Fill", {}, {}),
        ("/doc/scheme/stage", {}, {}),
        ("/sparql", {"query": "SELECT * { ?s a ?o } ORDER BY ?s LIMIT 2"}, {}),
        ("/sparql", {"query": "ASK {}"}, {"Accept": "text/csv"}),
        ("/sparql", {"query": "ASK { ?s <x:unused> ?o }"}, {}),
        ("/sparql", {"query": "SELECT"}, {"Accept-Language": "ko"}),
        ("/sparql", {"query": "ASK { SERVICE <http://x/> {} }"}, {}),
        ("/sparql", {"query": "ASK {}"}, {"Accept": "image/png"}),
        ("/sparql", {"query": "DESCRIBE <https://w3id.org/ksc/id/organisation/hill>"}, {"Accept": "text/turtle"}),
        ("/sparql", {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g ?c ?f ?i"}, {}),
        ("/sparql", {"query": "ASK {}", "update": "CLEAR ALL"}, {}),
        ("/sparql", {"unknown": "x"}, {}),
    ],
)
def test_both_ways_lead_to_the_same_answer(
    client: httpx.Client, path: str, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    short = client.get(path, params=parameters, headers=headers)
    long = client.get(path, params=parameters, headers={**headers, "X-Long": 600 * "x"})
    assert (short.status_code, short.content) == (long.status_code, long.content)
    assert {**short.headers, **OWN} == {**long.headers, **OWN}
