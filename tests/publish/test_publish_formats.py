"""RDF formats, JSON-LD above all: what is written is what is read, by two parsers that are not ours."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.dataset import Dataset
from kg.namespaces import ID, KSC, SCHEME
from kg.publish import FORMATS, write
from kg.publish.entity import ordered

THING = ox.NamedNode(f"{ID}agreement/a")
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


def about(predicate: str, *values: ox.NamedNode | ox.Literal | ox.BlankNode) -> list[ox.Triple]:
    return [ox.Triple(THING, ox.NamedNode(predicate), value) for value in values]


def typed(text: str, local: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{local}"))


def document(statements: list[ox.Triple]) -> Any:
    return json.loads(write(statements, FORMATS["jsonld"]))


@pytest.mark.parametrize(
    ("statements", "name", "value"),
    [
        (about(f"{KSC}hasKoreanParty", ox.NamedNode(f"{ID}organisation/lh")), "has_korean_party", "organisation/lh"),
        (about(f"{KSC}stage", ox.NamedNode(f"{SCHEME}stage/planned")), "stage", "planned"),
        # A slug that is a term's name would be read as that term.
        (about(f"{KSC}stage", ox.NamedNode(f"{SCHEME}stage/location")), "stage", f"{SCHEME}stage/location"),
        (about(f"{KSC}stage", ox.NamedNode(f"{SCHEME}stage/a:b")), "stage", f"{SCHEME}stage/a:b"),
        (about(f"{KSC}hasKoreanParty", ox.NamedNode("urn:x")), "has_korean_party", "urn:x"),
        (about(f"{KSC}dateSigned", typed("2019-11", "gYearMonth")), "date_signed", "2019-11"),
        # Less precise than the term's datatype: the datatype is told.
        (about(f"{KSC}dateSigned", typed("2019", "gYear")), "ksc:dateSigned", {"@value": "2019", "@type": "xsd:gYear"}),
        (about(f"{KSC}firstLine", typed("7", "integer")), "first_line", 7),
        (about(f"{KSC}firstLine", typed("007", "integer")), "first_line", "007"),
        (about(f"{KSC}firstLine", typed("9" * 30, "integer")), "first_line", "9" * 30),
        (about(f"{KSC}vacant", typed("true", "boolean")), "vacant", True),
        (about(f"{KSC}vacant", typed("1", "boolean")), "vacant", "1"),
        (
            about(f"{SKOS}prefLabel", ox.Literal("a", language="en"), ox.Literal("가", language="ko")),
            "pref_label",
            {"en": "a", "ko": "가"},
        ),
        (about(f"{SKOS}prefLabel", ox.Literal("a")), "skos:prefLabel", "a"),
        (about(f"{SKOS}altLabel", ox.Literal("LH")), "alt_label", ["LH"]),
        (about("https://example.org/p", ox.BlankNode("b")), "https://example.org/p", {"id": "_:b"}),
    ],
)
def test_a_value_takes_the_record_name_that_fits_it_and_no_other(
    statements: list[ox.Triple], name: str, value: object
) -> None:
    node = document(statements)["@graph"][0]
    assert node == {"id": THING.value, name: value}
    data = write(statements, FORMATS["jsonld"])
    assert [quad.triple for quad in ox.parse(data, ox.RdfFormat.JSON_LD)] == statements


def test_the_context_holds_what_is_used_and_nothing_else() -> None:
    context = document(about(f"{KSC}dateSigned", typed("2019-11", "gYearMonth")))["@context"]
    assert context.keys() == {"@version", "id", "type", "ksc", "xsd", "date_signed"}


@pytest.fixture(scope="module")
def triples() -> list[ox.Triple]:
    quads = ox.parse(Dataset.read().nquads, ox.RdfFormat.N_QUADS)
    return [quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()]


@pytest.mark.parametrize("name", ["ttl", "jsonld", "nt", "rdf", "trig"])
def test_the_whole_dataset_comes_back_from_every_format(triples: list[ox.Triple], name: str) -> None:
    form = FORMATS[name]
    plain = [t for t in triples if not isinstance(t.subject, ox.BlankNode) and not isinstance(t.object, ox.BlankNode)]
    assert {quad.triple for quad in ox.parse(write(plain, form), form.syntax)} == set(plain)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # in rdflib's own JSON-LD parser
def test_another_parser_reads_the_same(triples: list[ox.Triple]) -> None:
    folders = ("agreement", "event", "observation", "amount", "document", "attendance")
    prefixes = tuple(f"{ID}{folder}/" for folder in folders)
    some = ordered(t for t in triples if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(prefixes))
    read = Graph().parse(data=write(some, FORMATS["jsonld"]), format="json-ld")
    assert isomorphic(read, Graph().parse(data=write(some, FORMATS["nt"]), format="nt"))


def test_prefixes_are_declared_where_they_shorten_and_only_then() -> None:
    many = [
        ox.Triple(THING, ox.NamedNode(f"{KSC}hasParty"), ox.NamedNode(f"{ID}organisation/o{number}"))
        for number in range(5)
    ]
    text = write(many, FORMATS["ttl"]).decode()
    assert "@prefix organisation:" in text and "organisation:o1" in text
    assert "@prefix agreement:" not in text and "@prefix skos:" not in text


def test_named_graphs_are_kept_apart() -> None:
    node = ox.NamedNode("https://w3id.org/ksc/graph/g")
    quads = [ox.Quad(THING, ox.NamedNode(f"{KSC}stage"), ox.NamedNode(f"{SCHEME}stage/planned"), node)]
    for name in ("trig", "jsonld"):
        assert list(ox.parse(write(quads, FORMATS[name]), FORMATS[name].syntax)) == quads
