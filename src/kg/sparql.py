"""What can be told of a SPARQL query without evaluating it: its form, dataset clauses, SERVICE, and VALUES blocks.

pyoxigraph gives no syntax tree, so this is a lexer of SPARQL 1.1's terminals (https://www.w3.org/TR/sparql11-query/#sparqlGrammar)
that knows strings, comments and IRIs, and reads keywords from the tokens. It accepts any text: whether a query is
well-formed is for the engine's parser to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_TERMINALS: Final = re.compile(
    r"""
    (?:[ \t\r\n]+|\#[^\r\n]*)*+
    (?:
      (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
    | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[^\w\s])
                (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s]|\.+(?=[\w:%\\-]))*)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
    | (?P<sign>\^\^|&&|\|\||!=|<=|>=|.)
    )
    """,
    re.VERBOSE | re.DOTALL,
)

UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_OPERANDS: Final = frozenset({"variable", "string", "number", "iri", "name", "language"})
_CLAUSES: Final = frozenset({"SELECT", "FILTER", "HAVING", "BY"})


class Token(NamedTuple):
    """One terminal: its kind (a group of `_TERMINALS`), its text, and where it starts, in characters from 0."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset just after the token."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


NO_TOKEN: Final = Token("sign", "", 0)  # what stands before the first


@dataclass(frozen=True, slots=True)
class ValuesBlock:
    """A `VALUES ?variable { … }` block inside the WHERE clause; `start` and `end` bound what is between the braces."""

    variable: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A query's form (an upper-case keyword, or ""), where its prologue ends, its dataset clauses, its first SERVICE.

    `glued` is a FROM that runs into the next word: Oxigraph reads `FROMNAMED<…>` and `FROM:a`, this lexer does not.
    """

    form: str
    prologue_end: int
    prefixes: tuple[str, ...]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    service: Token | None
    glued: Token | None


def tokens(text: str) -> Iterator[Token]:
    """The terminals of `text` without white space and comments. Never fails: an odd character is a `sign`."""
    brackets: list[bool] = []  # for each open bracket: does it hold an expression?
    clause = ""  # the keyword that says what a parenthesis outside an expression is for
    earlier = before = NO_TOKEN
    position = 0
    while match := _TERMINALS.match(text, position):
        kind = match.lastgroup or "sign"
        position = match.end()
        token = Token(kind, match[kind], match.start(kind))
        if kind == "sign":
            if token.text in "({[":
                inside = bool(brackets) and brackets[-1]
                brackets.append(token.text == "(" and (inside or _opens_expression(earlier, before, clause)))
                clause = clause if token.text == "(" else ""
            elif token.text in ")}]" and brackets:
                brackets.pop()
        elif kind == "word":
            clause = _clause(token, clause)
        # In an expression, `<` after an operand is "less than", even where the text up to a `>` looks like an IRI.
        elif kind == "iri" and brackets and brackets[-1] and _ends_operand(before):
            token = Token("sign", "<", token.start)
            position = token.end
        earlier, before = before, token
        yield token


def _clause(word: Token, clause: str) -> str:
    upper = word.text.upper()
    if upper in _CLAUSES:
        return upper
    return "" if upper in ("WHERE", "FROM", "VALUES", "LIMIT", "OFFSET") else clause


def _ends_operand(token: Token) -> bool:
    return token.kind in _OPERANDS or token.text == ")" or token.is_word("TRUE", "FALSE")


def _opens_expression(earlier: Token, before: Token, clause: str) -> bool:
    """Whether a `(` outside any expression opens one, by the two tokens before it and the clause that it stands in."""
    if before.kind == "word":
        return not before.is_word("VALUES", "UNDEF") and before.text != "a"
    if before is not NO_TOKEN and clause in ("SELECT", "BY", "HAVING"):
        return True
    return before.kind in ("iri", "name") and earlier.is_word("FILTER")


def outline(text: str) -> Outline:
    """Read what stands before the WHERE clause, and look for SERVICE everywhere."""
    form, prologue_end, depth = "", 0, 0
    prefixes: list[str] = []
    graphs: dict[str, list[str]] = {"FROM": [], "NAMED": []}
    service: Token | None = None
    glued: Token | None = None
    before = earlier = NO_TOKEN
    for token in tokens(text):
        if not form:
            if before.is_word("PREFIX") and token.kind == "name":
                prefixes.append(token.text)
            elif token.kind == "word" and not token.is_word("PREFIX", "BASE"):
                form, prologue_end = token.text.upper(), token.start
        elif depth == 0 and token.kind in ("iri", "name") and before.is_word("FROM", "NAMED"):
            graphs[before.text.upper()].append(token.text)
        elif depth == 0 and token.kind in ("word", "name") and _glued(token, "FROM"):
            glued = glued or token
        elif token.is_word("SERVICE") or (token.kind == "word" and _glued(token, "SERVICE")):
            service = service or token
        elif token.text == "{" and before.kind == "name" and _glued(before, "SERVICE") and not earlier.is_word("GRAPH"):
            service = service or before
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        earlier, before = before, token
    return Outline(form, prologue_end, tuple(prefixes), tuple(graphs["FROM"]), tuple(graphs["NAMED"]), service, glued)


def _glued(token: Token, keyword: str) -> bool:
    """Whether a keyword runs into what follows it; Oxigraph's parser asks for no white space between them."""
    return token.text[: len(keyword)].upper() == keyword and len(token.text) > len(keyword)


def values_blocks(text: str) -> list[ValuesBlock]:
    """The `VALUES ?x { … }` blocks that stand inside braces, in order; those of several variables are not listed."""
    found: list[ValuesBlock] = []
    window: list[Token] = []
    depth, variable, start = 0, "", -1
    for token in tokens(text):
        if token.text == "{":
            if depth and len(window) == 2 and window[0].is_word("VALUES") and window[1].kind == "variable":
                variable, start = window[1].text[1:], token.end
            depth += 1
        elif token.text == "}":
            depth -= 1
            if start >= 0:
                found.append(ValuesBlock(variable, start, token.start))
                start = -1
        window = [*window[-1:], token]
    return found


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def offset_of(text: str, line: int, column: int) -> int:
    """The character offset of a line and column, both from 1; the reverse of `place`."""
    lines = text.split("\n")
    return min(sum(len(part) + 1 for part in lines[: line - 1]) + column - 1, len(text))
