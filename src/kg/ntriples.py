"""Lines of N-Triples as bytes: a graph that can be compared, hashed and written without parsing it.

The canonical form (one space between terms, https://www.w3.org/TR/n-triples/#canonical-ntriples) is what pyoxigraph
writes: two lines are equal where their statements are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

import pyoxigraph as ox

# A blank node as the subject or the object of a line; a literal ends with a quote, a tag or an IRI.
_BLANK: Final = re.compile(rb'^_:[^\s"]+(?= )|(?<= )_:[^\s"]+(?= \.$)')
_PLACEHOLDER: Final = b"<urn:ksc:%d> <urn:ksc:p> %b .\n"


def write(statements: Iterable[ox.Triple] | Iterable[ox.Quad]) -> list[bytes]:
    """The statements, in their order; repeats stay. Literals are as a store keeps them: see `_kept`."""
    lines = _lines(statements)
    changed = _kept(list({_object(line) for line in lines if _is_typed(line)}))
    return [_replaced(line, changed) for line in lines] if changed else lines


def read(lines: Iterable[bytes]) -> Iterable[ox.Triple]:
    """The statements of lines, with the blank nodes of those labels."""
    return (quad.triple for quad in ox.parse(b"\n".join([*lines, b""]), ox.RdfFormat.N_TRIPLES))


def renamed(lines: Iterable[bytes], rename: Callable[[bytes], bytes]) -> list[bytes]:
    """The lines with other labels for their blank nodes; `rename` is given one with its `_:`, and gives one."""
    return [_BLANK.sub(lambda found: rename(found[0]), line) if b"_:" in line else line for line in lines]


def blanks(lines: Iterable[bytes]) -> set[bytes]:
    """The labels of the blank nodes."""
    return {label for line in lines if b"_:" in line for label in _BLANK.findall(line)}


def _lines(statements: Iterable[ox.Triple] | Iterable[ox.Quad]) -> list[bytes]:
    text = ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None  # no output was given to write to
    return text.splitlines()  # of bytes: breaks at line feeds only, and N-Triples escapes those of literals


def _is_typed(line: bytes) -> bool:
    """Whether the object may be a literal with a datatype."""
    return line.endswith(b"> .") and b'"^^<' in line


def _object(line: bytes) -> bytes:
    return line.split(b" ", 2)[2][:-2]


def _replaced(line: bytes, changed: dict[bytes, bytes]) -> bytes:
    new = changed.get(_object(line)) if _is_typed(line) else None
    return line if new is None else b"%b %b %b ." % (*line.split(b" ", 2)[:2], new)


def _kept(literals: list[bytes]) -> dict[bytes, bytes]:
    """The literals that a store would not give back as they are (1.10 as 1.1), and what it makes of them.

    Two statements that are one in the store must be one line, or taking back the one would take the other.
    """
    text = b"".join(_PLACEHOLDER % (number, literal) for number, literal in enumerate(literals))
    kept = list(literals)
    store = ox.Store()
    store.bulk_extend(ox.parse(text, ox.RdfFormat.N_QUADS))
    for line in _lines(store.quads_for_pattern(None, None, None)):
        number = int(line[len("<urn:ksc:") : line.index(b">")])
        kept[number] = _object(line)
    return {before: after for before, after in zip(literals, kept, strict=True) if before != after}
