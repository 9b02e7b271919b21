"""What a shape asks for, in words: one `Rule` for each constraint component (SHACL, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import SH

from api.html import values
from api.html.pages import Shown
from api.terms.names import Name, Names
from api.terms.statements import Statements, key
from api.terms.texts import TEXTS

_TERMS: Final = {"datatype": SH.datatype, "is_a": SH["class"], "node": SH.node, "not": SH["not"]}
_LISTS: Final = {"or": SH["or"], "xone": SH.xone, "and": SH["and"], "one_of": SH["in"], "language_in": SH.languageIn}
_VALUES: Final = {
    "has_value": SH.hasValue,
    "node_kind": SH.nodeKind,
    "min_length": SH.minLength,
    "min": SH.minInclusive,
    "max": SH.maxInclusive,
}
# The parts of the paths of SHACL, section 2.3.1.
_REPEATED: Final = {str(SH.zeroOrMorePath): "*", str(SH.oneOrMorePath): "+", str(SH.zeroOrOnePath): "?"}

_SEVERITIES: Final = {str(SH.Warning): "warning", str(SH.Info): "info"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing asked for: words, then names or values, then code."""

    text: str
    terms: Sequence[Name | Shown] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A rule in SPARQL."""

    anchor: str
    text: str


class Rules:
    """Reads the constraints of shapes."""

    def __init__(self, statements: Statements, names: Names) -> None:
        self._statements, self._names = statements, names

    def of(self, shape: str) -> list[Rule]:
        """What a node or property shape asks for, its property shapes left out."""
        return [*self._number(shape), *self._named(shape), *self._valued(shape)]

    def queries(self, shape: str) -> list[Query]:
        """The rules that a shape has in SPARQL (SHACL, section 5)."""
        return [
            Query("" if iri.startswith("_:") else self._names.of(iri).anchor, text)
            for iri in self._statements.keys(shape, SH.sparql)
            for text in self._statements.keys(iri, SH.select)
        ]

    def path(self, node: str) -> str:
        """A path in words."""
        if members := self._steps(node):
            return " / ".join(self.path(member) for member in members)
        for head in self._statements.keys(node, SH.alternativePath):
            return self._text("path_or").join(self.path(member) for member in self._steps(head))
        for inverse in self._statements.keys(node, SH.inversePath):
            return self._text("path_inverse", of=self.path(inverse))
        for predicate, sign in _REPEATED.items():
            for step in self._statements.keys(node, predicate):
                return f"{self.path(step)}{sign}"
        return self._names.of(node).text

    def path_in_sparql(self, node: str) -> str:
        """A path as SPARQL writes it (SPARQL 1.1, section 9.1), with prefixed names."""
        if members := self._steps(node):
            return "/".join(self.path_in_sparql(member) for member in members)
        for head in self._statements.keys(node, SH.alternativePath):
            return f"({'|'.join(self.path_in_sparql(member) for member in self._steps(head))})"
        for inverse in self._statements.keys(node, SH.inversePath):
            return f"^{self.path_in_sparql(inverse)}"
        for predicate, sign in _REPEATED.items():
            for step in self._statements.keys(node, predicate):
                return f"({self.path_in_sparql(step)}){sign}"
        return self._names.of(node).short

    def _number(self, shape: str) -> Iterator[Rule]:
        least = next(iter(self._statements.keys(shape, SH.minCount)), "0")
        most = next(iter(self._statements.keys(shape, SH.maxCount)), "")
        if most and least == most:
            yield Rule(self._text("exactly", count=most))
        elif most and least != "0":
            yield Rule(self._text("between", least=least, most=most))
        elif most:
            yield Rule(self._text("at_most", count=most))
        elif least != "0":
            yield Rule(self._text("at_least", count=least))
        if "true" in self._statements.keys(shape, SH.uniqueLang):
            yield Rule(self._text("unique_lang"))

    def _named(self, shape: str) -> Iterator[Rule]:
        for text, predicate in _TERMS.items():
            if found := self._statements.objects(shape, predicate):
                yield Rule(self._text(text), [self._shown(value) for value in found])
        for text, predicate in _LISTS.items():
            for head in self._statements.keys(shape, predicate):
                yield Rule(self._text(text), [self._shown(member) for member in self._statements.items(head)])

    def _valued(self, shape: str) -> Iterator[Rule]:
        for text, predicate in _VALUES.items():
            for value in self._statements.objects(shape, predicate):
                yield Rule(self._text(text), [self._shown(value)])
        for pattern in self._statements.keys(shape, SH.pattern):
            yield Rule(self._text("pattern"), code=pattern)

    def _shown(self, value: Any) -> Name | Shown:
        """A term by name; a value as it is; an unnamed shape by what it asks for."""
        if isinstance(value, ox.Literal):
            return values.shown(value, self._names.lang)
        if isinstance(value, ox.BlankNode):
            return Shown("; ".join(_plain(rule) for rule in self.of(key(value))))
        return self._names.of(value.value)

    def _steps(self, head: str) -> list[str]:
        return [key(member) for member in self._statements.items(head)]

    def _text(self, name: str, **figures: str) -> str:
        return TEXTS[name][self._names.lang].format(**figures)


def _plain(rule: Rule) -> str:
    return " ".join([rule.text, ", ".join(term.text for term in rule.terms), rule.code]).strip()


def severity(statements: Statements, shape: str) -> str:
    """The name of the text for a shape's severity; nothing for a violation, the default (SHACL, section 2.1.4)."""
    found = statements.keys(shape, SH.severity)
    return next((text for iri, text in _SEVERITIES.items() if iri in found), "")
