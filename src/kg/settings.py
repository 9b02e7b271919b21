"""Every setting of KSC, in one table: environment variable, default, meaning.

`kg serve` has an option of the same name for each (`KSC_TIMEOUT_S` -> `--timeout-s`). docs/settings.md lists them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from kg.errors import UsageError
from kg.resources import ROOT


def _setting(default: Any, help_: str, least: float | None = None) -> Any:
    return field(default=default, metadata={"help": help_, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. Made once, by `Settings.read`, and handed to what needs them; never a global."""

    host: str = _setting("127.0.0.1", "address to listen on")
    port: int = _setting(8000, "port to listen on; 0 picks a free one", 0)
    workers: int = _setting(os.cpu_count() or 1, "query worker processes", 1)
    timeout_s: float = _setting(30.0, "seconds that a query may run before its worker is stopped", 0.001)
    memory_mb: int = _setting(1024, "memory that one worker may use, in MiB", 64)
    queue: int = _setting(64, "queries that may wait for a free worker before the service says 503", 0)
    engine_url: str = _setting("", "query address of a SPARQL server that answers instead of our workers; empty: none")
    service_hosts: str = _setting("", "hosts that SERVICE may reach: example.org,example.com:3030; empty: none")
    base_url: str = _setting("", "the service's public address, for links; empty: as the request has it")
    cache_mb: int = _setting(64, "memory for answers that may be asked for again, in MiB; 0: keep none", 0)
    access_log: int = _setting(1, "1: a line of JSON on stderr for each request; 0: none", 0)
    max_body_mb: int = _setting(10, "largest request body, in MiB", 1)
    token: str = _setting("", "bearer token of those who may write, with KSC_STATE; empty: the service is read-only")
    state: str = _setting("", "folder that keeps accepted writes; empty: none are taken")
    user_shapes: int = _setting(0, "1: a POST to /validate may bring its own SHACL shapes; 0: it is judged by ours", 0)
    root: str = _setting("", "folder that holds data/, ontology/, shapes/ and queries/; empty: KSC's own")

    @property
    def folder(self) -> Path:
        """The folder of the dataset."""
        return Path(self.root) if self.root else ROOT

    @classmethod
    def read(cls, environment: Mapping[str, str], **overrides: object) -> Self:
        """From `KSC_…` variables, then from `overrides` that are not None. Raises UsageError on a bad value."""
        values: dict[str, Any] = {}
        for entry in fields(cls):
            raw = overrides.get(entry.name)
            if raw is None:
                raw = environment.get(f"KSC_{entry.name.upper()}")
            if raw is not None:
                values[entry.name] = _convert(entry.name, str(entry.type), str(raw), entry.metadata["least"])
        return cls(**values)


def _convert(name: str, kind: str, raw: str, least: float | None) -> str | int | float:
    if kind == "str":
        return raw
    try:
        value = int(raw) if kind == "int" else float(raw)
    except ValueError:
        expected = "a whole number" if kind == "int" else "a number"
        raise UsageError(f"KSC_{name.upper()}={raw!r} is not {expected}") from None
    if least is not None and not value >= least:
        raise UsageError(f"KSC_{name.upper()}={raw} is too small; the least is {least:g}")
    return value
