"""`kg check`: the quality bars."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from kg import resources
from kg.check import Check, Project, checks
from kg.cli import app
from kg.errors import Finding, FindingsError


@app.command("check")
def check_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]…", help="The checks to run; all by default.")
    ] = None,
    list_only: Annotated[bool, typer.Option("--list", help="Say which checks there are.")] = False,
    root: Annotated[Path, typer.Option("--root", help="The project folder.")] = resources.ROOT,
) -> None:
    """Run the quality bars of the vocabulary and the data."""
    wanted = checks(names or ())
    if list_only:
        for entry in wanted:
            typer.echo(f"{entry.name:<12} {entry.about}")
        return
    project = Project(root)
    findings = [finding for entry in wanted for finding in _run(entry, project)]
    if findings:
        raise FindingsError(findings)


def _run(entry: Check, project: Project) -> list[Finding]:
    """Run one check, and print how it went; its findings say which check they are of."""
    start = time.perf_counter()
    try:
        findings = list(entry.run(project))
    except FindingsError as error:
        findings = list(error.findings)
    seconds = time.perf_counter() - start
    typer.echo(f"{entry.name:<12} {'ok' if not findings else f'{len(findings)} findings':<14} {seconds:7.2f} s")
    return [
        Finding(finding.message, f"{entry.name}: {finding.where}".rstrip(": "), finding.hint) for finding in findings
    ]
