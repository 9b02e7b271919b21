"""The `kg` command: one module per subcommand, one place where errors become a line and an exit code.

Exit codes: 0 done, 1 findings, 2 usage.
"""

from __future__ import annotations

import sys

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


def main() -> None:
    """Run `kg`. What goes wrong in the expected ways is a line on stderr for each problem, never a traceback."""
    from kg.cli import commands  # noqa: F401 - importing it registers the subcommands

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
