"""What the routes need: settings, engine, catalogue, names. Made once, kept on the application's state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, cast

from fastapi import Request

from api.assets import Assets
from api.choices import Choices
from api.publication import Publication
from kg.catalogue import Catalogue, EntityIndex
from kg.dataset import Dataset
from kg.engine.base import Engine
from kg.engine.make import engine_for
from kg.search import SearchIndex
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """One service over one revision of the dataset. The engine must be started before the first request."""

    settings: Settings
    engine: Engine
    catalogue: Catalogue
    index: EntityIndex
    search: SearchIndex
    choices: Choices
    publication: Publication
    assets: Assets

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Read dataset and catalogue. Raises UsageError or FindingsError for what is wrong with the files."""
        dataset = Dataset.read(settings.folder)
        return cls.over(settings, dataset, engine_for(settings, dataset))

    @classmethod
    def over(cls, settings: Settings, dataset: Dataset, engine: Engine) -> Self:
        """The same over a dataset that was read, and an engine that may be starting meanwhile."""
        root = settings.folder
        store = dataset.default_store()  # once: loading takes longer than either index
        catalogue = Catalogue.read(root / "queries")
        index = EntityIndex.of(store)
        publication = Publication.read(root, dataset)
        search, choices = SearchIndex.of(store), Choices(engine, index)
        return cls(settings, engine, catalogue, index, search, choices, publication, Assets.read())


def service_of(request: Request) -> Service:
    """The service that this request is for."""
    return cast(Service, request.app.state.service)
