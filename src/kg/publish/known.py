"""Every IRI of ours that the graph says something about, and the nearest to one that it does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Self

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from kg.engine.base import Engine, QueryRequest, read_all
from kg.namespaces import BASE, GRAPH, ID

_KNOWN: Final = f"""
SELECT DISTINCT ?iri WHERE {{
  {{ ?iri ?p ?o }} UNION {{ GRAPH <{GRAPH}shapes> {{ ?iri ?p ?o }} }} UNION {{ GRAPH ?iri {{}} }}
  FILTER(isIRI(?iri) && STRSTARTS(STR(?iri), "{BASE}"))
}}"""
_LONGEST: Final = 200  # of what is looked for; a longer one is no slip of the pen
_LEAST: Final = 60  # of 100, rapidfuzz's ratio
_MOST: Final = 3
# Their ids are digests and line numbers: being like one of them means nothing.
_GENERATED: Final = ("id/claim", "id/passage", "id/selector")


class Known:
    """The ends of the IRIs: `id/organisation/lh`, `scheme/stage/planned`, `graph/reference`."""

    def __init__(self, iris: Iterable[str]) -> None:
        self._paths = frozenset(iri.removeprefix(BASE) for iri in iris)
        self._slugs: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            folder, _, slug = path.rpartition("/")
            self._slugs[folder].append(slug)

    @classmethod
    async def of(cls, engine: Engine) -> Self:
        """Ask an engine for them."""
        answer = await read_all(engine, QueryRequest(_KNOWN, solutions="json"))
        rows = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
        assert isinstance(rows, ox.QuerySolutions)
        return cls(row["iri"].value for row in rows)

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths))

    def slugs(self, folder: str) -> list[str]:
        """What stands directly in a folder: the documents' and other graphs' names in `graph`."""
        return self._slugs.get(folder, [])

    def nearest(self, path: str) -> list[str]:
        """The known ones most like `path`: it without a suffix, of the same folder, then things of any type."""
        if len(path) > _LONGEST:
            return []
        if (stem := path.rpartition(".")[0]) in self._paths:
            return [stem]
        folder, slash, slug = path.rpartition("/")
        found = [f"{folder}{slash}{near}" for near in _like(slug, self.slugs(folder))]
        if len(found) < _MOST and f"{BASE}{path}".startswith(ID):
            types = sorted(name for name in self._slugs if f"{BASE}{name}".startswith(ID) and name != folder)
            among = {f"{name}/{s}": s for name in types if name not in _GENERATED for s in self._slugs[name]}
            matches = process.extract(slug, among, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_LEAST)
            found += [match[2] for match in matches]
        return found[:_MOST]


def _like(slug: str, among: list[str]) -> list[str]:
    return [match[0] for match in process.extract(slug, among, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_LEAST)]
