"""Fact tables (`facts*.csv`): one statement a row, recorded by hand with its lines and printed form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from rdflib import Literal, URIRef

from kg.build.claims import Claim, Passage, Source, Statements
from kg.build.context import CellError, Context, Term
from kg.errors import Finding
from kg.namespaces import concept, thing
from kg.tables import Row, read_table

COLUMNS: Final = ("lines", "subject", "property", "value", "printed", "half", "note")
LONGEST_PRINTED: Final = 60  # characters; a name, number, date or cell, never a sentence of the document
_LINES: Final = re.compile(r"(?P<first>[1-9][0-9]*)(?:-(?P<last>[1-9][0-9]*))?")


@dataclass(frozen=True, slots=True)
class Known:
    """What facts may speak of: entity ids, and the concepts of each scheme by slug."""

    ids: frozenset[str]
    concepts: Mapping[tuple[str, str], URIRef]

    @classmethod
    def of(cls, ids: frozenset[str], concept_rows: Iterable[Row]) -> Self:
        """From the ids and the concept table. A concept may be a member of a further scheme (`also_in`)."""
        concepts = {}
        for row in concept_rows:
            scheme, _, slug = row["id"].partition("/")
            for member_of in (scheme, *row.values("also_in")) if slug else ():
                concepts[member_of, slug] = concept(scheme, slug)
        return cls(ids, concepts)


def read_lines(row: Row, source: Source, half: str = "", table: str = "", number: int = 0) -> Passage | Finding:
    """The passage that a row's `lines` cell names, or what is wrong with the cell."""
    match = _LINES.fullmatch(row["lines"])
    if not match:
        return row.finding("lines", f"{row['lines']!r} names no lines", "write 98 or 97-98")
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not first <= last <= source.lines:
        return row.finding("lines", f"{row['lines']} lies outside the document", f"its lines are 1 to {source.lines}")
    return Passage(source, first, last, half, table, number)


def add_facts(path: Path, statements: Statements, context: Context, known: Known) -> None:
    """Read one fact table into `statements`; every problem becomes a finding there."""
    for row in read_table(path, required=COLUMNS, optional=()):
        passage = read_lines(row, statements.source, row["half"])
        findings = [] if isinstance(passage, Passage) else [passage]
        findings += _check(row, statements.source, context, known)
        if findings or not isinstance(passage, Passage):
            statements.findings += findings
            continue
        term = context[row["property"]]
        try:
            value = _value(row, term, known)
        except CellError as error:
            statements.findings.append(row.finding("value", str(error)))
            continue
        statements.claims.append(Claim(thing(row["subject"]), term.iri, value, row["printed"], passage, row.where()))


def _check(row: Row, source: Source, context: Context, known: Known) -> Iterator[Finding]:
    if row["subject"] not in known.ids:
        yield row.finding("subject", f"{row['subject']!r} is not an entity", "add it to records/reference first")
    if row["property"] not in context:
        yield row.finding("property", f"{row['property']!r} is no record name", "see ontology/context.jsonld")
    if row["half"] not in (source.halves or ("",)):
        expected = " or ".join(source.halves) or "an empty cell: the document has one language"
        yield row.finding("half", f"{row['half']!r} is no half of {source.slug}", f"write {expected}")
    if not row["printed"]:
        yield row.finding("printed", "the printed form is missing", "copy the characters that say it")
    if len(row["printed"]) > LONGEST_PRINTED:
        hint = f"at most {LONGEST_PRINTED} characters: a name, number, date or cell"
        yield row.finding("printed", "too long to be a fact", hint)


def _value(row: Row, term: Term, known: Known) -> URIRef | Literal:
    cell = row["value"]
    if term.is_entity:
        if cell not in known.ids:
            raise CellError(f"{cell!r} is not an entity; add it to records/reference first")
        return thing(cell)
    if term.scheme:
        if (term.scheme, cell) not in known.concepts:
            raise CellError(f"{cell!r} is no concept of the scheme {term.scheme}; add it to concepts.csv first")
        return known.concepts[term.scheme, cell]
    return term.literal(cell)
