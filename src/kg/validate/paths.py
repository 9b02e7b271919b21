"""SHACL property paths (SHACL, section 2.3.1) as SPARQL property paths (SPARQL 1.1, section 9.1)."""

from __future__ import annotations

from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.errors import ShapeError
from kg.messages import Message
from kg.validate.members import members

_REPEATED: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def path_text(graph: Graph, path: Node) -> str:
    """The path at `path` as SPARQL. Raises ShapeError for a node that is no path."""
    if isinstance(path, URIRef):
        return path.n3()
    if (path, RDF.first, None) in graph:
        return f"({'/'.join(_steps(graph, path))})"
    if (alternatives := graph.value(path, SH.alternativePath)) is not None:
        return f"({'|'.join(_steps(graph, alternatives))})"
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return f"(^{path_text(graph, inverse)})"
    for predicate, sign in _REPEATED.items():
        if (step := graph.value(path, predicate)) is not None:
            return f"({path_text(graph, step)}{sign})"
    raise ShapeError(path, Message("this is no SHACL property path"))


def _steps(graph: Graph, head: Node) -> list[str]:
    return [path_text(graph, step) for step in members(graph, head)]
