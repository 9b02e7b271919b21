"""The build: every record table -> the text of every generated file, and whether the files on disk are that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from kg.build.agreements import add_agreements
from kg.build.attendance import add_attendance
from kg.build.city_figures import add_city_figures
from kg.build.claims import Source, Statements, Triple
from kg.build.context import Context
from kg.build.discrepancies import Discrepancies, SingleValued
from kg.build.facts import Known, add_facts
from kg.build.officials import add_officials
from kg.build.pilot_cities import add_pilot_cities
from kg.build.priority_projects import add_priority_projects
from kg.build.programme import add_programme
from kg.build.reference import check as check_reference
from kg.build.reference import concept_rows, concept_triples, entity_rows, entity_triples
from kg.build.serialise import turtle
from kg.build.special_provisions import add_special_provisions
from kg.build.timeline import add_timeline
from kg.errors import Finding, RecordError
from kg.names import Names
from kg.namespaces import ID, KSC
from kg.tables import Row, read_table, write_files

TableBuilder = Callable[[Path, Statements, Names], None]

BUILDERS: Final[Mapping[str, TableBuilder]] = {
    "agreements": add_agreements,
    "programme": add_programme,
    "attendance": add_attendance,
    "pilot-cities": add_pilot_cities,
    "priority-projects": add_priority_projects,
    "officials": add_officials,
    "city-figures": add_city_figures,
    "special-provisions": add_special_provisions,
    "timeline": add_timeline,
}
# Read by others: the document's own row, what stands around tables, the verdicts.
_OTHERS: Final = ("document", "attendance-heading", "city-figures-heading", "discrepancies")
_SOURCE_COLUMNS: Final = ("id", "file", "sha256", "md5", "octets", "lines", "language", "halves", "event")


@dataclass(frozen=True, slots=True)
class Output:
    """What a build gives: the text of each file, and how much it holds."""

    files: Mapping[Path, str]
    statements: int
    claims: int


def build(root: Path) -> Output:
    """Build the project in `root`. Raises RecordError with everything that is wrong; writes nothing."""
    reference = root / "records" / "reference"
    names = Names.load(reference)
    context = Context.load(root / "ontology" / "context.jsonld")
    entities, concepts = entity_rows(reference), concept_rows(reference)
    findings = list(check_reference(entities, frozenset(names.entities)))
    documents = [_read_tables(folder, names) for folder in _document_folders(root / "records")]
    known = Known.of(frozenset(names.entities) | _coined(documents), concepts)
    for folder, document in zip(_document_folders(root / "records"), documents, strict=True):
        for path in sorted(folder.glob("facts*.csv")):
            add_facts(path, document, context, known)
    discrepancies = Discrepancies(sorted((root / "records").glob("*/discrepancies*.csv")), context)
    claims = [claim for document in documents for claim in document.claims]
    discrepancies.apply(claims, SingleValued.read(_shapes(root / "shapes")))
    findings += [finding for document in documents for finding in document.findings] + discrepancies.findings
    if findings:
        raise RecordError(findings)
    stated = [triple for row in entities for triple in entity_triples(row)] + discrepancies.triples
    files = {root / "data" / "reference.ttl": turtle(stated)}
    files[root / "ontology" / "ksc-schemes.ttl"] = turtle(t for row in concepts for t in concept_triples(row))
    for document in documents:
        files[root / "data" / f"{document.source.slug}.ttl"] = turtle(_document_triples(document, discrepancies))
    return Output(files, len({claim.statement for claim in claims}), len(set(claims)))


def check(output: Output) -> list[Finding]:
    """What is not on disk as it was built, generated files that no record gives included."""
    findings = []
    for path, text in output.files.items():
        if not path.exists():
            findings.append(Finding("the file is missing", str(path), "run `kg build`"))
        elif path.read_text(encoding="utf-8") != text:
            findings.append(Finding("the file is not what records/ give", str(path), "run `kg build`"))
    folders = {path.parent for path in output.files if path.parent.name == "data"}
    for path in sorted(path for folder in folders for path in folder.glob("*.ttl")):
        if path not in output.files and path.name != "inferred.ttl":
            findings.append(Finding("no record gives this file", str(path), "remove it"))
    return findings


def write(output: Output) -> None:
    """Write every file, or none."""
    write_files(output.files)


def _document_folders(records: Path) -> list[Path]:
    return sorted(path.parent for path in records.glob("*/document.csv"))


def _read_tables(folder: Path, names: Names) -> Statements:
    """The printed tables of one document; the fact tables may name what these coin, so they come later."""
    row = read_table(folder / "document.csv", required=_SOURCE_COLUMNS, optional=()).rows[0]
    statements = Statements(_source(row))
    statements.add(_about(statements.source, row))
    for path in sorted(folder.glob("*.csv")):
        if path.stem in BUILDERS:
            BUILDERS[path.stem](path, statements, names)
        elif path.stem not in _OTHERS and not path.stem.startswith(("facts", "discrepancies")):
            hint = f"known tables: {', '.join((*BUILDERS, *_OTHERS, 'facts'))}"
            statements.findings.append(Finding("nothing builds a table of this name", str(path), hint))
    return statements


def read_sources(records: Path) -> dict[str, Source]:
    """The documents that have records, by slug."""
    rows = [
        read_table(folder / "document.csv", required=_SOURCE_COLUMNS, optional=()).rows[0]
        for folder in _document_folders(records)
    ]
    return {source.slug: source for source in map(_source, rows)}


def _source(row: Row) -> Source:
    octets, lines = int(row["octets"]), int(row["lines"])
    slug = row["id"].removeprefix("document/")
    return Source(slug, row["sha256"], row["md5"], octets, lines, row.values("halves"), row["event"])


def _about(source: Source, row: Row) -> Iterable[Triple]:
    """What is computed from the document's file: its digest, length and languages."""
    node = source.node()
    yield node, KSC.sha256, Literal(source.sha256)
    yield node, KSC.lineCount, Literal(source.lines)
    for language in row.values("language"):
        yield node, DCTERMS.language, Literal(language)
    for half in source.halves:
        yield source.node(half), DCTERMS.language, Literal(half)
        yield source.node(half), KSC.sha256, Literal(source.sha256)


def _coined(documents: Iterable[Statements]) -> frozenset[str]:
    """The ids of what the tables themselves make: agreements, sessions, attendances, …"""
    typed: Iterable[Node] = (s for document in documents for s, p, _ in document.plain if p == RDF.type)
    return frozenset(str(node).removeprefix(str(ID)) for node in typed)


def _shapes(folder: Path) -> Graph:
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def _document_triples(document: Statements, discrepancies: Discrepancies) -> Iterable[Triple]:
    yield from document.plain
    for claim in document.claims:
        if discrepancies.stands(claim):
            yield claim.statement
        yield from discrepancies.ranked(claim).triples()
