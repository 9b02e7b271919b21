"""Disagreements side by side: what is claimed, by whom, which claim is followed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.html.pages import Shown
from api.html.views import View
from api.thing.sources import Claims, Place
from kg.namespaces import ID, KSC

_FOLDER: Final = f"{ID}discrepancy/"
_UNRESOLVED: Final = "unresolved"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim for a position: where it stands and how it is printed."""

    place: Place
    printed: Shown
    claim: str


@dataclass(frozen=True, slots=True)
class Position:
    """One of the values that are claimed; `followed`: it is the one that the graph states."""

    subject: Shown
    property: Shown
    value: Shown
    followed: bool
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A discrepancy; `about` are the subjects and properties of its claims."""

    anchor: str
    iri: str
    label: Shown
    verdict: Shown
    unresolved: bool
    reason: Shown
    positions: Sequence[Position]
    about: frozenset[tuple[str, str]]


def disagreements(view: View) -> list[Disagreement]:
    """The discrepancies among the triples of a view, by label."""
    return [_read(view, iri) for iri in view.subjects(_FOLDER)]


def _read(view: View, iri: str) -> Disagreement:
    claims = Claims(view, (claim.value for claim in view.values(iri, KSC.involvesClaim)))
    preferred = {claim.value for claim in view.values(iri, KSC.preferredClaim)}
    verdict = view.values(iri, KSC.verdict)[0]
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for claim in claims.iris:
        key = claims.subject(claim), claims.property(claim), str(claims.value(claim))
        grouped.setdefault(key, []).append(claim)
    positions = [_position(view, claims, of, preferred) for of in grouped.values()]
    reasons = view.values(iri, KSC.reason)
    reason = next((text for text in reasons if text.language == view.lang), reasons[0])
    return Disagreement(
        iri.removeprefix(_FOLDER),
        iri,
        view.named(iri),
        view.term(verdict),
        verdict.value.endswith(f"/{_UNRESOLVED}"),
        view.term(reason),
        sorted(positions, key=lambda position: not position.followed),
        frozenset((subject, property_) for subject, property_, _ in grouped),
    )


def _position(view: View, claims: Claims, of: Sequence[str], preferred: set[str]) -> Position:
    subject, property_, value = claims.subject(of[0]), claims.property(of[0]), claims.value(of[0])
    return Position(
        view.named(subject),
        view.named(property_),
        view.value(subject, property_, value),
        not preferred.isdisjoint(of),
        [Said(claims.place(claim), claims.printed(claim), claim) for claim in of],
    )
