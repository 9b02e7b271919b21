"""The fields of the record form: what shapes and ontology say of each column; every choice is a right cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.service import Service
from api.validator import fields
from kg.names import Names
from kg.settings import Settings
from kg.validate.detect import ending_of
from kg.validate.form import Field, read_fields
from kg.validate.records import COLUMNS, read_records, template

ROOT = Path(__file__).resolve().parents[2]
FIELDS = {field.column: field for field in read_fields(ROOT)}
OF_RECORDS = ("slug", "title_en")  # columns that are no property


@pytest.fixture(scope="module")
def service() -> Service:
    return Service.read(Settings.read({"KSC_ROOT": str(ROOT)}))


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.load(ROOT / "records" / "reference")


def test_every_column_that_is_asked_for_has_a_field() -> None:
    assert set(FIELDS) == set(COLUMNS) - {"row", "lines"}


@pytest.mark.parametrize("field", [field for name, field in FIELDS.items() if name not in OF_RECORDS])
def test_a_field_is_named_and_described_in_both_languages(field: Field) -> None:
    assert set(field.names) == set(field.descriptions) == {"en", "ko"}


@pytest.mark.parametrize(
    ("column", "kind", "required"),
    [
        ("type", "scheme:agreement-type", True),
        ("fields", "scheme:field", False),
        ("korean_party", "ksc:Agency", True),
        ("country", "ksc:Country", True),
        ("event", "schema:Event", False),
        ("signed", "", True),
    ],
)
def test_what_a_field_takes_comes_from_the_shapes(column: str, kind: str, required: bool) -> None:
    assert (FIELDS[column].kind, FIELDS[column].required) == (kind, required)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_choice_is_a_right_cell(service: Service, names: Names, lang: str) -> None:
    right = fields.example(service, "right", lang)
    for entry in fields.entries(service, {}, lang):
        for value, _ in entry.choices:
            record = {**right, entry.column: value}
            content = ",".join(record) + "\n" + ",".join(f'"{cell}"' for cell in record.values()) + "\n"
            wrong = read_records(content.encode(), "new.csv", names).findings
            assert [place.cell for _, place in wrong if place.cell == entry.column] == [], (entry.column, value)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_record_by_other_names_fills_the_form(service: Service, lang: str) -> None:
    record = {"type": "MOU", "country": "Vietnam", "fields": "교통; 물", "event": "event/ascn-launch-2018"}
    entries = {entry.column: entry for entry in fields.entries(service, record, lang)}
    for column in ("type", "country", "event"):
        assert entries[column].value in [value for value, _ in entries[column].choices]
    assert entries["type"].value == {"en": "memorandum of understanding", "ko": "양해각서"}[lang]
    assert len(entries["fields"].values) == 2


def test_what_names_nothing_stays_in_sight(service: Service) -> None:
    (entry,) = (e for e in fields.entries(service, {"country": "Atlantis"}, "en") if e.column == "country")
    assert ("Atlantis", "Atlantis") in entry.choices


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        (template(), ".csv"),
        ("\ufeff" + template(), ".csv"),
        ('{"title": "x"}', ".json"),
        ('[{"title": "x"}]', ".json"),
        ('{"title": ', ".json"),
        ('{"@id": "urn:a"}', ".jsonld"),
        ('{"@id": ', ".jsonld"),
        ("[] a <urn:b> .", ".ttl"),
        ("@prefix : <urn:> .\n:a :b :c .", ".ttl"),
        ("<urn:a>\n  a <urn:b> .", ".ttl"),
        ("<urn:a> <urn:b> 'c' .", ".nt"),
        ('# note\n<urn:a> <urn:b> _:c .\n_:c <urn:d> "e"@ko .', ".nt"),
        ("<?xml version='1.0'?>\n<rdf:RDF/>", ".rdf"),
        ("<rdf:RDF xmlns:rdf='urn:x'/>", ".rdf"),
        ("", ".ttl"),
        ("title", ".ttl"),
    ],
)
def test_the_form_of_a_text(text: str, ending: str) -> None:
    assert ending_of(text) == ending
