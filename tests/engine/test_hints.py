from __future__ import annotations

import pytest

from kg.dataset import Dataset
from kg.engine.base import Hint
from kg.engine.hints import Hints
from kg.engine.mentions import mentions, prefixes

KSC = "https://w3id.org/ksc/ontology#"
PROLOGUE = f"PREFIX k: <{KSC}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"


def named(query: str) -> list[str]:
    return [f"{entry.kind[0]} {entry.iri.removeprefix(KSC)}" for entry in mentions(PROLOGUE + query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s k:p k:o ; k:q 'x'^^k:datatype , k:o2 . k:s k:r ?o }", "pp pq pr"),
        ("ASK { ?s a k:C , k:D ; k:p [ a k:E ; k:q ( k:x [ k:r 1 ] ) ] . [] k:last +5 }", "cC cD pp cE pq pr plast"),
        ("ASK { ?s (k:p|^k:q)+/k:r* ?o ; !(k:n|a) k:o . ?s k:one? ?x }", "pp pq pr pn pone"),
        ("ASK { ?s a/k:sub* k:NotAClass . ?s ?p k:o }", "psub"),
        ("ASK { ?s <https://w3id.org/ksc/ontology#full> 1 . ?s <relative> 2 . ?s no:prefix 3 }", "pfull"),
        (
            "ASK { GRAPH k:g { ?s k:in 1 } FILTER(k:f(?s) = k:v) ?s k:after 2 BIND(k:b(1) AS ?x) ?s k:then 3 }",
            "pin pafter pthen",
        ),
        ("ASK { FILTER NOT EXISTS { ?s k:not 1 } OPTIONAL { ?s k:opt 2 } MINUS { ?s k:min 3 } }", "pnot popt pmin"),
        ("ASK { VALUES (?a ?b) { (k:v k:w) (UNDEF k:x) } VALUES ?c { k:y k:z } ?s k:p ?a }", "pp"),
        ("CONSTRUCT { ?s k:made [ a k:Made ] } WHERE { ?s k:p ?o }", "pp"),
        ("CONSTRUCT WHERE { ?s k:p ?o }", "pp"),
        ("DESCRIBE k:x { ?s k:p k:y } ORDER BY k:f(?s) LIMIT 2", "pp"),
        (
            "ASK { { SELECT (k:f(?x) AS ?y) ?z { ?x k:p ?z } GROUP BY (k:g(?x)) k:h(?z) } ?y k:q true . ?y k:r _:b }",
            "pp pq pr",
        ),
        ("ASK { ?s k:p '''k:q } ?s k:r''' # k:s\n ; k:t 1 }", "pp pt"),
        (") } ] ?s k:p", ""),
    ],
)
def test_only_predicates_and_classes_of_patterns_are_mentions(query: str, expected: str) -> None:
    wanted = [f"{entry[0]} {entry[1:]}" for entry in expected.split()]
    assert named(query) == wanted


def test_rdf_type_by_its_name_is_a(dataset: Dataset) -> None:
    assert named("ASK { ?s rdf:type k:C }")[1:] == ["c C"]


def test_prefixes_are_the_last_declared() -> None:
    assert prefixes("PREFIX a: <x:1> PREFIX a: <x:2> PREFIX : <y:> PREFIX r: <rel> ASK { PREFIX b: <z:> }") == {
        "a": "x:2",
        "": "y:",
    }


def test_an_unused_term_comes_with_used_ones_of_a_like_name(dataset: Dataset) -> None:
    found = Hints(dataset.store()).find(
        PROLOGUE + "SELECT * { ?s a k:Agrement , k:Agreement ; k:hasKoreanPartie ?o ; k:stage ?x ; <x:한국> 1 }"
    )
    assert found == [
        Hint("class", f"{KSC}Agrement", False, (f"{KSC}Agreement",)),
        Hint("property", f"{KSC}hasKoreanPartie", False, (f"{KSC}hasKoreanParty",)),
        Hint("property", "x:한국", False, ()),
    ]


def test_a_term_that_is_declared_and_not_used_says_so(dataset: Dataset) -> None:
    store = dataset.store()
    store.update(f"INSERT DATA {{ <{KSC}unused> a <http://www.w3.org/2002/07/owl#ObjectProperty> }}")
    assert Hints(store).find(PROLOGUE + "ASK { ?s k:unused ?o }")[0].declared


def test_long_and_senseless_queries_give_no_hints(dataset: Dataset) -> None:
    hints = Hints(dataset.store())
    assert hints.find("ASK { ?s <x:unused> ?o } #" + "x" * (1 << 16)) == []
    assert hints.find("ASK { ?s <a b> ?o . ?s <x:%zz ?o }") == []


@pytest.mark.parametrize("name", ["unused1", "unused2", "unused/(1)", "unused(1)", "unused=1,", "unused%31"])
def test_queries_of_one_shape_are_told_apart_by_what_they_name(dataset: Dataset, name: str) -> None:
    thing = "https://w3id.org/ksc/id/thing/"
    hints = Hints(dataset.store())
    query = "ASK { <%sa> <x:%s> (1) . <%sb> <%s%s> 2 FILTER(3>2&&4<?x||?x>5) }"
    found = hints.find(query % (thing, name, thing, thing, name))
    assert [hint.iri for hint in found] == [f"x:{name}", f"{thing}{name}"]
    other = hints.find(query % (thing, "other", thing, thing, "more"))
    assert [hint.iri for hint in other] == ["x:other", f"{thing}more"]


def test_names_with_escapes_are_told_apart(dataset: Dataset) -> None:
    hints = Hints(dataset.store())
    for number in ("1", "2"):
        found = hints.find(f"PREFIX x: <x:> ASK {{ ?s x:unused\\({number}\\) ?o }}")
        assert [hint.iri for hint in found] == [f"x:unused({number})"]
