"""The project's files as the checks read them: each is read once, when the first check asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from kg.errors import FindingsError
from kg.namespaces import BASE, ID, KSC, OA, PREFIXES
from kg.reason import Closure, Inputs, read, reason
from kg.reason.reference import expand, to_graph
from kg.reason.run import FILE, parse

Triple = tuple[Node, Node, Node]

EVIDENCE: Final = (KSC.Claim, OA.SpecificResource, OA.FragmentSelector)


@dataclass(frozen=True)
class Project:
    """A project folder. What cannot be read raises FindingsError from whichever check asks first."""

    root: Path

    @property
    def turtle_files(self) -> list[Path]:
        """Every Turtle file of the project."""
        folders = ("ontology", "shapes", "data", "tests/bad")
        return [path for folder in folders for path in sorted((self.root / folder).glob("*.ttl"))]

    @property
    def hand_kept(self) -> list[Path]:
        """The Turtle files that people write: the terms, the alignments, the labels of other terms, the shapes."""
        kept = [self.root / "ontology" / name for name in ("ksc.ttl", "ksc-aligns.ttl", "ksc-labels.ttl")]
        return [*(path for path in kept if path.exists()), *sorted((self.root / "shapes").glob("*.ttl"))]

    @cached_property
    def inputs(self) -> Inputs:
        """What `kg reason` reads."""
        return read(self.root)

    @cached_property
    def closure(self) -> Closure:
        """What follows."""
        return reason(self.inputs)

    @cached_property
    def expanded(self) -> Graph:
        """What owlrl makes of it; seconds to minutes, so asked for once."""
        return expand(to_graph(self.inputs.all))

    @cached_property
    def ontology(self) -> Graph:
        """The terms."""
        return to_graph(self.inputs.ontology)

    @cached_property
    def aligns(self) -> Graph:
        """The alignments; empty where there are none."""
        path = self.root / "ontology" / "ksc-aligns.ttl"
        return to_graph(parse(path)) if path.exists() else Graph()

    @cached_property
    def schemes(self) -> Graph:
        """The concepts."""
        path = self.root / "ontology" / "ksc-schemes.ttl"
        return to_graph(parse(path)) if path.exists() else Graph()

    @cached_property
    def shapes(self) -> Graph:
        """The shapes, all files in one graph."""
        graph = Graph()
        for path in sorted((self.root / "shapes").glob("*.ttl")):
            for triple in to_graph(parse(path)):
                graph.add(triple)
        return graph

    @cached_property
    def documents(self) -> dict[str, Graph]:
        """The graph of each document, by the name of its file: data/*.ttl but the reference and what was inferred."""
        paths = sorted((self.root / "data").glob("*.ttl"))
        return {p.stem: to_graph(parse(p)) for p in paths if p.name not in ("reference.ttl", FILE)}

    @cached_property
    def data(self) -> Graph:
        """Every asserted statement about things, merged: data/*.ttl but what was inferred, and the concepts."""
        return to_graph(self.inputs.asserted)

    @cached_property
    def evidence(self) -> frozenset[Node]:
        """The claims, passages and selectors."""
        return frozenset(node for class_ in EVIDENCE for node in self.data.subjects(RDF.type, class_))

    @cached_property
    def superclasses(self) -> dict[Node, set[Node]]:
        """Each declared class -> itself and the named classes above it; a defined class is below what defines it."""
        terms = self.ontology
        above: dict[Node, set[Node]] = {}
        waiting: list[Node]
        for class_ in terms.subjects(RDF.type, OWL.Class):
            if isinstance(class_, URIRef):
                above[class_] = {class_}
                waiting = [class_]
                while waiting:
                    fresh = set(_parents(waiting.pop(), terms)) - above[class_]
                    above[class_] |= fresh
                    waiting += fresh
        return above


def _parents(class_: Node, terms: Graph) -> Iterator[Node]:
    yield from (node for node in terms.objects(class_, RDFS.subClassOf) if isinstance(node, URIRef))
    for expression in terms.objects(class_, OWL.equivalentClass):
        for head in terms.objects(expression, OWL.intersectionOf):
            yield from (node for node in terms.items(head) if isinstance(node, URIRef))


def short(node: object) -> str:
    """An IRI as people read it: `ksc:within`, `agreement/2019-11-lh-hue-mou`, `scheme/stage/planned`."""
    text = str(node)
    if text.startswith(str(ID)):
        return text.removeprefix(str(ID))
    for prefix, iri in PREFIXES.items():
        if text.startswith(iri):
            return f"{prefix}:{text.removeprefix(iri)}"
    return text.removeprefix(BASE)


def triples(path: Path) -> list[ox.Triple]:
    """The statements of one file; empty where it does not parse, which is the check `syntax`'s to say."""
    try:
        return list(parse(path))
    except FindingsError:
        return []
