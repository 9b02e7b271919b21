"""Registers every subcommand with the `kg` command."""

from __future__ import annotations

from kg.cli import (  # noqa: F401
    build,
    check,
    docs,
    evidence,
    export,
    extract,
    query,
    reason,
    serve,
    validate,
)
