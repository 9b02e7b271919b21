"""Checks of the vocabulary's terms: texts, declarations, punning, foreign terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.check.base import check
from kg.check.project import Project, short
from kg.errors import Finding
from kg.namespaces import BASE, ID, KSC, PREFIXES, SCHEME

HANGUL: Final = re.compile("[ᄀ-ᇿ㄰-㆏가-힣]")
KINDS: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# The language itself: no declaration, no check that it exists.
_LANGUAGE: Final = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd", "sh"))
_AXIOMS: Final = {
    *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.equivalentClass, OWL.equivalentProperty),
    *(OWL.disjointWith, OWL.disjointUnionOf, OWL.inverseOf, OWL.propertyChainAxiom, OWL.propertyDisjointWith),
    *(OWL.hasKey, OWL.sameAs, OWL.differentFrom),
}


def declared(project: Project) -> dict[Node, set[Node]]:
    """Each declared term -> the kinds that it is declared as."""
    kinds: dict[Node, set[Node]] = defaultdict(set)
    for kind in KINDS:
        for term in project.ontology.subjects(RDF.type, kind):
            if isinstance(term, URIRef):
                kinds[term].add(kind)
    return kinds


@check("texts", "label and definition in ko and en, one each, on every term and concept; Hangul in ko, none in en")
def texts(project: Project) -> Iterator[Finding]:
    """Terms of ours and concepts need both texts, reused terms a label, things a preferred label."""
    for term in sorted(declared(project), key=str):
        if str(term).startswith(str(KSC)):
            yield from _text(project.ontology, term, RDFS.label)
            yield from _text(project.ontology, term, SKOS.definition)
            if (term, RDFS.isDefinedBy, URIRef(f"{BASE}ontology")) not in project.ontology:
                yield Finding("it has no rdfs:isDefinedBy", short(term))
        elif (term, RDFS.label, None) in project.ontology:
            yield from _text(project.ontology, term, RDFS.label)
    for concept in sorted(set(project.schemes.subjects(RDF.type, SKOS.Concept)), key=str):
        yield from _text(project.schemes, concept, SKOS.prefLabel, names=True)
        yield from _text(project.schemes, concept, SKOS.definition)
    for thing in sorted(set(project.data.subjects(RDF.type)), key=str):
        if str(thing).startswith(str(ID)) and thing not in project.evidence:
            yield from _text(project.data, thing, SKOS.prefLabel, names=True)


def _text(graph: Graph, term: Node, property_: URIRef, names: bool = False) -> Iterator[Finding]:
    """One text in each language. `names`: names of things and concepts, which may be Latin in Korean too (CCTV)."""
    by_language: dict[str, list[Literal]] = defaultdict(list)
    for value in graph.objects(term, property_):
        if isinstance(value, Literal):
            by_language[value.language or ""].append(value)
    for language in ("en", "ko"):
        values = by_language.pop(language, [])
        if len(values) != 1:
            yield Finding(f"it has {len(values) or 'no'} {short(property_)} in {language}", short(term), "give it one")
        for value in values:
            if language == "en" and HANGUL.search(value):
                yield Finding(f"Hangul in the English {short(property_)}: {value}", short(term))
            if language == "ko" and not names and not HANGUL.search(value):
                yield Finding(f"no Hangul in the Korean {short(property_)}: {value}", short(term))
    for language in sorted(by_language):
        yield Finding(f"it has a {short(property_)} in {language or 'no language'!r}", short(term), "tag it en or ko")


@check("declared", "every class, property, concept and thing that is used is declared, and used as what it is")
def declarations(project: Project) -> Iterator[Finding]:
    """Undeclared terms of ours anywhere; in data also reused ones, things without a type, values of a wrong kind."""
    kinds = declared(project)
    for name, graph in {"ksc.ttl": project.ontology, "aligns": project.aligns, "shapes": project.shapes}.items():
        used = {n for triple in graph for n in triple if isinstance(n, URIRef) and n.startswith(str(KSC))}
        for term in sorted(used - set(kinds), key=str):
            yield Finding("the term is not declared in ksc.ttl", f"{name}: {short(term)}")
    things = set(project.data.subjects(RDF.type))
    referred = {o for o in project.data.objects() if str(o).startswith((str(ID), str(SCHEME)))}
    for node in sorted((referred | set(project.data.subjects())) - things, key=str):
        yield Finding("it is used, but nothing says what it is", short(node), "add it to records/reference")
    yield from _data_terms(project, kinds)


def _data_terms(project: Project, kinds: dict[Node, set[Node]]) -> Iterator[Finding]:
    misused: dict[tuple[Node, str], Node] = {}
    for subject, predicate, value in project.data:
        if predicate == RDF.type:
            if OWL.Class not in kinds.get(value, ()):
                misused.setdefault((value, "the class is not declared in ksc.ttl"), subject)
        elif not set(kinds.get(predicate, ())) - {OWL.Class}:
            misused.setdefault((predicate, "the property is not declared in ksc.ttl"), subject)
        elif OWL.ObjectProperty in kinds[predicate] and isinstance(value, Literal):
            misused.setdefault((predicate, "an object property has a literal as value"), subject)
        elif OWL.DatatypeProperty in kinds[predicate] and not isinstance(value, Literal):
            misused.setdefault((predicate, "a data property has a thing as value"), subject)
    for (term, message), subject in sorted(misused.items(), key=str):
        yield Finding(message, short(term), f"first at {short(subject)}")


@check("punning", "no IRI is two kinds of property or class at once, or a term and a thing")
def punning(project: Project) -> Iterator[Finding]:
    """A finding for each IRI declared as two kinds, and for each class or property that data speak about."""
    kinds = declared(project)
    for term, found in sorted(kinds.items()):
        if len(found) > 1:
            yield Finding(f"it is declared as {', '.join(sorted(map(short, found)))}", short(term), "choose one")
    terms = {t for t, found in kinds.items() if found != {OWL.AnnotationProperty}}
    for subject, predicate, value in project.data:
        if subject in terms:
            yield Finding("a class or property is the subject of data", short(subject), short(predicate))
        if value in terms and predicate != RDF.type and OWL.AnnotationProperty not in kinds.get(predicate, ()):
            yield Finding(f"a class or property is the value of {short(predicate)}", short(value), short(subject))


@check("foreign", "no axiom on a foreign term, no owl:imports, schema.org by https")
def foreign(project: Project) -> Iterator[Finding]:
    """Reused terms are declared and labelled, never constrained: their makers say what they mean."""
    for graph in (project.ontology, project.aligns):
        for subject, predicate, value in sorted(graph):
            ours = str(subject).startswith(BASE) or not isinstance(subject, URIRef)
            kind = predicate == RDF.type and str(value).startswith(str(OWL)) and value not in KINDS
            if not ours and (predicate in _AXIOMS or kind):
                yield Finding("an axiom on a foreign term", f"{short(subject)} {short(predicate)} {short(value)}")
            both_ways = predicate in (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs)
            if ours and both_ways and isinstance(value, URIRef) and not str(value).startswith(BASE):
                hint = "it constrains the foreign term as much as ours: make ours the narrower"
                yield Finding(f"{short(predicate)} to a foreign term", f"{short(subject)} {short(value)}", hint)
            if graph is project.aligns and predicate in _AXIOMS:
                where = f"{short(subject)} {short(predicate)} {short(value)}"
                yield Finding("an axiom among the alignments", where, "write it in ksc.ttl, or say skos:closeMatch")
            if predicate == OWL.imports:
                yield Finding("owl:imports", short(value), "declare the terms that are used")
    for members in project.ontology.objects(None, OWL.members):
        outside = [node for node in project.ontology.items(members) if not str(node).startswith(BASE)]
        if len(outside) > 1:
            names = ", ".join(map(short, outside))
            yield Finding("an axiom on foreign terms", names, "keep one of them at most in a list of disjoint classes")
    for node in sorted(_iris(project)):
        if node.startswith("http://schema.org/"):
            yield Finding("schema.org is written https://schema.org/", node)


@check("external", "every reused term exists in its vocabulary")
def external(project: Project) -> Iterator[Finding]:
    """Compared with external-terms.txt, whose head says how it is made."""
    known = set(external_terms())
    ours = (BASE, *_LANGUAGE)
    vocabularies = tuple(iri for prefix, iri in PREFIXES.items() if not iri.startswith(ours))
    for node in sorted(_iris(project)):
        if node.startswith(vocabularies) and node not in known:
            hint = "look it up there; when it exists, add it to src/kg/check/external-terms.txt"
            yield Finding("not known to exist in its vocabulary", short(node), hint)


def external_terms() -> list[str]:
    """The reused terms that were looked up."""
    text = (files("kg.check") / "external-terms.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _iris(project: Project) -> Iterable[str]:
    graphs = (project.ontology, project.aligns, project.schemes, project.shapes, project.data)
    return {str(node) for graph in graphs for triple in graph for node in triple if isinstance(node, URIRef)}
