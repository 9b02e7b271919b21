"""A concept scheme as a page: its concepts in their order, each with names, code, definition, matches and use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import SKOS

from api.service import Service
from api.terms import use
from api.terms.names import Name, Names
from api.terms.statements import Statements
from api.terms.texts import texts
from kg.publish import fetch

_STATEMENTS: Final = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT {{ ?subject ?property ?value }} WHERE {{
  {{ VALUES ?subject {{ {scheme} }} }} UNION {{ ?subject skos:inScheme {scheme} }}
  ?subject ?property ?value
}}"""
_USES: Final = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?label (COUNT(?thing) AS ?statements) WHERE {{
  ?concept skos:inScheme {scheme} ; skos:prefLabel ?label FILTER(LANG(?label) = "{lang}")
  OPTIONAL {{ ?thing ?property ?concept FILTER(?property != skos:broader) }}
}} GROUP BY ?concept ?label ORDER BY DESC(?statements) ?label"""
_MATCHES: Final = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept; `also` are its other names with their languages, `count` how many statements name it."""

    name: Name
    notation: str
    also: Sequence[tuple[str, str]]
    definitions: Mapping[str, str]
    notes: Mapping[str, str]
    broader: Sequence[Name]
    narrower: Sequence[Name]
    matches: Sequence[tuple[Name, Name]]
    count: int


async def of_scheme(service: Service, iri: str, lang: str) -> Mapping[str, Any]:
    """What the template of a scheme finds. Raises QueryError."""
    node = ox.NamedNode(iri)
    own = Statements(await fetch(service.engine, _STATEMENTS.format(scheme=node)))
    concepts = own.subjects(SKOS.inScheme, iri)
    names = Names([own], service.index, lang, dict.fromkeys(concepts, ""))
    counts = await use.of_concepts(service.engine, iri)
    return {
        "iri": iri,
        "name": names.of(iri),
        "definitions": own.texts(iri, SKOS.definition),
        "concepts": [_concept(own, names, concept, counts) for concept in _in_order(own, names, concepts)],
        "sparql": _USES.format(scheme=node, lang=lang),
        "v": texts(lang),
    }


def _in_order(statements: Statements, names: Names, concepts: Sequence[str]) -> list[str]:
    """Each concept below the broader one, by label; one whose broader ones run in a circle comes last."""

    def below(concept: str, above: frozenset[str]) -> Iterator[str]:
        yield concept
        narrower = set(statements.subjects(SKOS.broader, concept)) - above
        for name in names.all(narrower):
            yield from below(name.iri, above | {concept})

    tops = [concept for concept in concepts if not statements.keys(concept, SKOS.broader)]
    ordered = [found for top in names.all(tops) for found in below(top.iri, frozenset({top.iri}))]
    return list(dict.fromkeys([*ordered, *concepts]))


def _concept(statements: Statements, names: Names, iri: str, counts: Mapping[str, int]) -> Concept:
    others = [value for kind in (SKOS.altLabel, SKOS.hiddenLabel) for value in statements.objects(iri, kind)]
    return Concept(
        name=names.of(iri),
        notation=", ".join(statements.keys(iri, SKOS.notation)),
        also=sorted((value.value, value.language or "") for value in others),
        definitions=statements.texts(iri, SKOS.definition),
        notes=statements.texts(iri, SKOS.scopeNote),
        broader=names.all(statements.keys(iri, SKOS.broader)),
        narrower=names.all(statements.subjects(SKOS.broader, iri)),
        matches=[
            (names.of(str(match)), other) for match in _MATCHES for other in names.all(statements.keys(iri, match))
        ],
        count=counts.get(iri, 0),
    )
