from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import Output
from kg.reason import read, reason

Bar = Callable[..., list[str]]
FIELD = "<https://w3id.org/ksc/id/agreement/one> ksc:hasParty <https://w3id.org/ksc/id/organisation/moi-xa> ."


def test_syntax(bar: Bar) -> None:
    assert bar("syntax") == []
    (line,) = bar("syntax", paper="<urn:x:a> a .")
    assert "paper.ttl:" in line


def test_format(bar: Bar) -> None:
    assert bar("format") == []
    (line,) = bar("format", swap=("ontology/ksc.ttl", "ksc:Agreement a owl:Class ;\n", "ksc:Agreement  a owl:Class;\n"))
    assert "turtlefmt ksc.ttl" in line
    assert any("shapes.ttl" in line for line in bar("format", shapes="shape:X  a sh:NodeShape."))


def test_build(bar: Bar, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A build that differs from itself or from the disk, and a closure that is not up to date."""
    bar("syntax")
    data = tmp_path / "data"
    good = Output({path: path.read_text() for path in data.glob("*.ttl")}, 0, 0)
    other = Output({**good.files, data / "paper.ttl": "other"}, 0, 0)
    monkeypatch.setattr("kg.build.build", lambda root: good)
    assert any("inferred.ttl: the file is missing" in line for line in bar("build"))
    (data / "inferred.ttl").write_text(reason(read(tmp_path)).text)
    assert bar("build") == []
    assert any("inferred.ttl: the file is not what" in line for line in bar("build", paper=FIELD))
    answers = iter([good, other])
    monkeypatch.setattr("kg.build.build", lambda root: next(answers))
    assert any("paper.ttl: two builds give different bytes" in line for line in bar("build"))
    monkeypatch.setattr("kg.build.build", lambda root: other)
    assert any("paper.ttl: the file is not what records/ give" in line for line in bar("build"))
