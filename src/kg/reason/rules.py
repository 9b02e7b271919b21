"""Rules as data: atoms, Horn rules, and the SPARQL updates and questions that they become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.namespaces import GRAPH

TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
INFERRED: Final = ox.NamedNode(GRAPH["inferred"])

# What an atom is about: a predicate, and the class where the predicate is rdf:type.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Var:
    """A variable of a rule."""

    name: str

    def __str__(self) -> str:
        return f"?{self.name}"


Term = Var | ox.NamedNode | ox.Literal


class Atom(NamedTuple):
    """A triple pattern with a fixed predicate, and a fixed class where that is rdf:type."""

    subject: Term
    predicate: ox.NamedNode
    object: Term

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."

    @property
    def key(self) -> Key:
        """What the schedule orders by."""
        if self.predicate == TYPE and isinstance(self.object, ox.NamedNode):
            return self.predicate.value, self.object.value
        return self.predicate.value, ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`body` gives `head`. `name`: its name in OWL 2 RL (OWL 2 Profiles, section 4.3); `axiom`: where it comes from."""

    name: str
    axiom: str
    body: tuple[Atom, ...]
    head: Atom

    @property
    def where(self) -> str:
        """The group pattern that finds what the rule adds and the store does not hold yet."""
        guards = "".join(f" FILTER(!isLiteral({var}))" for var in self._maybe_literal())
        return f"{{ {' '.join(map(str, self.body))}{guards} FILTER NOT EXISTS {{ {self.head} }} }}"

    @property
    def update(self) -> str:
        """Adds the head to the default graph, where other rules read, and to the graph of inferred statements."""
        return f"INSERT {{ {self.head} GRAPH {INFERRED} {{ {self.head} }} }} WHERE {self.where}"

    @property
    def question(self) -> str:
        """Whether the rule has anything to add."""
        return f"ASK {self.where}"

    def _maybe_literal(self) -> list[Var]:
        """The head's subject where it may be a literal: no statement begins with one (RDF 1.1 Concepts, 3.1)."""
        subject = self.head.subject
        known = any(atom.subject == subject for atom in self.body)
        return [subject] if isinstance(subject, Var) and not known else []


@dataclass(frozen=True, slots=True)
class Disjoint:
    """Classes of which nothing has two. `name`: cax-dw for a pair, cax-adc for a list."""

    name: str
    axiom: str
    classes: tuple[ox.NamedNode, ...]

    @property
    def query(self) -> str:
        """The things with two of the classes, and the classes."""
        values = " ".join(map(str, self.classes))
        pattern = f"VALUES ?class {{ {values} }} ?thing a ?class"
        return (
            f"SELECT ?thing (GROUP_CONCAT(STR(?class); separator=' ') AS ?classes) WHERE {{ {pattern} }} "
            "GROUP BY ?thing HAVING (COUNT(?class) > 1) ORDER BY ?thing"
        )
