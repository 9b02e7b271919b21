"""The data that is validated: read by pyoxigraph (fast, no fetching, errors with line and column), as rdflib graphs.

Inferred statements are left out: what follows from statements that are right is the reasoner's matter, and the verdict
is the same before and after `kg reason`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Identifier, Node

from kg.errors import Finding, FindingsError, UsageError
from kg.files import read_bytes
from kg.namespaces import BASE
from kg.validate.literals import quiet_rdflib

Triple = tuple[Node, Node, Node]

# Blank nodes of a file are named for the run: pySHACL's `focus_nodes` passes over blank ones in silence.
BLANK: Final = f"{BASE}.well-known/genid/"
_NOT_ASSERTED: Final = ("inferred.ttl",)


# Parsing a constraint anew for each focus node would be five sixths of pySHACL's time.
_prepared: Final = lru_cache(maxsize=256)(prepareQuery)


class DataGraph(Graph):
    """A graph that parses each SPARQL constraint once, not once per focus node and graph."""

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """As rdflib's, with texts kept parsed."""
        text = isinstance(query_object, str)
        return super().query(_prepared(query_object) if text else query_object, *args, **options)


def dataset_files(root: Path) -> list[Path]:
    """The files that make up the dataset: data, ontology and concept schemes. Raises UsageError when data/ is empty."""
    data = [path for path in sorted((root / "data").glob("*.ttl")) if path.name not in _NOT_ASSERTED]
    if not data:
        raise UsageError(f"there is no data/*.ttl in {root}; run kg build")
    return [*data, *ontology_files(root)]


def ontology_files(root: Path) -> list[Path]:
    """The ontology and the concept schemes."""
    return sorted((root / "ontology").glob("*.ttl"))


def read_turtle(path: Path) -> list[ox.Triple]:
    """The statements of a Turtle file, their literals as written.

    Raises UsageError when it can't be read, FindingsError with line and column when it is no Turtle.
    """
    content = read_bytes(path)
    try:
        triples = [quad.triple for quad in ox.parse(content, ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
        raise FindingsError([Finding(str(error.msg), where, "write Turtle, in UTF-8")]) from None
    except ValueError as error:  # bytes that are no UTF-8
        raise FindingsError([Finding(str(error), str(path), "write Turtle, in UTF-8")]) from None
    if any(isinstance(node, ox.Triple) for triple in triples for node in (triple.subject, triple.object)):
        raise FindingsError([Finding("a statement about a statement (RDF 1.2)", str(path), "write a ksc:Claim")])
    return triples


class Terms:
    """pyoxigraph's terms as rdflib's; the same object for the same term."""

    def __init__(self) -> None:
        self._known: dict[Any, Node] = {}

    def triple(self, triple: ox.Triple) -> Triple:
        """The statement in rdflib's terms."""
        return self.term(triple.subject), self.term(triple.predicate), self.term(triple.object)

    def term(self, term: Any) -> Node:
        """The term in rdflib's kind."""
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = _convert(term)
        return found


def _convert(term: Any) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        # rdflib knows no difference between a plain literal and an xsd:string, but compares them as different.
        datatype = term.datatype.value
        plain = datatype == "http://www.w3.org/2001/XMLSchema#string"
        return Literal(term.value, datatype=None if plain else URIRef(datatype), normalize=False)
    raise TypeError(f"{term} is no RDF 1.1 term")


def as_graph(triples: Iterable[ox.Triple]) -> DataGraph:
    """The statements as an rdflib graph, literals as they are written."""
    graph, terms = DataGraph(), Terms()
    with quiet_rdflib():
        for triple in triples:
            graph.add(terms.triple(triple))
    return graph


def name_blanks(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The statements with IRIs for their blank nodes (RDF 1.1 Concepts, section 3.5); `unnamed` takes them back."""

    def named(term: Any) -> Any:
        return ox.NamedNode(BLANK + term.value) if isinstance(term, ox.BlankNode) else term

    return [ox.Triple(named(t.subject), t.predicate, named(t.object)) for t in triples]


def unnamed(node: Identifier) -> Identifier:
    """A blank node that was named for the run, as the blank node again."""
    return BNode(node.removeprefix(BLANK)) if node.startswith(BLANK) else node
