"""What a user hands in: graphs and agreement records, read by the form that the name's ending says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.names import Names
from kg.namespaces import ID
from kg.validate.findings import InputFinding
from kg.validate.guard import FORMATS, UPLOAD, Limits, read_rdf
from kg.validate.json_places import jsonld_places
from kg.validate.places import Places, turtle_places
from kg.validate.records import read_records
from kg.validate.xml_places import xml_places

_RECORDS = (".csv", ".json")
ENDINGS = (*FORMATS, *_RECORDS)


@dataclass(frozen=True, slots=True)
class Input:
    """One upload. `places` says where its statements stand: looked up only where something is wrong."""

    name: str
    triples: tuple[ox.Triple, ...]
    findings: tuple[InputFinding, ...]
    places: Callable[[], Places]


class Reader:
    """Reads uploads; what it needs for that is in memory."""

    def __init__(self, names: Callable[[], Names], context: Mapping[str, Any]) -> None:
        """`names` gives what names in records are linked by, `context` is what our context.jsonld holds."""
        self._names, self._context = names, context

    def read(self, name: str, content: bytes) -> Input:
        """Read an upload.

        Raises UsageError for an ending that is not known, InputError for what the guard refuses.
        """
        ending = PurePath(name).suffix.lower()
        if ending in FORMATS:
            triples = self.read_rdf(name, content)
            return Input(name, tuple(triples), (), lambda: self._places(ending, content, name, triples))
        if ending not in _RECORDS:
            raise UsageError(f"{name}: unknown form; the name must end in one of {', '.join(ENDINGS)}")
        records = read_records(content, name, self._names())
        found = tuple(InputFinding(finding.message, finding.hint, place) for finding, place in records.findings)
        return Input(name, records.triples, found, lambda: records.places)

    def _places(self, ending: str, content: bytes, name: str, triples: list[ox.Triple]) -> Places:
        if ending == ".jsonld":
            return jsonld_places(content, name, triples, lambda text: self.read_rdf(name, text))
        if ending == ".rdf":
            return xml_places(content, name, str(ID))
        return turtle_places(content, name, str(ID), triples)

    def read_rdf(self, name: str, content: bytes, base: str = str(ID), limits: Limits = UPLOAD) -> list[ox.Triple]:
        """The statements of a graph alone; `base` is what its relative IRIs are relative to."""
        return read_rdf(content, FORMATS[PurePath(name).suffix.lower()], name, self._context, base, limits)


def read_context(root: Path) -> Mapping[str, Any]:
    """What the context.jsonld below `root` holds; nothing where there is none."""
    path = root / "ontology" / "context.jsonld"
    context: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"] if path.exists() else {}
    return context
