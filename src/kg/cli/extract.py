"""`kg extract`: a document's text to CSV records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import app
from kg.documents import Document
from kg.errors import FindingsError, UsageError
from kg.extract.keep import with_kept
from kg.extract.layouts import LAYOUTS, choose
from kg.names import Names
from kg.resources import RECORDS
from kg.tables import format_table, write_files

_LAYOUT_HELP = "; ".join(f"{layout.name}: {layout.summary}" for layout in LAYOUTS)


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document: a UTF-8 text, cells parted by tabs.")],
    layout: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"Read it as this layout. Known: {_LAYOUT_HELP}.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where the records go. Records that are there are brought up to date: what people added to rows that "
            "print the same is kept, and a row that the document does not print stops the whole. Default: a new folder "
            "records-NAME here, NAME being FILE's without its ending; it must not exist.",
        ),
    ] = None,
    reference: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The reference tables to link by. Default: the project's own.")
    ] = None,
) -> None:
    """Turn a document into CSV records, as printed, with line numbers.

    What could not be read or linked is listed on stderr, one line each with its place; nothing is guessed. The records
    are written all the same, all files or none; the exit code is then 1.
    """
    document = Document.read(file)
    chosen = choose(document, layout)
    folder = output or _new_folder(document)
    extraction = chosen.extract(document, Names.load(reference or RECORDS / "reference"))
    texts, report = {}, []
    for printed in extraction.tables:
        path = folder / f"{printed.name}.csv"
        table, kept = with_kept(printed, path)
        texts[path] = format_table(table.columns, table.rows)
        report.append(f"{path}: {len(table.rows)} rows" + (f", {kept} of them were there" if kept else ""))
    write_files(texts)
    for line in (*report, *extraction.notes):
        typer.echo(line)
    if extraction.findings:
        raise FindingsError(extraction.findings)


def _new_folder(document: Document) -> Path:
    folder = Path(f"records-{document.path.stem}")
    if folder.exists():
        raise UsageError(f"{folder} exists; to bring its records up to date, say -o {folder}")
    return folder
