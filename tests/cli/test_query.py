"""`kg query`, as a process: what it prints, where, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "dataset"


def kg(*arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "query", *arguments]
    environment = {**os.environ, "KSC_ROOT": str(ROOT), **settings}
    return subprocess.run(command, input=stdin, env=environment, capture_output=True, encoding="utf-8", timeout=60)


def test_a_canned_query_by_a_korean_name() -> None:
    done = kg("agreements-by-agency", "--param", "agency=한빛", "--param", "lang=ko", "--format", "csv")
    assert done.stdout.splitlines() == [
        "title,stage,signed,agreement_iri",
        "가로등 양해각서,완료,2019-11,https://w3id.org/ksc/id/agreement/2019-11-hill-lake-mou",
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_for_people_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?name { ?s ?p ?name FILTER(?name IN ('한빛'@ko, '[x]')) }", "utf-8")
    done = kg(str(tmp_path / "mine.rq"))
    assert [line.strip() for line in done.stdout.splitlines() if line.strip()][::2] == ["name", "한빛"]
    assert "1 row" in done.stdout


def test_standard_input_and_graphs() -> None:
    assert kg("-", stdin="ASK {}").stdout == "yes\n"
    assert "ksc:PublicInstitution" in kg("-", stdin="DESCRIBE <https://w3id.org/ksc/id/organisation/hill>").stdout
    assert json.loads(kg("-", "--format", "json", stdin="ASK {}").stdout)["boolean"] is True


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "message"),
    [
        (("agreements-by-agencie",), "", 2, "did you mean agreements-by-agency"),
        (("agreements-by-agency", "--param", "agency"), "", 2, "is not name=value"),
        (("agreements-by-agency", "--param", "agency=내무부"), "", 1, "names 2 things"),
        (("agreements-by-agency", "--param", "from=2019-13"), "", 1, "there is no month 13"),
        (("agreements-by-agency", "--param", "nothing=1"), "", 1, "has no such parameter"),
        (("agreements-by-agency", "--format", "docx"), "", 2, "unknown format"),
        (("agreements-by-agency", "--format", "ttl"), "", 2, "use table, json, xml, csv, tsv"),
        (("-",), "SELECT * {\n ?s foo:x ?o }", 1, "line 2, column 5: the prefix foo: is not declared"),
        (("-",), "INSERT DATA {}", 1, "INSERT is an update"),
        (("-", "--param", "a=b"), "ASK {}", 2, "for canned queries"),
    ],
)
def test_errors_are_one_line_and_an_exit_code(arguments: tuple[str, ...], stdin: str, code: int, message: str) -> None:
    done = kg(*arguments, stdin=stdin)
    assert done.returncode == code
    assert message in done.stderr
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)


def test_the_deadline_holds() -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    done = kg("-", stdin=runaway, KSC_TIMEOUT_S="0.3")
    assert (done.returncode, done.stderr) == (1, "the query was stopped after 0.3 s\n")
