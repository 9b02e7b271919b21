"""The shapes as a page: what each looks at, how many such things there are, what it asks for, with a right value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, SH

from api.html import values
from api.html.pages import Shown
from api.terms.names import Name, Names
from api.terms.rules import Query, Rule, Rules, severity
from api.terms.statements import Statements, key
from api.terms.use import Coverage
from kg.namespaces import BASE

# By which predicates shapes refer to others, directly or in a list.
_REFERRING: Final = (SH.node, SH["not"], SH.qualifiedValueShape)
_LONGEST: Final = 80  # of an example; a longer one shows less, not more


@dataclass(frozen=True, slots=True)
class Line:
    """What must hold of one property; without `path`, of the thing itself. `severity` is the name of a text."""

    anchor: str
    path: str
    code: str
    property: Name | None
    rules: Sequence[Rule]
    message: str
    severity: str
    example: Name | Shown | None
    queries: Sequence[Query]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: the classes and properties by which it finds its focus nodes, their number, its lines."""

    name: Name
    classes: Sequence[Name]
    subjects_of: Sequence[Name]
    focus: int
    lines: Sequence[Line]
    used_by: Sequence[Name]

    @property
    def has_target(self) -> bool:
        """Whether it looks at something by itself."""
        return bool(self.classes or self.subjects_of)


class ShapesPage:
    """The shapes of a graph. `coverage` is what they look at in the data."""

    def __init__(self, statements: Statements, names: Names, coverage: Coverage) -> None:
        self._statements, self._names, self._coverage = statements, names, coverage
        self._rules = Rules(statements, names)

    def groups(self) -> list[tuple[str, list[Shape]]]:
        """The shapes by what they are to the data: `in_use`, `idle` (nothing to look at), `helpers` (no target)."""
        groups: dict[str, list[Shape]] = {"in_use": [], "idle": [], "helpers": []}
        iris = [iri for iri in self._statements.subjects(RDF.type, SH.NodeShape) if not iri.startswith("_:")]
        for name in self._names.all(iris):
            shape = self._shape(name)
            groups["in_use" if shape.focus else "idle" if shape.has_target else "helpers"].append(shape)
        return [(group, shapes) for group, shapes in groups.items() if shapes]

    def unseen(self) -> list[tuple[Name, int]]:
        """The classes of things that no shape looks at, the largest first."""
        found = sorted(self._coverage.unseen.items(), key=lambda entry: (-entry[1], entry[0]))
        return [(self._names.of(iri), count) for iri, count in found]

    def prefixes(self) -> list[tuple[str, str, str]]:
        """The prefixes that rules in SPARQL use: anchor, prefix, namespace."""
        declared = (iri for iri in self._statements.keys(f"{BASE}shapes", SH.declare) if not iri.startswith("_:"))
        rows = (
            (
                self._names.of(iri).anchor,
                *self._statements.keys(iri, SH.prefix),
                *self._statements.keys(iri, SH.namespace),
            )
            for iri in declared
        )
        return sorted((row[0], row[1], row[2]) for row in rows if len(row) == 3)

    def _shape(self, name: Name) -> Shape:
        classes = self._statements.keys(name.iri, SH.targetClass)
        own = self._line(name.iri, classes)
        lines = [self._line(rule, classes) for rule in self._statements.keys(name.iri, SH.property)]
        return Shape(
            name=name,
            classes=self._names.all(classes),
            subjects_of=self._names.all(self._statements.keys(name.iri, SH.targetSubjectsOf)),
            focus=self._coverage.focus.get(name.iri, 0),
            lines=[*([own] if own.rules or own.queries else []), *sorted(lines, key=lambda line: line.path.casefold())],
            used_by=self._names.all(list(self._users(name.iri))),
        )

    def _line(self, shape: str, classes: Sequence[str]) -> Line:
        path = next(iter(self._statements.keys(shape, SH.path)), "")
        queries = self._rules.queries(shape)
        asked = next((key(query) for query in self._statements.objects(shape, SH.sparql)), "")
        message = self._text(shape, SH.message) or self._text(asked, SH.message)
        return Line(
            anchor="" if shape.startswith("_:") or not path else self._names.of(shape).anchor,
            path=self._text(shape, SH.name) or (self._rules.path(path) if path else ""),
            code=self._rules.path_in_sparql(path) if path else "",
            property=None if not path or path.startswith("_:") else self._names.of(path),
            rules=self._rules.of(shape),
            message=message,
            severity=severity(self._statements, shape),
            example=self._example(path, classes),
            queries=queries,
        )

    def _example(self, path: str, classes: Sequence[str]) -> Name | Shown | None:
        """A value that things of these classes have in the data, which is valid; none that is long."""
        found: list[Any] = [self._coverage.examples.get((class_, path)) for class_ in classes]
        value = next((entry for entry in found if entry is not None), None)
        if isinstance(value, ox.NamedNode):
            return self._names.of(value.value)
        if isinstance(value, ox.Literal) and len(value.value) <= _LONGEST:
            return values.shown(value, self._names.lang)
        return None

    def _users(self, shape: str) -> Iterator[str]:
        """The node shapes whose rules refer to a shape."""
        for predicate in _REFERRING:
            for user in self._statements.subjects(predicate, shape):
                yield from self._owners(user)
        for cell in self._statements.subjects(RDF.first, shape):
            for user in self._list_users(cell):
                yield from self._owners(user)

    def _list_users(self, cell: str) -> Iterator[str]:
        """The shapes that have the list in which a cell stands."""
        while before := self._statements.subjects(RDF.rest, cell):
            cell = before[0]
        for predicate in (SH["or"], SH.xone, SH["and"]):
            yield from self._statements.subjects(predicate, cell)

    def _owners(self, shape: str) -> list[str]:
        """The node shapes that a shape belongs to: itself, if it is one."""
        return self._statements.subjects(SH.property, shape) or ([] if shape.startswith("_:") else [shape])

    def _text(self, subject: str, predicate: str) -> str:
        found: Mapping[str, str] = self._statements.texts(subject, predicate)
        return found.get(self._names.lang) or next(iter(found.values()), "")


def head(statements: Statements, lang: str) -> dict[str, Any]:
    """What the shapes graph says of itself."""
    iri = f"{BASE}shapes"
    texts = {"title": DCTERMS.title, "description": DCTERMS.description}
    found = {name: statements.texts(iri, predicate).get(lang, "") for name, predicate in texts.items()}
    return found | {"licence": next(iter(statements.keys(iri, DCTERMS.license)), "")}
