"""The record names of `ontology/context.jsonld`: what property each stands for, and how its cells become RDF terms.

An entry that coerces to `@vocab` under a scoped `@vocab` takes identifiers (JSON-LD 1.1, section 4.1.8): entity ids
under `…/id/`, concept slugs under `…/scheme/{scheme}/`. An `@language` container takes text with its language at the
end (`시장@ko`). Anything else takes a literal of the entry's datatype.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, Self

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import UsageError
from kg.namespaces import ID, SCHEME

_TAGGED: Final = re.compile(r"(?P<text>.+)@(?P<lang>ko|en)", re.DOTALL)
_DATE: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_DATES: Final = frozenset({XSD.date, XSD.gYearMonth, XSD.gYear})


class CellError(ValueError):
    """A cell that its property cannot take; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class Term:
    """One record name: the property, and what its values are."""

    name: str
    iri: URIRef
    base: str = ""
    datatype: URIRef | None = None
    tagged: bool = False

    @property
    def scheme(self) -> str:
        """The concept scheme that values come from; empty when they don't."""
        return self.base.removeprefix(str(SCHEME)).rstrip("/") if self.base.startswith(str(SCHEME)) else ""

    @property
    def is_entity(self) -> bool:
        """Whether values are entity ids."""
        return self.base == str(ID)

    def literal(self, cell: str) -> Literal:
        """The literal that `cell` stands for. Raises CellError when the datatype cannot hold it."""
        if self.tagged:
            match = _TAGGED.fullmatch(cell)
            if not match:
                raise CellError(f"{cell!r} has no language; end it with @ko or @en")
            return Literal(match["text"], lang=match["lang"])
        if self.datatype in _DATES:
            return partial_date(cell)
        check = _CHECKS.get(str(self.datatype))
        if check and not check(cell):
            raise CellError(f"{cell!r} is no {str(self.datatype).removeprefix(str(XSD))}")
        return Literal(f"{cell}:00", datatype=XSD.time) if self.datatype == XSD.time else _literal(cell, self.datatype)


def _literal(cell: str, datatype: URIRef | None) -> Literal:
    return Literal(cell, datatype=datatype, normalize=False) if datatype else Literal(cell)


def _is_decimal(cell: str) -> bool:
    try:
        return Decimal(cell).is_finite() and "e" not in cell.lower()
    except InvalidOperation:
        return False


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    str(XSD.decimal): _is_decimal,
    str(XSD.integer): lambda cell: re.fullmatch(r"-?[0-9]+", cell) is not None,
    str(XSD.boolean): lambda cell: cell in ("true", "false"),
    str(XSD.time): lambda cell: _TIME.fullmatch(cell) is not None,
}


def partial_date(cell: str) -> Literal:
    """A date as precise as written: `2019` (xsd:gYear), `2019-11` (xsd:gYearMonth), `2019-11-25` (xsd:date)."""
    match = _DATE.fullmatch(cell)
    if not match:
        raise CellError(f"{cell!r} is no date; write 2019, 2019-11 or 2019-11-25")
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        raise CellError(f"{cell!r} is no day of the calendar") from None
    datatype = XSD.date if match["day"] else XSD.gYearMonth if match["month"] else XSD.gYear
    return Literal(cell, datatype=datatype, normalize=False)


class Context:
    """Every record name, by name."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = dict(terms)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The names of a context file. Raises UsageError when it is missing or no JSON."""
        try:
            entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
        except (OSError, ValueError, KeyError) as error:
            raise UsageError(f"{path}: no JSON-LD context: {error}") from None
        prefixes = {name: iri for name, iri in entries.items() if isinstance(iri, str) and iri.startswith("http")}
        return cls({name: _term(name, entry, prefixes) for name, entry in entries.items() if isinstance(entry, dict)})

    def __getitem__(self, name: str) -> Term:
        return self._terms[name]

    def __contains__(self, name: object) -> bool:
        return name in self._terms

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)


def _term(name: str, entry: Mapping[str, Any], prefixes: Mapping[str, str]) -> Term:
    def expand(compact: str) -> URIRef:
        prefix, _, local = compact.partition(":")
        return URIRef(prefixes[prefix] + local)

    kind = entry.get("@type", "")
    return Term(
        name,
        expand(entry["@id"]),
        base=entry["@context"]["@vocab"] if kind == "@vocab" else "",
        datatype=expand(kind) if kind and not kind.startswith("@") else None,
        tagged=entry.get("@container") == "@language",
    )
