"""How often the data use a vocabulary: things of each class, statements with each property, focus nodes of shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import OWL

from kg.engine.base import Engine, QueryRequest, read_all
from kg.namespaces import GRAPH, PREFIXES

_PROLOGUE: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("owl", "rdfs", "sh")) + (
    f"PREFIX graph: <{GRAPH}>\n"
)
_CLASSES: Final = "SELECT ?key (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?key } GROUP BY ?key"
_PROPERTIES: Final = "SELECT ?key (COUNT(*) AS ?count) WHERE { ?thing ?key ?value } GROUP BY ?key"
_CONCEPTS: Final = """SELECT ?key (COUNT(*) AS ?count) WHERE {
  ?key skos:inScheme <%s> . ?thing ?property ?key FILTER(?property NOT IN (skos:broader, skos:hasTopConcept))
} GROUP BY ?key"""
# The graphs whose statements are validated: what is asserted, not what follows from it.
_ASSERTED: Final = "FILTER(?graph NOT IN (graph:shapes, graph:inferred, graph:queries))"
_TARGETED: Final = """SELECT DISTINCT %s ?class WHERE {
  GRAPH graph:shapes { ?key sh:targetClass ?target } ?class rdfs:subClassOf* ?target
}"""
_FOCUS: Final = (
    "SELECT ?key (COUNT(DISTINCT ?node) AS ?count) WHERE {\n"
    f"  {{ {{ {_TARGETED % '?key'} }} GRAPH ?graph {{ ?node a ?class }} }}\n"
    "  UNION { GRAPH graph:shapes { ?key sh:targetSubjectsOf ?property } GRAPH ?graph { ?node ?property ?value } }\n"
    f"  {_ASSERTED}\n}} GROUP BY ?key"
)
# Things of the data that no shape looks at, by class.
_UNSEEN: Final = (
    "SELECT ?key (COUNT(DISTINCT ?node) AS ?count) WHERE {\n"
    f"  GRAPH ?graph {{ ?node a ?key }} {_ASSERTED}\n"
    f"  MINUS {{ {{ {_TARGETED % ''} }} ?node a ?class }}\n"
    "  MINUS { GRAPH graph:shapes { ?shape sh:targetSubjectsOf ?property } ?node ?property ?value }\n"
    "} GROUP BY ?key"
)
# One value that the things of a class have for a property.
_EXAMPLES: Final = """SELECT ?class ?property (MIN(?value) AS ?example) WHERE {
  { SELECT DISTINCT ?property WHERE { GRAPH graph:shapes { ?shape sh:path ?property FILTER(isIRI(?property)) } } }
  ?thing ?property ?value ; a ?class
} GROUP BY ?class ?property"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What shapes look at: focus nodes by shape; things that none looks at by class; a value by class and property."""

    focus: Mapping[str, int]
    unseen: Mapping[str, int]
    examples: Mapping[tuple[str, str], Any]


async def of_terms(engine: Engine) -> dict[str, int]:
    """The number of things of each class and of statements with each property. Raises QueryError."""
    return await _counts(engine, _CLASSES) | await _counts(engine, _PROPERTIES)


async def of_concepts(engine: Engine, scheme: str) -> dict[str, int]:
    """The number of statements that name each concept of a scheme. Raises QueryError."""
    return await _counts(engine, f"PREFIX skos: <{PREFIXES['skos']}>\n{_CONCEPTS % scheme}")


async def of_shapes(engine: Engine) -> Coverage:
    """What the shapes look at. Raises QueryError."""
    unseen = await _counts(engine, _PROLOGUE + _UNSEEN)
    rows = await _rows(engine, _PROLOGUE + _EXAMPLES)
    return Coverage(
        focus=await _counts(engine, _PROLOGUE + _FOCUS),
        # Declarations of terms are no things of the data.
        unseen={class_: count for class_, count in unseen.items() if not class_.startswith(str(OWL))},
        examples={(row["class"].value, row["property"].value): row["example"] for row in rows if row["example"]},
    )


async def _counts(engine: Engine, query: str) -> dict[str, int]:
    rows = await _rows(engine, query)
    return {row["key"].value: int(row["count"].value) for row in rows if isinstance(row["key"], ox.NamedNode)}


async def _rows(engine: Engine, query: str) -> list[Any]:
    answer = await read_all(engine, QueryRequest(query, graph=None))
    found: Any = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
    return list(found)
