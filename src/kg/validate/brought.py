"""Shapes that a request brings: read with the care that uploads are read with, compiled as ours are, judged by alone.

Only the compiled shapes run. pySHACL does not: it would open more doors than it is worth to guard. Focus nodes are what
the upload says something of; the whole dataset is there to look into, since nobody knows how far these shapes look.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, Self

import pyoxigraph as ox
from rdflib import BNode, URIRef
from rdflib.namespace import SH

from kg.errors import Finding, InputError, ShapeError
from kg.messages import Message
from kg.namespaces import ID
from kg.validate.compiler import Compiled, compile_shapes
from kg.validate.conditions import TARGETS
from kg.validate.data import BLANK, as_graph, name_blanks
from kg.validate.engine import Data
from kg.validate.findings import Report
from kg.validate.guard import FORMATS, read_rdf
from kg.validate.places import Places, turtle_places
from kg.validate.results import report_of
from kg.validate.shapes import Shapes
from kg.validate.slice import Context

NAME: Final = "shapes.ttl"
"""What messages call them."""
_FLAT: Final = Message("write it flat")
_TARGETS: Final = frozenset(ox.NamedNode(str(predicate)) for predicate in TARGETS)
_NESTED: Final = frozenset(ox.NamedNode(str(predicate)) for predicate in (SH.property, SH.sparql))


@dataclass(frozen=True, slots=True)
class Brought:
    """Shapes, compiled."""

    shapes: Shapes
    compiled: tuple[Compiled, ...]

    @classmethod
    def read(cls, content: bytes) -> Self:
        """From Turtle. Raises InputError for what the guard refuses, and for shapes that are not compiled."""
        triples = read_rdf(content, FORMATS[".ttl"], NAME, {}, str(ID))
        shapes = Shapes(as_graph(_named(triples)))
        try:
            return cls(shapes, compile_shapes(shapes.graph))
        except ShapeError as error:
            raise InputError([_finding(error, turtle_places(content, NAME, str(ID), triples))]) from None
        except RecursionError:
            message = Message("shapes nested too deep, or in a circle")
            raise InputError([Finding(message, NAME, _FLAT)]) from None

    def report(self, context: Context, candidate: Collection[ox.Triple]) -> Report:
        """Judge what the candidate says something of, with the dataset beside it. Raises InputError for no verdict."""
        candidate = name_blanks(candidate)
        triples = {*context, *candidate}
        outcome = Data(triples, context.literals).run(self.compiled, context.concerned(candidate, ()))
        if not outcome.focus_nodes:
            hint = Message("give a shape a target that it has, for example sh:targetClass")
            raise InputError([Finding(Message("no shape of these looks at anything in it"), NAME, hint)])
        return report_of(outcome, self.shapes, triples)


def _finding(error: ShapeError, places: Places) -> Finding:
    """What is wrong with shapes, at the place of what is at fault where that has a name."""
    node = str(error.node)
    if isinstance(error.node, BNode) or node.startswith(BLANK):
        return Finding(error.message, NAME)
    place = places.find(URIRef(node), (), None)
    return Finding(Message("{node}: {what}", node=node, what=error.message), place.said("en") if place else NAME)


def _named(triples: Collection[ox.Triple]) -> list[ox.Triple]:
    """The statements with IRIs for the blank nodes that a report has to name: shapes, and their SPARQL constraints.

    They are numbered as they come, so that the same text gives the same report (RDF 1.1 Concepts, section 3.5).
    """
    names: dict[Any, ox.NamedNode] = {}
    for triple in triples:
        node: Any = triple.subject if triple.predicate in _TARGETS else triple.object
        if triple.predicate in _TARGETS | _NESTED and isinstance(node, ox.BlankNode):
            names.setdefault(node, ox.NamedNode(f"{BLANK}shape-{len(names) + 1}"))

    def named(term: Any) -> Any:
        return names.get(term, term)

    return [ox.Triple(named(t.subject), t.predicate, named(t.object)) for t in triples]
