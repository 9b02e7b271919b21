"""The service over KSC's own data: every canned query as a page and as a table, and what the documents print of LH."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest


@pytest.fixture(scope="module")
def own(serving: Any) -> Iterator[httpx.Client]:
    with serving(KSC_ROOT="", KSC_TIMEOUT_S="20") as (address, _), httpx.Client(base_url=address, timeout=30) as client:
        yield client


def rows(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


def test_every_query_answers_as_a_table_and_as_a_page(own: httpx.Client) -> None:
    for query in own.get("/queries").json()["queries"]:
        page = own.get(f"{query['url']}.html", params={"lang": "ko"})
        assert page.status_code == 200, query["name"]
        if query["name"] == "cooperation-network":  # a CONSTRUCT: its answer is a graph
            assert own.get(f"{query['url']}.ttl").status_code == 200
            continue
        table = own.get(f"{query['url']}.csv")
        assert table.text.splitlines()[0] == ",".join(query["columns"])
        assert page.text.count("<tr>") == 1 + len(rows(table)), query["name"]


def test_lh_goes_by_its_acronym_and_by_its_full_name(own: httpx.Client) -> None:
    url = "/queries/agreements-by-occasion.csv"
    short, full = (own.get(url, params={"agency": name, "lang": "ko"}) for name in ("LH", "한국토지주택공사"))
    assert short.content == full.content
    assert len(rows(short)) == 8


def test_a_document_s_statement_leads_to_its_page(own: httpx.Client) -> None:
    page = own.get("/id/organisation/lh", headers={"Accept": "text/html"}, follow_redirects=True)
    assert page.status_code == 200
    assert "Korea Land and Housing Corporation" in page.text
