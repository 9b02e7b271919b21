"""A real server with real workers, on a free loopback port, over the small dataset."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TextIO

import httpx
import pytest

from tests.waiting import wait_until

ROOT = Path(__file__).parents[1] / "dataset"
SETTINGS = {
    "KSC_WORKERS": "2",
    "KSC_TIMEOUT_S": "1",
    "KSC_MEMORY_MB": "2048",
    "KSC_MAX_BODY_MB": "1",
    "KSC_ACCESS_LOG": "0",
}


Serving = Callable[..., AbstractContextManager[tuple[str, subprocess.Popen[str]]]]


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Starts a server of one's own, with other settings."""
    return _serving


@contextmanager
def _serving(
    program: str = "", log: TextIO | None = None, **settings: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address and the process of `kg serve`; stopped at the end.

    `program` is Python to run before it, `log` gets stderr.
    """
    command = [sys.executable, "-c", f"{program}\nfrom kg.cli import main; main()", "serve", "--port", "0"]
    environment = {**os.environ, "KSC_ROOT": str(ROOT), **SETTINGS, **settings}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            match = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert match, f"kg serve did not start: {line!r}"
            yield match[0], process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with _serving() as (address, _):
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


def running(address: str) -> int:
    """How many requests a service is answering, this one not among them."""
    match = re.search(r"^ksc_requests_running (\d+)", httpx.get(f"{address}/metrics").text, re.MULTILINE)
    assert match
    return int(match[1]) - 1


def wait_until_running(address: str) -> None:
    """Wait until a service is answering somebody."""
    wait_until(lambda: running(address), "a request that runs")
