"""The focus nodes that shapes choose (SHACL, section 2.1.3), looked up in the store: no query is parsed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from kg.validate.compiler import Compiled

_TYPE: Final = ox.NamedNode(str(RDF.type))
_SUBCLASS: Final = ox.NamedNode(str(RDFS.subClassOf))
_DATA: Final = ox.DefaultGraph()


def focus_nodes(
    store: ox.Store, shapes: Iterable[Compiled], only: Collection[Any] | None = None
) -> dict[Compiled, set[Any]]:
    """The focus nodes of each shape that has any; with `only`, those among these nodes."""
    instances = _instances(store, only)
    found: dict[Compiled, set[Any]] = {}
    for shape in shapes:
        targets = shape.targets
        nodes = {node for class_ in targets.classes for node in instances.get(class_, ())}
        for predicate in targets.subjects_of:
            nodes |= {quad.subject for quad in _quads(store, only, lambda node, p=predicate: (node, p, None))}
        for predicate in targets.objects_of:
            nodes |= {quad.object for quad in _quads(store, only, lambda node, p=predicate: (None, p, node))}
        nodes |= set(targets.nodes) if only is None else set(targets.nodes).intersection(only)
        if nodes:
            found[shape] = nodes
    return found


def _quads(store: ox.Store, only: Collection[Any] | None, pattern: Any) -> Iterator[ox.Quad]:
    """The quads that match the pattern of any node, or of each of these."""
    for node in (None,) if only is None else only:
        subject, predicate, object_ = pattern(node)
        if subject is None or not isinstance(subject, ox.Literal):
            yield from store.quads_for_pattern(subject, predicate, object_, _DATA)


def _instances(store: ox.Store, only: Collection[Any] | None) -> dict[Any, set[Any]]:
    """The nodes of each class, those of its subclasses among them."""
    direct: dict[Any, set[Any]] = defaultdict(set)
    for quad in _quads(store, only, lambda node: (node, _TYPE, None)):
        direct[quad.object].add(quad.subject)
    found: dict[Any, set[Any]] = defaultdict(set)
    for class_, nodes in direct.items():
        for wider in _classes_above(store, class_):
            found[wider] |= nodes
    return found


def _classes_above(store: ox.Store, class_: Any) -> set[Any]:
    """The class and its superclasses."""
    found, todo = {class_}, [class_]
    while todo:
        node = todo.pop()
        if isinstance(node, ox.NamedNode | ox.BlankNode):
            new = {quad.object for quad in store.quads_for_pattern(node, _SUBCLASS, None, _DATA)} - found
            found |= new
            todo += new
    return found
