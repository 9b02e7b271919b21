"""The service beside its peers, measured in one run over the same data: `python -m benchmarks.service`.

Prints rates, medians and the ratios that KSC promises (docs/benchmarks.md). Peers are installed from PyPI, each into an
environment of its own in a temporary folder, or in the one that --peers names, which is kept.
"""

from __future__ import annotations

import argparse
import itertools
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from benchmarks import peers
from benchmarks.load import Requests, Result, measure
from kg.dataset import Dataset
from kg.namespaces import ID, KSC

_AGREEMENTS = f"""PREFIX ksc: <{KSC}>
SELECT ?agreement ?month WHERE {{
  ?agreement ksc:hasKoreanParty <%s> ; ksc:dateSigned ?month
}} ORDER BY ?month"""
_AGENCIES = f"SELECT DISTINCT ?agency {{ ?agreement <{KSC.hasKoreanParty}> ?agency }} ORDER BY ?agency"
_ENTITY = "/doc/organisation/lh"
_RESULTS = "application/sparql-results+json"


def repeated(path: str) -> Requests:
    """The same small query again and again."""

    def requests(_: int) -> Iterator[bytes]:
        return itertools.repeat(_get(path, _AGREEMENTS % f"{ID}organisation/lh"))

    return requests


def new(path: str, agencies: list[str]) -> Requests:
    """A query that was never asked before, in no round either: another agency, another number in a filter."""

    def requests(process: int) -> Iterator[bytes]:
        for number in itertools.count(time.time_ns()):
            text = _AGREEMENTS % agencies[number % len(agencies)]
            yield _get(path, text.replace("}", f"  FILTER({number}{process} >= 0)\n}}"))

    return requests


def entity(_: int) -> Iterator[bytes]:
    """The page of one entity, as Turtle."""
    return itertools.repeat(_request(_ENTITY, "text/turtle"))


def entities(dataset: Dataset) -> Requests:
    """The pages of all things one after another, as Turtle."""
    query = f'SELECT DISTINCT ?s {{ ?s a ?c FILTER(STRSTARTS(STR(?s), "{ID}")) }} ORDER BY ?s'
    paths = [f"/doc/{row['s'].value.removeprefix(ID)}" for row in dataset.store().query(query)]  # type: ignore

    def requests(process: int) -> Iterator[bytes]:
        return (_request(path, "text/turtle") for path in itertools.cycle(paths[process::4]))

    return requests


def _get(path: str, query: str) -> bytes:
    return _request(f"{path}?query={quote(query)}", _RESULTS)


def _request(target: str, accept: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode()


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="folder to install the peers into, and keep")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each figure")
    parser.add_argument("--rounds", type=int, default=3, help="the best of these rounds counts, for each service")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.peers or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        services = _start(stack, folder)
        dataset = Dataset.read()
        agencies = [row["agency"].value for row in dataset.store().query(_AGENCIES)]  # type: ignore[union-attr]
        compared = {name: path for name, (_, path) in services.items() if name != "KSC without cache"}
        cases: dict[str, dict[str, tuple[str, Requests]]] = {
            "a small query, repeated": {name: (name, repeated(path)) for name, path in compared.items()},
            "a new query each time": {name: (name, new(path, agencies)) for name, path in compared.items()},
            "an entity as Turtle": {"KSC": ("KSC", entity)},
            "every entity as Turtle": {"KSC": ("KSC", entities(dataset))},
            "every entity as Turtle, no cache": {"KSC": ("KSC without cache", entities(dataset))},
        }
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; {options.clients} clients")
        for title, sides in cases.items():
            best: dict[str, Result] = {}
            for _ in range(options.rounds):  # in turns, so that a noisy neighbour meets all of them
                for name, (service, requests) in sides.items():
                    result = measure(
                        services[service][0], requests, clients=options.clients, seconds=options.seconds, processes=2
                    )
                    best[name] = max(best.get(name, result), result, key=lambda entry: entry.rate)
            _print(title, best)


def _start(stack: ExitStack, folder: Path) -> dict[str, tuple[tuple[str, int], str]]:
    """Each service's address and the path of its SPARQL endpoint."""
    oxigraph = peers.install(folder, "oxigraph", "oxigraph")
    endpoint = peers.install(folder, "rdflib-endpoint", "rdflib-endpoint[cli]")
    print(peers.versions(oxigraph, "oxigraph"), peers.versions(endpoint, "rdflib-endpoint", "rdflib"), sep="; ")
    dataset = Dataset.read()
    triples = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "data.nt"
    dataset.store().dump(str(triples), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return {
        "KSC": (stack.enter_context(peers.ksc()), "/sparql"),
        "KSC without cache": (stack.enter_context(peers.ksc(KSC_CACHE_MB="0")), "/sparql"),
        "Oxigraph": (stack.enter_context(peers.oxigraph(oxigraph, dataset)), "/query"),
        "rdflib-endpoint": (stack.enter_context(peers.rdflib_endpoint(endpoint, triples)), "/"),
    }


def _print(title: str, results: dict[str, Result]) -> None:
    print(f"\n{title}")
    for name, result in results.items():
        ratio = f"  KSC is {results['KSC'].rate / result.rate:.2f} of it" if name != "KSC" else ""
        failed = f"  {result.failed} FAILED" if result.failed else ""
        figures = f"{result.rate:9.1f}/s  median {result.median_ms:8.2f} ms  p99 {result.p99_ms:8.2f} ms"
        print(f"  {name:16}{figures}{ratio}{failed}")


if __name__ == "__main__":
    main()
