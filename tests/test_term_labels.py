"""Every property and class that any graph uses has one label in each language, so that no page shows it bare."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, SKOS

from kg.dataset import Dataset
from kg.namespaces import SCHEME
from kg.resources import ONTOLOGY

LABELS = {str(RDFS.label), str(SKOS.prefLabel)}
LABEL_ORIGINS = {f"{SCHEME}label-origin/{lang}-supplied" for lang in ("en", "ko")}


def test_every_property_and_class_has_a_label_in_both_languages() -> None:
    used: set[str] = set()
    labels: defaultdict[str, set[str | None]] = defaultdict(set)
    for quad in ox.parse(Dataset.read().nquads, ox.RdfFormat.N_QUADS):
        used.add(quad.predicate.value)
        if quad.predicate.value == str(RDF.type) and isinstance(quad.object, ox.NamedNode):
            used.add(quad.object.value)
        if quad.predicate.value in LABELS and isinstance(quad.subject, ox.NamedNode):
            assert isinstance(quad.object, ox.Literal)
            labels[quad.subject.value].add(quad.object.language)
    assert {term for term in used if not {"en", "ko"} <= labels[term]} == set()


def test_labels_that_we_gave_to_terms_of_others_are_marked_as_ours() -> None:
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "ksc-labels.ttl"), format=ox.RdfFormat.TURTLE)
    origin = ox.NamedNode("https://w3id.org/ksc/ontology#labelOrigin")
    for term in {quad.subject for quad in store}:
        marks = {quad.object.value for quad in store.quads_for_pattern(term, origin, None)}  # type: ignore[union-attr]
        assert marks == LABEL_ORIGINS
        assert len(list(store.quads_for_pattern(term, ox.NamedNode(str(RDFS.label)), None))) == 2
