"""What the routes of linked data keep for one revision: the known IRIs, the figures, the dumps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from kg.dataset import Dataset
from kg.description import Dump, Statistics, count, make_dumps
from kg.engine.base import Engine
from kg.publish import Known, Retired, read_retired


@dataclass(frozen=True, slots=True)
class Contents:
    """The figures of each graph, and the dumps by name."""

    statistics: dict[str, Statistics]
    dumps: dict[str, Dump]


class Publication:
    """Made with the service; what takes time is made when it is first asked for."""

    def __init__(self, dataset: Dataset, retired: dict[str, Retired]) -> None:
        self.retired = retired
        self._dataset = dataset
        self._contents: Contents | None = None
        self._known: tuple[str, Known] | None = None
        # One each: who wants to know an IRI does not wait for dumps.
        self._knowing, self._making = asyncio.Lock(), asyncio.Lock()

    @classmethod
    def read(cls, root: Path, dataset: Dataset) -> Self:
        """For a dataset and its folder. Raises RecordError for a list of retired IRIs that is malformed."""
        return cls(dataset, read_retired(root))

    async def known(self, engine: Engine) -> Known:
        """The IRIs that the engine's revision knows."""
        async with self._knowing:
            if self._known is None or self._known[0] != engine.revision:
                self._known = engine.revision, await Known.of(engine)
            return self._known[1]

    async def contents(self) -> Contents:
        """Figures and dumps, made in a thread by the first who asks; the others wait."""
        async with self._making:
            if self._contents is None:
                self._contents = await asyncio.to_thread(_contents, self._dataset)
            return self._contents


def _contents(dataset: Dataset) -> Contents:
    quads = list(ox.parse(dataset.nquads, ox.RdfFormat.N_QUADS))
    return Contents(count(quads), make_dumps(quads))
