"""An acknowledged write is never lost, and none is ever there by half: killed at random moments, then looked at.

KSC_KILLS multiplies the kills, for a longer run than CI has time for.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from tests.api.conftest import Serving, serving
from tests.conftest import CHECKOUT
from tests.state.conftest import NOTE, OTHER

__all__ = ["serving"]

TIMES = int(os.environ.get("KSC_KILLS", "1"))
TOKEN = {"Authorization": "Bearer token"}
UPDATE = """DELETE {{ GRAPH ?g {{ <x:s> <x:p> ?o }} }} INSERT {{ GRAPH ?h {{ <x:s> <x:p> {number} }} }}
WHERE {{ VALUES ?h {{ <{note}> <{other}> }} OPTIONAL {{ GRAPH ?g {{ <x:s> <x:p> ?o }} }} }}"""


def test_a_writer_that_is_killed_hundreds_of_times_loses_no_acknowledged_write(tmp_path: Path) -> None:
    rounds = 300 * TIMES
    command = [sys.executable, "-m", "tests.state.killing", str(tmp_path / "state"), str(rounds)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120 * TIMES)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > rounds / 2  # it was killed while it worked, not before


def numbers(address: str) -> set[int]:
    """What the two graphs say."""
    query = f"SELECT ?g ?o {{ VALUES ?g {{ <{NOTE}> <{OTHER}> }} GRAPH ?g {{ <x:s> <x:p> ?o }} }}"
    found = httpx.get(f"{address}/sparql", params={"query": query}, timeout=20).json()["results"]["bindings"]
    assert len(found) in (0, 2), "a number is in one graph and not in the other"
    return {int(row["o"]["value"]) for row in found} or {0}


def write_on(address: str, first: int, acknowledged: list[int]) -> None:
    """Write numbers from `first` on into both graphs, each by one update, until the service is gone."""
    with httpx.Client(base_url=address, headers=TOKEN, timeout=20) as client:
        for number in range(first, first + 1000):
            update = UPDATE.format(number=number, note=NOTE, other=OTHER)
            try:
                response = client.post("/sparql", data={"update": update})
            except httpx.TransportError:
                return
            assert response.status_code == 204, response.text
            acknowledged.append(number)


def test_a_service_that_is_killed_while_it_takes_writes_has_them_all_when_it_is_back(
    serving: Serving, tmp_path: Path
) -> None:
    chance, known = random.Random(5), 0
    for _ in range(15 * TIMES):
        with serving(KSC_STATE=str(tmp_path / "state"), KSC_TOKEN="token", KSC_WORKERS="1", KSC_TIMEOUT_S="20") as (
            address,
            process,
        ):
            (found,) = numbers(address)
            assert known <= found <= known + 1
            acknowledged: list[int] = []
            writer = threading.Thread(target=write_on, args=(address, found + 1, acknowledged))
            writer.start()
            while not acknowledged and writer.is_alive():
                time.sleep(0.01)
            time.sleep(chance.random() * 0.4)
            process.send_signal(signal.SIGKILL)
            process.wait()
            writer.join()
            assert acknowledged
            known = acknowledged[-1]
