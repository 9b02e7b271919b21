"""Registers every subcommand with the `kg` command."""

from __future__ import annotations

from kg.cli import extract  # noqa: F401
