"""What the routes need: settings, engine, catalogue, and what is made of the revision in service.

Made once, kept on the application's state. A write makes another `Snapshot` and puts it in the place of the last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Self, cast

from fastapi import Request

from api.html.assets import Assets
from api.publication import Publication
from api.questions.choices import Choices
from kg.catalogue import Catalogue, EntityIndex
from kg.dataset import Dataset
from kg.engine.base import Engine
from kg.engine.make import engine_for
from kg.search import SearchIndex
from kg.settings import Settings
from kg.state.writer import Writer
from kg.validate.pool import ValidationPool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One revision of the dataset, and everything that is made of it."""

    dataset: Dataset
    index: EntityIndex
    search: SearchIndex
    choices: Choices
    publication: Publication

    @classmethod
    def of(cls, settings: Settings, dataset: Dataset, engine: Engine) -> Self:
        """Read the names. Takes a while, and is made in a thread."""
        store = dataset.names_store()
        index = EntityIndex.of(store)
        publication = Publication.read(settings.folder, dataset)
        return cls(dataset, index, SearchIndex.of(store), Choices(engine, index), publication)


@dataclass(slots=True)
class Service:
    """One service. Engine and validation must be started before the first request.

    `validation` is None only where no request is answered. Without `writer` the service is read-only.
    """

    settings: Settings
    engine: Engine
    catalogue: Catalogue
    assets: Assets
    snapshot: Snapshot
    validation: ValidationPool | None = None
    writer: Writer | None = None

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Read dataset and catalogue. Raises UsageError or FindingsError for what is wrong with the files."""
        dataset = Dataset.read(settings.folder)
        return cls.over(settings, dataset, engine_for(settings, dataset))

    @classmethod
    def over(cls, settings: Settings, dataset: Dataset, engine: Engine) -> Self:
        """The same over a dataset that was read, and an engine that may be starting meanwhile."""
        catalogue = Catalogue.read(settings.folder / "queries")
        return cls(settings, engine, catalogue, Assets.read(), Snapshot.of(settings, dataset, engine))

    @property
    def index(self) -> EntityIndex:
        """The entities by name."""
        return self.snapshot.index

    @property
    def search(self) -> SearchIndex:
        """The index of the search."""
        return self.snapshot.search

    @property
    def choices(self) -> Choices:
        """What can be chosen for parameters."""
        return self.snapshot.choices

    @property
    def publication(self) -> Publication:
        """Known IRIs, figures, dumps."""
        return self.snapshot.publication

    async def publish(self, dataset: Dataset) -> Callable[[], Awaitable[None]]:
        """Make ready to serve another dataset; what it returns then switches to it."""
        snapshot = await asyncio.to_thread(Snapshot.of, self.settings, dataset, self.engine)

        async def switch() -> None:
            # The engine switches when all is ready, and nothing else runs before this goes on: no request finds the
            # names of one revision and the statements of the other.
            await self.engine.adopt(dataset)
            self.snapshot = snapshot

        return switch


def service_of(request: Request) -> Service:
    """The service that this request is for."""
    return cast(Service, request.app.state.service)
