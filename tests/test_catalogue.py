from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.catalogue import CannedQuery, Catalogue, Entity, EntityIndex, Parameter, term_for
from kg.dataset import Dataset
from kg.errors import FindingsError, ParameterError, UsageError
from kg.resources import ROOT as HOUSE

ROOT = Path(__file__).parent / "dataset"
ID = "https://w3id.org/ksc/id/"
HEAD = """#+ summary: s
#+ question: {en: q, ko: 질문}
#+ columns: [x]
"""
QUERY = "SELECT ?x WHERE { VALUES ?x { 1 } }\n"


@pytest.fixture(scope="module")
def index() -> EntityIndex:
    return EntityIndex.of(Dataset.read(ROOT).store())


@pytest.fixture(scope="module")
def canned() -> CannedQuery:
    return Catalogue.read(ROOT / "queries").get("agreements-by-agency")


def parameter(kind: str) -> Parameter:
    return Parameter("p", "p", kind, {"en": "p", "ko": "p"}, optional=False, default=None)


@pytest.mark.parametrize(
    "value",
    [
        f"{ID}organisation/hill",
        "organisation/hill",
        "hill",
        "Hill Corporation",
        "hill  CORPORATION",
        " 한빛공사 ",
        "한 빛 공사",
        "HC",
        "hc",
        "한빛",
        "한빗공사",  # a misprint
        "\u1112\u1161\u11ab\u1107\u1175\u11be",  # 한빛, decomposed
    ],
)
def test_an_entity_goes_by_any_of_its_names(index: EntityIndex, value: str) -> None:
    assert term_for(parameter("ksc:Agency"), value, index) == ox.NamedNode(f"{ID}organisation/hill")


@pytest.mark.parametrize("value", ["planned", "예정", "stage/planned", "https://w3id.org/ksc/scheme/stage/planned"])
def test_a_concept_is_found_in_its_scheme(index: EntityIndex, value: str) -> None:
    found = term_for(parameter("scheme:stage"), value, index)
    assert found == ox.NamedNode("https://w3id.org/ksc/scheme/stage/planned")


def test_a_name_counts_only_among_things_of_the_kind(index: EntityIndex) -> None:
    assert term_for(parameter("ksc:City"), "lake", index) == ox.NamedNode(f"{ID}city/lake")
    assert term_for(parameter("ksc:Agency"), "lake", index) == ox.NamedNode(f"{ID}organisation/lake")
    with pytest.raises(ParameterError):
        term_for(parameter("ksc:Ministry"), "한빛공사", index)


def test_a_shared_name_lists_whom_it_names(index: EntityIndex) -> None:
    with pytest.raises(ParameterError, match="names 2 things") as caught:
        term_for(parameter("ksc:Agency"), "내무부", index)
    assert f"<{ID}organisation/interior-a>, <{ID}organisation/interior-b>" in caught.value.hint


def test_an_unknown_name_gets_the_nearest_ones_but_never_a_misprint(index: EntityIndex) -> None:
    with pytest.raises(ParameterError) as caught:
        term_for(parameter("ksc:Agency"), "한빚공사", index)
    assert "한빛공사" in caught.value.hint
    assert "한빗공사" not in caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ["", " ", "x> } DROP ALL {", "<>", "organisation/", "\x00", "한" * 10_000])
def test_nonsense_is_a_parameter_error(index: EntityIndex, value: str) -> None:
    with pytest.raises(ParameterError):
        term_for(parameter("ksc:Agency"), value, index)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(
            ("xsd:gYearMonth", value)
            for value in ("2019-13", "2019-00", "0000-01", "2019", "2019-1", "٢٠١٩-١١", "19-11")
        ),
        *(("xsd:date", value) for value in ("2019-02-29", "2019-13-01", "2019-11", "2019-11-25T00:00", "11/25/2019")),
        *(("xsd:integer", value) for value in ("1.0", "one", "", "1e3", "٣", "9" * 30)),
        *(("lang", value) for value in ("fr", "EN", "ko-KR", "", '"')),
    ],
)
def test_a_literal_is_checked_by_form_and_by_value(index: EntityIndex, kind: str, value: str) -> None:
    with pytest.raises(ParameterError, match=r"^parameter p: "):
        term_for(parameter(kind), value, index)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("xsd:gYearMonth", "2019-11", '"2019-11"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("xsd:date", "2020-02-29", '"2020-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("xsd:integer", "-12", '"-12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("xsd:string", '" } #한\n', '"\\" } #한"'),
        ("lang", "ko", '"ko"'),
    ],
)
def test_a_literal_becomes_a_term(index: EntityIndex, kind: str, value: str, expected: str) -> None:
    assert str(term_for(parameter(kind), value, index)) == expected


def test_values_go_into_their_blocks_and_nowhere_else(canned: CannedQuery) -> None:
    text = canned.with_values({"agency": ox.NamedNode("x:y"), "stage": ox.NamedNode("x:z")})
    before, after = canned.text.splitlines(), text.splitlines()
    changed = [(a.strip(), b.strip()) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [
        (f"VALUES ?agency {{ <{ID}organisation/hill> }}", "VALUES ?agency { <x:y> }"),
        ("VALUES ?_stage { UNDEF }", "VALUES ?_stage { <x:z> }"),
    ]


@given(st.text())
def test_no_string_breaks_out_of_its_block(value: str) -> None:
    text = 'SELECT ?x ?y WHERE { VALUES ?x { "d" } BIND("safe" AS ?y) }'
    query = CannedQuery("n", text, "", "", "", (), {}, {}, {"x": parameter("xsd:string")}, "table", ("x", "y"))
    object.__setattr__(query.params["x"], "variable", "x")
    try:
        term = ox.Literal(value)
        rows: list[Any] = list(ox.Store().query(query.with_values({"x": term})))  # type: ignore[arg-type]
    except UnicodeEncodeError:  # a lone surrogate is no character
        return
    assert [(row["x"].value, row["y"].value) for row in rows] == [(value, "safe")]


def test_every_block_of_a_variable_is_filled() -> None:
    text = "SELECT ?x { VALUES ?x { 1 } { SELECT ?y { VALUES ?x { 1 } BIND(?x AS ?y) } } }"
    query = CannedQuery("n", text, "", "", "", (), {}, {}, {"p": parameter("xsd:integer")}, "table", ("x",))
    object.__setattr__(query.params["p"], "variable", "x")
    assert query.with_values({"p": ox.Literal(7)}).count('"7"') == 2


def test_the_default_and_the_optional_ones_are_read(canned: CannedQuery) -> None:
    assert canned.params["agency"].default == ox.NamedNode(f"{ID}organisation/hill")
    assert canned.params["stage"].default is None
    assert canned.params["stage"].variable == "_stage"
    with pytest.raises(ParameterError, match="it takes agency, stage"):
        canned.parameter("agencies")


def test_an_unknown_query_gets_the_nearest_names() -> None:
    with pytest.raises(UsageError, match="did you mean agreements-by-agency"):
        Catalogue.read(ROOT / "queries").get("agreement-by-agencies")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (QUERY, "no front matter"),
        ("#+ : : [\n" + QUERY, r"\.rq:1: the front matter is no YAML"),
        ("#+ - a\n" + QUERY, "no front matter"),
        (HEAD + "SELECT ?x {", "error at 4:12"),
        (HEAD + "ASK {}", "is a SELECT"),
        (HEAD + "SELECT ?x { SERVICE <x:y> {} }", "without SERVICE"),
        (HEAD.replace("[x]", "[x, y]") + QUERY, "columns are x, y; the SELECT gives x"),
        (HEAD.replace("summary: s", "sumary: s") + QUERY, "no summary"),
        (HEAD.replace("summary: s", "sumary: s") + QUERY, "unknown key 'sumary'"),
        (HEAD.replace("ko: 질문", "kr: 질문") + QUERY, "question needs the keys en and ko"),
        (HEAD + "#+ sentence: {en: of x}\n" + QUERY, "sentence needs the keys en and ko"),
        (HEAD + "#+ sentence: {en: 'of {y}', ko: 질문}\n" + QUERY, r"the sentence \(en\) has places for y"),
        (HEAD + "#+ view: pie\n" + QUERY, "unknown view 'pie'"),
        (HEAD + "#+ params: [x]\n" + QUERY, "params must map names"),
        (HEAD + "#+ params: {x: {label: {en: x, ko: x}}}\n" + QUERY, "parameter x has no kind"),
        (HEAD + "#+ params: {x: {kind: 'xsd:int', label: {en: x, ko: x}}}\n" + QUERY, "unknown kind 'xsd:int'"),
        (HEAD + "#+ params: {x: {kind: 'foo:Bar', label: {en: x, ko: x}}}\n" + QUERY, "unknown kind 'foo:Bar'"),
        (HEAD + "#+ params: {x: {kind: lang}}\n" + QUERY, "parameter x needs a label"),
        (HEAD + "#+ params: {y: {kind: lang, label: {en: y, ko: y}}}\n" + QUERY, r"no VALUES \?y"),
        (HEAD + "#+ params: {x: {kind: lang, label: {en: x, ko: x}, optional: true}}\n" + QUERY, "default UNDEF"),
        (HEAD + "#+ params: {x: {kind: lang, label: {en: x, ko: x}}}\n" + QUERY.replace("1", "UNDEF"), "default UNDEF"),
        (HEAD + "#+ params: {x: {kind: lang, label: {en: x, ko: x}}}\n" + QUERY.replace("1", "1 2"), "holds 2 values"),
    ],
)
def test_a_faulty_query_file_is_told_in_one_line_each(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    with pytest.raises(FindingsError, match=message) as caught:
        Catalogue.read(tmp_path)
    assert all(re.match(r"\S+q\.rq(:\d+)?: ", line) for line in str(caught.value).splitlines())


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"#+ \xff")
    with pytest.raises(FindingsError, match="not UTF-8"):
        Catalogue.read(tmp_path)


def test_the_label_falls_back_to_the_other_language_and_then_to_the_iri() -> None:
    assert Entity("x:y", {"ko": "한"}).label("en") == "한"
    assert Entity("x:y").label("en") == "x:y"


def test_our_own_queries_are_without_fault_and_their_parameters_have_values() -> None:
    index = EntityIndex.of(Dataset.read(HOUSE).store())
    for query in Catalogue.read(HOUSE / "queries"):
        asked = {name for name, entry in query.params.items() if entry.kind != "lang"}
        assert bool(query.description) == bool(query.description_ko), f"{query.name}: a description in one language"
        assert all(f"{{{name}}}" in query.sentence["ko"] for name in asked), f"{query.name}: no sentence to fill in"
        for entry in query.params.values():
            if not entry.is_literal:
                assert index.of_kind(entry.kind), f"{query.name}: nothing is a {entry.kind}"
            if entry.default is not None:
                assert term_for(entry, entry.default.value, index) == entry.default, f"{query.name}: {entry.name}"
