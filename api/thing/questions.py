"""The canned queries that have an answer about a thing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from api.service import Service
from kg.catalogue import CannedQuery, Parameter

# Queries that take these tell what the page shows anyway, and which of them have an answer takes seconds to find out.
_SHOWN: Final = ("rdfs:Resource", "id:document")


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the parameter that takes the thing as its value."""

    text: str
    query: str
    parameter: str
    value: str


async def questions(service: Service, iri: str, lang: str) -> list[Question]:
    """The questions of the catalogue that take a thing of this kind and have an answer for this one."""

    async def asked(query: CannedQuery, parameter: Parameter) -> list[Question]:
        return [
            Question(query.question[lang], query.name, parameter.name, entity.identifier)
            for entity in await service.choices.of(query, parameter)
            if entity.iri == iri
        ]

    fitting = [
        asked(query, parameter)
        for query in service.catalogue
        for parameter in query.params.values()
        if parameter.kind not in _SHOWN and service.index.find(parameter.kind, iri)
    ]
    return [question for found in await asyncio.gather(*fitting) for question in found]
