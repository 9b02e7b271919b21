"""`kg validate`: SHACL over files, or over the whole dataset; `kg template`: an empty record to begin with."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import app
from kg.errors import FindingsError, UsageError
from kg.resources import ROOT
from kg.settings import Settings
from kg.validate.findings import LANGUAGES, refused
from kg.validate.formats import FORMATS
from kg.validate.records import template
from kg.validate.run import validate_dataset, validate_files
from kg.validate.shapes import Shapes


@app.command("validate")
def validate_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Graphs (.ttl .nt .jsonld .rdf) and records (.csv .json)."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", help=f"One of: {', '.join(FORMATS)}.")] = "text",
    lang: Annotated[str, typer.Option("--lang", help=f"Language of the messages: {', '.join(LANGUAGES)}.")] = "en",
) -> None:
    """Check files in the dataset's context, or without any the dataset itself, against the shapes.

    Exit code 1: something is violated; warnings are shown and do not count.
    """
    if format_ not in FORMATS:
        raise UsageError(f"unknown format {format_!r}; one of {', '.join(FORMATS)}")
    if lang not in LANGUAGES:
        raise UsageError(f"unknown language {lang!r}; one of {', '.join(LANGUAGES)}")
    settings = Settings.read(os.environ)
    root = Path(settings.root) if settings.root else ROOT
    try:
        report = validate_files(files, root) if files else validate_dataset(root)
    except FindingsError as error:
        report = refused(error)
    sys.stdout.buffer.write(FORMATS[format_](report, Shapes.load(root / "shapes"), lang).encode())
    if not report.conforms:
        raise typer.Exit(1)


@app.command("template")
def template_command(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Which record: agreements.")],
) -> None:
    """Write an empty table of records as CSV, with an example row that is a comment (it begins with #)."""
    if table != "agreements":
        raise UsageError(f"there is no template {table!r}; one of agreements")
    sys.stdout.buffer.write(template().encode())
