from __future__ import annotations

from collections.abc import Callable

Bar = Callable[..., list[str]]

SHAPES = """
shape:City a sh:NodeShape ; sh:targetClass ksc:City ; sh:property shape:name .
shape:Ministry a sh:NodeShape ; sh:targetClass ksc:Ministry ; sh:property shape:name .
shape:name a sh:PropertyShape ; sh:path skos:prefLabel ; sh:minCount 1 .
"""
BAD_CITY = "<urn:x:a> a ksc:City ."


def test_a_class_without_a_shape(bar: Bar) -> None:
    found = bar("shapes", shapes=SHAPES, bad=BAD_CITY)
    assert any("ksc:District: no shape is for it" in line for line in found)
    assert not any(line.startswith("ksc:City") for line in found)
    assert any(line.startswith("ksc:Agency") for line in found), "a shape for a sub-class is none for its parent"


def test_a_reused_class_needs_a_shape_where_data_use_it(bar: Bar) -> None:
    assert not any("org:Post: no shape" in line for line in bar("shapes"))
    data = "<https://w3id.org/ksc/id/post/x> a org:Post ."
    assert any("org:Post: no shape" in line for line in bar("shapes", reference=data))


def test_a_shape_that_rejects_no_fixture(bar: Bar) -> None:
    """A property shape that two shapes share counts only for the one whose thing it rejects."""
    found = [line for line in bar("shapes", shapes=SHAPES, bad=BAD_CITY) if "is rejected by it" in line]
    assert len(found) == 1 and "Ministry" in found[0]
    both = f"{BAD_CITY} <urn:x:b> a ksc:Ministry ."
    assert not any("is rejected by it" in line for line in bar("shapes", shapes=SHAPES, bad=both))


def test_a_fixture_that_is_not_bad(bar: Bar) -> None:
    good = "<urn:x:a> a ksc:City ; skos:prefLabel 'a'@en ."
    assert any("every shape accepts it" in line for line in bar("shapes", shapes=SHAPES, bad=good))
