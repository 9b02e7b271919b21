"""The shapes: read from Turtle, with what findings say of them (messages, labels of paths) and what they target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.errors import UsageError
from kg.validate.findings import LANGUAGES, Texts
from kg.validate.paths import path_text


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph."""

    graph: Graph

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Every Turtle file of `folder`. Raises UsageError when there is none: an empty shapes graph accepts all."""
        graph = Graph()
        for path in sorted(folder.glob("*.ttl")):
            graph.parse(path, format="turtle")
        if not len(graph):
            raise UsageError(f"{folder}: there are no shapes (*.ttl)")
        return cls(graph)

    @property
    def targeting(self) -> list[URIRef]:
        """The node shapes that choose focus nodes themselves."""
        predicates = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
        found = {shape for predicate in predicates for shape in self.graph.subjects(predicate)}
        return sorted(shape for shape in found if isinstance(shape, URIRef))

    def focus_nodes(self, shape: URIRef, data: Graph) -> set[Node]:
        """The focus nodes of one shape in `data` (SHACL, section 2.1.3), which holds the subclass axioms too."""
        found: set[Node] = set(self.graph.objects(shape, SH.targetNode))
        for class_ in self.graph.objects(shape, SH.targetClass):
            for subclass in data.transitive_subjects(RDFS.subClassOf, class_):
                found.update(data.subjects(RDF.type, subclass))
        for predicate in self.graph.objects(shape, SH.targetSubjectsOf):
            found.update(data.subjects(predicate))
        for predicate in self.graph.objects(shape, SH.targetObjectsOf):
            found.update(data.objects(None, predicate))
        return found

    def messages(self, shape: Node, component: URIRef, constraint: Node | None) -> Texts:
        """The message in each language; a SPARQL constraint's own comes before its shape's.

        pySHACL drops their language tags, so they are read here. Where there is no message, it is the constraint.
        """
        said = (self._texts(node, SH.message) for node in (constraint, shape))
        return next(filter(None, said), None) or self._constraint(shape, component)

    def _constraint(self, shape: Node, component: URIRef) -> Texts:
        """What a component asks for, by the name of its parameter: SHACL derives the one from the other."""
        name = component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
        name = "sparql" if component == SH.SPARQLConstraintComponent else f"{name[0].lower()}{name[1:]}"
        values = [v.n3() for v in self.graph.objects(shape, SH[name]) if isinstance(v, URIRef | Literal)]
        asked = " ".join([f"sh:{name}", *sorted(values)])
        return {"en": f"it does not meet {asked}", "ko": f"맞지 않는 조건: {asked}"}

    def path_label(self, shape: Node, data: Graph) -> Texts:
        """What a shape's path is called: the shape's own `sh:name`, else the label of the property."""
        if names := self.names(shape):
            return names
        path = self.graph.value(shape, SH.path)
        return texts(data.objects(path, RDFS.label)) if isinstance(path, URIRef) else {}

    def names(self, shape: Node) -> Texts:
        """The shape's own `sh:name`."""
        return self._texts(shape, SH.name)

    def path_text(self, path: Node | None) -> str:
        """A path as SPARQL has it; empty for none."""
        return path_text(self.graph, path) if path is not None else ""

    def path_nodes(self, path: Node) -> list[URIRef]:
        """The properties that a path names, in order."""
        if isinstance(path, URIRef):
            return [path]
        if (path, RDF.first, None) in self.graph:
            return [iri for step in Collection(self.graph, path) for iri in self.path_nodes(step)]
        return [iri for _, _, step in self.graph.triples((path, None, None)) for iri in self.path_nodes(step)]

    def _texts(self, subject: Node | None, predicate: URIRef) -> Texts:
        found = list(self.graph.objects(subject, predicate)) if subject is not None else []
        return texts(found) or ({"": min(map(str, found))} if found else {})


def texts(values: Iterable[Node]) -> Texts:
    """The literals in our languages, by language."""
    tagged = [value for value in values if isinstance(value, Literal) and value.language in LANGUAGES]
    return {str(value.language): str(value) for value in sorted(tagged, reverse=True)}
