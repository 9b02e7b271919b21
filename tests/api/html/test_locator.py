"""The small map of a page: what it marks, and that what it points to is in the built drawing."""

from __future__ import annotations

import re

from api.html.assets import Assets
from api.html.locator import locate
from kg.namespaces import ID

ASSETS = Assets.read()


def _outlines() -> str:
    asset = ASSETS.get(ASSETS.url("locator.svg").rpartition("/")[2])
    assert asset is not None
    return asset.content.decode()


def test_a_city_is_a_point_in_its_country() -> None:
    found = locate(ASSETS, [f"{ID}city/ha-noi", f"{ID}country/vietnam"])
    assert found is not None
    assert [outline.rpartition("#")[2] for outline in found.countries] == ["vietnam"]
    [(x, y)] = found.points
    assert 0 < x < found.width and 0 < y < found.height


def test_a_country_too_small_to_be_seen_is_also_a_point() -> None:
    small, large = locate(ASSETS, [f"{ID}country/singapore"]), locate(ASSETS, [f"{ID}country/indonesia"])
    assert small is not None and len(small.points) == 1
    assert large is not None and not large.points


def test_what_is_not_in_the_region_has_no_map() -> None:
    assert locate(ASSETS, [f"{ID}city/mexico-city", f"{ID}country/mexico", f"{ID}organisation/lh"]) is None


def test_every_outline_that_a_page_may_point_to_is_in_the_drawing() -> None:
    names = re.findall(r'<path id="([^"]+)"', _outlines())
    found = locate(ASSETS, [f"{ID}country/{name}" for name in names])
    assert found is not None and len(found.countries) == len(names) > 10
    assert found.land.endswith("#land") and '<g id="land">' in _outlines()


def test_a_place_is_marked_once() -> None:
    found = locate(ASSETS, [f"{ID}city/busan", f"{ID}city/busan"])
    assert found is not None and len(found.points) == 1
