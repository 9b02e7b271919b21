"""docs/validating.md: the examples are run, and the outputs that the page shows are what they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Kg

PAGE = Path(__file__).resolve().parents[2] / "docs" / "validating.md"
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
_RUN = re.compile(r"```console\n\$ kg validate ([^\n]*)\n(.*?)```", re.DOTALL)


def test_the_examples_print_what_the_page_shows(kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in _FILE.findall(text):
        (tmp_path / name).write_text(content, encoding="utf-8")
    codes = []
    for arguments, shown in _RUN.findall(text):
        code, out, _ = kg("validate", *arguments.split())
        codes.append(code)
        assert out == shown
    assert codes == [1, 1, 0]
