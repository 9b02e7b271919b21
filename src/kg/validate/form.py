"""The fields of a form for one agreement record: its columns, as the shapes and the ontology speak of them.

SHACL 2.3.2: `sh:name` and `sh:description` are there for forms. Where a shape has none, the property's own label and
definition stand in. What may be chosen comes from `sh:class`, from the concept scheme that `sh:node` asks for, or from
the property's range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.build.agreements import ADDED, PRINTED, REQUIRED
from kg.namespaces import PREFIXES, SCHEME
from kg.validate.records import CELLS, EXAMPLE

_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_TEXTS: Final = """
SELECT ?what ?text WHERE {
  { ?shape sh:path %(path)s { ?shape sh:name ?text BIND ("name" AS ?what) }
    UNION { ?shape sh:description ?text BIND ("description" AS ?what) } }
  UNION { %(path)s rdfs:label ?text BIND ("name" AS ?what) }
  UNION { %(path)s skos:definition ?text BIND ("description" AS ?what) }
} ORDER BY (!BOUND(?shape))"""
_KIND: Final = """
SELECT ?kind WHERE {
  { ?shape sh:path %(path)s ; sh:node/sh:property ?scheme . ?scheme sh:path skos:inScheme ; sh:hasValue ?kind }
  UNION { ?shape sh:path %(path)s ; sh:class ?kind }
  UNION { %(path)s rdfs:range ?kind FILTER (?kind != skos:Concept) }
} LIMIT 1"""
# How cells are read (`kg.extract.linking`): these may name several.
SEVERAL: Final = frozenset({"place", "korean_party", "partner", "fields"})


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what it is called and about, in each language; whether a record must have it; a right value.

    `kind` is what its values are, as search and choices name kinds (`scheme:occasion`, `ksc:Agency`); empty for text.
    """

    column: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    required: bool
    several: bool
    kind: str
    example: str


def read_fields(root: Path) -> tuple[Field, ...]:
    """The fields of an agreement record by the shapes and the ontology below `root`, in the order of the columns."""
    store = ox.Store()
    for folder in ("shapes", "ontology"):
        for path in sorted((root / folder).glob("*.ttl")):
            store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    properties: dict[str, str] = {}
    for property_, column in CELLS.items():
        properties.setdefault(column, f"<{property_}>")
    return tuple(_field(store, column, properties.get(column, "")) for column in (*PRINTED, *ADDED))


def _field(store: ox.Store, column: str, path: str) -> Field:
    texts: dict[str, dict[str, str]] = {"name": {}, "description": {}}
    for what, text in _rows(store, _TEXTS, path):
        texts[what.value].setdefault(text.language, text.value)
    kind = next((_short(row[0].value) for row in _rows(store, _KIND, path)), "")
    return Field(
        column=column,
        names=texts["name"],
        descriptions=texts["description"],
        required=column in REQUIRED or column == "title_en",
        several=column in SEVERAL,
        kind=kind,
        example=EXAMPLE[column],
    )


def _rows(store: ox.Store, query: str, path: str) -> Iterator[tuple[Any, ...]]:
    if path:
        for row in store.query(_PROLOGUE + query % {"path": path}):  # type: ignore[union-attr] # a SELECT
            yield tuple(row)


def _short(iri: str) -> str:
    if iri.startswith(str(SCHEME)):
        return f"scheme:{iri.removeprefix(str(SCHEME))}"
    fitting = (f"{prefix}:{iri.removeprefix(base)}" for prefix, base in PREFIXES.items() if iri.startswith(base))
    return next(fitting, iri)
