"""Tables that a PDF reader flattened: cells are wrapped over lines, and only their words tell where one ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.documents import Document
from kg.names import Names

# `I-` at the end of a line goes on without a space: I-Parking.
_HYPHEN = re.compile(r"\w-$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands on one line."""

    line: int
    text: str


def pieces(document: Document, first: int, last: int) -> list[Piece]:
    """The lines from `first` to `last` that are not blank, white space at their ends stripped."""
    numbered = ((number, document.line(number).strip()) for number in range(first, last + 1))
    return [Piece(number, text) for number, text in numbered if text]


def words(parts: Iterable[Piece]) -> list[Piece]:
    """Every word with its line."""
    return [Piece(part.line, word) for part in parts for word in part.text.split()]


def joined(parts: Iterable[Piece]) -> str:
    """The text of a wrapped cell on one line."""
    text = ""
    for part in parts:
        text += part.text if not text or _HYPHEN.search(text) else f" {part.text}"
    return " ".join(text.split())


def lines_of(parts: Sequence[Piece]) -> str:
    """Where the parts stand, as a records table says it: `867-868`."""
    first, last = parts[0].line, parts[-1].line
    return str(first) if first == last else f"{first}-{last}"


def splits(parts: Sequence[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Every way to cut the words of `parts` in two, the longest beginning first; the second part may be empty."""
    all_words = words(parts)
    for count in range(len(all_words), 0, -1):
        yield all_words[:count], all_words[count:]


def longest(parts: Sequence[Piece], is_name: Callable[[str], bool]) -> tuple[list[Piece], list[Piece]] | None:
    """The longest beginning of `parts` that is a name, and the rest."""
    return next((pair for pair in splits(parts) if is_name(joined(pair[0]))), None)


def link_in(names: Names, printed: str, kind: str, country: str | None, city: str | None) -> str | None:
    """The one entity of `kind` that goes by `printed`, or, where several do, by `printed (city)`."""
    found = names.link(printed, kind, country)
    entity = names.entities.get(city or "")
    if found or not entity:
        return found
    qualified = (f"{printed} ({name})" for name in (entity.name_en, entity.name_ko))
    return next((id_ for name in qualified if (id_ := names.link(name, kind, country))), None)
