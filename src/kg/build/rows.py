"""What the builders of printed tables share: a row, its passage, and the claims that its cells make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef

from kg.build.claims import Claim, Passage, Statements
from kg.build.facts import read_lines
from kg.errors import Finding
from kg.names import Names
from kg.namespaces import concept, thing
from kg.tables import Row, Table


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a printed table on its way into `statements`."""

    row: Row
    passage: Passage
    names: Names
    statements: Statements

    def claim(
        self, subject: URIRef, predicate: URIRef, object_: URIRef | Literal, column: str, printed: str = ""
    ) -> None:
        """Claim a statement that the cell of `column` makes; `printed` where only a part of the cell says it."""
        where = self.row.where(column)
        text = printed or self.row[column]
        self.statements.claims.append(Claim(subject, predicate, object_, text, self.passage, where))

    def claim_link(
        self, subject: URIRef, predicate: URIRef, link: str | Finding, column: str, printed: str = ""
    ) -> None:
        """Claim that `predicate` relates `subject` to what was linked; a failed link becomes a finding."""
        if isinstance(link, Finding):
            self.report(column, link.message, link.hint)
        else:
            self.claim(subject, predicate, self.node(link), column, printed)

    def report(self, column: str, message: str, hint: str = "") -> None:
        """Report what is wrong with the cell of `column`."""
        self.statements.findings.append(self.row.finding(column, message, hint))

    def node(self, id_: str) -> URIRef:
        """The IRI of an entity or concept id."""
        entity = self.names.entities.get(id_)
        return concept(*id_.split("/")) if entity and entity.class_ in ("skos:Concept", "org:Role") else thing(id_)


def table_rows(table: Table, name: str, statements: Statements, names: Names, half: str = "") -> Iterable[TableRow]:
    """The rows of a table with their passages; a row whose lines can't be read becomes a finding.

    In a bilingual document a row's own column `half` says which half it stands in.
    """
    for row in table:
        number = row["row"]
        if not number.isdecimal():
            statements.findings.append(row.finding("row", f"{number!r} is no row number", "count from 1"))
            continue
        passage = read_lines(row, statements.source, half or row.get("half"), name, int(number))
        if isinstance(passage, Finding):
            statements.findings.append(passage)
        else:
            yield TableRow(row, passage, names, statements)


def event_of(statements: Statements, names: Names, path: Path, what: str) -> str | None:
    """The id of the event that a document's tables are about; None, and a finding, where its row names none.

    `what` ends the finding's sentence: 'lists its programme'.
    """
    event = statements.source.event
    if event in names.entities:
        return event
    where = f"{path.parent / 'document.csv'}: row 1, column event"
    statements.findings.append(Finding(f"{event!r} is not an event, but {path.name} {what}", where))
    return None
