from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import FindingsError, UsageError
from kg.reason import differences, read, reason, stale
from kg.resources import ONTOLOGY, ROOT
from tests.conftest import Kg

PREFIXES = "@prefix ksc: <https://w3id.org/ksc/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
DATA = f"{PREFIXES}<urn:x:a> a ksc:Agreement ; ksc:hasKoreanParty <urn:x:lh> . <urn:x:lh> a ksc:Company .\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one document of three statements and KSC's ontology."""
    (tmp_path / "data").mkdir()
    (tmp_path / "ontology").mkdir()
    (tmp_path / "data" / "paper.ttl").write_text(DATA)
    shutil.copy(ONTOLOGY / "ksc.ttl", tmp_path / "ontology")
    return tmp_path


@pytest.fixture
def reasoning(kg: Kg, project: Path) -> Kg:
    """Runs `kg reason` on the project."""
    return lambda *arguments: kg("reason", *arguments, "--root", project)


def test_the_file_holds_what_is_not_asserted_and_is_the_same_each_time(reasoning: Kg, project: Path) -> None:
    code, out, err = reasoning()
    assert (code, err) == (0, "") and "statements inferred" in out
    path = project / "data" / "inferred.ttl"
    text = path.read_text()
    assert "ksc:isPartyTo <urn:x:a>" in text and "ksc:hasKoreanParty" not in text
    assert "a ksc:Company" not in text and "owl:" not in text, "nothing asserted, nothing on the vocabulary"
    reasoning()
    assert path.read_text() == text, "what was inferred before is no input"
    (project / "data" / "paper.ttl").write_text(PREFIXES + "".join(reversed(DATA.removeprefix(PREFIXES).splitlines())))
    reasoning()
    assert path.read_text() == text


def test_check(reasoning: Kg, project: Path) -> None:
    assert reasoning("--check")[0] == 1, "no file"
    reasoning()
    assert reasoning("--check")[0] == 0
    path = project / "data" / "inferred.ttl"
    path.write_text(path.read_text().replace("ksc:isPartyTo", "ksc:hasParty"))
    code, _, err = reasoning("--check")
    assert code == 1 and "run `kg reason`" in err


def test_a_difference_from_owlrl_is_said_either_way(project: Path) -> None:
    closure = reason(read(project))
    assert differences(closure) == []
    lost = next(triple for triple in closure.triples if "isPartyTo" in str(triple[1]))
    more = (lost[0], lost[1], lost[1])
    changed = type(closure)(closure.inputs, closure.program, closure.triples - {lost} | {more}, closure.text)
    assert sorted(finding.message for finding in differences(changed)) == [
        "owlrl infers it, the rules do not",
        "the rules infer it, owlrl does not",
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("<urn:x:a> owl:sameAs <urn:x:b> .", "skos:exactMatch"),
        ("<urn:x:a> ksc:signedAt [] .", "blank node"),
        ("<urn:x:a> a ksc:City .", "it is at once"),
        ("<urn:x:a> a", ":"),
    ],
)
def test_data_that_cannot_be_closed(project: Path, more: str, message: str) -> None:
    (project / "data" / "more.ttl").write_text(PREFIXES + more)
    with pytest.raises(FindingsError, match=message):
        reason(read(project))


def test_a_folder_without_data(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="run kg build"):
        read(tmp_path)


def test_the_project_s_own_file_is_up_to_date() -> None:
    assert stale(reason(read(ROOT))) == []
