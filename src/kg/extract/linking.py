"""Linking the cells of a row: to one id each, or to a Finding that says why there is none."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kg.errors import Finding
from kg.extract.cells import PersonName, PlaceMention, read_list, read_places
from kg.messages import Message
from kg.names import Names, not_linked

Link = str | Finding

# In this order: 싱가포르 in a column of cities is the city, though the country has the same name. 수도이전 is a field.
PLACE_KINDS: Final = (("province", "city", "district"), ("country",), ("field",))
CATEGORY: Final = ("agreement-level", "stage")
TYPE: Final = ("agreement-type",)
OCCASION: Final = ("occasion",)
STATUS: Final = ("capacity", "attendance-status")


def link(names: Names, cell: str, kinds: Collection[str], what: str, country: str | None = None) -> Link:
    """The one entity of `kinds` that `cell` names."""
    found = names.find(cell, kinds, country)
    return found[0] if len(found) == 1 else not_linked(names, cell, kinds, country, what)


def link_country(names: Names, cell: str) -> Link:
    """The country that `cell` names."""
    return link(names, cell, ("country",), Message("country"))


def link_delegation(names: Names, cell: str) -> Link:
    """What people attend for: a country, else an organisation such as ASEAN."""
    kinds = ("country", "organisation")
    found = (names.link(cell, kind) for kind in kinds)
    return next((id_ for id_ in found if id_), None) or not_linked(names, cell, kinds, None, "country or organisation")


def link_parties(names: Names, cell: str, country: str | None) -> list[Link]:
    """The organisations of `country` that `cell` names, in printed order."""
    kinds = ("organisation",)
    items = read_list(cell, lambda name: bool(names.find(name, kinds, country)))
    return [link(names, name, kinds, Message("organisation"), country) for name in items.names]


def link_places(names: Names, cell: str, country: str | None) -> list[Link]:
    """The places of `country`, or fields, that `cell` names, in printed order."""
    places = read_places(cell, lambda name: bool(_place_ids(names, name, country)))
    return [link_place(names, mention, country) for mention in places.mentions]


def link_place(names: Names, mention: PlaceMention, country: str | None) -> Link:
    """The place that a mention names; one inside another must be known to lie there."""
    place = _link_place_name(names, mention.name, country)
    if mention.inside is None or isinstance(place, Finding):
        return place
    outer = _link_place_name(names, mention.inside, country)
    if isinstance(outer, Finding):
        return outer
    # 하노이(Hanoi) says the same place twice.
    if place == outer or names.lies_within(place, outer):
        return place
    message = Message("{place} is not known to lie in {outer}", place=place, outer=outer)
    return Finding(message, hint=Message("printed {outer}({place})", outer=mention.inside, place=mention.name))


def _place_ids(names: Names, name: str, country: str | None) -> list[str]:
    found = (names.find_exact(name, kinds, country) for kinds in PLACE_KINDS)
    return next((ids for ids in found if ids), [])


def _link_place_name(names: Names, name: str, country: str | None) -> Link:
    found = _place_ids(names, name, country)
    if len(found) == 1:
        return found[0]
    # Whole kinds of names would only blur the hint: what is printed in this column is a place, hardly ever a field.
    return not_linked(names, name, PLACE_KINDS[0], country, Message("place"))


def link_person(names: Names, person: PersonName, country: str | None) -> Link:
    """The person who goes by either form of the name; both, where both are known."""
    found = [set(names.find(form, ("person",), country)) for form in (person.ko, person.en) if form]
    known = [ids for ids in found if ids]
    common = set.intersection(*known) if known else set()
    if len(common) == 1:
        return common.pop()
    if len(known) == 2 and not common:
        ids = ", ".join(sorted(set.union(*known)))
        return Finding(f"'{person.ko}' and '{person.en}' name different people: {ids}")
    return not_linked(names, person.ko or person.en, ("person",), country, "person")


def words_of(names: Names, text: str, scheme: str) -> list[str]:
    """The words of `text` that name concepts of `scheme`, as printed: the longest at each place, from left to right."""
    words: list[str] = []
    start = 0
    while start < len(text):
        end = next((end for end in range(len(text), start, -1) if _names_concept(names, text, start, end, scheme)), 0)
        if end and text[start:end] not in words:
            words.append(text[start:end])
        start = end or start + 1
    return words


def _names_concept(names: Names, text: str, start: int, end: int, scheme: str) -> bool:
    word = text[start:end]
    if word != word.strip() or not names.find_exact(word, (scheme,)):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    # Hangul words run together (교통분야), Latin ones don't; a single syllable is too little to know a word by.
    if len(word) == 1:
        return not before.isalnum() and not after.isalnum()
    return not (_latin(before) and _latin(word[0])) and not (_latin(word[-1]) and _latin(after))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
