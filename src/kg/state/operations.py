"""A SPARQL Update request as its operations (https://www.w3.org/TR/sparql11-update/, section 3), told by its tokens.

Each operation comes with the prologue before it, so that it can be run alone. Whether any of it is well-formed is for
the engine's parser to say, which is asked first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg import sparql
from kg.sparql import Token

_WHOLESALE: Final = ("ALL", "NAMED", "DEFAULT")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its text with its prologue, its first keyword, where it begins in the request.

    `where` is the offset in `text` of a WHERE that dataset clauses may stand before, None where there is no such;
    `short` is the form DELETE WHERE, which has no place for them. `wholesale` is ALL, NAMED or DEFAULT, for a CLEAR or
    DROP of those.
    """

    text: str
    verb: str
    start: int
    where: int | None
    short: bool
    has_dataset: bool
    wholesale: str

    def using(self, clauses: str) -> str:
        """The text with dataset clauses before its WHERE, if it has a place for them."""
        return self.text if self.where is None else f"{self.text[: self.where]}{clauses} {self.text[self.where :]}"


def operations(text: str) -> Iterator[Operation]:
    """The operations of a request, in order."""
    prologue = ""
    for tokens, end in _segments(text):
        verb = _verb(tokens)
        head = tokens[:verb]
        if head:
            prologue += f"{text[head[0].start : head[-1].end]}\n"
        if verb < len(tokens):
            yield _operation(prologue, text, tokens[verb:], end)


def _segments(text: str) -> Iterator[tuple[list[Token], int]]:
    """The tokens between the semicolons outside braces, and the offset at which they end."""
    segment: list[Token] = []
    depth = 0
    for token in sparql.tokens(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "sign" else 0
        if token.text == ";" and depth == 0:
            yield segment, token.start
            segment = []
        else:
            segment.append(token)
    yield segment, len(text)


def _verb(tokens: Sequence[Token]) -> int:
    """Where the prologue ends: `BASE <iri>` and `PREFIX name: <iri>` go before."""
    at = 0
    while at < len(tokens) and tokens[at].is_word("BASE", "PREFIX"):
        at += 2 if tokens[at].is_word("BASE") else 3
    return min(at, len(tokens))


def _operation(prologue: str, text: str, tokens: Sequence[Token], end: int) -> Operation:
    start, depth = tokens[0].start, 0
    where: int | None = None
    has_dataset = False
    for before, token in zip((sparql.NO_TOKEN, *tokens), tokens, strict=False):
        if token.kind == "sign":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        elif depth == 0 and token.is_word("WHERE") and before.text == "}":
            where = len(prologue) + token.start - start
        elif depth == 0 and token.is_word("WITH", "USING"):
            has_dataset = True
    verb = tokens[0].text.upper()
    last = tokens[-1].text.upper()
    wholesale = last if verb in ("CLEAR", "DROP") and last in _WHOLESALE else ""
    short = verb == "DELETE" and len(tokens) > 1 and tokens[1].is_word("WHERE")
    return Operation(prologue + text[start:end], verb, start, where, short, has_dataset, wholesale)
