"""The choices of a canned query's parameters: asked of the graph when first wanted, then kept."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

from kg.catalogue import CannedQuery, Entity, EntityIndex, Parameter
from kg.catalogue.choices import choices_query
from kg.engine.base import Engine, QueryRequest, read_all
from kg.errors import QueryError

# In a list; where there are more, a name is typed.
MOST_CHOICES: Final = 500
_PATIENCE_S: Final = 2.0


def describe(parameter: Parameter) -> dict[str, Any]:
    """A parameter in JSON."""
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "label": parameter.label,
        "optional": parameter.optional,
        "default": parameter.default.value if parameter.default else None,
    }


class Choices:
    """What can be chosen for each parameter, while the engine serves this revision."""

    def __init__(self, engine: Engine, index: EntityIndex) -> None:
        self._engine, self._index = engine, index
        self._known: dict[tuple[str, str], list[Entity]] = {}

    async def of(self, query: CannedQuery, parameter: Parameter) -> list[Entity]:
        """The things that give an answer, in the order of their IRIs; all of the kind where that is costly to tell.

        None for a literal, nor where there are more than MOST_CHOICES.
        """
        if parameter.is_literal:
            return []
        key = query.name, parameter.name
        if key not in self._known:
            self._known[key] = await self._ask(query, parameter)
        return self._known[key]

    async def _ask(self, query: CannedQuery, parameter: Parameter) -> list[Entity]:
        everything = self._index.of_kind(parameter.kind)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                text = choices_query(query, parameter, self._index)
                answer = json.loads(await read_all(self._engine, QueryRequest(text, graph=None)))
        except (QueryError, TimeoutError):
            return everything if len(everything) <= MOST_CHOICES else []
        rows = (row.get(parameter.variable, {}).get("value") for row in answer["results"]["bindings"])
        found = {value for value in rows if value is not None}
        if found and parameter.default is not None:
            found.add(parameter.default.value)
        chosen = [entity for entity in everything if entity.iri in found] or everything
        return chosen if len(chosen) <= MOST_CHOICES else []
