"""A service that takes writes, and what a client sends it."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from kg.namespaces import GRAPH

SETTINGS: Final = {"KSC_TOKEN": "token", "KSC_TIMEOUT_S": "20", "KSC_WORKERS": "1"}
TOKEN: Final = {"Authorization": "Bearer token"}
TURTLE: Final = {**TOKEN, "Content-Type": "text/turtle"}


def store(name: str) -> str:
    """The address of a named graph in the Graph Store."""
    return f"/store?graph={quote(name, safe='')}"


NOTE: Final = store(f"{GRAPH}note")
