"""The `kg` command: one module per subcommand, one place where errors become a line and an exit code.

Exit codes: 0 done, 1 findings, 2 usage.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import typer

from kg.errors import KscError

app = typer.Typer(
    name="kg",
    help="Build, check, query and serve the KSC knowledge graph.",
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _help_when_bare(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


def _register(first: list[str]) -> None:
    """Import the module of the subcommand that is called, which registers it; every module where none is named.

    What one command needs is much: all of them take half a second, `kg serve` alone a fifth of that.
    """
    if first and (Path(__file__).parent / f"{first[0]}.py").is_file() and first[0].isalpha():
        import_module(f"kg.cli.{first[0]}")
    else:
        import_module("kg.cli.commands")


def main() -> None:
    """Run `kg`. What goes wrong in the expected ways is a line on stderr for each problem, never a traceback."""
    _register(sys.argv[1:2])

    try:
        code = app(standalone_mode=False)
    except KscError as error:
        print(error, file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except typer.TyperException as error:
        print(f"kg: {' '.join(error.format_message().split())}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except typer.Abort:
        raise SystemExit(130) from None
    raise SystemExit(code)
