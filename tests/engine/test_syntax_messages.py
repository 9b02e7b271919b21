from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.engine.syntax import SyntaxProblem, explain

PREFIXES = {"ksc": "https://w3id.org/ksc/ontology#"}


def problem(text: str) -> SyntaxProblem:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text)
    return explain(text, str(caught.value), PREFIXES)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("SELECT * {\n  ?s foo:바 ?o }", 2, 6, "the prefix foo: is not declared"),
        ("SELECT * { ?s ?p '한국'@ko . ?o foo:x 1 }", 1, 31, "the prefix foo: is not declared"),
        ("SELECT * { ?한글 나:다 '라' }", 1, 16, "the prefix 나: is not declared"),
        ("SELECT * { ?s :p ?o }", 1, 15, "the prefix : is not declared"),
        ("SELECT * { :a <x:p> 1 ; :q 2 }", 1, 12, "the prefix : is not declared"),
        ("SELECT * { ?s <a:b }", 1, 15, "this IRI is never closed"),
        ("SELECT * { ?s ?p 'abc }", 1, 18, "this string is never closed"),
        ("SELECT * { ?s ?p }", 1, 18, "unexpected '}'"),
        ("selct * { ?s ?p ?o }", 1, 1, "unexpected 'selct'"),
        ("# nothing", 1, 10, "the query ends too soon"),
        ("SELECT ?a, ?b { ?a ?b ?c }", 1, 10, "unexpected ','"),
        ("SELECT COUNT(?x) { ?x ?y ?z }", 1, 8, "unexpected 'COUNT'"),
        ("ASK { ?가 ?나 ?다 . # 주석\n ?라 마 ?바 }", 2, 5, "unexpected '마'"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", 1, 36, "?x is already in use here"),
        ("SELECT * { FILTER(?x > 1 }", 1, 26, "unexpected '}'"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 34, "SELECT * cannot stand with GROUP BY: name what is grouped"),
        ("PREFIX a: <x:> SELECT * { ?s a:b }", 1, 34, "unexpected '}'"),
        ("PREFIX a: SELECT * { ?s a:b 1 }", 1, 11, "unexpected 'SELECT'"),
        ("SELECT * { ?s ?p ?o ]", 1, 21, "unexpected ']'"),
        ("SELECT * {\n{ ?s ?p ?o", 2, 1, "this '{' is never closed"),
        ("SELECT ?x ?x {}", 1, 16, "the SELECT names a variable twice"),
        (
            "SELECT (COUNT(?x) AS ?n) ?y {?x ?y ?z}",
            1,
            39,
            "the SELECT names a variable that is not grouped or aggregated",
        ),
        ("SELECT * { ?s ?p 1 } LIMIT ?x", 1, 28, "unexpected '?x'"),
        ("SELECT * { ?s ?p 1 } LIMIT", 1, 27, "the query ends too soon"),
        ("SELECT * { <http://a b> ?p 1 }", 1, 12, "this is not a valid IRI"),
    ],
)
def test_place_and_plain_cause(text: str, line: int, column: int, message: str) -> None:
    found = problem(text)
    assert (found.line, found.column, found.message) == (line, column, message)


def test_a_known_prefix_comes_with_its_declaration() -> None:
    assert problem("SELECT * { ?s a ksc:Agreement }").hint == (
        "add PREFIX ksc: <https://w3id.org/ksc/ontology#> before the query"
    )


def test_what_is_expected_is_named_where_that_is_short() -> None:
    assert problem("SELECT ?x WHERE ?s ?p ?o").hint == "expected {"
    assert problem("selct * {}").hint == "expected SELECT, ASK, CONSTRUCT or DESCRIBE"
    assert problem("SELECT * { ?s ?p }").hint == ""


def test_a_message_without_a_place_is_passed_on() -> None:
    assert explain("", "something else", {}) == SyntaxProblem("something else")
