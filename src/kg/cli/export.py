"""`kg export`: accepted writes -> Turtle files and record tables that can be committed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import app
from kg.errors import UsageError
from kg.settings import Settings
from kg.state.export import export
from kg.tables import write_files


@app.command("export")
def export_command(
    state: Annotated[str | None, typer.Option(help="The folder of accepted writes; default KSC_STATE.")] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write data/ and records/.")] = Path("export"),
) -> None:
    """Write what a service accepted as data/*.ttl, and agreements as records/*/agreements.csv."""
    folder = Settings.read(os.environ, state=state).state
    if not folder or not Path(folder).is_dir():
        raise UsageError(f"there is no state folder {folder!r}; name one with --state or KSC_STATE")
    found = export(Path(folder))
    write_files({output / path: text for path, text in found.files.items()})
    for path in sorted(found.files):
        typer.echo(str(output / path))
    for name in found.removed:
        typer.echo(f"removed: {name}")
