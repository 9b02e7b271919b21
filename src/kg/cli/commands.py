"""Registers every subcommand with the `kg` command."""

from __future__ import annotations
