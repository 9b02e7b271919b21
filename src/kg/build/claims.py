"""Claims: what a document says at one place, and how that stands in the graph (docs/decisions/0001)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from kg.errors import Finding
from kg.namespaces import KSC, OA, concept, thing

Triple = tuple[Node, Node, Node]

RFC5147: Final = URIRef("http://tools.ietf.org/rfc/rfc5147")
PREFERRED: Final = concept("claim-rank", "preferred")
NORMAL: Final = concept("claim-rank", "normal")
DEPRECATED: Final = concept("claim-rank", "deprecated")


@dataclass(frozen=True, slots=True)
class Source:
    """A source document as `records/<document>/document.csv` describes it; its text is not kept here."""

    slug: str
    sha256: str
    md5: str
    octets: int
    lines: int
    halves: tuple[str, ...] = ()
    event: str = ""

    def node(self, half: str = "") -> URIRef:
        """The document, or one language half of it."""
        return thing(f"document/{self.slug}-{half}" if half else f"document/{self.slug}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a document, counted from 1; `table` and `row` where they are a row of a printed table."""

    source: Source
    first: int
    last: int
    half: str = ""
    table: str = ""
    row: int = 0

    @property
    def slug(self) -> str:
        """What its IRIs end in: `molit-2019-11-25-agreements-17`, or the lines where no table is named."""
        if self.table:
            return "-".join(filter(None, (self.source.slug, self.half, self.table, str(self.row))))
        lines = f"l{self.first}" if self.first == self.last else f"l{self.first}-{self.last}"
        return f"{self.source.slug}-{lines}"

    def triples(self) -> Iterator[Triple]:
        """The passage as a Web Annotation specific resource (section 4) with an RFC 5147 fragment selector."""
        node, selector = thing(f"passage/{self.slug}"), thing(f"selector/{self.slug}")
        yield node, RDF.type, OA.SpecificResource
        yield node, OA.hasSource, self.source.node(self.half)
        yield node, OA.hasSelector, selector
        yield node, KSC.firstLine, Literal(self.first)
        yield node, KSC.lastLine, Literal(self.last)
        if self.table:
            yield node, KSC.inTable, Literal(self.table)
            yield node, KSC.tableRow, Literal(self.row)
        yield selector, RDF.type, OA.FragmentSelector
        yield selector, DCTERMS.conformsTo, RFC5147
        # Positions lie between lines, so line 98 is `line=97,98` (RFC 5147, section 2.2.2).
        fragment = f"line={self.first - 1},{self.last};length={self.source.octets},UTF-8;md5={self.source.md5}"
        yield selector, RDF.value, Literal(fragment)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as one passage prints it. `where` is the record's own place, for messages."""

    subject: URIRef
    predicate: URIRef
    object: URIRef | Literal
    printed: str
    passage: Passage
    where: str = field(compare=False)
    rank: URIRef = NORMAL

    @property
    def statement(self) -> Triple:
        """The plain statement that it makes."""
        return self.subject, self.predicate, self.object

    @property
    def node(self) -> URIRef:
        """Its IRI: a digest of what it says and where, so that no other row's change renames it."""
        parts = (self.subject.n3(), self.predicate.n3(), self.object.n3(), self.printed, self.passage.slug)
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
        return thing(f"claim/{self.passage.source.slug}-{digest}")

    def ranked(self, rank: URIRef) -> Claim:
        """The same claim with another rank."""
        return replace(self, rank=rank)

    def triples(self) -> Iterator[Triple]:
        """The claim and its passage; the plain statement is not among them."""
        yield self.node, RDF.type, KSC.Claim
        yield self.node, KSC.claimSubject, self.subject
        yield self.node, KSC.claimPredicate, self.predicate
        yield self.node, KSC.claimObject if isinstance(self.object, URIRef) else KSC.claimValue, self.object
        yield self.node, KSC.asPrinted, Literal(self.printed)
        yield self.node, KSC.rank, self.rank
        yield self.node, KSC.evidence, thing(f"passage/{self.passage.slug}")
        yield from self.passage.triples()


@dataclass(slots=True)
class Statements:
    """What the records of one document give: claims, statements that need none, and what is wrong with the records."""

    source: Source
    claims: list[Claim] = field(default_factory=list)
    plain: list[Triple] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, triples: Iterable[Triple]) -> None:
        """Add statements that are computed or name something: types, labels, day bounds."""
        self.plain.extend(triples)
