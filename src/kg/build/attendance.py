"""`attendance.csv` and `attendance-heading.csv` -> who is expected at a document's event, as what, and for whom."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rdflib import Literal
from rdflib.namespace import FOAF, ORG, RDF, XSD

from kg.build.claims import Statements
from kg.build.reference import names as label_triples
from kg.build.rows import TableRow, event_of, table_rows
from kg.errors import Finding
from kg.extract.cells import PersonName
from kg.extract.linking import STATUS, link, link_delegation, link_person
from kg.names import Names
from kg.namespaces import KSC, concept, thing
from kg.tables import Row, read_table

PRINTED: Final = ("country", "position", "name", "status")
ADDED: Final = ("name_ko", "name_en", "of_country", "deputises_for")
HEADING: Final = ("row", "lines", "kind", "printed", "label", "value")


def add_attendance(path: Path, statements: Statements, names: Names) -> None:
    """Read the list into `statements`; every problem becomes a finding there."""
    table = read_table(path, required=("row", "lines", *PRINTED, *ADDED), optional=())
    event = event_of(statements, names, path, "lists who attends")
    if event is None:
        return
    as_of = _as_of(path.parent / "attendance-heading.csv")
    above: TableRow | None = None
    for row in table_rows(table, "attendance", statements, names):
        above = row if row.row["country"] else above
        _Attendance(row, above or row, event, as_of).add()


def _as_of(path: Path) -> Row | None:
    rows = read_table(path, required=HEADING, optional=()) if path.exists() else ()
    return next((row for row in rows if row["kind"] == "as_of"), None)


class _Attendance:
    """One row; `above` is the row that prints its country, itself unless the cell is merged with one above."""

    def __init__(self, row: TableRow, above: TableRow, event: str, as_of: Row | None) -> None:
        self.row, self.above, self.cells, self.names = row, above, row.row, row.names
        self.event, self.as_of = event, as_of
        self.delegation = link_delegation(self.names, above.row["country"])
        country = self.delegation if isinstance(self.delegation, str) else ""
        self.country = country if country.startswith("country/") else None

    def add(self) -> None:
        cells, row = self.cells, self.row
        person = link_person(self.names, PersonName(cells["name_ko"], cells["name_en"]), self.country)
        if isinstance(person, Finding):
            row.report("name", person.message, person.hint or "add the person to records/reference/people.csv")
            return
        self.person = person
        slug = person.partition("/")[2]
        self.node = thing(f"attendance/{self.event.partition('/')[2]}-{slug}")
        row.statements.add([(self.node, RDF.type, KSC.Attendance), (self.node, KSC.attendedEvent, thing(self.event))])
        row.claim(self.node, KSC.attendeePerson, thing(person), "name")
        for column, language in (("name_ko", "ko"), ("name_en", "en")):
            if cells[column]:
                row.claim(thing(person), FOAF.name, Literal(cells[column], lang=language), "name", cells[column])
        if cells["position"]:
            row.claim(self.node, KSC.designation, Literal(cells["position"], lang="ko"), "position")
        self.above.claim_link(self.node, KSC.onBehalfOf, self.delegation, "country")
        self._label()
        self._status()
        self._appointment(slug)

    def _label(self) -> None:
        person, event = self.names.entities[self.person], self.names.entities[self.event]
        ko = f"{person.name_ko}, {event.name_ko}"
        en = f"{person.name_en} at {event.name_en}"
        self.row.statements.add(label_triples(self.node, ko, en, "supplied", "supplied"))

    def _status(self) -> None:
        cells, row = self.cells, self.row
        if cells["status"] and cells["status"] != "-":
            status = link(self.names, cells["status"], STATUS, "attendance status")
            predicate = KSC.attendanceStatus if str(status).startswith("attendance-status/") else KSC.capacity
            row.claim_link(self.node, predicate, status, "status")
        if post := cells["deputises_for"]:
            known = post in self.names.entities and post.startswith("post/")
            link_ = post if known else Finding(f"{post!r} is not a post", hint="add it to records/reference/posts.csv")
            row.claim_link(self.node, KSC.deputisesFor, link_, "deputises_for", cells["status"])
        if self.as_of:
            # A list made before its event says who is expected, not who came.
            row.statements.add([(self.node, KSC.attendanceStatus, concept("attendance-status", "expected"))])
            if self.as_of["value"]:
                day = Literal(self.as_of["value"], datatype=XSD.date, normalize=False)
                row.statements.add([(self.node, KSC.asOf, day)])

    def _appointment(self, slug: str) -> None:
        """The day job that the position cell names: its organisation, and the rest of the cell as designation."""
        cells, row = self.cells, self.row
        found = self._organisation(cells["position"])
        if found is None:
            if cells["position"]:
                row.report(
                    "position",
                    f"{cells['position']!r} begins with no known organisation",
                    "add it to records/reference/organisations.csv",
                )
            return
        organisation, printed, title = found
        node = thing(f"appointment/{slug}-{organisation.partition('/')[2]}")
        row.statements.add([(node, RDF.type, KSC.Appointment)])
        row.claim(node, ORG.member, thing(self.person), "name")
        row.claim(node, ORG.organization, thing(organisation), "position", printed)
        if title:
            row.claim(node, KSC.designation, Literal(title, lang="ko"), "position", title)
        if role := self.names.link(title, "role"):
            row.claim(node, ORG.role, concept(*role.split("/")), "position", title)
        if self.as_of and self.as_of["value"]:
            row.statements.add([(node, KSC.asOf, Literal(self.as_of["value"], datatype=XSD.date, normalize=False))])
        person, body = self.names.entities[self.person], self.names.entities[organisation]
        ko = f"{person.name_ko}, {body.name_ko} {title}"
        en = f"{person.name_en}, {self._role_en(title)}{body.name_en}"
        row.statements.add(label_triples(node, ko, en, "supplied", "supplied"))

    def _role_en(self, title: str) -> str:
        role = self.names.link(title, "role")
        return f"{self.names.entities[role].name_en}, " if role else ""

    def _organisation(self, position: str) -> tuple[str, str, str] | None:
        """The longest beginning of `position` that names an organisation, as (id, printed, the rest)."""
        words = position.split(" ")
        for count in range(len(words), 0, -1):
            printed = " ".join(words[:count])
            found = self.names.link(printed, "organisation", self.country)
            if found:
                return found, printed, " ".join(words[count:])
        return None
