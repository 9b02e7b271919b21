"""Checks of evidence: each statement of a document has a claim, and each claim that stands has its statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD
from rdflib.term import Node

from kg.check.base import check
from kg.check.labels import kind
from kg.check.project import Project, Triple, short
from kg.errors import Finding
from kg.namespaces import KSC, SCHEMA, concept

# Names, and what the build computes from other statements or from the document's file: no document prints it.
WITHOUT_CLAIM: Final = {
    *(RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, KSC.labelOrigin, KSC.suppliedName),
    *(KSC.signedNotBefore, KSC.signedNotAfter, KSC.plannedNotBefore, KSC.plannedNotAfter),
    *(KSC.sha256, KSC.lineCount, DCTERMS.language),
}
# What the place in a table says, and no cell of it: by kind of subject.
FROM_LAYOUT: Final = {
    *(("session", SCHEMA.superEvent), ("attendance", KSC.attendedEvent), ("attendance", KSC.attendanceStatus)),
    *(("attendance", KSC.asOf), ("appointment", KSC.asOf)),
}
_DEPRECATED: Final = concept("claim-rank", "deprecated")
_UNRESOLVED: Final = concept("verdict", "unresolved")
_DATES: Final = (XSD.date, XSD.gYearMonth, XSD.gYear)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of a document: its node, the statement that it makes, its rank."""

    node: Node
    statement: Triple
    rank: Node | None


def claims(graph: Graph) -> Iterator[Claimed]:
    """The claims of a graph; one that lacks a part gives no statement, which is the shapes' to say."""
    for node in sorted(graph.subjects(RDF.type, KSC.Claim), key=str):
        subject, predicate = graph.value(node, KSC.claimSubject), graph.value(node, KSC.claimPredicate)
        value = graph.value(node, KSC.claimObject) or graph.value(node, KSC.claimValue)
        if subject is not None and predicate is not None and value is not None:
            yield Claimed(node, (subject, predicate, value), graph.value(node, KSC.rank))


@check("claims", "statement => claim, and claim => statement unless a discrepancy withholds it")
def both_ways(project: Project) -> Iterator[Finding]:
    """In each document's own graph (decision 0001)."""
    unresolved = {
        claim
        for discrepancy in project.data.subjects(KSC.verdict, _UNRESOLVED)
        for claim in project.data.objects(discrepancy, KSC.involvesClaim)
    }
    found = {name: list(claims(graph)) for name, graph in project.documents.items()}
    dates = _dates(claim for several in found.values() for claim in several)
    for name, graph in sorted(project.documents.items()):
        claimed = {claim.statement for claim in found[name]}
        languages = {str(language) for language in graph.objects(None, DCTERMS.language)}
        for triple in sorted(graph):
            if triple[0] not in project.evidence and triple not in claimed and _needs_claim(triple, languages):
                yield Finding("a statement without a claim", _line(name, triple), "record where the document says it")
        standing = {c.statement for c in found[name] if c.rank != _DEPRECATED and c.node not in unresolved}
        for claim in found[name]:
            asserted = claim.statement in graph
            if claim.statement in standing and not asserted and not _coarser(claim.statement, dates):
                yield Finding(
                    f"{short(claim.node)} stands, and its statement is not made", _line(name, claim.statement)
                )
            if claim.statement not in standing and asserted:
                hint = "run `kg build`"
                yield Finding(f"{short(claim.node)} does not stand, and its statement is made", name, hint)


def _needs_claim(statement: Triple, languages: set[str]) -> bool:
    """Whether a document has to say it; a text in a language that the document is not in is our translation."""
    subject, predicate, value = statement
    if isinstance(value, Literal) and value.language and value.language not in languages:
        return False
    return predicate not in WITHOUT_CLAIM and (kind(subject).removeprefix("id/"), predicate) not in FROM_LAYOUT


def _dates(found: Iterable[Claimed]) -> dict[tuple[Node, Node], set[str]]:
    """The dates claimed anywhere of each subject and property."""
    dates: dict[tuple[Node, Node], set[str]] = defaultdict(set)
    for claim in found:
        subject, predicate, value = claim.statement
        if isinstance(value, Literal) and value.datatype in _DATES and claim.rank != _DEPRECATED:
            dates[subject, predicate].add(str(value))
    return dates


def _coarser(statement: Triple, dates: dict[tuple[Node, Node], set[str]]) -> bool:
    """Whether a more precise date is claimed: of `2018-11` and `2018-11-14` only the day is asserted."""
    subject, predicate, value = statement
    return any(other.startswith(f"{value}-") for other in dates.get((subject, predicate), ()))


def _line(document: str, statement: Triple) -> str:
    return f"{document}: {' '.join(short(node) if isinstance(node, URIRef) else str(node) for node in statement)}"
