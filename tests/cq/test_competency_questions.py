"""Every canned query against its stored answer, on the asserted graph and on the inferred one.

The answers were typed from the documents, not copied from the program: see README.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.catalogue import Catalogue
from kg.check.questions import House, StoredAnswer, answer, stored_answers
from kg.resources import ROOT

ANSWERS = stored_answers(ROOT)
GRAPHS = ("asserted", "inferred")


@pytest.fixture(scope="module")
def houses() -> dict[str, House]:
    return {name: House.read(ROOT, inferred=name == "inferred") for name in GRAPHS}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.read(ROOT / "queries")


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("stored", ANSWERS, ids=[stored.path.stem for stored in ANSWERS])
def test_the_answer_is_the_stored_one(
    stored: StoredAnswer, graph: str, houses: dict[str, House], catalogue: Catalogue
) -> None:
    assert list(stored.compare(*houses[graph].ask(catalogue.get(stored.query), stored.params))) == []


def _defaults() -> list[tuple[str, str]]:
    return [(path.stem, lang) for path in sorted((ROOT / "queries").glob("*.rq")) for lang in ("en", "ko")]


@pytest.mark.parametrize(("name", "lang"), _defaults())
def test_both_graphs_give_one_answer_in_each_language(
    name: str, lang: str, houses: dict[str, House], catalogue: Catalogue
) -> None:
    query = catalogue.get(name)
    params = {"lang": lang} if "lang" in query.params else {}
    answers = [house.ask(query, params) for house in houses.values()]
    assert answers[0] == answers[1]
    assert answers[0][1], "no rows"
    assert len(set(map(tuple, answers[0][1]))) == len(answers[0][1]), "a row twice"


def test_every_query_has_a_stored_answer() -> None:
    assert {path.stem for path in (ROOT / "queries").glob("*.rq")} == {stored.query for stored in ANSWERS}


def test_agreements_are_one_row_each(houses: dict[str, House], catalogue: Catalogue) -> None:
    for house in houses.values():
        found = answer(house.store, "SELECT ?a { ?a a <https://w3id.org/ksc/ontology#Agreement> }")[1]
        columns, rows = house.ask(catalogue.get("agreements"), {})
        assert sorted(row[columns.index("agreement_iri")] for row in rows) == sorted({row[0] for row in found})


STORED = StoredAnswer(Path("q.csv"), {}, ["a", "b"], [["1", "x"], ["2", "y"]], "")


@pytest.mark.parametrize(
    ("columns", "rows", "says"),
    [
        (["a"], [["1"], ["2"]], "no column b"),
        (["a", "b"], [["1", "x"]], "no row 2, y"),
        (["a", "b"], [["1", "x"], ["2", "y"], ["3", "z"]], "a row too many: 3, z"),
        (["a", "b"], [["2", "y"], ["1", "x"]], "the rows stand in another order"),
    ],
)
def test_a_difference_from_the_stored_answer_is_seen(columns: list[str], rows: list[list[str]], says: str) -> None:
    assert says in list(STORED.compare(columns, rows))


def test_a_count_of_rows_is_checked() -> None:
    some = StoredAnswer(Path("q.csv"), {}, ["a"], [["1"]], ">=2")
    assert list(some.compare(["a"], [["1"]])) == ["1 rows, not >=2"]
    assert list(some.compare(["a"], [["1"], ["2"]])) == []
