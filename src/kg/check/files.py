"""Checks of files: syntax, canonical format, and that generated files are what they are generated from."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kg import build as kg_build
from kg.check.base import check
from kg.check.project import Project
from kg.errors import Finding, FindingsError
from kg.reason.run import parse, stale


@check("syntax", "every Turtle file parses")
def syntax(project: Project) -> Iterator[Finding]:
    """A finding for each file that does not parse, with its line."""
    for path in project.turtle_files:
        try:
            list(parse(path))
        except FindingsError as error:
            yield from error.findings


@check("format", "hand-kept Turtle is as turtlefmt writes it")
def format_(project: Project) -> Iterator[Finding]:
    """A finding for each hand-kept file that turtlefmt would change."""
    tool = _turtlefmt()
    if tool is None:
        yield Finding("turtlefmt is missing", hint="install the test extra: pip install -e '.[test]'")
        return
    for path in project.hand_kept:
        done = subprocess.run([tool, "--check", path], capture_output=True, text=True, check=False)
        if done.returncode:
            yield Finding("the file is not in canonical format", str(path), f"run `turtlefmt {path.name}`")


def _turtlefmt() -> str | None:
    """The program: beside this Python, or on the path."""
    beside = shutil.which("turtlefmt", path=str(Path(sys.executable).parent))
    return beside or shutil.which("turtlefmt")


@check("build", "building twice gives the same bytes, and data/ is what records/ and the ontology give")
def build(project: Project) -> Iterator[Finding]:
    """A finding for each file that two builds give differently, or that is not on disk as built or inferred."""
    first, second = kg_build.build(project.root), kg_build.build(project.root)
    for path in sorted(set(first.files) | set(second.files)):
        if first.files.get(path) != second.files.get(path):
            yield Finding("two builds give different bytes", str(path))
    yield from kg_build.check(first)
    yield from stale(project.closure)
