"""`kg evidence`: every printed form really stands on its lines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import app
from kg.errors import FindingsError, UsageError
from kg.evidence import check_evidence
from kg.resources import ROOT
from kg.settings import Settings
from kg.validate.findings import LANGUAGES

_COUNTS = {
    "en": ("{file}: {count} claims checked", "{count} printed names checked", "{count} findings"),
    "ko": ("{file}: 주장 {count}건 확인", "인쇄된 이름 {count}개 확인", "발견 {count}건"),
}


@app.command("evidence")
def evidence_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that holds the documents.")],
    lang: Annotated[str, typer.Option("--lang", help=f"Language of the messages: {', '.join(LANGUAGES)}.")] = "en",
) -> None:
    """Check that every claim stands on the lines it names, and every printed name in some document."""
    if lang not in LANGUAGES:
        raise UsageError(f"unknown language {lang!r}; one of {', '.join(LANGUAGES)}")
    settings = Settings.read(os.environ)
    evidence = check_evidence(folder, Path(settings.root) if settings.root else ROOT, lang)
    of_document, of_names, of_findings = _COUNTS[lang]
    for file, count in evidence.claims.items():
        typer.echo(of_document.format(file=file, count=count))
    typer.echo(of_names.format(count=evidence.names))
    typer.echo(of_findings.format(count=len(evidence.findings)))
    if evidence.findings:
        raise FindingsError(evidence.findings)
