"""SHACL's constraint components on one value node, each as a SPARQL expression that is true where the value is right.

The section numbers are those of SHACL (W3C Recommendation, 2017), part 4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

from kg.errors import ShapeError
from kg.messages import Message
from kg.validate.literals import AS_WRITTEN, ILL_FORMED
from kg.validate.members import members, whole

Term = Callable[[Node], str]
"""How a constant of the shapes is written in a query: as the store keeps it."""
Expression = Callable[[Graph, Node, Node, str, Term], str]
"""From the shapes, the shape, the parameter's value, the variable of the value node, and Term."""

_KINDS: Final = {
    SH.IRI: ("isIRI",),
    SH.BlankNode: ("isBlank",),
    SH.Literal: ("isLiteral",),
    SH.BlankNodeOrIRI: ("isBlank", "isIRI"),
    SH.BlankNodeOrLiteral: ("isBlank", "isLiteral"),
    SH.IRIOrLiteral: ("isIRI", "isLiteral"),
}


def _class(_: Graph, __: Node, class_: Node, value: str, ___: Term) -> str:
    return f"EXISTS {{ {value} {RDF.type.n3()}/{RDFS.subClassOf.n3()}* {_iri(class_)} }}"  # 4.1.1


def _datatype(_: Graph, __: Node, datatype: Node, value: str, ___: Term) -> str:
    if datatype in (XSD.string, RDF.langString):
        return f"COALESCE(datatype({value}) = {_iri(datatype)}, false)"  # 4.1.2
    return f"COALESCE(datatype({value}) IN ({_iri(datatype)}, <{AS_WRITTEN}{datatype}>), false)"


def _node_kind(_: Graph, __: Node, kind: Node, value: str, ___: Term) -> str:
    if kind not in _KINDS:
        raise ShapeError(kind, Message("this is no sh:nodeKind"))
    return f"({' || '.join(f'{test}({value})' for test in _KINDS[URIRef(str(kind))])})"  # 4.1.3


def _compared(sign: str) -> Expression:
    def expression(_: Graph, __: Node, bound: Node, value: str, term: Term) -> str:
        # A wrapped literal is cast to its own datatype; an ill-formed one has no value to compare (4.3).
        type_ = f"STR(datatype({value}))"
        cast = f'STRDT(STR({value}), IRI(STRAFTER({type_}, "{AS_WRITTEN}")))'
        number = f'IF(STRSTARTS({type_}, "{AS_WRITTEN}"), {cast}, {value})'
        limit = bound.n3() if isinstance(bound, Literal) else term(bound)
        return f'COALESCE(!STRSTARTS({type_}, "{ILL_FORMED}") && {number} {sign} {limit}, false)'

    return expression


def _length(sign: str) -> Expression:
    def expression(_: Graph, __: Node, length: Node, value: str, ___: Term) -> str:
        return f"(!isBlank({value}) && STRLEN(STR({value})) {sign} {whole(length)})"  # 4.4.1, 4.4.2

    return expression


def _pattern(shapes: Graph, shape: Node, pattern: Node, value: str, _: Term) -> str:
    flags = shapes.value(shape, SH.flags)
    arguments = ", ".join(Literal(str(text)).n3() for text in (pattern, flags) if text is not None)
    # One that cannot be compiled would be an error for each value, and an error breaks no constraint.
    if not ox.Store().query(f'ASK {{ BIND (REGEX("", {arguments}) AS ?found) FILTER BOUND(?found) }}'):
        raise ShapeError(pattern, Message("this pattern cannot be compiled; look-around and \\1 are not known"))
    return f"(!isBlank({value}) && REGEX(STR({value}), {arguments}))"  # 4.4.3


def _language_in(shapes: Graph, _: Node, head: Node, value: str, __: Term) -> str:
    tests = (f"LANGMATCHES(LANG({value}), {Literal(str(tag)).n3()})" for tag in members(shapes, head))
    return f"COALESCE({_any(tests)}, false)"  # 4.4.4


def _in(shapes: Graph, _: Node, head: Node, value: str, term: Term) -> str:
    return _any(f"sameTerm({value}, {term(member)})" for member in members(shapes, head))  # 4.8.3


def _any(tests: object) -> str:
    return f"({' || '.join(tests) or 'false'})"  # type: ignore[arg-type]


def _iri(node: Node) -> str:
    if not isinstance(node, URIRef):
        raise ShapeError(node, Message("this stands where an IRI must"))
    return node.n3()


ON_VALUES: Final[Mapping[URIRef, tuple[URIRef, Expression]]] = {
    SH["class"]: (SH.ClassConstraintComponent, _class),
    SH.datatype: (SH.DatatypeConstraintComponent, _datatype),
    SH.nodeKind: (SH.NodeKindConstraintComponent, _node_kind),
    SH.minInclusive: (SH.MinInclusiveConstraintComponent, _compared(">=")),
    SH.maxInclusive: (SH.MaxInclusiveConstraintComponent, _compared("<=")),
    SH.minExclusive: (SH.MinExclusiveConstraintComponent, _compared(">")),
    SH.maxExclusive: (SH.MaxExclusiveConstraintComponent, _compared("<")),
    SH.minLength: (SH.MinLengthConstraintComponent, _length(">=")),
    SH.maxLength: (SH.MaxLengthConstraintComponent, _length("<=")),
    SH.pattern: (SH.PatternConstraintComponent, _pattern),
    SH.languageIn: (SH.LanguageInConstraintComponent, _language_in),
    SH["in"]: (SH.InConstraintComponent, _in),
}
