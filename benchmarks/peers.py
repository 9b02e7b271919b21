"""The services that are compared: KSC and its peers, each started on a free loopback port over the same data."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.dataset import Dataset

_START_S = 120.0


def install(folder: Path, name: str, *packages: str) -> Path:
    """The `bin` folder of a virtual environment with these packages; made where it is not there yet."""
    home = folder / name
    if not (home / "bin" / "python").exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", *packages], check=True)
    return home / "bin"


def versions(binaries: Path, *packages: str) -> str:
    """What of these packages is installed there: `oxigraph 0.5.13`."""
    listed = subprocess.run([binaries / "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True)
    found = dict(line.split("==") for line in listed.stdout.splitlines() if "==" in line)
    return ", ".join(f"{package} {found[package]}" for package in packages)


@contextmanager
def ksc(**settings: str) -> Iterator[tuple[str, int]]:
    """KSC as `kg serve` runs it; the address to ask."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0"]
    environment = {**os.environ, "KSC_ACCESS_LOG": "0", **settings}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            match = re.search(r":(\d+)/", process.stdout.readline())
            assert match, "kg serve did not start"
            yield "127.0.0.1", int(match[1])
        finally:
            process.terminate()


@contextmanager
def oxigraph(binaries: Path, dataset: Dataset) -> Iterator[tuple[str, int]]:
    """Oxigraph's own server, in memory."""
    port = _free_port()
    with _running([binaries / "oxigraph", "serve", "--bind", f"127.0.0.1:{port}"], port):
        address = f"http://127.0.0.1:{port}/store"
        request = urllib.request.Request(address, dataset.nquads, {"Content-Type": "application/n-quads"})
        urllib.request.urlopen(request, timeout=_START_S).close()
        yield "127.0.0.1", port


@contextmanager
def rdflib_endpoint(binaries: Path, triples: Path) -> Iterator[tuple[str, int]]:
    """rdflib-endpoint over a file of the default graph."""
    port = _free_port()
    address = ("--host", "127.0.0.1", "--port", str(port))
    command: list[str | Path] = [binaries / "rdflib-endpoint", "serve", *address, triples]
    with _running(command, port):
        yield "127.0.0.1", port


@contextmanager
def _running(command: Sequence[str | Path], port: int) -> Iterator[None]:
    """The command's process until the end of the block, once it answers on `port`."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            end = time.monotonic() + _START_S
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"{command[0]} did not start")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
