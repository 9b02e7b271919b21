"""`kg validate` on the command line, and the forms that it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import to_isomorphic
from rdflib.namespace import RDF, SH

from kg.validate.data import as_graph
from tests.conftest import Kg

BAD = Path(__file__).resolve().parents[1] / "bad" / "City.ttl"


@pytest.fixture
def validate(kg: Kg) -> Kg:
    """Runs `kg validate`."""
    return lambda *arguments: kg("validate", *arguments)


def test_text(validate: Kg) -> None:
    code, out, _ = validate(BAD)
    *lines, last = out.splitlines()
    assert code == 1
    assert "violation: invented <id/city/bad-city>: in country = missing: A city lies in a country; give" in lines[2]
    assert lines[2].startswith(f"{BAD}:11:1: ")
    assert len(lines) == len(set(lines)) == 5
    assert last == "3 shapes, 4 focus nodes checked: does not conform, 5 violations, 0 warnings"


def test_text_in_korean(validate: Kg) -> None:
    code, out, _ = validate(BAD, "--lang", "ko")
    assert code == 1
    assert "위반: 지어낸 것 <id/city/bad-city>: 소속 국가 = 없음: 도시는 국가에 속한다" in out
    assert "missing" not in out


def test_json(validate: Kg) -> None:
    code, out, _ = validate(BAD, "--format", "json", "--lang", "ko")
    document = json.loads(out)
    assert code == 1
    assert document["conforms"] is False
    assert document["checked"]["focus_nodes"] == 4
    finding = next(f for f in document["findings"] if f["shape"].endswith("City-capitalOfItsCountry"))
    assert finding["path"]["label"] == "수도"
    assert finding["focus"]["label"] == "지어낸 것"
    assert finding["severity"] == "violation"
    assert finding["constraint"].endswith("City-capitalOfItsCountry-query")


def test_turtle_is_a_shacl_report(validate: Kg) -> None:
    code, out, _ = validate(BAD, "--format", "turtle")
    graph = Graph().parse(data=out)
    assert code == 1
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(report, SH.result))
    assert len(results) == 5
    assert {m.language for m in graph.objects(None, SH.resultMessage)} == {"en"}  # type: ignore[attr-defined]
    for result in results:
        for predicate in (SH.focusNode, SH.resultPath, SH.sourceShape, SH.sourceConstraintComponent):
            assert graph.value(result, predicate) is not None


@pytest.mark.parametrize("arguments", [("--format", "pdf"), ("--lang", "fr"), ("none.ttl",), ("none.xyz",)])
def test_a_wrong_call(validate: Kg, arguments: tuple[str, ...]) -> None:
    code, _, err = validate(*arguments)
    assert (code, len(err.splitlines())) == (2, 1)


def test_warnings_do_not_fail(validate: Kg, tmp_path: Path) -> None:
    path = tmp_path / "company.ttl"
    path.write_text(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "<https://w3id.org/ksc/id/organisation/invented> a <https://w3id.org/ksc/ontology#Company> ;\n"
        '  skos:prefLabel "Invented"@en , "지어낸 회사"@ko .\n'
    )
    code, out, _ = validate(path)
    assert code == 0 and "conforms, 0 violations, 1 warnings" in out


def test_no_data_is_an_error(validate: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KSC_ROOT", str(tmp_path))
    code, _, err = validate()
    assert code == 2 and "there is no data/*.ttl" in err


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("<urn:a> <urn:b> 1 .\n<urn:a> nope", 2, "not a valid predicate"),
        ("<urn:a> <urn:b> 1 .", None, "no shape looks at anything in it"),
    ],
)
def test_what_cannot_be_judged_is_a_finding_in_every_form(
    validate: Kg, tmp_path: Path, content: str, line: int | None, message: str
) -> None:
    path = tmp_path / "new.ttl"
    path.write_text(content)
    code, out, _ = validate(path, "--format", "sarif")
    (result,) = json.loads(out)["runs"][0]["results"]
    assert code == 1
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(path)
    assert place.get("region", {}).get("startLine") == line
    assert message in result["message"]["text"]
    code, out, _ = validate(path)
    assert code == 1 and "0 shapes, 0 focus nodes checked: does not conform" in out


def test_a_template_is_written_and_no_other(kg: Kg) -> None:
    code, out, err = kg("template", "agreements")
    assert (code, err) == (0, "") and out.startswith("row,lines,category,")
    assert kg("template", "people") == (2, "", "there is no template 'people'; one of agreements\n")


def test_jsonld_is_the_same_report_as_turtle(validate: Kg) -> None:
    graphs = []
    for form, syntax in (("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        code, out, _ = validate(BAD, "--format", form)
        assert code == 1
        graphs.append(as_graph(quad.triple for quad in ox.parse(out, syntax)))
    assert to_isomorphic(graphs[0]) == to_isomorphic(graphs[1])
