"""SPARQL constraints (SHACL, section 5): from a query about one focus node to one about all of them.

SHACL puts each focus node in the place of $this (appendix A). Here all of them are bound at the start of the query's
outermost group. That gives the same where $this stands in that group alone and the solutions are not cut off; a query
that counts them has to group them by $this, since it selects it. What goes beyond that is refused by name, and so is
what appendix A forbids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node

from kg.engine.syntax import explain
from kg.errors import UsageError
from kg.sparql import NO_TOKEN, Token, tokens

_REFUSED: Final = ("MINUS", "VALUES", "SERVICE", "FROM", "LIMIT", "OFFSET")
_SHAPES_GRAPH: Final = ("shapesGraph", "currentShape")


def about_all(shapes: Graph, constraint: Node, start: str, path: str | None) -> str:
    """The query of a SPARQL constraint; `start` is a pattern that binds $this, `path` stands for $PATH.

    Raises UsageError for what is not covered, and for a query that is no SPARQL.
    """
    if any("{?" in message or "{$" in message for message in map(str, shapes.objects(constraint, SH.message))):
        raise UsageError(f"{constraint}: variables in sh:message are not compiled")
    text = str(shapes.value(constraint, SH.select) or "")
    found = list(tokens(text))
    body = next((brace.end for word, brace in pairwise(found) if word.is_word("WHERE") and brace.text == "{"), 0)
    if not body:
        raise UsageError(f"{constraint}: a SPARQL constraint is compiled from sh:select with WHERE")
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
    """Raise UsageError for what a join would answer otherwise than pre-binding."""
    depth = 0
    for before, token in pairwise([NO_TOKEN, *found]):
        depth += (token.text == "{") - (token.text == "}")
        name = token.text[1:] if token.kind == "variable" else ""
        if token.is_word(*_REFUSED) or (token.is_word("SELECT") and depth):
            where = " within the query" if token.is_word("SELECT") else ""
            raise UsageError(f"{constraint}: {token.text.upper()}{where} is not compiled in a SPARQL constraint")
        if name in _SHAPES_GRAPH:
            raise UsageError(f"{constraint}: ${name} is not compiled in a SPARQL constraint")
        if name == "this" and depth > 1:
            raise UsageError(f"{constraint}: $this is compiled in the outermost group of a SPARQL constraint only")
        if name == "this" and before.is_word("AS"):
            raise UsageError(f"{constraint}: a SPARQL constraint may not give $this another value")


def _prefixes(shapes: Graph, constraint: Node) -> Iterator[str]:
    """What sh:prefixes declares (5.2.1); not what owl:imports would add, which pySHACL does not look up either."""
    for ontology in shapes.objects(constraint, SH.prefixes):
        for declared in shapes.objects(ontology, SH.declare):
            prefix, namespace = (shapes.value(declared, name) for name in (SH.prefix, SH.namespace))
            yield f"PREFIX {prefix}: <{namespace}>\n"


def _try(constraint: Node, query: str) -> None:
    """Raise UsageError unless this is a query that selects $this."""
    try:
        solutions = ox.Store().query(query)
    except SyntaxError as error:
        raise UsageError(f"{constraint}: no SPARQL query: {explain(query, str(error.msg), {}).message}") from None
    if not isinstance(solutions, ox.QuerySolutions) or ox.Variable("this") not in solutions.variables:
        raise UsageError(f"{constraint}: the query of a SPARQL constraint selects $this")
