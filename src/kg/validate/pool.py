"""The validation pool: every upload is parsed and judged in a worker process, which is killed at its deadline.

    pool = ValidationPool(root, dataset, workers=1, timeout_s=30, memory_mb=1024)
    await pool.start()
    verdict = await pool.validate([("new.csv", content)], "json", "ko")   # an upload, by anyone
    lines = await pool.read("graph.ttl", content, base)                   # an upload that is to be written
    judgement = await pool.judge(dataset.with_graphs({...}), "turtle", "en")     # what writing it would come to
    await pool.adopt(that dataset)                                        # after it was written

A worker holds the compiled shapes and the asserted statements of the dataset (`asserted`), in memory, and may open
neither files nor sockets once it runs. One that is past its deadline or died is killed and replaced; nobody else
notices. The parent does no RDF work: a worker also writes the report, in the form that was asked for.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections import deque
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.dataset import INSTEAD, SHAPES, UNNAMED, Dataset
from kg.engine import frames
from kg.engine.process import Change, State
from kg.errors import EngineBusy, EngineError, ValidationTimeout
from kg.messages import Message
from kg.namespaces import GRAPH
from kg.validate.messages import pack, unpack, unpack_error
from kg.validate.process import ValidationProcess

INFERRED = str(GRAPH["inferred"])
_MOST_CHANGES = 64  # kept for workers that have not been asked since; one that is further behind is replaced


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a validation came to. `conforms`: nothing is violated; warnings do not count.

    `shapes` and `focus_nodes` say how much was checked, `text` is the report in the form and language asked for.
    """

    conforms: bool
    shapes: int
    focus_nodes: int
    violations: int
    warnings: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a state of the dataset; where it conforms, also what follows from that state.

    `inferred` is the whole of graph/inferred, as lines of N-Triples, sorted.
    """

    verdict: Verdict
    inferred: tuple[bytes, ...]


class ValidationPool:
    """`workers` processes over the asserted statements of one dataset; at most `queue` validations wait for one.

    `root` holds the shapes, the ontology and the JSON-LD context. Every method that validates raises ValidationTimeout,
    ValidationMemory, ValidationFailed, EngineBusy or EngineError when there is no verdict, and InputError for an upload
    that none is possible on.
    """

    def __init__(
        self, root: Path, dataset: Dataset, *, workers: int, timeout_s: float, memory_mb: int, queue: int = 64
    ) -> None:
        self.timeout_s, self.memory_mb = timeout_s, memory_mb
        self._dataset = asserted(dataset)
        self._state = State(0, dataset.revision)
        self._config = json.dumps({"memory_mb": memory_mb, "root": str(root)}).encode()
        self._size, self._queue = workers, queue
        self._idle: asyncio.LifoQueue[ValidationProcess] = asyncio.LifoQueue()
        self._workers: set[ValidationProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._changes: deque[Change] = deque(maxlen=_MOST_CHANGES)
        self._adopting, self._starting = asyncio.Lock(), asyncio.Lock()
        self._waiting = 0
        self._stopped = False

    async def start(self) -> None:
        """Start the workers that are missing.

        Raises EngineError when one does not come up; whoever asks next tries again.
        """
        async with self._starting:
            if self._stopped:
                raise EngineError(Message("the validation workers are not running"))
            missing = self._size - len(self._workers)
            ends = await asyncio.gather(*(self._add_worker() for _ in range(missing)), return_exceptions=True)
            for error in filter(None, ends):
                raise error

    async def stop(self) -> None:
        """Kill the workers; none is replaced any more."""
        self._stopped = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        async with self._starting:
            await asyncio.gather(*(worker.kill() for worker in self._workers))
            self._workers.clear()

    # ---- what it does ----

    async def validate(
        self, inputs: Sequence[tuple[str, bytes]], form: str, language: str, shapes: bytes | None = None
    ) -> Verdict:
        """Judge uploads together, in the context of the dataset; nothing is changed.

        Each has a name, whose ending says its form (`kg.validate.inputs.ENDINGS`). `form` names the report's
        (`kg.validate.formats.FORMATS`); it includes what a candidate that conforms would add. `shapes`, in Turtle, are
        instead of ours (`kg.validate.brought`).
        """
        header = {"do": "validate", "names": [name for name, _ in inputs], "form": form, "language": language}
        brought = () if shapes is None else (shapes,)
        head, (text,) = await self._ask(header, *(content for _, content in inputs), *brought)
        return Verdict(**head, text=text)

    async def judge(self, candidate: Dataset, form: str, language: str) -> Judgement:
        """Judge the state that the dataset would have, as far as it differs from the one that was adopted last.

        Unlike an upload, a change that no shape looks at conforms: it breaks nothing. The candidate's own inferred
        graph is not looked at; the judgement has it anew. One at a time: nothing may be adopted meanwhile.
        """
        change = await asyncio.to_thread(_change, self._dataset, asserted(candidate), self._state)
        header = {"do": "judge", "form": form, "language": language}
        head, (text, inferred) = await self._ask(header, change.removed, change.added)
        return Judgement(Verdict(**head, text=text), tuple(inferred.splitlines()))

    async def read(self, name: str, content: bytes, base: str, most: int) -> list[bytes]:
        """The statements of an upload as lines of N-Triples, once the guard has let it pass.

        `base` is what relative IRIs are relative to, `most` the most bytes that it may have.
        """
        _, (lines,) = await self._ask({"do": "read", "name": name, "base": base, "most": most}, content)
        return lines.splitlines()

    async def build(self, record: bytes, document: str) -> list[bytes]:
        """The statements of one agreement record in JSON that was found right, as lines of N-Triples.

        `document` is the slug of the one that prints it, whose claims they then are; empty where none does.
        """
        _, (lines,) = await self._ask({"do": "build", "document": document}, record)
        return lines.splitlines()

    async def adopt(self, dataset: Dataset) -> None:
        """Judge by `dataset` whatever begins after this returned. Raises nothing: a worker that fails is replaced."""
        async with self._adopting:
            new, to = asserted(dataset), State(self._state.number + 1, dataset.revision)
            change = await asyncio.to_thread(_change, self._dataset, new, to)
            self._dataset, self._state = new, to
            self._changes.append(change)

    # ---- workers ----

    async def _ask(self, header: Mapping[str, Any], *pieces: bytes) -> tuple[dict[str, Any], list[bytes]]:
        worker = await self._take()
        try:
            async with asyncio.timeout(self.timeout_s):
                for change in list(self._changes):
                    if change.to.number > worker.state.number:
                        await worker.apply(change)
                await worker.send(frames.REQUEST, pack({**header, "timeout_s": self.timeout_s}, *pieces))
                kind, payload = await worker.receive()
        except TimeoutError:
            self._replace(worker)
            raise ValidationTimeout(
                Message("the validation was stopped after {seconds} s", seconds=f"{self.timeout_s:g}")
            ) from None
        except asyncio.IncompleteReadError:
            cause = await worker.why_it_died(self.memory_mb)
            self._replace(worker)
            raise cause from None
        except BaseException:  # who asked has gone
            self._replace(worker)
            raise
        self._idle.put_nowait(worker)
        if kind == frames.ERROR:
            raise unpack_error(payload)
        return unpack(payload)

    async def _take(self) -> ValidationProcess:
        """A worker of one's own.

        Raises EngineBusy when too many wait already, or the wait gets too long; EngineError when there is none, and
        none comes up now.
        """
        if self._idle.empty() and self._waiting >= self._queue:
            raise self._busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self.timeout_s):
                if not self._workers:
                    await self.start()
                while True:
                    worker = await self._idle.get()
                    if worker.alive and self._state.number - worker.state.number <= len(self._changes):
                        return worker
                    self._replace(worker)
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1

    def _busy(self) -> EngineBusy:
        message = Message("every validation worker is busy; try again shortly")
        return EngineBusy(message, max(1, math.ceil(self.timeout_s / 2)))

    def _replace(self, worker: ValidationProcess) -> None:
        """Kill the worker and start another in its place, in the background."""
        if worker in self._workers and not self._stopped:
            worker.signal()
            self._background(self._renew(worker))

    async def _renew(self, worker: ValidationProcess) -> None:
        await worker.kill()
        self._workers.discard(worker)
        pause = 0.1
        while not self._stopped:
            try:
                await self.start()
                break
            except EngineError:  # no memory or no process to be had just now
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5.0)

    async def _add_worker(self) -> None:
        lines = b"".join(line + b"\n" for line in self._dataset.default)
        worker = await ValidationProcess.start(self._config, lines, self._state)
        self._workers.add(worker)
        self._idle.put_nowait(worker)

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def asserted(dataset: Dataset) -> Dataset:
    """The graphs that are validated, merged: all but the shapes, and what only follows from the others."""
    own = dataset.graphs.get(INSTEAD, dataset.graphs.get(UNNAMED))
    return dataset.with_graphs({SHAPES: None, INFERRED: None, INSTEAD: None, UNNAMED: own})


def _change(old: Dataset, new: Dataset, to: State) -> Change:
    """What makes the merge of `new` from that of `old`, as N-Triples."""

    def text(lines: set[bytes]) -> bytes:
        return b"".join(line + b"\n" for line in sorted(lines))

    return Change(to, text(old.default.keys() - new.default.keys()), text(new.default.keys() - old.default.keys()))
