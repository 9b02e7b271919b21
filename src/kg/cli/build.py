"""`kg build`: records -> data/*.ttl and ontology/ksc-schemes.ttl."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import resources
from kg.build import build, check, write
from kg.cli import app
from kg.errors import FindingsError


@app.command("build")
def build_command(
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when the files are not what records/ give.")
    ] = False,
    root: Annotated[Path, typer.Option("--root", help="The project folder.")] = resources.ROOT,
) -> None:
    """Build data/*.ttl and ontology/ksc-schemes.ttl from records/."""
    output = build(root)
    if check_only:
        if findings := check(output):
            raise FindingsError(findings)
    else:
        write(output)
    typer.echo(f"{len(output.files)} files, {output.statements} statements, {output.claims} claims")
