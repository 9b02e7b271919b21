"""`officials.csv` -> the seats of the ASEAN Smart Cities Network, who holds them, and what they are at home."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import FOAF, ORG, RDF

from kg.build.claims import Statements
from kg.build.reference import names as label_triples
from kg.build.rows import TableRow, table_rows
from kg.errors import Finding
from kg.extract.cells import read_person
from kg.extract.linking import link, link_person
from kg.extract.officials import COLUMNS, CSCO, NOBODY, SEATS, Body, link_delegation, read_position, seat_city
from kg.names import Names
from kg.namespaces import KSC, thing
from kg.tables import read_table

# What relates an appointment to the body or the post that it is at.
_HOMES: Final = {"organisation": ORG.organization, "post": KSC.toPost}


def add_officials(path: Path, statements: Statements, names: Names) -> None:
    """Read the table into `statements`; every problem becomes a finding there."""
    above: TableRow | None = None
    for row in table_rows(read_table(path, required=COLUMNS, optional=()), "officials", statements, names):
        above = row if row.row["country"] or above is None else above
        _Seat(row, above, names).add()


class _Seat:
    """One row; `above` is the row that prints its country."""

    def __init__(self, row: TableRow, above: TableRow, names: Names) -> None:
        self.row, self.above, self.cells, self.names = row, above, row.row, names
        self.delegation = link_delegation(names, above.row["country"])
        self.country = self.delegation if (self.delegation or "").startswith("country/") else None
        role = link(names, self.cells["role"], ("role",), "role")
        self.role = role if role in SEATS else Finding(f"{self.cells['role']!r} is no seat of the network")
        self.city: str | None = None
        if self.role == CSCO:
            self.city = seat_city(names, self.cells["seat_city"], above.row["country"], self.country)

    def add(self) -> None:
        post = self._post()
        if post is None:
            return
        self.row.claim_link(thing(post), ORG.role, self.role, "role")
        self._post_for(thing(post))
        if self.cells["name"] == NOBODY:
            self.row.claim(thing(post), KSC.vacant, Literal(True), "name")
            return
        name = read_person(self.cells["name"])
        person = link_person(self.names, name, self.country) if name else Finding("the name can't be read")
        if name is None or isinstance(person, Finding):
            hint = "add who it names to records/reference/people.csv"
            self.row.report("name", f"{self.cells['name']!r} is not a known person", hint)
            return
        self.row.claim(thing(person), FOAF.name, Literal(name.en or name.ko, lang="en" if name.en else "ko"), "name")
        self._hold(person, post)
        self._day_job(person)

    def _post(self) -> str | None:
        """The seat, as the reference tables name it: `post/ascn-nr-brunei`, `post/ascn-csco-jakarta`."""
        if isinstance(self.role, Finding):
            self.row.report("role", self.role.message, "NR, CSCO or ASEC Representative, as printed")
            return None
        of = self.city if self.role == CSCO else self.country
        if of is None and self.role != "role/asec-representative":
            self.row.report("seat_city", "whose seat it is can't be told", "a known country, and for a CSCO its city")
            return None
        id_ = "-".join(["post/ascn", self.role.partition("/")[2], *([of.partition("/")[2]] if of else [])])
        if id_ not in self.names.entities:
            self.row.report("role", f"{id_} is not a post", "add it to records/reference/posts.csv")
            return None
        return id_

    def _post_for(self, post: URIRef) -> None:
        if self.city:
            column, row = ("seat_city", self.row) if self.cells["seat_city"] else ("country", self.above)
            row.claim(post, KSC.postFor, thing(self.city), column)
        elif self.delegation:
            property_ = KSC.postForCountry if self.country else KSC.postFor
            self.above.claim(post, property_, thing(self.delegation), "country")
        else:
            self.above.report("country", f"{self.above.row['country']!r} is not a known country or body")

    def _hold(self, person: str, post: str) -> None:
        """The appointment to the seat."""
        node = thing(f"appointment/{_slug(person)}-{_slug(post)}")
        self.row.statements.add([(node, RDF.type, KSC.Appointment)])
        self.row.claim(node, ORG.member, thing(person), "name")
        self.row.claim(node, KSC.toPost, thing(post), "role")
        self.row.claim_link(node, ORG.role, self.role, "role")
        who, seat = self.names.entities[person], self.names.entities[post]
        ko, en = f"{who.name_ko}, {seat.name_ko}", f"{who.name_en}, {seat.name_en}"
        self.row.statements.add(label_triples(node, ko, en, "supplied", "supplied"))

    def _day_job(self, person: str) -> None:
        """The appointment at home: its title, and the innermost body, which lies within the one named after it.

        A position that ends with no body is that of the organisation or post which `body` names by hand.
        """
        cell, by_hand = self.cells["position"], self.cells["body"]
        position = read_position(cell, self.names, self.country, self.city)
        home = position.bodies[0] if position.bodies else Body(cell, by_hand)
        if home.id not in self.names.entities or home.id.partition("/")[0] not in _HOMES:
            hint = "name the organisation, or the post, in the column body"
            self.row.report("body", f"{home.id!r} is no organisation and no post", hint)
            return
        node = thing(f"appointment/{_slug(person)}-{_slug(home.id)}")
        self.row.statements.add([(node, RDF.type, KSC.Appointment)])
        self.row.claim(node, ORG.member, thing(person), "name")
        self.row.claim(node, _HOMES[home.id.partition("/")[0]], thing(home.id), "position", home.printed)
        if position.designation:
            title = Literal(position.designation, lang="en")
            self.row.claim(node, KSC.designation, title, "position", position.designation)
        for inner, outer in pairwise(position.bodies):
            is_unit = self.names.entities[inner.id].class_ == "org:OrganizationalUnit"
            property_ = ORG.unitOf if is_unit else ORG.subOrganizationOf
            self.row.claim(thing(inner.id), property_, thing(outer.id), "position", outer.printed)
        # The label leaves the title out: the halves may spell it differently.
        who, body = self.names.entities[person], self.names.entities[home.id]
        labels = f"{who.name_ko}, {body.name_ko}", f"{who.name_en}, {body.name_en}"
        self.row.statements.add(label_triples(node, *labels, "supplied", "supplied"))


def _slug(id_: str) -> str:
    return id_.partition("/")[2]
