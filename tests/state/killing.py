"""Kills a writer in the middle of its work, again and again, and looks at what it left: run as a module.

The writer is forked, so that a round costs milliseconds. It writes two graphs with one number, acknowledges the number
on a pipe, and goes on; SIGKILL comes after a random number of acknowledgements and a random moment.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from kg.dataset import Dataset
from kg.state import State
from tests.state.conftest import NOTE, OTHER, graph

NOTHING = Dataset({})
_ACKNOWLEDGEMENT = 8  # bytes


def number_in(folder: Path) -> int:
    """The number that both graphs say, 0 where nothing was written yet. Fails where they differ, or more is there."""
    state = State.open(folder)
    state.close()
    graphs = state.overlay(NOTHING).graphs
    if not graphs:
        return 0
    assert graphs.keys() == {NOTE, OTHER}, graphs.keys()
    values = {line.split(b'"')[1] for name in graphs for line in graphs[name].lines}
    assert len(values) == 1, f"half of a write: {values}"
    assert state.number == int(values.copy().pop()), "a number was used twice"
    return int(values.pop())


def write_on(folder: Path, pipe: int) -> NoReturn:
    """Write the next number, acknowledge it, and so on until killed."""
    state = State.open(folder)
    while True:
        number = state.number + 1
        state.commit(NOTHING, {NOTE: graph(number), OTHER: graph(number)}, {})
        os.write(pipe, number.to_bytes(_ACKNOWLEDGEMENT, "big"))


def round_of(folder: Path, chance: random.Random) -> tuple[int, int]:
    """One writer's life. The last number that it acknowledged, and the one that is there after its death."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        write_on(folder, write)
    os.close(write)
    acknowledged = 0
    with os.fdopen(read, "rb") as pipe:
        for _ in range(chance.randrange(4)):
            acknowledged = int.from_bytes(pipe.read(_ACKNOWLEDGEMENT), "big")
        time.sleep(chance.random() * 0.005)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while last := pipe.read(_ACKNOWLEDGEMENT):
            acknowledged = int.from_bytes(last, "big")
    return acknowledged, number_in(folder)


def main(folder: Path, rounds: int) -> None:
    """Run the rounds. Fails with the first write that is lost; prints how many were acknowledged."""
    chance = random.Random(rounds)
    before = 0
    for _ in range(rounds):
        acknowledged, found = round_of(folder, chance)
        assert found >= max(acknowledged, before), f"{acknowledged} was acknowledged, {found} is there"
        assert found <= max(acknowledged, before) + 1, f"{found} is there, and nobody wrote it"
        before = found
    print(before)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
