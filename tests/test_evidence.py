"""`kg evidence`: what the graph says is printed is looked for in the documents, and what is not there is found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.documents import Document
from kg.errors import UsageError
from kg.evidence import Evidence, check_evidence, flat
from tests.conftest import Kg

ROOT = Path(__file__).resolve().parents[1]
TEXT = "제목: 지어낸 회의\n무지개공사는 새벽 시와\n양해각서를 맺었다 ('31.1)\nRAINBOW CORPORATION\n"

DATA = """
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX ksc: <https://w3id.org/ksc/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
<https://w3id.org/ksc/id/document/invented> ksc:sha256 "{sha256}" .
<https://w3id.org/ksc/id/claim/invented-1> ksc:claimSubject <https://w3id.org/ksc/id/agreement/invented> ;
    ksc:asPrinted "{printed}" ; ksc:evidence <https://w3id.org/ksc/id/passage/invented> .
<https://w3id.org/ksc/id/passage/invented> oa:hasSource <https://w3id.org/ksc/id/document/invented> ;
    oa:hasSelector <https://w3id.org/ksc/id/selector/invented> ;
    ksc:firstLine {first} ; ksc:lastLine {last} .
<https://w3id.org/ksc/id/selector/invented> rdf:value "{fragment}" .
"""
REFERENCE = "id,class,name_ko,name_en,origin_ko,origin_en,acronym,variants,misprints,supplied\n"

Check = Callable[..., Evidence]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Writes one document and one claim on it, and checks them."""

    def run(
        printed: str = "무지개공사",
        first: int = 2,
        last: int = 2,
        fragment: str = "",
        text: str = TEXT,
        names: str = "",
        facts: str = "",
        sha256: str = "",
        language: str = "en",
    ) -> Evidence:
        folder = tmp_path / "documents"
        folder.mkdir()
        path = folder / "invented.txt"
        path.write_text(text, encoding="utf-8")
        document = Document.read(path)
        root = tmp_path / "project"
        (root / "data").mkdir(parents=True)
        (root / "records" / "reference").mkdir(parents=True)
        (root / "records" / "invented").mkdir(parents=True)
        ours = document.selector(first, last) if last <= len(document.lines) else "line=0,9;length=1,UTF-8;md5=0"
        values = {"printed": printed, "first": first, "last": last, "fragment": fragment or ours}
        (root / "data" / "invented.ttl").write_text(DATA.format(sha256=sha256 or document.sha256, **values))
        (root / "records" / "reference" / "organisations.csv").write_text(REFERENCE + names)
        if facts:
            (root / "records" / "invented" / "facts.csv").write_text(
                "lines,subject,property,value,printed,half,note\n" + facts
            )
        (root / "records" / "invented" / "document.csv").write_text(f"file,sha256\ninvented.txt,{sha256}\n")
        return check_evidence(folder, root, language)

    return run


def test_a_printed_form_on_its_line(check: Check) -> None:
    assert check() == Evidence({"invented.txt": 1}, 0, ())


def test_white_space_and_normal_form_are_not_significant(check: Check) -> None:
    import unicodedata

    assert check(unicodedata.normalize("NFD", "새벽시와 양해 각서"), 2, 3).findings == ()


def test_a_printed_form_on_another_line(check: Check) -> None:
    facts = "2,agreement/invented,date_signed,2031-01,'31.1,,\n"
    (finding,) = check("'31.1", facts=facts).findings
    assert "claim/invented-1" in finding.where
    assert "facts.csv:2: row 1" in finding.where
    assert finding.message == '"\'31.1" does not stand on lines 2'
    assert finding.hint == "it stands on 3"


def test_a_printed_form_nowhere(check: Check) -> None:
    (finding,) = check("해돋이공사").findings
    assert finding.hint == ""
    assert "invented.txt: lines 2" in finding.where


def test_a_printed_form_that_runs_over_two_lines(check: Check) -> None:
    (finding,) = check("시와 양해각서").findings
    assert finding.hint == "it stands on 2-3"


def test_lines_beyond_the_end(check: Check) -> None:
    (finding,) = check(first=2, last=9).findings
    assert finding.message == "lines 2-9 are beyond the end of invented.txt, which has 4"


@pytest.mark.parametrize("part", ["line=0,2", "length=7", "md5=" + "0" * 32])
def test_a_selector_that_is_not_that_of_its_lines(check: Check, part: str) -> None:
    octets, md5 = len(TEXT.encode()), hashlib.md5(TEXT.encode()).hexdigest()
    parts = {"line": "line=1,2", "length": f"length={octets},UTF-8", "md5": f"md5={md5}"}
    parts[part.partition("=")[0]] = part + (",UTF-8" if part.startswith("length") else "")
    (finding,) = check(fragment=";".join(parts.values())).findings
    assert "the selector" in finding.message
    assert finding.hint == f"it would be 'line=1,2;length={octets},UTF-8;md5={md5}'"


def test_a_document_that_differs(check: Check) -> None:
    (finding,) = check(sha256="0" * 64).findings
    assert "invented.txt is not the text that was read" in finding.message


def test_a_document_that_is_missing(tmp_path: Path, check: Check) -> None:
    check()
    empty = tmp_path / "empty"
    empty.mkdir()
    evidence = check_evidence(empty, tmp_path / "project")
    assert len(evidence.findings) == 1
    assert "no file in" in evidence.findings[0].message
    with pytest.raises(UsageError, match="there is no such folder"):
        check_evidence(tmp_path / "none", tmp_path / "project")


def test_names_that_no_document_prints(check: Check) -> None:
    names = "organisation/a,ksc:Agency,무지개 공사,Rainbow Corporation,,,RC,무지개공단,무지게공사,Rainbow Inc.\n"
    names += "organisation/b,ksc:Agency,해돋이공사,Sunrise Corporation,,translated,,,,\n"
    evidence = check(names=names)
    found = [
        (finding.where.rpartition(" ")[2], finding.message.partition(" stands")[0]) for finding in evidence.findings
    ]
    assert found == [
        ("acronym", "'RC'"),
        ("variants", "'무지개공단'"),
        ("misprints", "'무지게공사'"),
        ("name_ko", "'해돋이공사'"),
    ]
    assert evidence.names == 6
    assert evidence.findings[3].hint == "say in origin_ko how we came by it, or correct it"


def test_messages_in_korean(check: Check) -> None:
    (finding,) = check("'31.1", language="ko").findings
    assert "2줄에 없음" in finding.message
    assert finding.hint == "3줄에 있음"


def test_flat() -> None:
    assert flat(" 가\u200b 나\n") == "가나"


def test_the_command(kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, check: Check) -> None:
    check("해돋이공사")
    monkeypatch.setenv("KSC_ROOT", str(tmp_path / "project"))
    code, out, err = kg("evidence", tmp_path / "documents")
    assert (code, out) == (1, "invented.txt: 1 claims checked\n0 printed names checked\n1 findings\n")
    assert len(err.splitlines()) == 1
    assert kg("evidence", tmp_path / "none").code == 2
    assert kg("evidence", tmp_path / "documents", "--lang", "fr").code == 2


def test_every_claim_of_the_real_data_stands_on_its_lines(documents: Path) -> None:
    evidence = check_evidence(documents, ROOT)
    assert len(evidence.claims) == 5
    assert min(evidence.claims.values()) > 0
    assert [str(finding) for finding in evidence.findings if "/claim/" in finding.where] == []


def test_every_reference_name_that_is_not_ours_is_printed(documents: Path) -> None:
    evidence = check_evidence(documents, ROOT)
    assert evidence.names > 500
    assert [str(finding) for finding in evidence.findings if ".csv" in finding.where] == []
