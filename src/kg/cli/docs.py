"""`kg docs`: the generated pages of docs/."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import resources
from kg.cli import app
from kg.docs import stale, write
from kg.errors import FindingsError


@app.command("docs")
def docs_command(
    check_only: Annotated[bool, typer.Option("--check", help="Write nothing; fail when a page is stale.")] = False,
    root: Annotated[Path, typer.Option("--root", help="The project folder.")] = resources.ROOT,
) -> None:
    """Write docs/queries.md, docs/terms.md, docs/settings.md and queries/catalogue.ttl from what they describe."""
    if not check_only:
        typer.echo(f"{len(write(root))} pages")
    elif findings := stale(root):
        raise FindingsError(findings)
