"""What validation found: one ShapeFinding per SHACL validation result, and the Report that holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import Identifier, Node

from kg.errors import FindingsError
from kg.messages import Message, in_language
from kg.validate.places import Place

LANGUAGES: Final = ("en", "ko")
SEVERITIES: Final[Mapping[Node, str]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}

# How our messages give an example of a right value; tests/validate holds every message to it.
_EXAMPLE: Final = {
    "en": re.compile(r"\b(?:for example|one is) (.+?)(?=$|; |\. [A-Z]| \(only| and so)"),
    "ko": re.compile(r"예: (.+?)(?=$|\. |은 id/| \()"),
}

_WHERE: Final = re.compile(r"(?P<source>.*?)(?::(?P<line>[0-9]+))?(?::(?P<column>[0-9]+))?(?:: .*)?", re.DOTALL)

Texts = Mapping[str, str]
"""A text in each language: {"en": …, "ko": …}. One that is in neither, as somebody else's shapes have, stands at ""."""


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
    place: Place | None = None

    @property
    def examples(self) -> Texts:
        """A right value in each language, where the message gives one."""
        found = {language: _EXAMPLE[language].search(text) for language, text in self.messages.items()}
        return {language: match[1].strip() for language, match in found.items() if match}

    @property
    def order(self) -> tuple[int, str, str, str, str, str]:
        """What tells findings apart, and sorts them: violations first, then by focus node, shape and value."""
        rank = list(SEVERITIES.values()).index(self.severity)
        value = self.value.n3() if self.value is not None else ""
        return rank, str(self.focus), str(self.shape), str(self.constraint), str(self.component), value


@dataclass(frozen=True, slots=True)
class InputFinding:
    """A record cell that no statement can be made of: an unknown name, a month 13. Always a violation."""

    message: str
    hint: str
    place: Place

    def said(self, language: str) -> str:
        """What is wrong, and what would be right."""
        text = Message("{what}; {hint}", what=self.message, hint=self.hint) if self.hint else self.message
        return in_language(text, language)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a candidate that conforms would do: the statements that are new, and agreements that it may repeat."""

    added: tuple[ox.Triple, ...]
    similar: tuple[tuple[URIRef, URIRef], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Every finding, and how much was looked at: a verdict over nothing is none."""

    findings: tuple[ShapeFinding, ...]
    shapes: int
    focus_nodes: int
    unread: tuple[InputFinding, ...] = ()
    preview: Preview | None = None

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated; unlike `sh:conforms`, warnings do not count."""
        return not self.unread and not any(finding.severity == "violation" for finding in self.findings)

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        cells = len(self.unread) if severity == "violation" else 0
        return cells + sum(finding.severity == severity for finding in self.findings)


def text_in(said: Texts, language: str) -> str:
    """The text in the language asked for, else in another."""
    return said.get(tag_of(said, language), "")


def tag_of(said: Texts, language: str) -> str:
    """The language of the text that there is."""
    return next((tag for tag in (language, *LANGUAGES) if said.get(tag)), "")


def refused(error: FindingsError) -> Report:
    """The report of an input that no verdict is possible on: what its reader, or its guard, says of it."""
    found = []
    for finding in error.findings:
        match = _WHERE.fullmatch(finding.where)
        assert match is not None  # it takes any text
        line, column = (int(number) if number else None for number in (match["line"], match["column"]))
        found.append(InputFinding(finding.message, finding.hint, Place(match["source"], line, column)))
    return Report((), 0, 0, tuple(found))
