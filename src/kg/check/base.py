"""What a check is: a name, a line about it, and a function from the project to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kg.check.project import Project
from kg.errors import Finding, UsageError

Run = Callable[[Project], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One quality bar. `run` gives a finding for each thing that falls short; none means that the bar holds."""

    name: str
    about: str
    run: Run


_CHECKS: Final[dict[str, Check]] = {}


def check(name: str, about: str) -> Callable[[Run], Run]:
    """Register a function as the check of this name."""

    def register(run: Run) -> Run:
        _CHECKS[name] = Check(name, about, run)
        return run

    return register


def checks(names: Iterable[str] = ()) -> list[Check]:
    """The checks of these names, or all; in the order of the list. Raises UsageError on an unknown name."""
    wanted = set(names)
    if unknown := sorted(wanted - set(_CHECKS)):
        raise UsageError(f"no check is named {', '.join(unknown)}; one of {', '.join(_CHECKS)}")
    return [entry for name, entry in _CHECKS.items() if not wanted or name in wanted]
