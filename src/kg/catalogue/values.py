"""From what a person types for a parameter to an RDF term, or to an error that says what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import XSD

from kg.catalogue.canned import LANGUAGES, Parameter
from kg.catalogue.entities import EntityIndex
from kg.errors import ParameterError
from kg.messages import Message, Name, did_you_mean

_INTEGER: Final = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_YEAR: Final = re.compile(r"[1-9]\d{3}", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def term_for(parameter: Parameter, value: str, index: EntityIndex) -> ox.NamedNode | ox.Literal:
    """The term that `value` means for `parameter`. Raises ParameterError."""
    value = value.strip()
    if parameter.kind == "lang":
        if value not in LANGUAGES:
            raise ParameterError(
                parameter.name,
                Message("{value!r} is not a language of this service", value=value),
                Message("use en or ko"),
            )
        return ox.Literal(value)
    if parameter.kind == "date":
        return _partial_date(parameter, value)
    if parameter.kind.startswith("xsd:"):
        return _literal(parameter, value)
    found = index.find(parameter.kind, value)
    if len(found) == 1:
        return ox.NamedNode(found[0].iri)
    if found:
        names = ", ".join(f"<{entity.iri}>" for entity in found)
        raise ParameterError(
            parameter.name,
            Message("{value!r} names {number} things", value=value, number=len(found)),
            Message("give one of {names}", names=names),
        )
    nearest = index.nearest(parameter.kind, value)
    hint = did_you_mean(nearest) if nearest else Message("give a name, an id or an IRI")
    kind = Name(parameter.label["en"], parameter.label["ko"])
    raise ParameterError(parameter.name, Message("no {kind} is known as {value!r}", kind=kind, value=value), hint)


def _literal(parameter: Parameter, value: str) -> ox.Literal:
    check, example = _DATATYPES[parameter.kind]
    if problem := check(value):
        raise ParameterError(parameter.name, problem, Message("write it like {example}", example=example))
    local = parameter.kind.removeprefix("xsd:")
    return ox.Literal(value) if local == "string" else ox.Literal(value, datatype=ox.NamedNode(XSD[local]))


def _partial_date(parameter: Parameter, value: str) -> ox.Literal:
    """A year, a month or a day: `2019`, `2019-09`, `2019-09-01`."""
    checks = {4: ("gYear", _year_problem), 7: ("gYearMonth", _month_problem), 10: ("date", _day_problem)}
    local, check = checks.get(len(value), ("", _no_date_problem))
    if problem := check(value):
        raise ParameterError(parameter.name, problem, Message("write it like 2019, 2019-09 or 2019-09-01"))
    return ox.Literal(value, datatype=ox.NamedNode(XSD[local]))


def _no_date_problem(text: str) -> Message:
    return Message("{value!r} is not a year, a month or a day", value=text)


def _integer_problem(text: str) -> Message | None:
    return None if _INTEGER.fullmatch(text) else Message("{value!r} is not a whole number", value=text)


def _year_problem(text: str) -> Message | None:
    return None if _YEAR.fullmatch(text) else Message("{value!r} is not a year", value=text)


def _month_problem(text: str) -> Message | None:
    match = _MONTH.fullmatch(text)
    if not match or match[1] == "0000":
        return Message("{value!r} is not a month", value=text)
    if not 1 <= int(match[2]) <= 12:
        return Message("{value!r} is not a month: there is no month {month}", value=text, month=match[2])
    return None


def _day_problem(text: str) -> Message | None:
    match = _DAY.fullmatch(text)
    if not match:
        return Message("{value!r} is not a date", value=text)
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return Message("{value!r} is not a date: no calendar has that day", value=text)
    return None


# What is wrong with a value of a datatype, and how one is written.
_DATATYPES: Final[dict[str, tuple[Callable[[str], Message | None], str]]] = {
    "xsd:string": (lambda _: None, "LH"),
    "xsd:integer": (_integer_problem, "12"),
    "xsd:gYearMonth": (_month_problem, "2019-11"),
    "xsd:date": (_day_problem, "2019-11-25"),
}
