"""Literals as the input writes them, through a store that rewrites some of them as it takes them in.

Oxigraph keeps `1.10` as `1.1` and a `nonNegativeInteger` as an `integer`, and takes for well-formed what rdflib does
not (and the other way round). A literal that it would not give back, or that is ill-formed, goes into the store with a
datatype of our own that says so, its characters untouched: `"1.10"^^<…/lexical/http://…#decimal>`. Its facets (lexical
form, length, datatype, identity) are then the input's; its number is a cast away (`kg.validate.components`).
"""

from __future__ import annotations

import logging
import warnings
from collections import ChainMap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.namespaces import BASE

AS_WRITTEN: Final = f"{BASE}.well-known/lexical/"
ILL_FORMED: Final = f"{BASE}.well-known/ill-formed/"
_PLAIN: Final = (str(XSD.string), "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
# What SPARQL 1.1 supports (section 17.1): here a lexical form without a value is ill-formed. rdflib finds no value for
# other datatypes too, and says nothing by it.
_WITH_VALUES: Final = (XSD.integer, XSD.decimal, XSD.float, XSD.double, XSD.boolean, XSD.date, XSD.time, XSD.dateTime)


@contextmanager
def quiet_rdflib() -> Iterator[None]:
    """Ill-formed literals are for the shapes to find; rdflib's own words on them are not."""
    logger = logging.getLogger("rdflib.term")
    disabled, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = disabled


class Wrapping:
    """Which literals a store would not keep, what it would make of them, and what stands for them instead."""

    def __init__(self, parent: Wrapping | None = None) -> None:
        """`parent` has learned what a context holds, so that a candidate's few literals are all there is to learn."""
        self._parent = parent
        self._known: set[ox.Literal] = set()
        self.wrapped: ChainMap[ox.Literal, ox.Literal] = parent.wrapped.new_child() if parent else ChainMap()
        self.kept_as: ChainMap[ox.Literal, ox.Literal] = parent.kept_as.new_child() if parent else ChainMap()

    def learn(self, terms: Iterable[Any]) -> None:
        """Look at the literals among `terms`, each once."""
        new = {
            term
            for term in terms
            if type(term) is ox.Literal and not term.language and term.datatype.value not in _PLAIN
        } - self._known
        if self._parent:
            new -= self._parent._known
        if not new:
            return
        self._known |= new
        kept = dict(_kept(new))
        with quiet_rdflib():
            for literal in new:
                base = ILL_FORMED if _is_ill_formed(literal) else AS_WRITTEN if kept[literal] != literal else ""
                if base:
                    self.wrapped[literal] = ox.Literal(literal.value, datatype=_typed(base, literal))
                    self.kept_as[literal] = kept[literal]

    def wrap(self, term: Any) -> Any:
        """What stands for `term` in the store."""
        return self.wrapped.get(term, term) if type(term) is ox.Literal else term


def unwrap(term: Any) -> Any:
    """The term of the input that `term` stands for."""
    if type(term) is ox.Literal:
        for base in (AS_WRITTEN, ILL_FORMED):
            if term.datatype.value.startswith(base):
                return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value.removeprefix(base)))
    return term


def _typed(base: str, literal: ox.Literal) -> ox.NamedNode:
    return ox.NamedNode(base + literal.datatype.value)


def _kept(literals: Iterable[ox.Literal]) -> Iterator[tuple[ox.Literal, ox.Literal]]:
    """Each literal with what a store gives back for it."""
    store, predicate = ox.Store(), ox.NamedNode("urn:p")
    by_name = {f"urn:{number}": literal for number, literal in enumerate(literals)}
    store.bulk_extend(ox.Quad(ox.NamedNode(name), predicate, literal) for name, literal in by_name.items())
    for quad in store:
        yield by_name[quad.subject.value], quad.object


def _is_ill_formed(literal: ox.Literal) -> bool:
    datatype = URIRef(literal.datatype.value)
    found = Literal(literal.value, datatype=datatype, normalize=False)
    return found.ill_typed is True or (datatype in _WITH_VALUES and found.value is None)
