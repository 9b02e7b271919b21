"""`agreements.csv` -> agreements: parties, places, dates, type, occasion, each cell a claim."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from rdflib import Literal
from rdflib.namespace import DCTERMS, RDF, XSD

from kg.build.claims import Statements
from kg.build.reference import names as label_triples
from kg.build.rows import TableRow, table_rows
from kg.errors import Finding
from kg.extract.cells import PartialDate, read_date, read_list, read_places
from kg.extract.linking import CATEGORY, OCCASION, TYPE, link, link_country, link_parties, link_places
from kg.messages import Message
from kg.names import KOREA, Names
from kg.namespaces import KSC, concept, thing
from kg.tables import Table, read_table

PRINTED: Final = (
    "category",
    "country",
    "place",
    "signed",
    "type",
    "title",
    "korean_party",
    "partner",
    "occasion",
)
ADDED: Final = ("slug", "title_en", "fields", "event")
REQUIRED: Final = ("country", "signed", "type", "title", "korean_party", "partner", "slug")
PLANNED: Final = "stage/planned"
_SLUG: Final = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:-[a-z0-9]+)+")


def add_agreements(path: Path, statements: Statements, names: Names) -> None:
    """Read the table into `statements`; every problem becomes a finding there."""
    add_rows(read_table(path, required=("row", "lines", *PRINTED, *ADDED), optional=()), statements, names)


def add_rows(table: Table, statements: Statements, names: Names) -> None:
    """The same for a table that was read, with all its columns."""
    slugs: dict[str, str] = {}
    for row in table_rows(table, "agreements", statements, names):
        slug = row.row["slug"]
        if slug and slug in slugs:
            hint = Message("first at {place}; a slug names one agreement for ever", place=slugs[slug])
            row.report("slug", Message("{slug} stands twice", slug=slug), hint)
        slugs.setdefault(slug, row.row.where())
        _Agreement(row).add()


class _Agreement:
    """One row of the table."""

    def __init__(self, row: TableRow) -> None:
        self.row, self.cells, self.names = row, row.row, row.names
        self.node = thing(f"agreement/{self.cells['slug']}")
        country = link_country(self.names, self.cells["country"])
        self.country = country if isinstance(country, str) else None

    def add(self) -> None:
        for column in REQUIRED:
            if not self.cells[column] or self.cells[column] == "-":
                self.row.report(column, Message("the cell is empty"), _EXPECTED[column])
        if self.cells["slug"] and not _SLUG.fullmatch(self.cells["slug"]):
            message = Message("{slug!r} is no agreement slug", slug=self.cells["slug"])
            self.row.report("slug", message, _EXPECTED["slug"])
        self._classify()
        self._date()
        self._parties()
        self._places()
        self._title()

    def _classify(self) -> None:
        cells, row = self.cells, self.row
        row.statements.add([(self.node, RDF.type, KSC.Agreement)])
        category = link(self.names, cells["category"], CATEGORY, Message("category"))
        if category != PLANNED and cells["category"]:
            row.claim_link(self.node, KSC.agreementLevel, category, "category")
        if cells["type"]:
            type_ = link(self.names, cells["type"], TYPE, Message("agreement type"))
            row.claim_link(self.node, KSC.agreementType, type_, "type")
        if cells["occasion"] and cells["occasion"] != "-":
            occasion = link(self.names, cells["occasion"], OCCASION, Message("occasion"))
            row.claim_link(self.node, KSC.occasionType, occasion, "occasion")
        if event := cells["event"]:
            known = event in self.names.entities and event.startswith("event/")
            unknown = Message("{event!r} is not an event", event=event)
            link_ = event if known else Finding(unknown, hint=Message("add it to records/reference/events.csv"))
            row.claim_link(self.node, KSC.signedAt, link_, "event", cells["occasion"])

    def _date(self) -> None:
        cells, row = self.cells, self.row
        if not cells["signed"]:
            return
        date = read_date(cells["signed"])
        if date is None:
            row.report("signed", Message("{cell!r} is no month or day", cell=cells["signed"]), _EXPECTED["signed"])
            return
        if self._is_planned() and not date.planned:
            message = Message(
                "a planned agreement ({category}) has a signing date, {signed!r}",
                category=cells["category"],
                signed=cells["signed"],
            )
            hint = Message("write '19.12(예정), or give the category that it was signed in")
            row.report("signed", message, hint)
            return
        self._dated(date)

    def _is_planned(self) -> bool:
        """Whether the category cell says 예정: printed as a category, though it is a stage."""
        return self.names.link(self.cells["category"], CATEGORY) == PLANNED

    def _dated(self, date: PartialDate) -> None:
        name, stage = ("planned", "planned") if date.planned else ("signed", "realised")
        value = Literal(date.value, datatype=XSD.date if date.precision == "day" else XSD.gYearMonth, normalize=False)
        self.row.claim(self.node, KSC[f"date{name.capitalize()}"], value, "signed")
        self.row.claim(self.node, KSC.stage, concept("stage", stage), "signed")
        first, last = (Literal(day, datatype=XSD.date) for day in date.bounds)
        bounds = ((KSC[f"{name}NotBefore"], first), (KSC[f"{name}NotAfter"], last))
        self.row.statements.add((self.node, predicate, day) for predicate, day in bounds)

    def _parties(self) -> None:
        sides = (("korean_party", KSC.hasKoreanParty, KOREA), ("partner", KSC.hasPartnerParty, self.country))
        for column, predicate, country in sides:
            cell = self.cells[column]
            links, printed = link_parties(self.names, cell, country), self._party_names(cell, country)
            for link_, name in zip(links, printed, strict=True):
                self.row.claim_link(self.node, predicate, link_, column, name)
                if isinstance(link_, str) and column == "partner" and self.country:
                    self.row.claim(thing(link_), KSC.ofCountry, thing(self.country), "country")

    def _party_names(self, cell: str, country: str | None) -> tuple[str, ...]:
        return read_list(cell, lambda name: bool(self.names.find(name, "organisation", country))).names

    def _places(self) -> None:
        cells = self.cells
        if not cells["country"]:
            return
        self.row.claim_link(self.node, KSC.concernsCountry, link_country(self.names, cells["country"]), "country")
        places = read_places(cells["place"], self._is_place)
        for link_, mention in zip(link_places(self.names, cells["place"], self.country), places.mentions, strict=True):
            self._place(link_, mention.name, mention.inside)
        if places.open_ended:
            self.row.claim(self.node, KSC.openEndedPlaces, Literal(True), "place")

    def _is_place(self, name: str) -> bool:
        return bool(self.names.find_exact(name, ("province", "city", "district", "country", "field"), self.country))

    def _place(self, link_: str | Finding, printed: str, inside: str | None) -> None:
        if isinstance(link_, str) and link_.startswith("field/"):
            self.row.claim_link(self.node, KSC.field, link_, "place", printed)
            return
        self.row.claim_link(self.node, KSC.targetsPlace, link_, "place", printed)
        if isinstance(link_, Finding):
            return
        if self.country and not link_.startswith("country/"):
            self.row.claim(thing(link_), KSC.inCountry, thing(self.country), "country")
        outer = self.names.link(inside, ("province", "city"), self.country) if inside else None
        if outer and outer != link_:
            self.row.claim(thing(link_), KSC.within, thing(outer), "place")

    def _title(self) -> None:
        cells, row = self.cells, self.row
        row.claim(self.node, DCTERMS.title, Literal(cells["title"], lang="ko"), "title")
        for word in cells.values("fields"):
            row.claim_link(self.node, KSC.field, link(self.names, word, ("field",), Message("field")), "fields", word)
        if not cells["title_en"]:
            hint = Message("translate the title; it is marked as our translation")
            row.report("title_en", Message("the English title is missing"), hint)
        row.statements.add([(self.node, DCTERMS.title, Literal(cells["title_en"], lang="en"))])
        # Four agreements may share one title; a label names one thing, so it also says who and when.
        ko = f"{cells['title']} ({self._who_and_when('ko')})"
        en = f"{cells['title_en']} ({self._who_and_when('en')})"
        row.statements.add(label_triples(self.node, ko, en, "supplied", "translated"))

    def _who_and_when(self, language: str) -> str:
        sides = ((self.cells["korean_party"], KOREA), (self.cells["partner"], self.country))
        links = [link_parties(self.names, cell, country) for cell, country in sides]
        parties = [", ".join(self._name(id_, language) for id_ in side if isinstance(id_, str)) for side in links]
        date = read_date(self.cells["signed"])
        return f"{' – '.join(parties)}, {date.value if date else ''}"

    def _name(self, id_: str, language: str) -> str:
        entity = self.names.entities[id_]
        return entity.name_ko if language == "ko" else entity.name_en


_EXPECTED: Final = {
    "country": Message("name the partner country as the document prints it"),
    "signed": Message("write '19.11, '19.11.25, or '19.12(예정) for a planned one"),
    "type": Message("MOU, MOA, LOI or PIA"),
    "title": Message("the title as printed"),
    "korean_party": Message("name the Korean agency"),
    "partner": Message("name the partner's agency"),
    "slug": Message("yyyy-mm, Korean party, partner, type, joined by hyphens: 2019-11-lh-sabah-mou"),
}
