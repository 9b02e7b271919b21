"""Class expressions of OWL 2 RL: read from triples, as the body of a rule, and as the head of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, product
from typing import Final

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.reason.rules import TYPE, Atom, Term, Var

OWL: Final = PREFIXES["owl"]
RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]
THING: Final = f"{OWL}Thing"

Node = ox.NamedNode | ox.BlankNode
Body = tuple[Atom, ...]


class UnknownAxiom(Exception):  # noqa: N818 - it never leaves the compiler; it becomes a Finding there
    """An axiom that no rule is known for; the text names it."""


def short(term: object) -> str:
    """A term as people read it: `ksc:within`; other IRIs in full, blank nodes as `[]`."""
    if not isinstance(term, ox.NamedNode):
        return "[]" if isinstance(term, ox.BlankNode) else str(term)
    found = [(len(iri), prefix) for prefix, iri in PREFIXES.items() if term.value.startswith(iri)]
    if not found:
        return str(term)
    length, prefix = max(found)
    return f"{prefix}:{term.value[length:]}"


class Expressions:
    """The class expressions and lists of one ontology, read on demand."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._objects: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._objects[triple.subject][triple.predicate.value].append(triple.object)
        self._fresh = count()

    def items(self, head: object) -> Iterator[object]:
        """The members of an RDF list."""
        while not (isinstance(head, ox.NamedNode) and head.value == f"{RDF}nil"):
            entry = self._objects.get(head, {})
            if len(entry.get(f"{RDF}first", ())) != 1 or len(entry.get(f"{RDF}rest", ())) != 1:
                raise UnknownAxiom("a list that is not well formed")
            yield entry[f"{RDF}first"][0]
            head = entry[f"{RDF}rest"][0]

    def members(self, node: object) -> Iterator[object]:
        """The members of an n-ary axiom such as owl:AllDisjointClasses."""
        lists = self._objects[node][f"{OWL}members"]
        if len(lists) != 1:
            raise UnknownAxiom("an axiom on several classes without one owl:members")
        return self.items(lists[0])

    def named(self, term: object) -> ox.NamedNode:
        """The term, when it has a name; anonymous property expressions and classes are not known here."""
        if not isinstance(term, ox.NamedNode):
            raise UnknownAxiom("an anonymous expression where only a name is known")
        return term

    def bodies(self, expression: object, var: Term) -> list[Body]:
        """When `var` is an instance: any one of the bodies (cls-int1, cls-uni, cls-svf1, cls-svf2, cls-hv2)."""
        if isinstance(expression, ox.NamedNode):
            return [()] if expression.value == THING else [(Atom(var, TYPE, expression),)]
        kind, value = self._kind(expression)
        if kind == "intersectionOf":
            parts = [self.bodies(member, var) for member in self.items(value)]
            return [tuple(atom for body in choice for atom in body) for choice in product(*parts)]
        if kind == "unionOf":
            return [body for member in self.items(value) for body in self.bodies(member, var)]
        if kind == "hasValue":
            return [(Atom(var, self._property(expression), _constant(value)),)]
        if kind == "someValuesFrom":
            other = self._variable()
            first = Atom(var, self._property(expression), other)
            return [(first, *body) for body in self.bodies(value, other)]
        raise UnknownAxiom(f"owl:{kind} on the left of a subclass axiom")

    def heads(self, expression: object, var: Term) -> list[tuple[str, Body, Atom]]:
        """What being an instance gives: rule name, what else must hold, the statement (cls-int2, cls-hv1, cls-avf)."""
        if isinstance(expression, ox.NamedNode):
            return [] if expression.value == THING else [("cax-sco", (), Atom(var, TYPE, expression))]
        kind, value = self._kind(expression)
        if kind == "intersectionOf":
            return [head for member in self.items(value) for head in self.heads(member, var)]
        if kind == "hasValue":
            return [("cls-hv1", (), Atom(var, self._property(expression), _constant(value)))]
        if kind == "allValuesFrom":
            other = self._variable()
            first = Atom(var, self._property(expression), other)
            return [("cls-avf", (first, *more), head) for _, more, head in self.heads(value, other)]
        raise UnknownAxiom(f"owl:{kind} on the right of a subclass axiom")

    def _kind(self, expression: object) -> tuple[str, object]:
        """The constructor of an anonymous class, and its value; exactly one of those that OWL has."""
        entry = self._objects.get(expression, {})
        skip = {f"{RDF}type", f"{OWL}onProperty", f"{RDFS}subClassOf", f"{OWL}equivalentClass"}
        found = [(p, values) for p, values in entry.items() if p not in skip]
        if len(found) != 1 or len(found[0][1]) != 1 or not found[0][0].startswith(OWL):
            names = ", ".join(short(ox.NamedNode(p)) for p, _ in found) or "nothing"
            raise UnknownAxiom(f"a class expression made of {names}")
        return found[0][0].removeprefix(OWL), found[0][1][0]

    def _property(self, expression: object) -> ox.NamedNode:
        properties = self._objects[expression][f"{OWL}onProperty"]
        if len(properties) != 1:
            raise UnknownAxiom("a restriction without one owl:onProperty")
        return self.named(properties[0])

    def _variable(self) -> Var:
        return Var(f"v{next(self._fresh)}")


def _constant(value: object) -> ox.NamedNode | ox.Literal:
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    raise UnknownAxiom("owl:hasValue of a blank node")
