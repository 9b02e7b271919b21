"""What the templates of the ontology, the shapes and the concept schemes find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox

from api.service import Service
from api.terms import ontology, shapes, use
from api.terms.names import Name, Names
from api.terms.statements import Statements
from api.terms.texts import texts
from kg import sparql
from kg.catalogue import Catalogue
from kg.namespaces import GRAPH, PREFIXES, SCHEME, SHAPES
from kg.publish import fetch

_ONTOLOGY: Final = "/ontology"
_SHAPES: Final = "/shapes"
_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"


async def of_ontology(service: Service, triples: Sequence[ox.Triple], lang: str) -> Mapping[str, Any]:
    """The ontology, from its statements. Raises QueryError."""
    own, rules = Statements(triples), await vocabulary(service, "shapes")
    names = names_of(service, lang, own, rules, ontology_page="")
    counts = await use.of_terms(service.engine)
    made = ontology.Ontology(own, rules, names, counts, questions(service.catalogue))
    return {
        "head": ontology.head(own, lang),
        "tree": made.tree(),
        "properties": made.properties(),
        "terms": made.terms(),
        "schemes": _schemes(service, names),
        "questions": {query.name: query.question[lang] for query in service.catalogue},
        "v": texts(lang),
    }


async def of_shapes(service: Service, triples: Sequence[ox.Triple], lang: str) -> Mapping[str, Any]:
    """The shapes, from their statements. Raises QueryError."""
    own, terms = Statements(triples), await vocabulary(service, "ontology")
    names = names_of(service, lang, terms, own, shapes_page="")
    made = shapes.ShapesPage(own, names, await use.of_shapes(service.engine))
    return {
        "head": shapes.head(own, lang),
        "groups": made.groups(),
        "unseen": made.unseen(),
        "prefixes": made.prefixes(),
        "v": texts(lang),
    }


def _schemes(service: Service, names: Names) -> list[tuple[Name, int]]:
    """The concept schemes, each with the number of its concepts."""
    schemes = names.all(entity.iri for entity in service.index.of_kind("skos:ConceptScheme"))
    return [(name, len(service.index.of_kind(f"scheme:{name.iri.removeprefix(SCHEME)}"))) for name in schemes]


async def vocabulary(service: Service, name: str) -> Statements:
    """The statements of the graph of the ontology or of the shapes."""
    return Statements(await fetch(service.engine, _GRAPH % f"{GRAPH}{name}"))


def names_of(
    service: Service,
    lang: str,
    terms: Statements,
    rules: Statements,
    *,
    ontology_page: str = _ONTOLOGY,
    shapes_page: str = _SHAPES,
    more: Sequence[Statements] = (),
) -> Names:
    """Names by the labels of `more`, else of ontology and shapes. What explains terms itself has no path."""
    explained = dict.fromkeys(ontology.declared(terms), ontology_page)
    explained |= {iri: shapes_page for iri in rules.all_subjects() if iri.startswith(SHAPES)}
    return Names((*more, terms, rules), service.index, lang, explained)


def questions(catalogue: Catalogue) -> dict[str, list[str]]:
    """The names of the canned queries that name each term, by its IRI."""
    found: dict[str, list[str]] = {}
    for query in catalogue:
        named = {_iri(token) for token in sparql.tokens(query.text) if token.kind in ("name", "iri")}
        for iri in named:
            found.setdefault(iri, []).append(query.name)
    return found


def _iri(token: sparql.Token) -> str:
    """What a token of a canned query names: these all use our prefixes."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return f"{PREFIXES.get(prefix, '')}{local}"
