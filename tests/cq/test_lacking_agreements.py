"""An agreement is one row of `agreements` whatever it lacks, and whatever the documents leave undecided."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.catalogue import Catalogue
from kg.dataset import Dataset
from kg.namespaces import ID, KSC, SCHEME
from kg.resources import ROOT

KEI = ox.NamedNode(ID["agreement/2019-11-kei-battambang-loi"])
BARE = ox.NamedNode(ID["agreement/2020-01-bare"])
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return Dataset.read(ROOT).store()


def _rows(store: ox.Store, name: str, iri: ox.NamedNode, **values: ox.NamedNode) -> list[dict[str, str]]:
    solutions = store.query(Catalogue.read(ROOT / "queries").get(name).with_values(values))
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    rows = [dict(zip(columns, (str(getattr(term, "value", "")) for term in row), strict=True)) for row in solutions]
    return [row for row in rows if row["agreement_iri"] == iri.value]


def test_an_agreement_with_nothing_but_a_name_is_a_row(store: ox.Store) -> None:
    store.add(ox.Quad(BARE, TYPE, ox.NamedNode(KSC.Agreement)))
    for text, language in (("Bare agreement", "en"), ("빈 협약", "ko")):
        store.add(ox.Quad(BARE, LABEL, ox.Literal(text, language=language)))
    (row,) = _rows(store, "agreements", BARE)
    assert {column: value for column, value in row.items() if value} == {
        "title": "Bare agreement",
        "agreement_iri": BARE.value,
    }


def test_where_there_is_no_verdict_every_printed_type_is_shown_and_found(store: ox.Store) -> None:
    agreement_type = ox.NamedNode(KSC.agreementType)
    for quad in list(store.quads_for_pattern(KEI, agreement_type, None, ox.DefaultGraph())):
        store.remove(quad)
    (row,) = _rows(store, "agreements", KEI)
    assert row["type"] == "LOI; MOU"
    for slug in ("mou", "loi"):
        concept = ox.NamedNode(SCHEME[f"agreement-type/{slug}"])
        assert len(_rows(store, "agreements", KEI, type=concept)) == 1
    assert _rows(store, "agreements", KEI, type=ox.NamedNode(SCHEME["agreement-type/moa"])) == []


def test_two_precisions_of_one_date_are_one_row_with_the_finer_one(store: ox.Store) -> None:
    day = ox.Literal("2019-11-25", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    store.add(ox.Quad(KEI, ox.NamedNode(KSC.dateSigned), day))
    (row,) = _rows(store, "agreements", KEI)
    assert row["signed"] == "2019-11-25"
