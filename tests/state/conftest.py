"""A small shipped dataset, and a program that runs where the state folder is a file system of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.dataset import Dataset, Graph
from tests.conftest import CHECKOUT, missing

NOTE = "https://w3id.org/ksc/graph/note"
OTHER = "https://w3id.org/ksc/graph/other"
REFERENCE = "https://w3id.org/ksc/graph/reference"
Mounted = Callable[[str], subprocess.CompletedProcess[str]]

# $1 becomes a file system of 256 KiB, seen by this program and its children only; $2 is Python.
_MOUNT = 'mount -t tmpfs -o size=256k tmpfs "$1" && exec "$0" -c "$2" "$1"'


@pytest.fixture(scope="session")
def base() -> Dataset:
    return Dataset.read(Path(__file__).parents[1] / "dataset")


def graph(*values: object) -> Graph:
    """A graph that says one thing for each value."""
    return Graph.of(f'<x:s> <x:p> "{value}" .'.encode() for value in values)


@pytest.fixture
def mounted(tmp_path: Path) -> Mounted:
    """Runs Python, with a small file system's folder as its argument, and gives what it printed."""
    unshare = shutil.which("unshare")
    prefix = [str(unshare), "--mount"] if os.geteuid() == 0 else [str(unshare), "--user", "--map-root-user", "--mount"]
    probe = [*prefix, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)]
    if unshare is None or subprocess.run(probe, capture_output=True).returncode:
        missing("file systems cannot be mounted here (unshare --mount), so no full or read-only disk can be made")

    def run(program: str) -> subprocess.CompletedProcess[str]:
        command = [*prefix, "sh", "-c", _MOUNT, sys.executable, str(tmp_path), program]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=CHECKOUT)

    return run
