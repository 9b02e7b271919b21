"""From what a person types for a parameter to an RDF term, or to an error that says what would be right."""

from __future__ import annotations

import re
from datetime import date

import pyoxigraph as ox
from rdflib.namespace import XSD

from kg.catalogue.canned import LANGUAGES, Parameter
from kg.catalogue.entities import EntityIndex
from kg.errors import ParameterError

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def term_for(parameter: Parameter, value: str, index: EntityIndex) -> ox.NamedNode | ox.Literal:
    """The term that `value` means for `parameter`. Raises ParameterError."""
    value = value.strip()
    if parameter.kind == "lang":
        if value not in LANGUAGES:
            raise ParameterError(parameter.name, f"{value!r} is not a language of this service", "use en or ko")
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
        raise ParameterError(parameter.name, f"{value!r} names {len(found)} things", f"give one of {names}")
    nearest = index.nearest(parameter.kind, value)
    hint = f"did you mean {' or '.join(nearest)}?" if nearest else f"give the name, id or IRI of a {parameter.kind}"
    raise ParameterError(parameter.name, f"{value!r} is not known as a {parameter.kind}", hint)


def _literal(parameter: Parameter, value: str) -> ox.Literal:
    problem = {
        "xsd:string": lambda _: "",
        "xsd:integer": lambda text: "" if re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII) else "is not a whole number",
        "xsd:gYearMonth": _month_problem,
        "xsd:date": _day_problem,
    }[parameter.kind](value)
    if problem:
        example = {"xsd:gYearMonth": "2019-11", "xsd:date": "2019-11-25", "xsd:integer": "12"}[parameter.kind]
        raise ParameterError(parameter.name, f"{value!r} {problem}", f"write it like {example}")
    local = parameter.kind.removeprefix("xsd:")
    return ox.Literal(value) if local == "string" else ox.Literal(value, datatype=ox.NamedNode(XSD[local]))


def _partial_date(parameter: Parameter, value: str) -> ox.Literal:
    """A year, a month or a day: `2019`, `2019-09`, `2019-09-01`."""
    local = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(value), "")
    if local == "gYear":
        problem = "" if re.fullmatch(r"[1-9]\d{3}", value, re.ASCII) else "is not a year"
    elif local:
        problem = (_month_problem if local == "gYearMonth" else _day_problem)(value)
    else:
        problem = "is not a year, a month or a day"
    if problem:
        raise ParameterError(parameter.name, f"{value!r} {problem}", "write it like 2019, 2019-09 or 2019-09-01")
    return ox.Literal(value, datatype=ox.NamedNode(XSD[local]))


def _month_problem(text: str) -> str:
    match = _MONTH.fullmatch(text)
    if not match or not match[0].isascii() or match[1] == "0000":
        return "is not a month"
    return "" if 1 <= int(match[2]) <= 12 else f"is not a month: there is no month {match[2]}"


def _day_problem(text: str) -> str:
    match = _DAY.fullmatch(text)
    if not match or not match[0].isascii():
        return "is not a date"
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        return f"is not a date: {error}"
    return ""
