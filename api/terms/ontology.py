"""The ontology as a page: its head, classes as a tree, properties by domain, each term with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS

from api.terms.names import Name, Names, prefixes
from api.terms.statements import Statements, key
from kg.namespaces import BASE, KSC

_KINDS: Final = {
    str(OWL.Class): "class",
    str(OWL.ObjectProperty): "object_property",
    str(OWL.DatatypeProperty): "datatype_property",
    str(OWL.AnnotationProperty): "annotation_property",
    str(OWL.TransitiveProperty): "transitive",
    str(OWL.SymmetricProperty): "symmetric",
    str(OWL.FunctionalProperty): "functional",
}
# A fact's text -> the property whose values it lists, or whose subjects.
_STATED: Final = {
    "super_class": RDFS.subClassOf,
    "super_property": RDFS.subPropertyOf,
    "equivalent": OWL.equivalentClass,
    "domain": RDFS.domain,
    "range": RDFS.range,
    "inverse": OWL.inverseOf,
    "replaced": DCTERMS.isReplacedBy,
}
_REVERSED: Final = {
    "sub_class": RDFS.subClassOf,
    "sub_property": RDFS.subPropertyOf,
    "inverse": OWL.inverseOf,
    "domain_of": RDFS.domain,
    "range_of": RDFS.range,
}
_ORDER: Final = (
    *("replaced", "super_class", "sub_class", "super_property", "sub_property", "equivalent", "disjoint"),
    *("domain", "range", "inverse", "domain_of", "range_of"),
)
_MATCHES: Final = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
_NOTES: Final = (RDFS.comment, SKOS.scopeNote, SKOS.example)
_THINGS: Final = """SELECT ?thing ?name WHERE {{
  ?thing a {name} .
  OPTIONAL {{ ?thing skos:prefLabel ?name FILTER(LANG(?name) = "{lang}") }}
}} ORDER BY ?name ?thing"""
_STATEMENTS: Final = "SELECT ?thing ?value WHERE {{ ?thing {name} ?value }} ORDER BY ?thing ?value"


@dataclass(frozen=True, slots=True)
class Branch:
    """A class in the tree, with those below it."""

    name: Name
    definition: str
    count: int
    branches: Sequence[Branch]


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property. `kinds`, and the first parts of `facts` and `steps`, are names of texts."""

    name: Name
    kinds: Sequence[str]
    is_class: bool
    retired: bool
    definitions: Mapping[str, str]
    notes: Mapping[str, str]
    facts: Sequence[tuple[str, Sequence[Name]]]
    steps: Sequence[tuple[str, Sequence[Name]]]
    matches: Sequence[tuple[Name, Name]]
    rules: Sequence[Name]
    count: int
    query: str
    questions: Sequence[str]


class Ontology:
    """The terms of an ontology. `shapes` are the statements that constrain them, `counts` their use in the data,
    `questions` the canned queries that name each.
    """

    def __init__(
        self,
        statements: Statements,
        shapes: Statements,
        names: Names,
        counts: Mapping[str, int],
        questions: Mapping[str, Sequence[str]],
    ) -> None:
        self._statements, self._shapes, self._names = statements, shapes, names
        self._counts, self._questions = counts, questions
        self._terms = [iri for iri in declared(statements) if statements.texts(iri, RDFS.label)]
        self._classes = [iri for iri in self._terms if self._has(iri, OWL.Class)]

    def tree(self) -> list[Branch]:
        """The classes without a wider one, each with those below it."""
        roots = [iri for iri in self._classes if not self._wider(iri)]
        return [self._branch(name, frozenset()) for name in self._names.all(roots)]

    def properties(self) -> list[tuple[Name | str, list[tuple[Name, list[Name], int]]]]:
        """Properties with what they lead to and their use, by domain; for those without one the name of a text."""
        groups: dict[str, list[str]] = {}
        for iri in self._terms:
            if iri not in self._classes:
                default = "of_any" if iri.startswith(KSC) else "of_reused"
                for domain in self._named(self._statements.keys(iri, RDFS.domain)) or [default]:
                    groups.setdefault(domain, []).append(iri)
        domains = self._names.all([iri for iri in groups if iri in self._classes])
        ordered: list[Name | str] = [*domains, *(name for name in ("of_any", "of_reused") if name in groups)]
        return [(group, self._rows(groups[group if isinstance(group, str) else group.iri])) for group in ordered]

    def terms(self) -> list[Term]:
        """Every term: classes as the tree has them, then properties by domain; last classes that stand in a circle."""
        order = [name.iri for branch in self.tree() for name in _walk(branch)]
        order += [row[0].iri for _, rows in self.properties() for row in rows]
        return [self._term(iri) for iri in dict.fromkeys([*order, *sorted(self._terms)])]

    def _branch(self, name: Name, above: frozenset[str]) -> Branch:
        below = [iri for iri in self._statements.subjects(RDFS.subClassOf, name.iri) if iri in self._classes]
        passed = above | {name.iri}
        branches = [self._branch(sub, passed) for sub in self._names.all(below) if sub.iri not in passed]
        definition = self._statements.texts(name.iri, SKOS.definition).get(self._names.lang, "")
        return Branch(name, definition, self._counts.get(name.iri, 0), branches)

    def _rows(self, iris: Iterable[str]) -> list[tuple[Name, list[Name], int]]:
        return [
            (name, self._names.all(self._named(self._statements.keys(name.iri, RDFS.range))), self._count(name.iri))
            for name in self._names.all(list(iris))
        ]

    def _term(self, iri: str) -> Term:
        name, is_class = self._names.of(iri), iri in self._classes
        query = (_THINGS if is_class else _STATEMENTS).format(name=name.short, lang=self._names.lang)
        kinds = [_KINDS[kind] for kind in self._statements.keys(iri, RDF.type) if kind in _KINDS]
        return Term(
            name=name,
            kinds=[kind for kind in _KINDS.values() if kind in kinds],
            is_class=is_class,
            retired=any(value == "true" for value in self._statements.keys(iri, OWL.deprecated)),
            definitions=self._statements.texts(iri, SKOS.definition),
            notes={lang: text for note in _NOTES for lang, text in self._statements.texts(iri, note).items()},
            facts=self._facts(iri),
            steps=self._steps(iri),
            matches=[
                (self._names.of(str(match)), other)
                for match in _MATCHES
                for other in self._names.all(self._statements.keys(iri, match))
            ],
            rules=self._rules(iri),
            count=self._count(iri),
            query=prefixes(name.short, *["skos:prefLabel"] * is_class) + query,
            questions=self._questions.get(iri, ()),
        )

    def _facts(self, iri: str) -> list[tuple[str, list[Name]]]:
        found: dict[str, list[str]] = {}
        for text, predicate in _STATED.items():
            found.setdefault(text, []).extend(self._named(self._statements.keys(iri, predicate)))
        for text, predicate in _REVERSED.items():
            found.setdefault(text, []).extend(self._named(self._statements.subjects(predicate, iri)))
        found["disjoint"] = self._disjoint(iri)
        return [(text, self._names.all(found[text])) for text in _ORDER if found[text]]

    def _disjoint(self, iri: str) -> list[str]:
        """The classes that share nothing with one (OWL 2, section 9.1.3)."""
        stated = [*self._statements.keys(iri, OWL.disjointWith), *self._statements.subjects(OWL.disjointWith, iri)]
        for axiom in self._statements.subjects(RDF.type, str(OWL.AllDisjointClasses)):
            members = self._members(axiom, OWL.members)
            stated += [member for member in members if iri in members and member != iri]
        return self._named(stated)

    def _steps(self, iri: str) -> list[tuple[str, list[Name]]]:
        """What a term follows from: the steps of property chains; property and value that define a class."""
        chains = [
            ("chain", [self._names.of(key(step)) for step in self._statements.items(head)])
            for head in self._statements.keys(iri, OWL.propertyChainAxiom)
        ]
        return [*chains, *(("defined_as", part) for part in self._definition(iri))]

    def _definition(self, iri: str) -> Iterator[list[Name]]:
        for class_ in self._statements.keys(iri, OWL.equivalentClass):
            for part in self._members(class_, OWL.intersectionOf):
                property_, value = (self._statements.keys(part, name) for name in (OWL.onProperty, OWL.hasValue))
                if property_ and value:
                    yield [self._names.of(property_[0]), self._names.of(value[0])]

    def _members(self, iri: str, predicate: str) -> list[str]:
        """The members of the lists that a property has."""
        lists = self._statements.keys(iri, predicate)
        return [key(member) for head in lists for member in self._statements.items(head)]

    def _rules(self, iri: str) -> list[Name]:
        """The node shapes that target a class; those with a rule about a property."""
        shapes = list(self._shapes.subjects(SH.targetClass, iri))
        for rule in self._shapes.subjects(SH.path, iri):
            shapes += self._shapes.subjects(SH.property, rule)
        return self._names.all(shapes)

    def _wider(self, iri: str) -> list[str]:
        return [wider for wider in self._statements.keys(iri, RDFS.subClassOf) if wider in self._classes]

    def _has(self, iri: str, kind: str) -> bool:
        return str(kind) in self._statements.keys(iri, RDF.type)

    def _count(self, iri: str) -> int:
        return self._counts.get(iri, 0)

    @staticmethod
    def _named(keys: Iterable[str]) -> list[str]:
        """Without blank nodes."""
        return [entry for entry in keys if not entry.startswith("_:")]


def head(statements: Statements, lang: str) -> dict[str, Any]:
    """What the ontology says of itself."""
    iri = f"{BASE}ontology"
    one = {
        "version": OWL.versionInfo,
        "created": DCTERMS.created,
        "licence": DCTERMS.license,
        "imports": OWL.imports,
    }
    found = {name: next(iter(statements.keys(iri, predicate)), "") for name, predicate in one.items()}
    texts = {"title": DCTERMS.title, "description": DCTERMS.description}
    return found | {name: statements.texts(iri, predicate).get(lang, "") for name, predicate in texts.items()}


def declared(statements: Statements) -> frozenset[str]:
    """The classes and properties that an ontology declares, those that it reuses among them."""
    kinds = [kind for kind, name in _KINDS.items() if name == "class" or name.endswith("property")]
    found = (iri for kind in kinds for iri in statements.subjects(RDF.type, kind))
    return frozenset(iri for iri in found if not iri.startswith("_:"))


def _walk(branch: Branch) -> Iterator[Name]:
    yield branch.name
    for below in branch.branches:
        yield from _walk(below)
