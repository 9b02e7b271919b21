"""`/sparql` for people: the editor, and the answer to a query as a page for browsers that run no script.

The page carries what its script needs (`given`), the answer among it, so that a link to a query is answered once.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pyoxigraph as ox
from fastapi import Request
from fastapi.responses import Response

from api.html import pages
from api.html.pages import Shown
from api.http import answers
from api.http.negotiation import negotiate
from api.service import service_of
from api.sparql import hints
from api.sparql.texts import TEXTS
from kg.catalogue import EntityIndex
from kg.catalogue.canned import STATEMENT
from kg.engine.base import Answer, QueryRequest
from kg.engine.formats import GRAPHS, SOLUTIONS
from kg.namespaces import PREFIXES

MOST_ROWS: Final = 1000
_MOST_BYTES: Final = 4 << 20
_MACHINES: Final = (
    *(entry.media_type for entry in (SOLUTIONS | GRAPHS).values()),
    *("application/json", "application/xml"),
)
_EXAMPLE: Final = """PREFIX ksc: <https://w3id.org/ksc/ontology#>

SELECT ?agreement ?party ?signed WHERE {
  ?agreement a ksc:Agreement ;
    ksc:hasKoreanParty ?party ;
    ksc:dateSigned ?signed .
}
ORDER BY ?signed
LIMIT 30
"""


def is_wanted(accept: str) -> bool:
    """Whether the client likes a page better than every machine's format, as browsers do and `*/*` does not."""
    return negotiate(accept or None, (*_MACHINES, "text/html")) == "text/html"


def editor(request: Request) -> Response:
    """The page without a query."""
    return _render(request, _EXAMPLE, {})


async def answer(request: Request, asked: QueryRequest) -> Response:
    """The page with the answer to a query; a problem with it is shown on this page too."""
    begun = time.perf_counter()
    show_problems_here(request, asked)
    found = await answers.run(request, service_of(request).engine, replace(asked, solutions="tsv", graph="nt"))
    try:
        body, complete = await _read(found)
    finally:
        await found.aclose()
    table = _table(found.format, body, complete)
    given: dict[str, Any] = {"seconds": _since(begun)}
    if complete:
        given["answer"] = {
            "mediaType": table.media_type,
            "body": table.body,
            "hints": hints.header(found.hints),
        }
    return _render(request, asked.text, given, asked, table=table, hints=found.hints)


def show_problems_here(request: Request, asked: QueryRequest) -> None:
    """Have problems with this request shown on this page, with the query kept, where they would be a page at all."""
    begun = time.perf_counter()

    def page(problem: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
        told = {name: problem[name] for name in ("title", "detail", "status")}
        given = {"seconds": _since(begun), "problem": told | problem["members"]}
        return _render(request, asked.text, given, asked, problem["status"], headers, problem=problem)

    request.state.problem_page = page


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 3)


@dataclass(frozen=True, slots=True)
class _Table:
    """An answer as rows: of ASK none, but `verdict`; `complete` unless rows were left out. `body` is for the script."""

    kind: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    complete: bool
    media_type: str
    body: str
    verdict: bool = False


async def _read(found: Answer) -> tuple[bytes, bool]:
    """The answer's lines, as many as a page shows, and whether these are all."""
    received, lines = bytearray(), 0
    async for chunk in found:
        received += chunk
        lines += chunk.count(b"\n")
        if lines > MOST_ROWS + 1 or len(received) > _MOST_BYTES:
            whole = received[: received.rfind(b"\n") + 1].splitlines(keepends=True)
            return b"".join(whole[: MOST_ROWS + 1]), False
    return bytes(received), True


def _table(format_: str, body: bytes, complete: bool) -> _Table:
    if format_ == "nt":
        triples = [quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)]
        rows = [(triple.subject, triple.predicate, triple.object) for triple in sorted(triples, key=str)]
        return _Table("graph", STATEMENT, rows, complete, GRAPHS["nt"].media_type, body.decode())
    media_type = SOLUTIONS["json"].media_type
    found = ox.parse_query_results(body, ox.QueryResultsFormat.TSV)
    as_json = (found.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode()
    if isinstance(found, ox.QueryBoolean):
        return _Table("boolean", (), [], complete, media_type, as_json, verdict=bool(found))
    again = ox.parse_query_results(body, ox.QueryResultsFormat.TSV)
    assert isinstance(again, ox.QuerySolutions)
    columns = tuple(variable.value for variable in again.variables)
    return _Table("solutions", columns, [tuple(row) for row in again], complete, media_type, as_json)


def _render(
    request: Request,
    query: str,
    given: Mapping[str, Any],
    asked: QueryRequest | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **shown: Any,
) -> Response:
    service, lang = service_of(request), pages.language_of(request)
    table: _Table | None = shown.get("table")
    context = {
        "p": {name: texts[lang] for name, texts in TEXTS.items()},
        "query": query,
        "dataset": list(_dataset(asked)) if asked else [],
        "prefixes": PREFIXES,
        "examples": [(entry, entry.question[lang]) for entry in service.catalogue],
        "given": json.dumps({"prefixes": PREFIXES, **given}, ensure_ascii=False),
        "table": table,
        "rows": [[_shown(term, service.index, lang) for term in row] for row in table.rows] if table else [],
        "most_rows": MOST_ROWS,
        "downloads": _DOWNLOADS,
        "problem": shown.get("problem"),
        "hints": shown.get("hints", ()),
    }
    every = {**(headers or {}), "Vary": pages.VARY}
    return pages.render(request, "sparql.html", context, status, every, style_nonce=True)


# The formats that an answer can be downloaded in, and the kinds of answer that each can carry.
_DOWNLOADS: Final = (
    *(("csv", "CSV", "solutions"), ("tsv", "TSV", "solutions")),
    *(("json", "JSON", "solutions boolean"), ("xml", "XML", "solutions boolean")),
    *(("ttl", "Turtle", "graph"), ("nt", "N-Triples", "graph"), ("jsonld", "JSON-LD", "graph")),
    *(("rdf", "RDF/XML", "graph"), ("trig", "TriG", "graph")),
)


def _dataset(asked: QueryRequest) -> Iterator[tuple[str, str]]:
    """The protocol's dataset parameters, for the page's forms to send again."""
    for iri in asked.default_graphs or ():
        yield "default-graph-uri", iri
    for iri in asked.named_graphs or ():
        yield "named-graph-uri", iri


def _shown(term: Any, index: EntityIndex, lang: str) -> Shown:
    if isinstance(term, ox.NamedNode):
        entity = index.get(term.value)
        return Shown(entity.label(lang) if entity else pages.short(term.value), iri=term.value)
    if isinstance(term, ox.Literal):
        return Shown(term.value, lang=term.language or "")
    return Shown("" if term is None else str(term))
