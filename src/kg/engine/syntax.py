"""From pyoxigraph's parse messages to what a person can act on: line, column, plain cause, hint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg import sparql

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[(?:'(?:\\.[^']*|[^'\\])'|[^\]'])*\]")
# Rules of section 18 and 19.8 of SPARQL 1.1 that the parser reports in the place of an expected token.
_RULES = {
    "The SELECT contains a variable that is unbound": "the SELECT names a variable that is not grouped or aggregated",
    "Duplicated variable name in SELECT": "the SELECT names a variable twice",
}


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """What is wrong, where (from 1; None where the parser names no place), and what may help."""

    message: str
    line: int | None = None
    column: int | None = None
    hint: str = ""


def explain(text: str, message: str, prefixes: Mapping[str, str]) -> SyntaxProblem:
    """Read the parser's `message` about `text`; `prefixes` are those to suggest."""
    match = _PLACE.match(message)
    if not match:
        return SyntaxProblem(message)
    line, column, expected = int(match[1]), int(match[2]), match[3]
    offset = sparql.offset_of(text, line, column)
    if "Prefix not found" in expected and (problem := _undeclared(text, offset, prefixes)):
        return problem
    for rule, plain in _RULES.items():
        if rule in expected:
            return SyntaxProblem(plain, line, column)
    if "IRI parsing failed" in expected:
        return SyntaxProblem("this is not a valid IRI", *sparql.place(text, max(0, text.rfind("<", 0, offset))))
    if offset >= len(text) and (problem := _unbalanced(text)):
        return problem
    found = next((token.text for token in sparql.tokens(text[offset:])), "")
    what = f"unexpected {found[:40]!r}" if found else "the query ends too soon"
    names = _expected(expected)
    return SyntaxProblem(what, line, column, f"expected {' or '.join(names)}" if names else "")


def _undeclared(text: str, offset: int, prefixes: Mapping[str, str]) -> SyntaxProblem | None:
    """The prefixed name that the parser stopped in, if its prefix is not declared."""
    declared = sparql.outline(text).prefixes
    for token in sparql.tokens(text):
        if token.kind == "name" and token.start <= offset <= token.end:
            prefix = token.text.split(":", 1)[0]
            if f"{prefix}:" in declared:
                return None
            line, column = sparql.place(text, token.start)
            known = prefixes.get(prefix)
            hint = f"add PREFIX {prefix}: <{known or '…'}> before the query"
            return SyntaxProblem(f"the prefix {prefix}: is not declared", line, column, hint)
    return None


def _unbalanced(text: str) -> SyntaxProblem | None:
    """The first bracket without its partner. For these the parser often names just the end of the text."""
    partners = {")": "(", "]": "[", "}": "{"}
    opened: list[sparql.Token] = []
    for token in sparql.tokens(text):
        if token.text in partners.values():
            opened.append(token)
        elif token.text in partners:
            if not opened or opened[-1].text != partners[token.text]:
                return SyntaxProblem(f"unexpected {token.text!r}", *sparql.place(text, token.start))
            opened.pop()
    if not opened:
        return None
    return SyntaxProblem(f"this {opened[-1].text!r} is never closed", *sparql.place(text, opened[-1].start))


def _expected(listed: str) -> list[str]:
    """The keywords and signs that would be right here; character classes say nothing to a person and are left out."""
    plain = _CHARACTER_CLASS.sub("", listed)
    names = [name.strip().strip('"') for name in re.split(r",\s+", plain)]
    return [name.replace('\\"', '"') for name in names if name and not name.startswith("'\\")][:8]
