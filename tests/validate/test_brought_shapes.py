"""Shapes that a request brings: what they find, how it is said, and what of them is refused, with its place."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import SH

from kg.errors import InputError
from kg.messages import in_language
from kg.validate.brought import Brought
from kg.validate.findings import Report
from kg.validate.formats import FORMATS
from kg.validate.validator import Validator

PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX ksc: <https://w3id.org/ksc/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX : <https://example.org/>
"""
DATA = f'{PREFIXES}<agreement/x> a ksc:Agreement ; ksc:hasKoreanParty <organisation/lh> ;\n  :p "five" .'
TARGET = ":S sh:targetClass ksc:Agreement"


def brought(turtle: str) -> Brought:
    return Brought.read((PREFIXES + turtle).encode())


def judged(validator: Validator, turtle: str, data: str = DATA) -> Report:
    return validator.validate_inputs([("a.ttl", data.encode())], brought(turtle))


def test_they_judge_instead_of_ours_and_look_into_the_dataset(validator: Validator) -> None:
    inside = judged(validator, f"{TARGET} ; sh:property [ sh:path ksc:hasKoreanParty ; sh:class ksc:Agency ] .")
    assert (inside.conforms, inside.shapes, inside.focus_nodes, inside.preview) == (True, 1, 1, None)
    deep = "( ksc:hasKoreanParty ksc:ofCountry [ sh:inversePath ksc:ofCountry ] )"
    (finding,) = judged(validator, f"{TARGET} ; sh:property [ sh:path {deep} ; sh:maxCount 1 ] .").findings
    assert finding.component == SH.MaxCountConstraintComponent
    assert finding.place and finding.place.line == 3


def test_a_finding_is_said_in_the_words_of_the_shape_or_by_its_constraint(validator: Validator) -> None:
    shapes = brought(
        f'{TARGET} ; sh:property [ sh:path :p ; sh:maxLength 3 ; sh:message "zu lang" ] ,'
        " [ sh:path :p ; sh:nodeKind sh:IRI ] ."
    )
    report = validator.validate_inputs([("a.ttl", DATA.encode())], shapes)
    text = FORMATS["text"](report, shapes.shapes, "ko")
    assert 'a.ttl:4:6: 위반: <id/agreement/x>: <https://example.org/p> = "five": zu lang' in text
    assert "맞지 않는 조건: sh:nodeKind <http://www.w3.org/ns/shacl#IRI>" in text
    graph = Graph().parse(data=FORMATS["turtle"](report, shapes.shapes, "ko"), format="turtle")
    assert Literal("zu lang") in set(graph.objects(None, SH.resultMessage))
    names = {str(shape).rpartition("/")[2] for shape in graph.objects(None, SH.sourceShape)}
    assert names == {"shape-1", "shape-2"}


def test_the_same_text_gives_the_same_report(validator: Validator) -> None:
    nested = "sh:sparql [ sh:select 'SELECT $this WHERE { $this ?p ?o }' ] ; sh:property [ sh:path :q ; sh:minCount 1 ]"
    text = f"[] sh:targetClass ksc:Agreement ; {nested} ."
    reports = [FORMATS["json"](judged(validator, text), brought(text).shapes, "en") for _ in range(2)]
    assert reports[0] == reports[1] and "sh:sparql" in reports[0]


CHAIN = " ".join(f":S{n} sh:node :S{n + 1} ." for n in range(5000))
LIST = "_:l rdf:first 1 ; rdf:rest _:l ."
PATHS = " ".join(f"_:p{n} sh:inversePath _:p{n + 1} ." for n in range(5000))
SERVICE = "SERVICE <http://127.0.0.1/> { ?a ?b ?c }"


@pytest.mark.parametrize(
    ("turtle", "where", "what"),
    [
        (":S\n sh:targetClass", "shapes.ttl:4:", "expected"),
        (f":S0 sh:targetClass ksc:Agreement . {CHAIN}", "shapes.ttl:3:", "nested deeper than 32"),
        (f"{TARGET} ; sh:node :S .", "shapes.ttl:3:1", "https://example.org/S: a shape that refers to itself"),
        (f"{TARGET} ; sh:property [ sh:path _:p0 ] . {PATHS}", "shapes.ttl", "in a circle"),
        (f"{TARGET} ; sh:property [ sh:path _:a ] . _:a sh:inversePath _:a .", "shapes.ttl", "in a circle"),
        (f"{TARGET} ; sh:in _:l . {LIST}", "shapes.ttl", "leads back"),
        (f"{TARGET} ; sh:minLength 'x' .", "shapes.ttl", "x: this stands where a whole number must"),
        (f"{TARGET} ; sh:pattern '(?=a)' .", "shapes.ttl", "pattern cannot be compiled"),
        (f"{TARGET} ; sh:pattern '(((a{{1000}}){{1000}}){{1000}})' .", "shapes.ttl", "pattern cannot be compiled"),
        (f"{TARGET} ; sh:js [] .", "shapes.ttl:3:1", "sh:js is not compiled"),
        (f"{TARGET} . <> sh:entailment <urn:owl> .", "shapes.ttl:3:", "sh:entailment is not compiled"),
        (f"{TARGET} ; sh:sparql [ sh:select 'SELECT $this WHERE {{ {SERVICE} }}' ] .", "shapes.ttl", "SERVICE"),
        (f"{TARGET} ; sh:sparql [ sh:select 'SELECT $this WHERE {{ FILTER (:f(1)) }}' ] .", "shapes.ttl", "SPARQL"),
        (f"{TARGET} ; sh:sparql [ sh:select 'SELECT $this WHERE {{ FILTER (<urn:f>(1)) }}' ] .", "shapes.ttl", "urn:f"),
        (
            f":O sh:declare [ sh:prefix 'e' ; sh:namespace 'http://x> SELECT $this WHERE {{ {SERVICE} }} #' ] ."
            f"{TARGET} ; sh:sparql [ sh:prefixes :O ; sh:select 'SELECT $this WHERE {{ }}' ] .",
            "shapes.ttl:3:1",
            "sh:declare",
        ),
    ],
    ids=lambda text: text[-20:],
)  # fmt: skip
def test_what_is_not_compiled_is_refused_by_name_and_place(turtle: str, where: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        brought(turtle)
    (finding,) = caught.value.findings
    assert finding.where.startswith(where) and what in str(finding)


def test_shapes_without_a_focus_node_in_the_upload_give_no_verdict(validator: Validator) -> None:
    with pytest.raises(InputError) as caught:
        judged(validator, ":S sh:targetClass ksc:City .")
    (finding,) = caught.value.findings
    assert "하나도 없습니다" in in_language(finding.message, "ko")


def test_every_refusal_of_a_shape_has_its_korean() -> None:
    with pytest.raises(InputError) as caught:
        brought(f"{TARGET} ; sh:not [ sh:sparql [] ] .")
    said = in_language(caught.value.findings[0].message, "ko")
    assert said.startswith("sh:sparql: 지원하지 않는") and "규칙 안" in said


def test_a_count_of_statements_bounds_them() -> None:
    many = " ".join(f":S{n} sh:targetClass ksc:City ." for n in range(20_001))
    with pytest.raises(InputError, match="more than 20000 statements"):
        brought(many)
