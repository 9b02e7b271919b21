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
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run `kg`; an error that KSC raises on purpose is printed on stderr, one line each, without a traceback."""
    from kg.cli import commands  # noqa: F401 - importing it registers the subcommands

    try:
        app()
    except KscError as error:
        print(error, file=sys.stderr)
        raise SystemExit(error.exit_code) from None
