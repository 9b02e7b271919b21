"""SPARQL Update, seen from the service: a worker process is started for each, and killed at its deadline."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg import errors
from kg.dataset import INSTEAD, UNNAMED, Dataset, Graph
from kg.engine import frames
from kg.engine.process import State, WorkerProcess
from kg.messages import Message, unpack

_ERRORS: Final = {
    cls.__name__: cls
    for cls in (
        *(errors.WriteAmbiguous, errors.WriteConflict, errors.WriteRefused),
        *(errors.QueryRefused, errors.QuerySyntaxError),
    )
}


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL Update request: its text, what relative IRIs are relative to, the protocol's dataset (section 2.2.3)."""

    text: str
    base: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an update may run, how much memory it may use, how many bytes of statements it may add."""

    timeout_s: float
    memory_mb: int
    most: int


class _UpdateProcess(WorkerProcess):
    """A running `python -m kg.state.worker`."""

    module = "kg.state.worker"
    work = "update"

    async def why_it_died(self, memory_mb: int) -> errors.QueryError:
        """Why the worker ended in the middle of an update."""
        code = await self._process.wait()
        if code == -signal.SIGABRT:
            return errors.QueryMemory(Message("the update needed more than {most} MiB of memory", most=memory_mb))
        if code == -signal.SIGSEGV:
            return errors.QuerySyntaxError(Message("the update is nested too deeply for the parser"))
        return errors.QueryFailed(Message("the update's worker died"))


async def changes_of(
    update: Update, dataset: Dataset, shipped: frozenset[str], number: int, limits: Limits
) -> dict[str, Graph | None]:
    """The graphs that an update changes, as they are after it; None for one that is gone.

    `shipped` are those that CLEAR ALL and the like leave alone, `number` is the change's own. Raises WriteError,
    QuerySyntaxError, QueryRefused, QueryTimeout, QueryMemory, QueryFailed or EngineError; nothing is changed here.
    """
    config = json.dumps({"memory_mb": limits.memory_mb, "timeout_s": limits.timeout_s}).encode()
    nquads = await asyncio.to_thread(lambda: dataset.nquads)
    worker = await _UpdateProcess.start(config, nquads, State(0, dataset.revision))
    try:
        async with asyncio.timeout(limits.timeout_s):
            await worker.send(frames.REQUEST, _message(update, dataset, shipped, number, limits))
            kind, payload = await worker.receive()
    except TimeoutError:
        raise errors.QueryTimeout(
            Message("the update was stopped after {seconds:g} s", seconds=limits.timeout_s)
        ) from None
    except asyncio.IncompleteReadError:
        raise await worker.why_it_died(limits.memory_mb) from None
    finally:
        await worker.kill()
    answer = json.loads(payload)
    if kind == frames.ERROR:
        raise _error(answer)
    return await asyncio.to_thread(_changes, answer, dataset)


def _message(update: Update, dataset: Dataset, shipped: frozenset[str], number: int, limits: Limits) -> bytes:
    replaced = INSTEAD in dataset.graphs
    own = dataset.graphs.get(INSTEAD if replaced else UNNAMED)
    message = {
        "text": update.text,
        "base": update.base,
        "using": update.using,
        "using_named": update.using_named,
        "empty": [name for name, graph in dataset.named.items() if not graph.lines],
        "shipped": sorted(shipped),
        "own": [line.decode() for line in own.lines] if own else [],
        "replaced": replaced,
        "number": number,
        "most": limits.most,
    }
    return json.dumps(message).encode()


def _error(details: Mapping[str, Any]) -> Exception:
    message, cls = unpack(details["message"]), _ERRORS[details["error"]]
    place = details["line"], details["column"]
    if cls is errors.QuerySyntaxError:
        return errors.QuerySyntaxError(message, *place, unpack(details["hint"]))
    return cls(message, *place)


def _changes(answer: Mapping[str, Any], dataset: Dataset) -> dict[str, Graph | None]:
    changes: dict[str, Graph | None] = {}
    for name, change in answer["named"].items():
        changes[name] = None if change is None else _changed(dataset.graphs.get(name), change)
    was_replaced = INSTEAD in dataset.graphs
    held = INSTEAD if was_replaced else UNNAMED
    own = _changed(dataset.graphs.get(held), answer["own"])
    if was_replaced and not answer["replaced"]:
        changes[INSTEAD] = None
        if own.lines:
            changes[UNNAMED] = own
    elif answer["own"]["removed"] or answer["own"]["added"]:
        changes[held] = own if own.lines or was_replaced else None
    return changes


def _changed(graph: Graph | None, change: Mapping[str, list[str]]) -> Graph:
    lines = set(graph.lines if graph else ()) - {line.encode() for line in change["removed"]}
    return Graph.of(lines.union(line.encode() for line in change["added"]))
