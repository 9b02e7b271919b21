"""The validator's form: a field for each column of a record, with what can be chosen; the template; the examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from api.service import Service
from api.validator.texts import texts
from kg.catalogue import EntityIndex
from kg.extract.cells import is_dash
from kg.tables import format_table, split_values
from kg.validate.form import Field, read_fields
from kg.validate.records import COLUMNS, EXAMPLE

_MOST_CHOICES: Final = 100  # of things; where there are more, a name is typed
_ID_COLUMN: Final = "event"  # its cell holds an id, not a name, and that of an event proper: no session's
# As people speak of an agreement: what, when, where, who, why.
_ORDER: Final = (
    *("title", "title_en", "type", "category", "signed", "country", "place", "korean_party", "partner"),
    *("occasion", "event", "slug", "fields"),
)
Record = Mapping[str, str]

# Beside the record of the template: one that conforms and may repeat another, and one with three mistakes.
_RIGHT: Final = {
    "signed": "'19.11.27",
    "title": "코타키나발루 교통 협력 양해각서",
    "title_en": "Memorandum of understanding on transport in Kota Kinabalu",
    "slug": "2019-11-lh-sabah-transport-mou",
    "fields": "교통",
}
_WRONG: Final = {**_RIGHT, "signed": "'19.13", "title_en": "", "korean_party": "LHH"}
EXAMPLES: Final = ("right", "wrong", "graph")
GRAPH: Final = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ksc: <https://w3id.org/ksc/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

<https://w3id.org/ksc/id/agreement/2031-01-lh-da-nang-mou> a ksc:Agreement ;
    dcterms:title "Memorandum of understanding"@en , "양해각서"@ko ;
    ksc:agreementType <https://w3id.org/ksc/scheme/agreement-type/mou> ;
    ksc:stage <https://w3id.org/ksc/scheme/stage/planned> ;
    ksc:dateSigned "2031-01"^^xsd:gYearMonth ;
    ksc:hasKoreanParty <https://w3id.org/ksc/id/organisation/da-nang> ;
    ksc:hasPartnerParty <https://w3id.org/ksc/id/organisation/lh> .
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the form: its texts, what it holds now, and what can be chosen (value, label).

    Where nothing can be chosen a value is typed; `suggest` is then the kind of thing that names are suggested of.
    """

    column: str
    label: str
    hint: str
    example: str
    required: bool
    several: bool
    values: tuple[str, ...]
    choices: list[tuple[str, str]]
    suggest: str

    @property
    def value(self) -> str:
        """What a field of one value holds."""
        return self.values[0] if self.values else ""


@cache
def _fields(root: Path) -> tuple[Field, ...]:
    return read_fields(root)


def entries(service: Service, record: Record, lang: str) -> list[Entry]:
    """The fields of the form, filled with the record."""
    found = (_entry(field, record.get(field.column, ""), service.index, lang) for field in _fields(_root(service)))
    return sorted(found, key=lambda entry: _ORDER.index(entry.column))


def _entry(field: Field, cell: str, index: EntityIndex, lang: str) -> Entry:
    words = texts(lang)
    label = words.get(f"column_{field.column}") or field.names.get(lang) or field.column
    choices = _choices(field, index, lang)
    values = [value for value in (split_values(cell) if choices and field.several else (cell,)) if value]
    if choices:
        values = [_choice(field, value, index, lang) for value in values]
        offered = {value for value, _ in choices}
        choices += [(value, value) for value in values if value not in offered]  # what names nothing stays in sight
    return Entry(
        column=field.column,
        label=label[:1].upper() + label[1:],
        hint=words.get(f"hint_{field.column}") or field.descriptions.get(lang, ""),
        example="" if choices else _named(field, field.example, index, lang),
        required=field.required,
        several=field.several,
        values=tuple(values),
        choices=choices,
        suggest=field.kind if not choices else "",
    )


def _choices(field: Field, index: EntityIndex, lang: str) -> list[tuple[str, str]]:
    is_concept = field.kind.startswith("scheme:")
    among = index.of_kind(field.kind) if is_concept or (field.kind and not field.several) else []
    if field.column == _ID_COLUMN:
        among = [entity for entity in among if entity.identifier.startswith(f"{_ID_COLUMN}/")]
    if len(among) > _MOST_CHOICES:
        return []
    labels = [(_value(field, entity.identifier, entity.label(lang)), entity.label(lang)) for entity in among]
    return sorted(labels, key=lambda choice: choice[1].casefold())


def _choice(field: Field, value: str, index: EntityIndex, lang: str) -> str:
    """The choice that a cell's value is: it may have gone by another name."""
    found = index.find(field.kind, value)
    return _value(field, found[0].identifier, found[0].label(lang)) if len(found) == 1 else value


def _value(field: Field, identifier: str, label: str) -> str:
    return identifier if field.column == _ID_COLUMN else label


def _named(field: Field, cell: str, index: EntityIndex, lang: str) -> str:
    """A cell with the name that its thing goes by in this language; an acronym stays."""
    found = index.find(field.kind, cell) if field.kind and not cell.isascii() and not is_dash(cell) else []
    return found[0].label(lang) if found else cell


def example(service: Service, name: str, lang: str) -> Record:
    """The record of an example (`EXAMPLES`), with names in this language."""
    cells = {**EXAMPLE, "event": "", **(_RIGHT if name == "right" else _WRONG)}
    return {field.column: _named(field, cells[field.column], service.index, lang) for field in _fields(_root(service))}


def template(service: Service, lang: str) -> str:
    """A table to fill in: below its header two comments, what the columns are called and an example."""
    named = {entry.column: entry.label for entry in entries(service, {}, lang)}
    shown = {field.column: _named(field, field.example, service.index, lang) for field in _fields(_root(service))}
    labels = {column: named.get(column, column) for column in COLUMNS}
    labels["row"] = f"# {labels['row']}"
    return format_table(COLUMNS, [labels, {**EXAMPLE, **shown}])


def _root(service: Service) -> Path:
    return service.settings.folder
