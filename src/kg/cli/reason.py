"""`kg reason`: the closure of the data under the ontology's axioms -> data/inferred.ttl."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import resources
from kg.cli import app
from kg.errors import FindingsError
from kg.reason import differences, read, stale
from kg.reason import reason as close
from kg.tables import write_files


@app.command()
def reason(
    check_only: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; compare with owlrl, and fail when the file is not up to date."),
    ] = False,
    root: Annotated[Path, typer.Option("--root", help="The project folder.")] = resources.ROOT,
) -> None:
    """Infer what follows from data/ and the ontology, into data/inferred.ttl."""
    closure = close(read(root))
    if check_only:
        if findings := [*stale(closure), *differences(closure)]:
            raise FindingsError(findings)
    else:
        write_files({closure.path: closure.text})
    typer.echo(f"{len(closure.program.rules)} rules, {len(closure.triples)} statements inferred")
