"""From pyoxigraph's parse messages to what a person can act on: line, column, plain cause, hint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg import sparql
from kg.messages import Message, alternatives

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[(?:'(?:\\.[^']*|[^'\\])'|[^\]'])*\]")
# Rules of section 18 and 19.8 of SPARQL 1.1 that the parser reports in the place of an expected token.
_RULES = {
    "The SELECT contains a variable that is unbound": Message(
        "the SELECT names a variable that is not grouped or aggregated"
    ),
    "Duplicated variable name in SELECT": Message("the SELECT names a variable twice"),
    "SELECT * is not authorized with GROUP BY": Message("SELECT * cannot stand with GROUP BY: name what is grouped"),
    "The SELECT overrides an existing variable": Message(
        "the SELECT gives a value to a variable that the pattern binds"
    ),
}
_LONGEST = 1 << 16  # characters of a query that is parsed once more, to find the place
# The parser compares keywords with as many characters as they have, and then names the place after those.
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
A_QUERY = Message("expected SELECT, ASK, CONSTRUCT or DESCRIBE")
_MOST = 4  # of the things that are expected: a longer list is no help
_PADDING = " " * 32
_LOOSE = ("{", "}", "(", ")", "[", "]", ",", ";")


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
    if problem := _undeclared(text, offset, prefixes):
        return problem
    for rule, plain in _RULES.items():
        if rule in expected:
            return SyntaxProblem(plain, line, column)
    if "IRI parsing failed" in expected:
        return SyntaxProblem(
            Message("this is not a valid IRI"), *sparql.place(text, max(0, text.rfind("<", 0, offset)))
        )
    if problem := _open_quote(text):
        return problem
    if len(text) <= _LONGEST:
        offset, expected = _furthest(text, offset, expected)
        if problem := _undeclared(text, offset, prefixes):  # the empty prefix, of which the parser says nothing
            return problem
    if problem := _rebound(text, offset):
        return problem
    if offset >= len(text) and (problem := _unbalanced(text)):
        return problem
    line, column = sparql.place(text, offset)
    found = next((token.text for token in sparql.tokens(text[offset:])), "")
    what = Message("unexpected {found!r}", found=found[:40]) if found else Message("the query ends too soon")
    if sparql.outline(text).form not in _FORMS:
        return SyntaxProblem(what, line, column, A_QUERY)
    names = _expected(expected)
    if not 0 < len(names) <= _MOST:
        return SyntaxProblem(what, line, column)
    return SyntaxProblem(what, line, column, Message("expected {names}", names=alternatives(names)))


def _furthest(text: str, offset: int, expected: str) -> tuple[int, str]:
    """Where the parser really stopped, and what it expected just there.

    In a text with wide gaps the place that it names is in the token that it stopped at, or in the gap after it.
    """
    starts: list[tuple[int, int]] = []  # of each token in the spread text, and in the text
    spread = _spread(text, starts)
    try:
        ox.Store().query(spread)
    except SyntaxError as error:
        match = _PLACE.match(str(error))
        if not match:
            return offset, expected
        stopped = sparql.offset_of(spread, int(match[1]), int(match[2]))
        start, original = max((pair for pair in starts if pair[0] <= stopped), default=(0, 0))
        return original, match[3] if start == stopped else ""
    return offset, expected


def _spread(text: str, starts: list[tuple[int, int]]) -> str:
    """The text with gaps between tokens, wherever white space does not change their meaning."""
    parts: list[str] = []
    length = position = 0
    for token in sparql.tokens(text):
        between = text[position : token.start]
        gap = _PADDING if between or token.text in _LOOSE or text[position - 1 : position] in _LOOSE else ""
        parts += [between, gap, token.text]
        length += len(between) + len(gap)
        starts.append((length, token.start))
        length += len(token.text)
        position = token.end
    rest = text[position:]
    starts.append((length + len(rest) + len(_PADDING), len(text)))
    return "".join([*parts, rest, _PADDING, " "])


def _undeclared(text: str, offset: int, prefixes: Mapping[str, str]) -> SyntaxProblem | None:
    """The prefixed name that the parser stopped in or just after, if its prefix is not declared.

    The message says so itself, but not after Hangul.
    """
    name = before = sparql.Token("sign", "", 0)
    for token in sparql.tokens(text):
        if token.start > offset or (token.start == offset and token.kind != "name"):
            break
        before, name = name, token
    prefix, colon, _ = name.text.partition(":")
    if name.kind != "name" or not colon or before.text == "<" or f"{prefix}:" in sparql.outline(text).prefixes:
        return None
    line, column = sparql.place(text, name.start)
    declaration = f"PREFIX {prefix}: <{prefixes.get(prefix) or '…'}>"
    hint = Message("add {declaration} before the query", declaration=declaration)
    return SyntaxProblem(Message("the prefix {prefix}: is not declared", prefix=prefix), line, column, hint)


def _open_quote(text: str) -> SyntaxProblem | None:
    """The first string or IRI that never ends. The parser names the end of the text for it, or a place after it."""
    for token in sparql.tokens(text):
        if token.kind == "sign" and token.text in ("'", '"'):
            return SyntaxProblem(Message("this string is never closed"), *sparql.place(text, token.start))
        if token.text == "<" and text[token.end : token.end + 1].isalpha() and ">" not in text[token.end :]:
            return SyntaxProblem(Message("this IRI is never closed"), *sparql.place(text, token.start))
    return None


def _rebound(text: str, offset: int) -> SyntaxProblem | None:
    """A BIND just before the place that gives a value to a variable which is in use already (SPARQL 1.1, 18.2.1)."""
    read = [token for token in sparql.tokens(text) if token.start < offset]
    if len(read) < 3 or not read[-3].is_word("AS") or read[-1].text != ")":
        return None
    variable = read[-2]
    if variable.text[1:] not in (token.text[1:] for token in read[:-3] if token.kind == "variable"):
        return None
    message = Message("{variable} is already in use here", variable=variable.text)
    return SyntaxProblem(message, *sparql.place(text, variable.start))


def _unbalanced(text: str) -> SyntaxProblem | None:
    """The first bracket without its partner. For these the parser often names just the end of the text."""
    partners = {")": "(", "]": "[", "}": "{"}
    opened: list[sparql.Token] = []
    for token in sparql.tokens(text):
        if token.text in partners.values():
            opened.append(token)
        elif token.text in partners:
            if not opened or opened[-1].text != partners[token.text]:
                return SyntaxProblem(
                    Message("unexpected {found!r}", found=token.text), *sparql.place(text, token.start)
                )
            opened.pop()
    if not opened:
        return None
    message = Message("this {bracket!r} is never closed", bracket=opened[-1].text)
    return SyntaxProblem(message, *sparql.place(text, opened[-1].start))


def _expected(listed: str) -> list[str]:
    """The keywords and signs that would be right here; character classes say nothing to a person and are left out."""
    plain = _CHARACTER_CLASS.sub("", listed)
    names = [name.strip().strip('"') for name in re.split(r",\s+", plain)]
    return [name.replace('\\"', '"') for name in names if name and not name.startswith("'\\")]
