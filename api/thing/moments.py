"""What was when: the agreements and events that are linked to a thing, in order of time."""

from __future__ import annotations

import json
from typing import Any, Final

import pyoxigraph as ox

from api.questions.coverage_texts import TEXTS
from api.questions.table import ResultTable, Row, table_of
from api.service import Service
from kg.engine.base import QueryRequest, read_all
from kg.namespaces import KSC, SCHEMA, SCHEME

_FEWEST: Final = 3  # what is less is seen at a glance
_PLANNED: Final = ox.NamedNode(f"{SCHEME}stage/planned")
_COLUMNS: Final = ("start", "end", "title", "group")
_PROLOGUE: Final = f"PREFIX ksc: <{KSC}>\nPREFIX schema: <{SCHEMA}>\n"
# As in the canned queries: the most precise date where documents differ, the planned one where nothing was signed.
_MOMENTS: Final = """SELECT ?title ?kind ?planned (MAX(STR(?date)) AS ?start) (MAX(STR(?last)) AS ?end) WHERE {{
  {{ SELECT DISTINCT ?title ?kind WHERE {{
      ?title ?link {thing} ; a ?kind
      VALUES ?kind {{ ksc:Agreement schema:Event }}
      FILTER NOT EXISTS {{ ?title a ksc:Session }}
  }} }}
  OPTIONAL {{ ?title ksc:dateSigned|schema:startDate ?done }}
  OPTIONAL {{ ?title ksc:datePlanned ?due }}
  OPTIONAL {{ ?title schema:endDate ?last }}
  BIND(COALESCE(?done, ?due) AS ?date)
  BIND(EXISTS {{ ?title ksc:stage {planned} }} AS ?planned)
  FILTER(BOUND(?date))
}} GROUP BY ?title ?kind ?planned ORDER BY ?start ?title"""


async def moments(service: Service, iri: str, lang: str) -> ResultTable | None:
    """A table of dates, names and kinds; None where there is too little for one. Raises QueryError."""
    query = _PROLOGUE + _MOMENTS.format(thing=ox.NamedNode(iri), planned=_PLANNED)
    answer = json.loads(await read_all(service.engine, QueryRequest(query)))
    rows = [_row(found, lang) for found in answer["results"]["bindings"]]
    return table_of(_COLUMNS, rows, service.index, lang) if len(rows) >= _FEWEST else None


def _row(found: dict[str, Any], lang: str) -> Row:
    planned = found["planned"]["value"] == "true"
    if found["kind"]["value"] == str(KSC.Agreement):
        group = "planned_agreement" if planned else "signed_agreement"
    else:
        group = "planned_event" if planned else "held_event"
    return {**found, "group": {"type": "literal", "value": TEXTS[group][lang]}}
