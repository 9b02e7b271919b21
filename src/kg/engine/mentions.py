"""The classes and properties that a query's triple patterns name, and the prefixes that it declares.

A reader of tokens (`kg.sparql`), not a parser: it follows the grammar of triple patterns
(https://www.w3.org/TR/sparql11-query/#rTriplesSameSubjectPath) closely enough to tell a predicate from a subject, and
misses no more than a mention where a text is no SPARQL. Terms of a CONSTRUCT template, of VALUES and of expressions
are not mentions: they need not be in the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from kg import sparql
from kg.sparql import Token

Kind = Literal["class", "property"]
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TERMS: Final = ("variable", "iri", "name", "string", "number", "blank")
# Keywords of a group that are followed by something other than triples: until the next bracket closes, ...
_CLAUSE: Final = frozenset({"FILTER", "BIND", "GRAPH", "SERVICE", "VALUES", "OPTIONAL", "UNION", "MINUS"})
# ... or until the WHERE clause opens.
_MODIFIER: Final = frozenset(
    {"SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT"}
)
_OPENING: Final = frozenset("{([")
_CLOSING: Final = frozenset("})]")
_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A class or property that a triple pattern names."""

    kind: Kind
    iri: str


@dataclass(slots=True)
class _Context:
    """What is between two brackets, and what is expected next in it.

    `kind`: group, blank ([ ]), list, path or skipped. `state`: subject, verb, path (an element of it is read), object,
    after (an object), clause, modifier.
    """

    kind: str
    state: str
    is_type: bool = False


@dataclass(slots=True)
class _Reader:
    prefixes: dict[str, str]
    stack: list[_Context] = field(default_factory=lambda: [_Context("group", "modifier")])
    before: Token = sparql.NO_TOKEN
    data: bool = False  # a VALUES whose braces have not opened yet

    def read(self, token: Token) -> Mention | None:
        here = self.stack[-1]
        found = None
        if token.text in _OPENING:
            self._open(token.text, here)
        elif token.text in _CLOSING:
            self._close()
        elif here.kind == "path":
            found = self._mention("property", token)
        elif here.kind in ("group", "blank"):
            found = self._in_pattern(token, here)
        self.before = token
        return found

    def _open(self, bracket: str, here: _Context) -> None:
        if here.kind in ("group", "blank") and here.state == "path":
            here.state = "object"
        if bracket == "{":
            skipped = self.data or self.before.is_word("CONSTRUCT")
            self.data = False
            self.stack.append(_Context("skipped" if skipped else "group", "subject"))
        elif here.kind == "skipped" or here.state in ("clause", "modifier"):
            self.stack.append(_Context("skipped", ""))
        elif bracket == "[":
            self.stack.append(_Context("blank", "verb"))
        elif here.kind == "path" or here.state == "verb":
            self.stack.append(_Context("path", ""))
        else:
            self.stack.append(_Context("list", "object"))

    def _close(self) -> None:
        if len(self.stack) == 1:
            return
        closed, here = self.stack.pop(), self.stack[-1]
        if closed.kind == "group" or (here.state == "clause" and not self.data):
            here.state = "subject"
        elif closed.kind == "path":
            here.state, here.is_type = "path", False
        elif closed.kind in ("blank", "list"):
            here.state = "verb" if here.state == "subject" else "after"

    def _in_pattern(self, token: Token, here: _Context) -> Mention | None:
        if token.kind == "word" and token.text != "a" and not token.is_word("TRUE", "FALSE"):
            keyword = token.text.upper()
            self.data = self.data or keyword == "VALUES"
            if keyword in _CLAUSE:
                here.state = "clause"
            elif keyword in _MODIFIER:
                here.state = "modifier"
            return None
        if here.state in ("clause", "modifier") or self.before.text == "^^":
            return None
        if token.text in (".", ";", ","):
            here.state = {".": "subject", ";": "verb", ",": "object"}[token.text]
        elif here.state == "path" and token.text in ("/", "|", "*", "+", "?", "^"):
            here.state = "verb" if token.text in ("/", "|", "^") else "path"
            here.is_type = False
        elif here.state == "verb":
            return self._verb(token, here)
        elif here.state in ("path", "object"):
            here.state = "after"
            return self._mention("class", token) if here.is_type else None
        elif here.state == "subject" and token.kind in _TERMS:
            here.state = "verb"
        return None

    def _verb(self, token: Token, here: _Context) -> Mention | None:
        alone = self.before.text not in ("/", "|", "^", "!")
        if token.kind == "variable":
            here.state, here.is_type = "object", False
        elif token.text == "a" or token.kind in ("iri", "name"):
            here.state = "path"
            here.is_type = alone and (token.text == "a" or self._iri(token) == RDF_TYPE)
            return self._mention("property", token)
        return None

    def _mention(self, kind: Kind, token: Token) -> Mention | None:
        iri = self._iri(token)
        return Mention(kind, iri) if iri else None

    def _iri(self, token: Token) -> str:
        """The IRI that the token means; "" where that takes a base IRI or a prefix that is not declared."""
        if token.kind == "iri":
            return token.text[1:-1] if ":" in token.text and "\\" not in token.text else ""
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or prefix not in self.prefixes or not colon:
            return ""
        return self.prefixes[prefix] + _ESCAPE.sub(r"\1", local)


def mentions(text: str) -> Iterator[Mention]:
    """The classes and properties of the query's triple patterns, in order, repeats included."""
    tokens = list(sparql.tokens(text))
    reader = _Reader(_declared(tokens))
    for token in tokens:
        found = reader.read(token)
        if found:
            yield found


def prefixes(text: str) -> dict[str, str]:
    """The namespaces that the query declares with an absolute IRI, by prefix."""
    return _declared(sparql.tokens(text))


def _declared(tokens: Iterable[Token]) -> dict[str, str]:
    declared: dict[str, str] = {}
    earlier = before = sparql.NO_TOKEN
    for token in tokens:
        if token.kind == "iri" and earlier.is_word("PREFIX"):
            iri = token.text[1:-1]
            if ":" in iri and "\\" not in iri:
                declared[before.text.removesuffix(":")] = iri
        elif token.text == "{":
            break
        earlier, before = before, token
    return declared
