"""The ontology's axioms compiled to rules. An axiom that no rule is known for is refused by name, never skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.errors import Finding, FindingsError
from kg.namespaces import PREFIXES
from kg.reason.expressions import OWL, RDF, RDFS, Expressions, UnknownAxiom, short
from kg.reason.rules import TYPE, Atom, Disjoint, Rule, Var

X, Y, Z = Var("x"), Var("y"), Var("z")

# Parts of class expressions and lists: they mean something only where an axiom on this page leads to them.
_PARTS: Final = frozenset(
    [f"{RDF}first", f"{RDF}rest", f"{OWL}members"]
    + [f"{OWL}{name}" for name in ("onProperty", "hasValue", "someValuesFrom", "allValuesFrom")]
    + [f"{OWL}{name}" for name in ("intersectionOf", "unionOf")]
)
_ANNOTATIONS: Final = frozenset(
    [f"{RDFS}{name}" for name in ("label", "comment", "seeAlso", "isDefinedBy")]
    + [f"{OWL}{name}" for name in ("versionInfo", "versionIRI", "priorVersion", "deprecated")]
)
_DECLARATIONS: Final = frozenset(
    f"{OWL}{name}"
    for name in ("Ontology", "Class", "Restriction", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
)
_VOCABULARIES: Final = (OWL, RDF, RDFS)


@dataclass(frozen=True, slots=True)
class Program:
    """What an ontology comes to: rules that add statements, and what no thing may be at once."""

    rules: tuple[Rule, ...]
    disjoint: tuple[Disjoint, ...]


def compile_ontology(triples: Iterable[ox.Triple]) -> Program:
    """The program of an ontology. Raises FindingsError with every axiom that no rule is known for."""
    triples = list(triples)
    compiler = _Compiler(Expressions(triples))
    rules: dict[Rule, None] = {}
    disjoint: list[Disjoint] = []
    findings: list[Finding] = []
    for triple in triples:
        try:
            for made in compiler.axiom(triple):
                if isinstance(made, Disjoint):
                    disjoint.append(made)
                elif made.head not in made.body:
                    rules[made] = None
        except UnknownAxiom as error:
            hint = "the reasoner knows no rule for it: write it otherwise, or teach kg.reason.compiler"
            findings.append(Finding(f"unknown axiom: {error}", _name(triple), hint))
    if findings:
        raise FindingsError(findings)
    return Program(tuple(sorted(rules, key=str)), tuple(sorted(disjoint, key=str)))


def _name(triple: ox.Triple) -> str:
    return f"{short(triple.subject)} {short(triple.predicate)} {short(triple.object)}"


class _Compiler:
    """One method for each axiom; each says which rules of OWL 2 RL (Profiles, tables 5 to 9) it becomes."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.predicates: dict[str, Callable[[str, object, object], Iterator[Rule | Disjoint]]] = {
            f"{RDFS}subClassOf": self._sub_class,
            f"{OWL}equivalentClass": self._equivalent_class,
            f"{OWL}disjointWith": self._disjoint_with,
            f"{RDFS}subPropertyOf": self._sub_property,
            f"{OWL}equivalentProperty": self._equivalent_property,
            f"{OWL}inverseOf": self._inverse,
            f"{OWL}propertyChainAxiom": self._chain,
            f"{RDFS}domain": self._domain,
            f"{RDFS}range": self._range,
        }
        self.types: dict[str, Callable[[str, object], Iterator[Rule | Disjoint]]] = {
            f"{OWL}SymmetricProperty": self._symmetric,
            f"{OWL}TransitiveProperty": self._transitive,
            f"{OWL}AllDisjointClasses": self._all_disjoint,
        }

    def axiom(self, triple: ox.Triple) -> Iterator[Rule | Disjoint]:
        """The rules of one statement of the ontology; none for annotations and declarations."""
        predicate, value = triple.predicate.value, triple.object
        if predicate in self.predicates:
            yield from self.predicates[predicate](_name(triple), triple.subject, value)
        elif predicate == TYPE.value:
            yield from self._type(triple)
        elif predicate in _PARTS:
            if not isinstance(triple.subject, ox.BlankNode):
                raise UnknownAxiom(f"{short(triple.predicate)} on a name")
        elif predicate not in _ANNOTATIONS and predicate.startswith(_VOCABULARIES):
            raise UnknownAxiom(short(triple.predicate))

    def _type(self, triple: ox.Triple) -> Iterator[Rule | Disjoint]:
        kind = self.expressions.named(triple.object)
        if kind.value in self.types:
            yield from self.types[kind.value](_name(triple), triple.subject)
        elif kind.value not in _DECLARATIONS and kind.value.startswith(_VOCABULARIES):
            raise UnknownAxiom(short(kind))

    def _sub_class(self, axiom: str, sub: object, super_: object) -> Iterator[Rule]:
        """cax-sco, with what stands on either side taken apart: cls-int, cls-uni, cls-svf, cls-hv, cls-avf."""
        for body in self.expressions.bodies(sub, X):
            for name, more, head in self.expressions.heads(super_, X):
                if not body:
                    raise UnknownAxiom("owl:Thing on the left of a subclass axiom")
                yield Rule(name, axiom, (*body, *more), head)

    def _equivalent_class(self, axiom: str, one: object, other: object) -> Iterator[Rule]:
        """cax-eqc1, cax-eqc2."""
        yield from self._sub_class(axiom, one, other)
        yield from self._sub_class(axiom, other, one)

    def _disjoint_with(self, axiom: str, one: object, other: object) -> Iterator[Disjoint]:
        """cax-dw."""
        yield Disjoint("cax-dw", axiom, (self.expressions.named(one), self.expressions.named(other)))

    def _all_disjoint(self, axiom: str, node: object) -> Iterator[Disjoint]:
        """cax-adc."""
        named = self.expressions.named
        yield Disjoint("cax-adc", axiom, tuple(named(member) for member in self.expressions.members(node)))

    def _sub_property(self, axiom: str, sub: object, super_: object) -> Iterator[Rule]:
        """prp-spo1."""
        named = self.expressions.named
        yield Rule("prp-spo1", axiom, (Atom(X, named(sub), Y),), Atom(X, named(super_), Y))

    def _equivalent_property(self, axiom: str, one: object, other: object) -> Iterator[Rule]:
        """prp-eqp1, prp-eqp2."""
        yield from self._sub_property(axiom, one, other)
        yield from self._sub_property(axiom, other, one)

    def _inverse(self, axiom: str, one: object, other: object) -> Iterator[Rule]:
        """prp-inv1, prp-inv2."""
        first, second = self.expressions.named(one), self.expressions.named(other)
        yield Rule("prp-inv1", axiom, (Atom(X, first, Y),), Atom(Y, second, X))
        yield Rule("prp-inv2", axiom, (Atom(X, second, Y),), Atom(Y, first, X))

    def _symmetric(self, axiom: str, node: object) -> Iterator[Rule]:
        """prp-symp."""
        name = self.expressions.named(node)
        yield Rule("prp-symp", axiom, (Atom(X, name, Y),), Atom(Y, name, X))

    def _transitive(self, axiom: str, node: object) -> Iterator[Rule]:
        """prp-trp."""
        name = self.expressions.named(node)
        yield Rule("prp-trp", axiom, (Atom(X, name, Y), Atom(Y, name, Z)), Atom(X, name, Z))

    def _chain(self, axiom: str, node: object, chain: object) -> Iterator[Rule]:
        """prp-spo2."""
        links = [self.expressions.named(link) for link in self.expressions.items(chain)]
        nodes = [Var(f"n{number}") for number in range(len(links) + 1)]
        body = tuple(Atom(nodes[i], link, nodes[i + 1]) for i, link in enumerate(links))
        yield Rule("prp-spo2", axiom, body, Atom(nodes[0], self.expressions.named(node), nodes[-1]))

    def _domain(self, axiom: str, node: object, class_: object) -> Iterator[Rule]:
        """prp-dom."""
        for _, more, head in self.expressions.heads(class_, X):
            yield Rule("prp-dom", axiom, (Atom(X, self.expressions.named(node), Y), *more), head)

    def _range(self, axiom: str, node: object, class_: object) -> Iterator[Rule]:
        """prp-rng. A datatype types literals, and no statement begins with one: nothing to add."""
        if isinstance(class_, ox.NamedNode) and class_.value.startswith((PREFIXES["xsd"], f"{RDF}langString")):
            return
        for _, more, head in self.expressions.heads(class_, Y):
            yield Rule("prp-rng", axiom, (Atom(X, self.expressions.named(node), Y), *more), head)
