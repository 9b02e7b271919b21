"""The lexer. Where it and Oxigraph's parser could see different queries, Oxigraph is asked too."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import sparql

SERVICE = "SERVICE <http://127.0.0.1:9/> {?s ?p ?o}"


@given(st.text(alphabet="<>\"'#{}()?:aSELECT \n\\@_^&|=!1.한", max_size=60))
def test_tokens_cover_any_text_but_space_and_comments(text: str) -> None:
    position = 0
    for token in sparql.tokens(text):
        assert text[token.start : token.end] == token.text
        gap = text[position : token.start]
        assert token.start >= position
        assert not gap.strip(" \t\r\n") or "#" in gap
        position = token.end


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nPREFIX ask: <http://x/ASK> BASE <http://x/> construct {} WHERE {}", "CONSTRUCT"),
        ("PREFIX : <http://x/>INSERT DATA {}", "INSERT"),
        ("", ""),
        ("'SELECT'", ""),
    ],
)
def test_form(text: str, form: str) -> None:
    assert sparql.outline(text).form == form


def test_dataset_clauses_are_those_before_the_pattern() -> None:
    text = """PREFIX g: <http://g/> SELECT * FROM <http://a> FROM NAMED g:한 # FROM <http://c>
      FROM g:b { ?s ?p 'FROM <d>' }"""
    outline = sparql.outline(text)
    assert outline.default_graphs == ("<http://a>", "g:b")
    assert outline.named_graphs == ("g:한",)


@pytest.mark.parametrize("glued", ["SELECT * FROMNAMED<http://a> {}", "PREFIX : <http://a> SELECT * FROM:a {}"])
def test_a_glued_from_is_noticed_because_oxigraph_reads_it(glued: str) -> None:
    ox.Store().query(glued)
    assert sparql.outline(glued).glued


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ {SERVICE} }}",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * {SERVICESILENT<http://127.0.0.1:9/>{?s ?p ?o}}",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x {?s ?p ?o} }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICEe:x {?s ?p ?o} }",
        # `<` that begins no IRI, so that the quotes that follow open and close where they seem not to.
        f"SELECT * {{ BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b&&'x>'!='1') {SERVICE} FILTER('1'='1') }}",
        f"SELECT (?a<?b&&'x>'!='1' AS ?c) {{ {SERVICE} FILTER('1'='1') }}",
        f"SELECT ?s {{ {SERVICE} FILTER('1'='1') }} ORDER BY (?a<?b&&'x>'!='1')",
        f"SELECT * {{ FILTER(IF(?a<?b&&'x>'!='1',1,2)) {SERVICE} FILTER('1'='1') }}",
        f"SELECT * {{ ?s ?p ?o # '\n {SERVICE} # '\n }}",
    ],
)
def test_service_is_seen_wherever_oxigraph_would_run_it(text: str) -> None:
    ox.Store().query(text)  # it is a valid query
    assert sparql.outline(text).service


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
        'SELECT * { ?s ?p """a " SERVICE <http://x/> {} """ }',
        "SELECT * { ?service ?p <http://x/SERVICE> } # SERVICE",
        "PREFIX service: <http://x/> SELECT * { service:a service:b ?c }",
        "SELECT * { ?s ?p 'x'@service }",
        "PREFIX e: <http://x/> SELECT * { e:SERVICE e:p _:service }",
    ],
)
def test_service_that_is_no_keyword_is_left_alone(text: str) -> None:
    ox.Store().query(text)
    assert not sparql.outline(text).service


def test_values_blocks_are_found_past_decoys() -> None:
    text = """# VALUES ?x { 1 }
SELECT ?x { ?x ?p "VALUES ?x { 2 }" ; ?q <http://x/VALUES> . values $x { "}" '''{''' } # }
  { SELECT ?y { VALUES ?y{UNDEF} VALUES (?a ?b) { (1 2) } } }
} VALUES ?x { 9 }"""
    found = [(block.variable, text[block.start : block.end].strip()) for block in sparql.values_blocks(text)]
    assert found == [("x", "\"}\" '''{'''"), ("y", "UNDEF")]


@given(st.text(alphabet="a한\n", max_size=20), st.integers(0, 20))
def test_place_and_offset_are_each_other(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert sparql.offset_of(text, *sparql.place(text, offset)) == offset
