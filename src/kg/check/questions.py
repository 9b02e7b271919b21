"""Checks of the competency questions: every canned query gives its stored answer, with and without what is inferred.

An answer is `tests/cq/<query>.csv` or `<query>__<case>.csv`. Lines before the header begin with `# `: parameters, and
`rows=` with the number of rows (`50`, `>=40`) where the file holds only some of them. Columns that begin with `#` are
for readers.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from kg.catalogue import CannedQuery, Catalogue, EntityIndex, term_for
from kg.check.base import check
from kg.check.project import Project
from kg.dataset import Dataset
from kg.errors import Finding, KscError
from kg.namespaces import ID

FOLDER: Final = Path("tests") / "cq"


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A stored answer; `count` says how many rows there are where it does not hold them all."""

    path: Path
    params: dict[str, str]
    columns: list[str]
    rows: list[list[str]]
    count: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """The answer in a file."""
        lines = path.read_text(encoding="utf-8").splitlines()
        params, count = {}, ""
        while lines[0].startswith("# "):
            head = lines.pop(0)[2:]
            if head.startswith("rows="):
                count = head.removeprefix("rows=")
            else:
                params = dict(entry.split("=", 1) for entry in head.split("; "))
        columns, *rows = csv.reader(lines)
        kept = [number for number, column in enumerate(columns) if not column.startswith("#")]
        return cls(path, params, [columns[n] for n in kept], [[row[n] for n in kept] for row in rows], count)

    @property
    def query(self) -> str:
        """The name of the query that it answers."""
        return self.path.stem.partition("__")[0]

    def compare(self, columns: list[str], rows: list[list[str]]) -> Iterator[str]:
        """How an answer differs from this one."""
        if missing := [column for column in self.columns if column not in columns]:
            yield f"no column {', '.join(missing)}"
            return
        places = [columns.index(column) for column in self.columns]
        found = [[row[place] for place in places] for row in rows]
        if self.count and not self._counts(len(rows)):
            yield f"{len(rows)} rows, not {self.count}"
        for row in self.rows:
            if row not in found:
                yield f"no row {', '.join(row)}"
        if not self.count:
            for row in found:
                if row not in self.rows:
                    yield f"a row too many: {', '.join(row)}"
            if sorted(found) == sorted(self.rows) and found != self.rows:
                yield "the rows stand in another order"

    def _counts(self, number: int) -> bool:
        return number >= int(self.count[2:]) if self.count.startswith(">=") else number == int(self.count)


@dataclass(frozen=True, slots=True)
class House:
    """One state of the graph: its store, and what parameters can name."""

    store: ox.Store
    index: EntityIndex

    @classmethod
    def read(cls, root: Path, *, inferred: bool) -> Self:
        """The dataset below `root`, with data/inferred.ttl or without."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "data").mkdir()
            for path in (root / "data").glob("*.ttl"):
                if inferred or path.stem != "inferred":
                    (folder / "data" / path.name).symlink_to(path.resolve())
            for part in ("ontology", "shapes"):
                (folder / part).symlink_to((root / part).resolve())
            store = Dataset.read(folder).store()
        return cls(store, EntityIndex.of(store))

    def ask(self, query: CannedQuery, params: dict[str, str]) -> tuple[list[str], list[list[str]]]:
        """A canned query's columns and rows; a CONSTRUCT's are its statements in order."""
        terms = {name: term_for(query.parameter(name), value, self.index) for name, value in params.items()}
        return answer(self.store, query.with_values(terms))


def answer(store: ox.Store, text: str) -> tuple[list[str], list[list[str]]]:
    """A query's columns and rows, entities by their ids."""
    solutions = store.query(text)
    if isinstance(solutions, ox.QueryTriples):
        rows = [[_shown(triple.subject), _shown(triple.predicate), _shown(triple.object)] for triple in solutions]
        return ["subject", "predicate", "object"], sorted(rows)
    assert isinstance(solutions, ox.QuerySolutions)
    return [variable.value for variable in solutions.variables], [[_shown(term) for term in row] for row in solutions]


def _shown(term: object) -> str:
    return str(getattr(term, "value", "")).removeprefix(str(ID))


def stored_answers(root: Path) -> list[StoredAnswer]:
    """Every stored answer of the project in `root`."""
    return [StoredAnswer.read(path) for path in sorted((root / FOLDER).glob("*.csv"))]


@check("questions", "every canned query gives its stored answer, on the asserted graph and on the inferred one")
def questions(project: Project) -> Iterator[Finding]:
    """Stored answers were made by reading the documents (tests/cq/README.md)."""
    catalogue = Catalogue.read(project.root / "queries")
    answers = stored_answers(project.root)
    for name in sorted({query.name for query in catalogue} - {stored.query for stored in answers}):
        yield Finding("it has no stored answer", f"queries/{name}.rq", f"add {FOLDER}/{name}.csv")
    for graph in ("asserted", "inferred"):
        house = House.read(project.root, inferred=graph == "inferred")
        for stored in answers:
            where = f"{FOLDER}/{stored.path.name}"
            try:
                columns, rows = house.ask(catalogue.get(stored.query), stored.params)
            except KscError as error:
                yield Finding(str(error), where)
                continue
            for difference in stored.compare(columns, rows):
                yield Finding(f"{difference} ({graph} graph)", where)
