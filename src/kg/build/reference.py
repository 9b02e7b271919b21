"""Reference tables -> `data/reference.ttl` (what exists and what it is called) and `ontology/ksc-schemes.ttl`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from kg.build.claims import Triple
from kg.errors import Finding
from kg.namespaces import BASE, ELI, KSC, PREFIXES, SCHEMA, concept, expand, thing
from kg.tables import Row, read_table

COLUMNS: Final = (
    "id",
    "class",
    "name_ko",
    "name_en",
    "origin_ko",
    "origin_en",
    "acronym",
    "variants",
    "misprints",
    "supplied",
    "country",
    "within",
    "notation",
)
CONCEPT_COLUMNS: Final = (
    "id",
    "class",
    "name_ko",
    "name_en",
    "acronym",
    "variants",
    "misprints",
    "broader",
    "also_in",
    "definition_ko",
    "definition_en",
)
ORIGINS: Final = ("", "translated", "transliterated", "supplied")
_PLACES: Final = ("country", "province", "city", "district", "venue")
# What `within` says of each kind of thing.
WITHIN: Final = {
    **dict.fromkeys(_PLACES, KSC.within),
    "organisation": ORG.subOrganizationOf,
    "post": ORG.postIn,
    "document": DCTERMS.isPartOf,
    "initiative": KSC.partOfInitiative,
    "session": SCHEMA.superEvent,
    "event": SCHEMA.superEvent,
    "law": ELI.is_part_of,
    "amount": KSC.partOfAmount,
}
COUNTRY: Final = {**dict.fromkeys(_PLACES, KSC.inCountry), **dict.fromkeys(("organisation", "person"), KSC.ofCountry)}
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")


def entity_rows(folder: Path) -> list[Row]:
    """Every row of the reference tables except the concepts. Raises RecordError on a malformed table."""
    others = ("concepts.csv", "discrepancies.csv", "retired.csv")
    paths = sorted(path for path in folder.glob("*.csv") if path.name not in others)
    return [row for path in paths for row in read_table(path, required=COLUMNS, optional=())]


def concept_rows(folder: Path) -> list[Row]:
    """The rows of the concept table: schemes (an id without a slash) and concepts."""
    return list(read_table(folder / "concepts.csv", required=CONCEPT_COLUMNS, optional=()))


def tagged(name: str) -> Literal:
    """A name with the language of its letters: Korean when it has Hangul, else English."""
    return Literal(name, lang="ko" if _HANGUL.search(name) else "en")


def check(rows: Iterable[Row], ids: frozenset[str]) -> Iterator[Finding]:
    """What is wrong with reference rows: unknown classes, origins and references, missing names."""
    for row in rows:
        prefix = row["class"].partition(":")[0]
        if prefix not in PREFIXES:
            yield row.finding("class", f"{row['class']!r} is no class", "write a prefixed name such as ksc:Ministry")
        for column in ("name_ko", "name_en"):
            if not row[column]:
                yield row.finding(column, "the name is missing", "every entity has one in Korean and one in English")
        for column in ("origin_ko", "origin_en"):
            if row[column] not in ORIGINS:
                yield row.finding(
                    column, f"{row[column]!r} is no origin", f"one of: {', '.join(ORIGINS[1:])}, or empty"
                )
        for column in ("country", "within"):
            if row[column] and row[column] not in ids:
                yield row.finding(column, f"{row[column]} is not an entity", "add it to records/reference first")


def entity_triples(row: Row) -> Iterator[Triple]:
    """One entity: its class, names with their origin, and what it lies within."""
    node, kind = thing(row["id"]), row["id"].partition("/")[0]
    yield node, RDF.type, expand(row["class"])
    yield from names(node, row["name_ko"], row["name_en"], row["origin_ko"], row["origin_en"])
    for column, property_ in (("variants", SKOS.altLabel), ("misprints", SKOS.hiddenLabel)):
        for name in row.values(column):
            yield node, property_, tagged(name)
    for name in row.values("acronym"):
        yield node, SKOS.altLabel, Literal(name)
    for name in row.values("supplied"):
        yield node, SKOS.altLabel, tagged(name)
        yield node, KSC.suppliedName, tagged(name)
    if row["country"] and kind in COUNTRY:
        yield node, COUNTRY[kind], thing(row["country"])
    if row["within"]:
        unit = row["class"] == "org:OrganizationalUnit"
        yield node, ORG.unitOf if unit else WITHIN.get(kind, DCTERMS.isPartOf), thing(row["within"])
    if row["notation"]:
        yield node, SKOS.notation, Literal(row["notation"])


def names(node: URIRef, ko: str, en: str, origin_ko: str, origin_en: str) -> Iterator[Triple]:
    """The two preferred labels, and where KSC made one, how."""
    yield node, SKOS.prefLabel, Literal(ko, lang="ko")
    yield node, SKOS.prefLabel, Literal(en, lang="en")
    for language, origin in (("ko", origin_ko), ("en", origin_en)):
        if origin:
            yield node, KSC.labelOrigin, concept("label-origin", f"{language}-{origin}")


def concept_triples(row: Row) -> Iterator[Triple]:
    """One concept or concept scheme (SKOS, sections 3 and 4)."""
    scheme, _, slug = row["id"].partition("/")
    node = concept(scheme, slug) if slug else URIRef(f"{BASE}scheme/{scheme}")
    yield node, RDF.type, expand(row["class"])
    if slug:
        yield node, RDF.type, SKOS.Concept
        for within in (scheme, *row.values("also_in")):
            yield node, SKOS.inScheme, URIRef(f"{BASE}scheme/{within}")
        broader = row["broader"]
        yield (
            node,
            *(
                (SKOS.broader, concept(*broader.split("/")))
                if broader
                else (SKOS.topConceptOf, URIRef(f"{BASE}scheme/{scheme}"))
            ),
        )
    for language in ("ko", "en"):
        yield node, SKOS.prefLabel, Literal(row[f"name_{language}"], lang=language)
        yield node, SKOS.definition, Literal(row[f"definition_{language}"], lang=language)
    for name in row.values("variants"):
        yield node, SKOS.altLabel, tagged(name)
    for name in row.values("acronym"):
        yield node, SKOS.altLabel, Literal(name)
    for name in row.values("misprints"):
        yield node, SKOS.hiddenLabel, tagged(name)
