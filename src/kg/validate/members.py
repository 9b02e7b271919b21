"""What parameters of shapes hold: RDF lists and whole numbers, in shapes that anybody may have written."""

from __future__ import annotations

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import ShapeError
from kg.messages import Message


def members(graph: Graph, head: Node) -> list[Node]:
    """The members of a list. Raises ShapeError for one that never ends."""
    try:
        return list(Collection(graph, head))
    except ValueError:
        raise ShapeError(head, Message("this list leads back to itself")) from None


def whole(node: Node) -> int:
    """The number that a count or a length is. Raises ShapeError for what is none."""
    try:
        return int(str(node))
    except ValueError:
        raise ShapeError(str(node)[:40], Message("this stands where a whole number must")) from None
