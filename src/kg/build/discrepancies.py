"""Claims that do not agree: what `discrepancies.csv` concludes of them, and which statements stand (decision 0001)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH, XSD

from kg.build.claims import DEPRECATED, PREFERRED, Claim, Triple
from kg.build.context import Context
from kg.build.reference import names as label_triples
from kg.errors import Finding
from kg.namespaces import ID, KSC, SCHEME, concept, thing
from kg.tables import Row, read_table

COLUMNS: Final = ("id", "kind", "compares", "verdict", "preferred", "reason_en", "reason_ko", "name_en", "name_ko")
_DATES: Final = (XSD.date, XSD.gYearMonth, XSD.gYear)


@dataclass(frozen=True, slots=True)
class SingleValued:
    """The properties of which a thing has one value at most, and those of which it has one in each language."""

    plain: frozenset[URIRef]
    tagged: frozenset[URIRef]

    @classmethod
    def read(cls, shapes: Graph) -> SingleValued:
        """From the property shapes with `sh:maxCount 1` (SHACL, section 4.2.2) or `sh:uniqueLang` (4.4.5)."""
        paths = {shape: path for shape, path in shapes.subject_objects(SH.path) if isinstance(path, URIRef)}
        tagged = {paths[s] for s in shapes.subjects(SH.uniqueLang, Literal(True)) if s in paths}
        counted = {paths[s] for s, most in shapes.subject_objects(SH.maxCount) if s in paths and int(str(most)) == 1}
        return cls(frozenset(counted - tagged), frozenset(tagged))

    def key(self, claim: Claim) -> tuple[URIRef, URIRef, str] | None:
        """What two different values may not share; None where several are allowed."""
        language = claim.object.language or "" if isinstance(claim.object, Literal) else ""
        if claim.predicate in self.tagged:
            return claim.subject, claim.predicate, language
        return (claim.subject, claim.predicate, "") if claim.predicate in self.plain else None


class Discrepancies:
    """The rows of every `discrepancies.csv`, applied to every claim."""

    def __init__(self, paths: Iterable[Path], context: Context) -> None:
        self.rows = [row for path in paths for row in read_table(path, required=COLUMNS, optional=())]
        self.context = context
        self.findings: list[Finding] = []
        self.triples: list[Triple] = []
        self._rank: dict[Claim, URIRef] = {}
        self._withheld: set[Claim] = set()
        self._explained: set[Claim] = set()

    def apply(self, claims: Sequence[Claim], single: SingleValued) -> None:
        """Rank and withhold claims as the rows say; report rows without claims, and disagreements without a row."""
        by_property: dict[tuple[URIRef, URIRef], list[Claim]] = defaultdict(list)
        for claim in claims:
            by_property[claim.subject, claim.predicate].append(claim)
        for row in self.rows:
            self._apply_row(row, by_property)
        self._withhold_coarser(claims, single)
        self.findings += self._unexplained(claims, single)

    def ranked(self, claim: Claim) -> Claim:
        """The claim with the rank that it has now."""
        return claim.ranked(self._rank.get(claim, claim.rank))

    def stands(self, claim: Claim) -> bool:
        """Whether its statement is asserted."""
        return claim not in self._withheld

    def _apply_row(self, row: Row, by_property: dict[tuple[URIRef, URIRef], list[Claim]]) -> None:
        involved = [claim for entry in row.values("compares") for claim in self._claims(row, entry, by_property)]
        if not involved:
            self._report(row, "compares", "it names no claims", "write: subject property, e.g. event/x start_time")
            return
        if len({claim.statement for claim in involved}) < 2:
            self._report(row, "compares", "all of its claims say the same", "name the values that disagree")
        verdict, preferred = row["verdict"], self._preferred(row, involved, by_property)
        if verdict == "preferred":
            self._prefer(row, involved, preferred)
        elif verdict == "unresolved":
            self._withheld.update(involved)
        elif verdict != "compatible":
            self._report(row, "verdict", f"{verdict!r} is no verdict", "preferred, unresolved or compatible")
        self._explained.update(involved)
        self.triples += _triples(row, involved, preferred if verdict == "preferred" else [])

    def _preferred(
        self, row: Row, involved: Collection[Claim], by_property: dict[tuple[URIRef, URIRef], list[Claim]]
    ) -> list[Claim]:
        """The claims that the cell `preferred` names: by a value, or by an entry as in `compares`."""
        if row["preferred"] in row.values("compares"):
            return self._claims(row, row["preferred"], by_property)
        return [claim for claim in involved if _says(claim, row["preferred"])]

    def _prefer(self, row: Row, involved: Collection[Claim], preferred: Collection[Claim]) -> None:
        if not preferred:
            hint = f"one of: {', '.join(sorted({_short(claim) for claim in involved}))}"
            self._report(row, "preferred", f"no claim says {row['preferred']!r}", hint)
        others = [claim for claim in involved if claim not in preferred]
        self._rank |= {**dict.fromkeys(preferred, PREFERRED), **dict.fromkeys(others, DEPRECATED)}
        self._withheld.update(others)

    def _report(self, row: Row, column: str, message: str, hint: str = "") -> None:
        self.findings.append(row.finding(column, message, hint))

    def _claims(self, row: Row, entry: str, by_property: dict[tuple[URIRef, URIRef], list[Claim]]) -> list[Claim]:
        """The claims of one entry of `compares`: `subject property`, or `subject property value`."""
        subject, _, rest = entry.partition(" ")
        name, _, value = rest.partition(" ")
        if name not in self.context:
            self._report(row, "compares", f"{name!r} is no record name", "see ontology/context.jsonld")
            return []
        claims = by_property.get((thing(subject), self.context[name].iri), [])
        found = [claim for claim in claims if not value or _says(claim, value)]
        if not found:
            self._report(row, "compares", f"no record claims {entry!r}")
        return found

    def _withhold_coarser(self, claims: Iterable[Claim], single: SingleValued) -> None:
        """Of `2018-11` and `2018-11-14` the day is asserted: it says the month too, and does not disagree with it."""
        for group in _groups(self._standing(claims), single).values():
            values = {str(c.object) for c in group if isinstance(c.object, Literal) and c.object.datatype in _DATES}
            for claim in group:
                if any(str(value).startswith(f"{claim.object}-") for value in values):
                    self._withheld.add(claim)

    def _unexplained(self, claims: Iterable[Claim], single: SingleValued) -> Iterator[Finding]:
        for group in _groups(self._standing(claims), single).values():
            values = {claim.object for claim in group}
            if len(values) > 1 and not all(claim in self._explained for claim in group):
                first = group[0]
                message = f"{_compact(first.subject)} {_compact(first.predicate)} has several values: "
                message += "; ".join(f"{_short(c)} ({c.where.rpartition('/')[2]})" for c in group)
                yield Finding(message, first.where, "mend the records, or add a row to discrepancies.csv")

    def _standing(self, claims: Iterable[Claim]) -> list[Claim]:
        return [claim for claim in claims if self.stands(claim)]


def _groups(claims: Iterable[Claim], single: SingleValued) -> dict[tuple[URIRef, URIRef, str], list[Claim]]:
    groups: dict[tuple[URIRef, URIRef, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if key := single.key(claim):
            groups[key].append(claim)
    return groups


def _triples(row: Row, involved: Collection[Claim], preferred: Collection[Claim]) -> Iterator[Triple]:
    node = thing(f"discrepancy/{row['id'].removeprefix('discrepancy/')}")
    yield node, RDF.type, KSC.Discrepancy
    yield from label_triples(node, row["name_ko"], row["name_en"], "supplied", "supplied")
    yield node, KSC.discrepancyKind, concept("discrepancy-kind", row["kind"])
    yield node, KSC.verdict, concept("verdict", row["verdict"])
    for language in ("en", "ko"):
        yield node, KSC.reason, Literal(row[f"reason_{language}"], lang=language)
    for claim in involved:
        yield node, KSC.involvesClaim, claim.node
    for claim in preferred:
        yield node, KSC.preferredClaim, claim.node
    if row["verdict"] != "compatible":
        for claim, other in permutations(involved, 2):
            if claim.statement != other.statement:
                yield claim.node, KSC.conflictsWith, other.node


def _short(claim: Claim) -> str:
    """A claim's value as records write it."""
    value = claim.object
    if isinstance(value, Literal):
        return f"{value}@{value.language}" if value.language else str(value)
    return str(value).removeprefix(str(ID)).removeprefix(str(SCHEME))


def _says(claim: Claim, value: str) -> bool:
    short = _short(claim)
    slug = short.partition("/")[2] if str(claim.object).startswith(str(SCHEME)) else short
    return value in (short, slug, str(claim.object))


def _compact(iri: URIRef) -> str:
    return str(iri).removeprefix(str(ID)).rpartition("#")[2]
