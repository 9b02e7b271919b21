"""The service over a remote engine: the same pages and answers, and a clear word when the engine is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

import httpx

from kg.dataset import Dataset
from tests.api.conftest import ROOT, Serving
from tests.engine.sparql_servers import oxigraph

AGREEMENT = "/doc/agreement/2019-11-hill-lake-mou"
QUERY = {"query": "SELECT ?s { ?s a <https://w3id.org/ksc/ontology#Agency> } ORDER BY ?s"}


def test_answers_are_those_of_the_service_with_workers(serving: Serving, address: str) -> None:
    with oxigraph(Dataset.read(ROOT).nquads) as engine, serving(KSC_ENGINE_URL=engine) as (remote, _):
        for path, params, accept in [
            ("/sparql", QUERY, "text/csv"),
            ("/sparql", QUERY, "application/sparql-results+json"),
            (AGREEMENT, {}, "text/html"),
            ("/search", {"q": "LH"}, "application/json"),
        ]:
            mine, theirs = (
                httpx.get(base + path, params=params, headers={"Accept": accept}, timeout=20)
                for base in (remote, address)
            )
            assert mine.status_code == theirs.status_code == 200
            assert mine.text.replace(remote, "") == theirs.text.replace(address, "")


def test_an_engine_that_is_gone_is_503_in_the_readers_language(serving: Serving) -> None:
    with ExitStack() as service:
        with oxigraph(Dataset.read(ROOT).nquads) as engine:
            remote, _ = service.enter_context(serving(KSC_ENGINE_URL=engine, KSC_CACHE_MB="0"))
            assert httpx.get(f"{remote}/sparql", params=QUERY, timeout=20).status_code == 200
        gone = httpx.get(f"{remote}/sparql", params=QUERY, headers={"Accept-Language": "ko"}, timeout=20)
        assert (gone.status_code, gone.json()["detail"]) == (503, "원격 엔진에 접속할 수 없습니다")
        assert int(gone.headers["Retry-After"]) > 0


def test_a_server_with_other_data_stops_the_start_with_one_line() -> None:
    with oxigraph(b"<a:s> <a:p> <a:o> <a:g> .\n") as engine:
        result = subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", "--engine-url", engine],
            env={**os.environ, "KSC_ROOT": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert result.returncode == 1 and result.stdout == ""
    assert len(result.stderr.splitlines()) == 1 and "does not hold revision" in result.stderr
