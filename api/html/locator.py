"""The small map on a page: where the places are that it is about. `web/locator.mjs` makes what it is drawn from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.html.assets import Assets
from kg.namespaces import ID

_COUNTRY: Final = "country/"


@dataclass(frozen=True, slots=True)
class Locator:
    """A map: its size in units, the addresses of all outlines and of the countries to show, the points to mark."""

    width: int
    height: int
    land: str
    countries: Sequence[str]
    points: Sequence[Sequence[int]]


def locate(assets: Assets, iris: Iterable[str]) -> Locator | None:
    """The map of these cities and countries; None where none of them is on it."""
    places = list(dict.fromkeys(iri.removeprefix(ID) for iri in iris))
    known = _known(assets)
    outlines = assets.url("locator.svg")
    countries = [f"{outlines}#{place.removeprefix(_COUNTRY)}" for place in places if place in known["countries"]]
    points = [known["points"][place] for place in places if place in known["points"]]
    if not countries and not points:
        return None
    return Locator(known["width"], known["height"], f"{outlines}#land", countries, points)


def _known(assets: Assets) -> Mapping[str, Any]:
    asset = assets.get(assets.url("locator.json").rpartition("/")[2])
    known: Mapping[str, Any] = json.loads(asset.content) if asset else {}
    return known
