"""`kg validate` on the command line, and the forms that it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import to_isomorphic
from rdflib.namespace import RDF, SH

from kg.cli import main
from kg.validate.data import as_graph

BAD = Path(__file__).resolve().parents[1] / "bad" / "City.ttl"


def kg(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["kg", "validate", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def test_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(monkeypatch, str(BAD)) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    assert "violation: invented <id/city/bad-city>: in country = missing: A city lies in a country; give" in lines[2]
    assert lines[2].startswith(f"{BAD}:11:1: ")
    assert len(lines) == len(set(lines)) == 5
    assert last == "3 shapes, 4 focus nodes checked: does not conform, 5 violations, 0 warnings"


def test_text_in_korean(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(monkeypatch, str(BAD), "--lang", "ko") == 1
    out = capsys.readouterr().out
    assert "위반: 지어낸 것 <id/city/bad-city>: 소속 국가 = 없음: 도시는 국가에 속한다" in out
    assert "missing" not in out


def test_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(monkeypatch, str(BAD), "--format", "json", "--lang", "ko") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["conforms"] is False
    assert document["checked"]["focus_nodes"] == 4
    finding = next(f for f in document["findings"] if f["shape"].endswith("City-capitalOfItsCountry"))
    assert finding["path"]["label"] == "수도"
    assert finding["focus"]["label"] == "지어낸 것"
    assert finding["severity"] == "violation"
    assert finding["constraint"].endswith("City-capitalOfItsCountry-query")


def test_turtle_is_a_shacl_report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(monkeypatch, str(BAD), "--format", "turtle") == 1
    graph = Graph().parse(data=capsys.readouterr().out)
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(report, SH.result))
    assert len(results) == 5
    assert {m.language for m in graph.objects(None, SH.resultMessage)} == {"en"}  # type: ignore[attr-defined]
    for result in results:
        for predicate in (SH.focusNode, SH.resultPath, SH.sourceShape, SH.sourceConstraintComponent):
            assert graph.value(result, predicate) is not None


@pytest.mark.parametrize("arguments", [("--format", "pdf"), ("--lang", "fr"), ("none.ttl",), ("none.xyz",)])
def test_a_wrong_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert kg(monkeypatch, *arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_warnings_do_not_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "company.ttl"
    path.write_text(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "<https://w3id.org/ksc/id/organisation/invented> a <https://w3id.org/ksc/ontology#Company> ;\n"
        '  skos:prefLabel "Invented"@en , "지어낸 회사"@ko .\n'
    )
    assert kg(monkeypatch, str(path)) == 0
    assert "conforms, 0 violations, 1 warnings" in capsys.readouterr().out


def test_no_data_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("KSC_ROOT", str(tmp_path))
    assert kg(monkeypatch) == 2
    assert "there is no data/*.ttl" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("<urn:a> <urn:b> 1 .\n<urn:a> nope", 2, "not a valid predicate"),
        ("<urn:a> <urn:b> 1 .", None, "no shape looks at anything in it"),
    ],
)
def test_what_cannot_be_judged_is_a_finding_in_every_form(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    content: str,
    line: int | None,
    message: str,
) -> None:
    path = tmp_path / "new.ttl"
    path.write_text(content)
    assert kg(monkeypatch, str(path), "--format", "sarif") == 1
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(path)
    assert place.get("region", {}).get("startLine") == line
    assert message in result["message"]["text"]
    assert kg(monkeypatch, str(path)) == 1
    assert "0 shapes, 0 focus nodes checked: does not conform" in capsys.readouterr().out


def test_a_template_is_written_and_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, code in (("agreements", 0), ("people", 2)):
        monkeypatch.setattr("sys.argv", ["kg", "template", name])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert int(stopped.value.code or 0) == code
    out, error = capsys.readouterr()
    assert out.startswith("row,lines,category,") and error == "there is no template 'people'; one of agreements\n"


def test_jsonld_is_the_same_report_as_turtle(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    graphs = []
    for form, syntax in (("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        assert kg(monkeypatch, str(BAD), "--format", form) == 1
        graphs.append(as_graph(quad.triple for quad in ox.parse(capsys.readouterr().out, syntax)))
    assert to_isomorphic(graphs[0]) == to_isomorphic(graphs[1])
