"""SPARQL constraints (SHACL, section 5): from a query about one focus node to one about all of them.

SHACL puts each focus node in the place of $this (appendix A). Here all of them are bound at the start of the query's
outermost group. That gives the same where $this stands in that group alone and the solutions are not cut off; a query
that counts them has to group them by $this, since it selects it. What goes beyond that is refused by name, and so is
what appendix A forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node

from kg.engine.syntax import explain
from kg.errors import ShapeError
from kg.messages import Message
from kg.sparql import NO_TOKEN, Token, tokens

_REFUSED: Final = ("MINUS", "VALUES", "SERVICE", "FROM", "LIMIT", "OFFSET")
_SHAPES_GRAPH: Final = ("shapesGraph", "currentShape")
# Whatever else stood there would become part of the query.
_PREFIX: Final = re.compile(r'(?:[^\W\d_](?:[\w.-]*[\w-])?)? [^\s<>"{}|^`\\]*')


def about_all(shapes: Graph, constraint: Node, start: str, path: str | None) -> str:
    """The query of a SPARQL constraint; `start` is a pattern that binds $this, `path` stands for $PATH.

    Raises ShapeError for what is not covered, and for a query that is no SPARQL.
    """
    if any("{?" in message or "{$" in message for message in map(str, shapes.objects(constraint, SH.message))):
        raise ShapeError(constraint, Message("variables in sh:message are not compiled"))
    text = str(shapes.value(constraint, SH.select) or "")
    found = list(tokens(text))
    body = next((brace.end for word, brace in pairwise(found) if word.is_word("WHERE") and brace.text == "{"), 0)
    if not body:
        raise ShapeError(constraint, Message("a SPARQL constraint is compiled from sh:select with WHERE"))
    _refuse(constraint, found)
    parts, position = [*_prefixes(shapes, constraint), text[:body], f" {start} . "], body
    for token in found:
        if token.text == "$PATH" and path is not None:
            parts += [text[position : token.start], path]
            position = token.end
    query = "".join([*parts, text[position:]])
    _try(constraint, query)
    return query


def _refuse(constraint: Node, found: Sequence[Token]) -> None:
    """Raise ShapeError for what a join would answer otherwise than pre-binding."""
    depth = 0
    for before, token in pairwise([NO_TOKEN, *found]):
        depth += (token.text == "{") - (token.text == "}")
        name = token.text[1:] if token.kind == "variable" else ""
        if token.is_word(*_REFUSED) or (token.is_word("SELECT") and depth):
            what = "SELECT in SELECT" if token.is_word("SELECT") else token.text.upper()
            raise ShapeError(constraint, Message("{what} is not compiled in a SPARQL constraint", what=what))
        if name in _SHAPES_GRAPH:
            raise ShapeError(constraint, Message("{what} is not compiled in a SPARQL constraint", what=f"${name}"))
        if name == "this" and depth > 1:
            raise ShapeError(
                constraint, Message("$this is compiled in the outermost group of a SPARQL constraint only")
            )
        if name == "this" and before.is_word("AS"):
            raise ShapeError(constraint, Message("a SPARQL constraint may not give $this another value"))


def _prefixes(shapes: Graph, constraint: Node) -> Iterator[str]:
    """What sh:prefixes declares (5.2.1); not what owl:imports would add, which pySHACL does not look up either."""
    for ontology in shapes.objects(constraint, SH.prefixes):
        for declared in shapes.objects(ontology, SH.declare):
            prefix, namespace = (shapes.value(declared, name) for name in (SH.prefix, SH.namespace))
            if not _PREFIX.fullmatch(f"{prefix} {namespace}"):
                raise ShapeError(ontology, Message("sh:declare names a prefix and a namespace; these are none"))
            yield f"PREFIX {prefix}: <{namespace}>\n"


def _try(constraint: Node, query: str) -> None:
    """Raise ShapeError unless this is a query that selects $this."""
    try:
        solutions = ox.Store().query(query)
    except SyntaxError as error:
        reason = explain(query, str(error.msg), {}).message
        raise ShapeError(constraint, Message("no SPARQL query: {reason}", reason=reason)) from None
    except RuntimeError as error:  # a function that there is not
        raise ShapeError(constraint, Message("the query cannot be run: {reason}", reason=str(error))) from None
    if not isinstance(solutions, ox.QuerySolutions) or ox.Variable("this") not in solutions.variables:
        raise ShapeError(constraint, Message("the query of a SPARQL constraint selects $this"))
