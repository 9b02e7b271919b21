"""Where documents disagree about a thing, or a document with others: the discrepancies with their claims."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kg.engine.base import Engine
from kg.namespaces import KSC, OA, SCHEMA
from kg.publish.entity import fetch

_QUERY: Final = f"""PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ksc: <{KSC}>
PREFIX oa: <{OA}>
PREFIX schema: <{SCHEMA}>
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ SELECT DISTINCT ?discrepancy WHERE {{
      {{ ?about ksc:claimSubject %(thing)s . ?discrepancy ksc:involvesClaim ?about }}
      UNION {{ ?source dcterms:isPartOf? %(thing)s . ?passage oa:hasSource ?source . ?about ksc:evidence ?passage .
               ?discrepancy ksc:involvesClaim ?about }}
      UNION {{ BIND(%(thing)s AS ?discrepancy) ?discrepancy a ksc:Discrepancy }}
  }} }}
  {{ ?discrepancy ?p ?o BIND(?discrepancy AS ?s) }}
  UNION {{ ?discrepancy ksc:involvesClaim ?s . ?s ?p ?o }}
  UNION {{ ?discrepancy ksc:involvesClaim/ksc:evidence ?s . ?s ?p ?o }}
  UNION {{ ?discrepancy ksc:involvesClaim/ksc:claimSubject ?s . ?s schema:currency ?o BIND(schema:currency AS ?p) }}
}}"""


async def fetch_disagreements(engine: Engine, iri: str) -> list[ox.Triple]:
    """The discrepancies about a thing, or that a document has part in, or this one; with claims and passages."""
    return await fetch(engine, _QUERY % {"thing": str(ox.NamedNode(iri))})
