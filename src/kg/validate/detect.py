"""Which form a text is in that nobody gave a name to: what somebody pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from kg.validate.records import COLUMNS

_XML: Final = re.compile(r"<(\?xml\b|!--|!DOCTYPE\b|([\w.-]+:)?RDF\b)", re.IGNORECASE)
_STATEMENT: Final = re.compile(r"(<[^>]*>|_:\S+)\s+<[^>]*>\s+\S.*\.\s*(#.*)?")
_FEWEST_COLUMNS: Final = 2


def ending_of(text: str) -> str:
    """The ending of a file with this text: `.csv`, `.json`, `.jsonld`, `.rdf`, `.nt`, or else `.ttl`."""
    text = text.removeprefix("\ufeff").strip()
    if text.startswith(("{", "[")) and not text.startswith("[]"):
        return ".jsonld" if _is_jsonld(text) else ".json"
    if _XML.match(text):
        return ".rdf"
    lines = [line for line in text.splitlines() if line.strip()]
    cells = {cell.strip().strip('"').strip() for cell in lines[0].split(",")} if lines else set()
    if len(cells & set(COLUMNS)) >= _FEWEST_COLUMNS:
        return ".csv"
    statements = [line for line in lines if not line.lstrip().startswith("#")]
    return ".nt" if statements and all(_STATEMENT.fullmatch(line.strip()) for line in statements) else ".ttl"


def _is_jsonld(text: str) -> bool:
    """Whether a JSON text has a keyword of JSON-LD for a key; of one that does not parse, whether it seems so."""
    try:
        return any(key.startswith("@") for key in _keys(json.loads(text)))
    except (ValueError, RecursionError):
        return '"@' in text


def _keys(document: Any) -> Iterator[str]:
    """The keys of the outer objects: records are flat."""
    for item in document if isinstance(document, list) else [document]:
        if isinstance(item, dict):
            yield from item
