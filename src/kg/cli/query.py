"""`kg query`: a canned query or a file, answered without a server."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from kg.catalogue import Catalogue, EntityIndex, term_for
from kg.cli import app
from kg.dataset import Dataset
from kg.engine import federation
from kg.engine.base import QueryRequest, read_all
from kg.engine.embedded import EmbeddedEngine
from kg.engine.formats import GRAPHS, SOLUTIONS
from kg.errors import FormatError, UsageError
from kg.resources import ROOT
from kg.settings import Settings


@app.command()
def query(
    name: Annotated[
        str, typer.Argument(metavar="NAME_OR_FILE", help="a canned query, a file, or - for standard input")
    ],
    param: Annotated[
        list[str] | None, typer.Option(help="a value for a canned query: name=value; repeat for more")
    ] = None,
    format_: Annotated[str, typer.Option("--format", help=f"table, {', '.join([*SOLUTIONS, *GRAPHS])}")] = "table",
) -> None:
    """Answer a canned query or a SPARQL file."""
    if format_ not in ("table", *SOLUTIONS, *GRAPHS):
        raise UsageError(f"unknown format {format_!r}; one of table, {', '.join([*SOLUTIONS, *GRAPHS])}")
    settings = Settings.read(os.environ)
    root = Path(settings.root) if settings.root else ROOT
    values = dict(_split(entry) for entry in param or ())
    dataset = Dataset.read(root)
    text = _text(name, values, root, dataset)
    sys.stdout.buffer.write(asyncio.run(_answer(text, format_, dataset, settings)))


def _split(entry: str) -> tuple[str, str]:
    name, equals, value = entry.partition("=")
    if not equals:
        raise UsageError(f"--param {entry!r} is not name=value")
    return name, value


def _text(name: str, values: dict[str, str], root: Path, dataset: Dataset) -> str:
    """The query to run: standard input, a file, or a canned query with its parameters."""
    if name != "-" and not Path(name).is_file():
        canned = Catalogue.read(root / "queries").get(name)
        index = EntityIndex.of(dataset.names_store())
        return canned.with_values({key: term_for(canned.parameter(key), value, index) for key, value in values.items()})
    if values:
        raise UsageError("--param is for canned queries")
    try:
        return sys.stdin.buffer.read().decode() if name == "-" else Path(name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8") from None


async def _answer(text: str, format_: str, dataset: Dataset, settings: Settings) -> bytes:
    engine = EmbeddedEngine(
        dataset,
        workers=1,
        timeout_s=settings.timeout_s,
        memory_mb=settings.memory_mb,
        service_hosts=federation.read_hosts(settings.service_hosts),
    )
    await engine.start()
    try:
        solutions = "json" if format_ == "table" else format_ if format_ in SOLUTIONS else None
        graph = "ttl" if format_ == "table" else format_ if format_ in GRAPHS else None
        body = await read_all(engine, QueryRequest(text, solutions, graph))
    except FormatError as error:
        fitting = ", ".join(GRAPHS if error.kind == "graph" else ("table", *SOLUTIONS))
        raise UsageError(f"--format {format_}: {error}; use {fitting}") from None
    finally:
        await engine.stop()
    return _table(body) if format_ == "table" and body.startswith(b'{"head"') else body


def _table(body: bytes) -> bytes:
    """SPARQL JSON results as a table for a terminal, or tab-separated where the output is no terminal wide enough."""
    document: dict[str, Any] = json.loads(body)
    if "boolean" in document:
        return f"{'yes' if document['boolean'] else 'no'}\n".encode()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in document["head"]["vars"]:
        table.add_column(column, overflow="fold")
    rows = document["results"]["bindings"]
    for row in rows:
        table.add_row(*(row.get(column, {}).get("value", "") for column in document["head"]["vars"]))
    console = Console(markup=False, highlight=False, emoji=False, width=None if sys.stdout.isatty() else 200)
    with console.capture() as captured:
        console.print(table)
        console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
    return captured.get().encode()
