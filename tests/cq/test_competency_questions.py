"""Every canned query against its stored answer, on the asserted graph and on the inferred one, and within a second.

The answers (`<query>.csv`, `<query>__<case>.csv`) were typed from the documents, not copied from the program: see
README.md. A file may leave out columns, and may hold some rows of a long answer only, with how many there are.
"""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.catalogue import CannedQuery, Catalogue, EntityIndex, term_for
from kg.dataset import Dataset
from kg.namespaces import ID
from kg.resources import ROOT

HERE = Path(__file__).parent
ANSWERS = sorted(path.stem for path in HERE.glob("*.csv"))
GRAPHS = ("asserted", "inferred")
SECONDS = 1.0
TRIES = 5  # a machine that is busy with something else is no fault of the query


@dataclass(frozen=True)
class Answer:
    """A stored answer; `count` (`50`, `>=40`) says how many rows there are where it does not hold them all."""

    params: dict[str, str]
    columns: list[str]
    rows: list[list[str]]
    count: str

    @classmethod
    def read(cls, stem: str) -> Answer:
        lines = (HERE / f"{stem}.csv").read_text(encoding="utf-8").splitlines()
        params, count = {}, ""
        while lines[0].startswith("# "):
            head = lines.pop(0)[2:]
            if head.startswith("rows="):
                count = head.removeprefix("rows=")
            else:
                params = dict(entry.split("=", 1) for entry in head.split("; "))
        columns, *rows = csv.reader(lines)
        kept = [number for number, column in enumerate(columns) if not column.startswith("#")]
        return cls(params, [columns[n] for n in kept], [[row[n] for n in kept] for row in rows], count)


@dataclass(frozen=True)
class House:
    """One state of the graph: its store, and what parameters can name."""

    store: ox.Store
    index: EntityIndex


def _house(folder: Path, *, inferred: bool) -> House:
    (folder / "data").mkdir()
    for path in (ROOT / "data").glob("*.ttl"):
        if inferred or path.stem != "inferred":
            (folder / "data" / path.name).symlink_to(path)
    for name in ("ontology", "shapes"):
        (folder / name).symlink_to(ROOT / name)
    dataset = Dataset.read(folder)
    store = dataset.store()
    return House(store, EntityIndex.of(store))


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, House]:
    return {name: _house(tmp_path_factory.mktemp(name), inferred=name == "inferred") for name in GRAPHS}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.read(ROOT / "queries")


def _text(query: CannedQuery, params: dict[str, str], index: EntityIndex) -> str:
    return query.with_values({name: term_for(query.parameter(name), value, index) for name, value in params.items()})


def _answer(text: str, store: ox.Store) -> tuple[list[str], list[list[str]]]:
    solutions = store.query(text)
    if isinstance(solutions, ox.QueryTriples):
        rows = [[_shown(triple.subject), _shown(triple.predicate), _shown(triple.object)] for triple in solutions]
        return ["subject", "predicate", "object"], sorted(rows)
    assert isinstance(solutions, ox.QuerySolutions)
    return [variable.value for variable in solutions.variables], [[_shown(term) for term in row] for row in solutions]


def _seconds(text: str, store: ox.Store) -> float:
    start = time.perf_counter()
    _answer(text, store)
    return time.perf_counter() - start


def _shown(term: object) -> str:
    return str(getattr(term, "value", "")).removeprefix(str(ID))


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("stem", ANSWERS)
def test_the_answer_is_the_stored_one(stem: str, graph: str, houses: dict[str, House], catalogue: Catalogue) -> None:
    house, expected = houses[graph], Answer.read(stem)
    text = _text(catalogue.get(stem.partition("__")[0]), expected.params, house.index)
    columns, rows = _answer(text, house.store)
    assert any(_seconds(text, house.store) < SECONDS for _ in range(TRIES))
    assert set(expected.columns) <= set(columns)
    places = [columns.index(column) for column in expected.columns]
    found = [[row[place] for place in places] for row in rows]
    if not expected.count:
        assert found == expected.rows
        return
    assert _counted(len(rows), expected.count), f"{len(rows)} rows"
    assert [row for row in expected.rows if row not in found] == []


def _counted(number: int, count: str) -> bool:
    return number >= int(count[2:]) if count.startswith(">=") else number == int(count)


def _defaults() -> list[tuple[str, str]]:
    return [(path.stem, lang) for path in sorted((ROOT / "queries").glob("*.rq")) for lang in ("en", "ko")]


@pytest.mark.parametrize(("name", "lang"), _defaults())
def test_both_graphs_give_one_answer_in_each_language(
    name: str, lang: str, houses: dict[str, House], catalogue: Catalogue
) -> None:
    query = catalogue.get(name)
    params = {"lang": lang} if "lang" in query.params else {}
    answers = [_answer(_text(query, params, house.index), house.store) for house in houses.values()]
    assert answers[0] == answers[1]
    assert answers[0][1], "no rows"
    assert len(set(map(tuple, answers[0][1]))) == len(answers[0][1]), "a row twice"


def test_every_query_has_a_stored_answer() -> None:
    assert {path.stem for path in (ROOT / "queries").glob("*.rq")} == {stem.partition("__")[0] for stem in ANSWERS}


def test_agreements_are_one_row_each(houses: dict[str, House], catalogue: Catalogue) -> None:
    for house in houses.values():
        agreements = {
            row[0] for row in _answer("SELECT ?a { ?a a <https://w3id.org/ksc/ontology#Agreement> }", house.store)[1]
        }
        columns, rows = _answer(_text(catalogue.get("agreements"), {}, house.index), house.store)
        assert sorted(row[columns.index("agreement_iri")] for row in rows) == sorted(agreements)
