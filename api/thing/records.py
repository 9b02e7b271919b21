"""What a document says, in its order: passage by passage, each claim with the thing that it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pyoxigraph as ox

from api.html.pages import Shown
from api.html.texts import TEXTS
from api.html.values import language_of
from api.service import Service
from kg.engine.base import QueryRequest, read_all
from kg.namespaces import KSC, OA

PASSAGES: Final = 40  # on one page
_PROLOGUE: Final = f"PREFIX ksc: <{KSC}>\nPREFIX oa: <{OA}>\n"
_COUNT: Final = "SELECT (COUNT(*) AS ?passages) WHERE {{ ?passage oa:hasSource {document} }}"
_BEFORE: Final = """SELECT (COUNT(*) AS ?passages) WHERE {{
  ?passage oa:hasSource {document} ; ksc:firstLine ?first FILTER(?first < {line})
}}"""
_RECORDS: Final = """SELECT ?passage ?first ?last ?table ?row ?claim ?subject ?property ?printed WHERE {{
  {{ SELECT ?passage ?first ?last WHERE {{
      ?passage oa:hasSource {document} ; ksc:firstLine ?first ; ksc:lastLine ?last
  }} ORDER BY ?first ?last ?passage LIMIT {limit} OFFSET {offset} }}
  OPTIONAL {{ ?passage ksc:inTable ?table }}
  OPTIONAL {{ ?passage ksc:tableRow ?row }}
  ?claim ksc:evidence ?passage ; ksc:claimSubject ?subject ; ksc:claimPredicate ?property ; ksc:asPrinted ?printed
}} ORDER BY ?first ?last ?passage ?subject ?property ?printed ?claim"""


@dataclass(slots=True)
class Said:
    """What a passage says about one thing: property, printed form, claim."""

    subject: Shown
    claims: list[tuple[Shown, Shown, str]] = field(default_factory=list)


@dataclass(slots=True)
class Passage:
    """Lines of a document, with table and row if they are of one, and what they say.

    `anchor` is the first of the lines where no passage before begins with it.
    """

    anchor: str
    lines: str
    table: str
    row: str
    said: dict[str, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Records:
    """One page of a document's passages; pages count from 1."""

    passages: list[Passage]
    page: int
    pages: int


async def records(service: Service, document: str, page: int, line: int, lang: str) -> Records | None:
    """A page of what a document says; None when nothing is taken from it. Raises QueryError.

    It is the one with `line`, unless that is 0.
    """
    node = str(ox.NamedNode(document))
    pages = -(-await _count(service, _COUNT.format(document=node)) // PASSAGES)
    if not pages:
        return None
    if line:
        page = 1 + await _count(service, _BEFORE.format(document=node, line=line)) // PASSAGES
    page = min(max(page, 1), pages)
    rows = await _rows(service, _RECORDS.format(document=node, limit=PASSAGES, offset=(page - 1) * PASSAGES))
    passages: dict[str, Passage] = {}
    anchors: dict[str, str] = {}  # a line -> the first passage that begins with it
    for row in rows:
        iri, first = row["passage"]["value"], row["first"]["value"]
        anchor = first if anchors.setdefault(first, iri) == iri else ""
        passage = passages.setdefault(iri, _passage(row, anchor, lang))
        said = passage.said.setdefault(row["subject"]["value"], Said(Shown.of(row["subject"], service.index, lang)))
        printed = row["printed"]["value"]
        said.claims.append(
            (
                Shown.of(row["property"], service.index, lang),
                Shown(printed, lang=language_of(printed)),
                row["claim"]["value"],
            )
        )
    return Records(list(passages.values()), page, pages)


def _passage(row: Mapping[str, Any], anchor: str, lang: str) -> Passage:
    first, last = row["first"]["value"], row["last"]["value"]
    table = TEXTS.get(f"table_{row['table']['value']}", {}).get(lang, "") if "table" in row else ""
    lines = first if first == last else f"{first}–{last}"
    return Passage(anchor, lines, table, row["row"]["value"] if "row" in row else "")


async def _count(service: Service, query: str) -> int:
    rows = await _rows(service, query)
    return int(rows[0]["passages"]["value"])


async def _rows(service: Service, query: str) -> list[Mapping[str, Any]]:
    answer = json.loads(await read_all(service.engine, QueryRequest(_PROLOGUE + query, graph=None)))
    found: list[Mapping[str, Any]] = answer["results"]["bindings"]
    return found
