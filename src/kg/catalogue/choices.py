"""Which values of a parameter give an answer: the canned query itself, asked for all of them at once."""

from __future__ import annotations

from kg import sparql
from kg.catalogue.canned import CannedQuery, Parameter
from kg.catalogue.entities import EntityIndex


def choices_query(query: CannedQuery, parameter: Parameter, index: EntityIndex) -> str:
    """A query whose column `parameter.variable` holds the things that give `query` a row.

    It is the query with every thing of the parameter's kind in its VALUES blocks, and the block's variable in SELECT
    and GROUP BY. The other parameters have their defaults.
    """
    text = query.text
    things = " ".join(f"<{entity.iri}>" for entity in index.of_kind(parameter.kind))
    edits = [
        (block.start, block.end, f" {things} ")
        for block in sparql.values_blocks(text)
        if block.variable == parameter.variable
    ]
    edits += [(at, at, f" ?{parameter.variable}") for at in _projections(text)]
    for start, end, new in sorted(edits, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _projections(text: str) -> list[int]:
    """Where the outer SELECT and GROUP BY begin to list their variables."""
    found: list[int] = []
    depth, before = 0, sparql.Token("sign", "", 0)
    for token in sparql.tokens(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and before.is_word("SELECT"):
            found.append(token.end if token.is_word("DISTINCT", "REDUCED") else before.end)
        elif depth == 0 and before.is_word("GROUP") and token.is_word("BY"):
            found.append(token.end)
        before = token
    return found
