"""What validation found: one ShapeFinding per SHACL validation result, and the Report that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import Identifier, Node

LANGUAGES: Final = ("en", "ko")
SEVERITIES: Final[Mapping[Node, str]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}

Texts = Mapping[str, str]
"""A text in each language: {"en": …, "ko": …}."""


@dataclass(frozen=True, slots=True)
class ShapeFinding:
    """One constraint that one focus node does not meet.

    `path` is the head of a property path, an IRI for a plain property; None where the constraint is on the node itself.
    `constraint` is the SPARQL constraint of `shape`, where it is one.
    """

    severity: str
    focus: Node
    focus_label: Texts
    path: Node | None
    path_label: Texts
    value: Identifier | None
    component: URIRef
    shape: URIRef
    constraint: URIRef | None
    messages: Texts

    @property
    def order(self) -> tuple[int, str, str, str, str, str]:
        """What tells findings apart, and sorts them: violations first, then by focus node, shape and value."""
        rank = list(SEVERITIES.values()).index(self.severity)
        value = self.value.n3() if self.value is not None else ""
        return rank, str(self.focus), str(self.shape), str(self.constraint), str(self.component), value


@dataclass(frozen=True, slots=True)
class Report:
    """Every finding, and how much was looked at: a verdict over nothing is none."""

    findings: tuple[ShapeFinding, ...]
    shapes: int
    focus_nodes: int

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated; unlike `sh:conforms`, warnings do not count."""
        return not any(finding.severity == "violation" for finding in self.findings)

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)
