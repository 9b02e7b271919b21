"""What a user hands in: graphs and agreement records, read by the form that the name's ending says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

import pyoxigraph as ox

from kg.errors import UsageError
from kg.names import Names
from kg.validate.findings import InputFinding
from kg.validate.guard import FORMATS, MAX_BYTES, read_rdf
from kg.validate.places import Places, turtle_places
from kg.validate.records import read_records

_RECORDS = (".csv", ".json")
ENDINGS = (*FORMATS, *_RECORDS)


@dataclass(frozen=True, slots=True)
class Input:
    """One upload: its bytes stay with it, so that places are looked up only where something is wrong."""

    name: str
    content: bytes
    triples: tuple[ox.Triple, ...]
    findings: tuple[InputFinding, ...] = ()
    recorded: Places | None = None

    def places(self) -> Places:
        """Where its statements stand; for JSON-LD and RDF/XML nowhere that we know."""
        if self.recorded is not None:
            return self.recorded
        return turtle_places(self.content, self.name) if self.name.endswith((".ttl", ".nt")) else Places()


def read_input(name: str, content: bytes, root: Path) -> Input:
    """Read an upload. Raises UsageError for an ending that is not known, FindingsError for what the guard refuses.

    `root` holds the reference records that names are linked by, and our JSON-LD context.
    """
    ending = PurePath(name).suffix.lower()
    if ending in FORMATS:
        context = root / "ontology" / "context.jsonld"
        return Input(name, content, tuple(read_rdf(content, FORMATS[ending], name, context)))
    if ending not in _RECORDS:
        raise UsageError(f"{name}: unknown form; the name must end in one of {', '.join(ENDINGS)}")
    records = read_records(content, name, Names.load(root / "records" / "reference"))
    found = tuple(InputFinding(finding.message, finding.hint, place) for finding, place in records.findings)
    return Input(name, content, records.triples, found, records.places)


def read_path(path: Path, root: Path) -> Input:
    """Read a file, no more of it than the guard accepts. Raises UsageError when it can't be read."""
    try:
        with path.open("rb") as file:
            return read_input(str(path), file.read(MAX_BYTES + 1), root)
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
