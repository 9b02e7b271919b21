"""What the home page tells of the dataset: how much of each kind there is, from which documents, and where."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from api.html.pages import Shown
from api.html.values import date
from api.service import Service
from kg.engine.base import QueryRequest, read_all
from kg.namespaces import KSC, OA

# Folders of IRIs, in the order in which a reader may want them; each has a text `kind_…`.
KINDS: Final = ("agreement", "organisation", "city", "country", "initiative", "event", "person", "law", "discrepancy")
_DOCUMENTS: Final = f"""PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ksc: <{KSC}>
PREFIX oa: <{OA}>
SELECT ?document (MIN(STR(?date)) AS ?issued) (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
  ?claim ksc:evidence/oa:hasSource ?source .
  ?source dcterms:isPartOf? ?document .
  FILTER NOT EXISTS {{ ?document dcterms:isPartOf ?whole }}
  OPTIONAL {{ ?document dcterms:issued ?date }}
}} GROUP BY ?document ORDER BY ?issued ?document"""

_PLACES: Final = f"""PREFIX ksc: <{KSC}>
SELECT DISTINCT ?place WHERE {{
  ?agreement a ksc:Agreement ; ksc:concernsCountry|(ksc:targetsPlace/ksc:within*) ?place .
}} ORDER BY ?place"""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the dataset is taken from, its date of issue as a reader writes it, its number of claims."""

    document: Shown
    issued: Shown
    claims: int


def counts(service: Service) -> list[tuple[str, int]]:
    """How many things there are of each kind that there is."""
    numbers = ((kind, len(service.index.of_kind(f"id:{kind}"))) for kind in KINDS)
    return [(kind, number) for kind, number in numbers if number]


async def sources(service: Service, lang: str) -> list[Source]:
    """The documents by date of issue. Raises QueryError."""
    answer = json.loads(await read_all(service.engine, QueryRequest(_DOCUMENTS, graph=None)))
    found = []
    for row in answer["results"]["bindings"]:
        if "document" in row:  # an empty dataset gives one row of zeros
            issued = row["issued"]["value"] if "issued" in row else ""
            shown = Shown(date(issued, lang), machine=issued, element="time" if issued else "")
            found.append(Source(Shown.of(row["document"], service.index, lang), shown, int(row["claims"]["value"])))
    return found


async def places(service: Service) -> list[str]:
    """The IRIs of the countries and places that agreements are about. Raises QueryError."""
    answer = json.loads(await read_all(service.engine, QueryRequest(_PLACES)))
    return [row["place"]["value"] for row in answer["results"]["bindings"]]
