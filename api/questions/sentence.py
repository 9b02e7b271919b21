"""A question as a sentence with what is asked put in: the heading of its page, the name of its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.questions.texts import texts
from kg.catalogue import CannedQuery, EntityIndex, Parameter
from kg.catalogue.canned import PLACE

DATES: Final = ("date", "xsd:date", "xsd:gYearMonth")


def sentence_of(query: CannedQuery, asked: Mapping[str, str], index: EntityIndex, lang: str) -> str:
    """The sentence in a language, with the label of each thing that is asked for, and words where nothing is."""

    def read(parameter: Parameter) -> str:
        value = asked.get(parameter.name, "") or (parameter.default.value if parameter.default else "")
        found = [] if parameter.is_literal or not value else index.find(parameter.kind, value)
        return (found[0].label(lang) if found else value) or nothing(parameter, lang)

    return PLACE.sub(lambda place: read(query.parameter(place[1])), query.sentence[lang])


def nothing(parameter: Parameter, lang: str) -> str:
    """What stands in the sentence where no value is given."""
    words = texts(lang)
    if parameter.is_literal:
        return words["any_date" if parameter.kind in DATES else "any_value"]
    return words["any"].format(label=parameter.label[lang])
