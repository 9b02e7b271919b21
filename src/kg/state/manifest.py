"""The manifest: one JSON file that says which graphs were written, and by which files. Replacing it is the commit.

```json
{"format": "ksc-state/1", "number": 3, "base": "0a1b…", "graphs": {
   "https://w3id.org/ksc/graph/note": {"file": "<sha256 of the file in graphs/>"},
   "https://w3id.org/ksc/graph/reference": {"file": null}}, "sha256": "<of all before>"}
```

`number` counts the changes. `base` is the revision of the shipped graphs that the last change was made over. A graph
whose file is null was removed, though it is shipped. `record` is the agreement record that a graph was built from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from kg.errors import StateError

FORMAT: Final = "ksc-state/1"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the state says of one graph: the digest that its file is named by, None when the graph was removed."""

    file: str | None
    record: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one change has left: its number, the revision that it was made over, and every graph written so far."""

    number: int = 0
    base: str = ""
    graphs: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def files(self) -> frozenset[str]:
        """The digests of the files that it names."""
        return frozenset(entry.file for entry in self.graphs.values() if entry.file is not None)

    def text(self) -> bytes:
        """The manifest as it is written."""
        graphs = {name: _written(entry) for name, entry in sorted(self.graphs.items())}
        content = {"format": FORMAT, "number": self.number, "base": self.base, "graphs": graphs}
        return _json({**content, "sha256": _digest(content)}) + b"\n"

    @classmethod
    def read(cls, path: Path) -> Self:
        """The manifest at `path`; an empty one where there is none. Raises StateError when it is damaged."""
        try:
            document = json.loads(path.read_bytes())
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise StateError(f"{path} cannot be read: {error.strerror or error}") from None
        except ValueError:
            raise _damaged(path) from None
        if not isinstance(document, dict):
            raise _damaged(path)
        if document.get("format") != FORMAT:
            raise StateError(f"{path} is of another format than {FORMAT}; open it with the version that wrote it")
        if document.pop("sha256", None) != _digest(document):
            raise _damaged(path)
        graphs = {name: Entry(entry["file"], entry.get("record")) for name, entry in document["graphs"].items()}
        if not all(entry.file is None or _DIGEST.fullmatch(entry.file) for entry in graphs.values()):
            raise _damaged(path)
        return cls(document["number"], document["base"], graphs)


def _written(entry: Entry) -> dict[str, Any]:
    return {"file": entry.file} if entry.record is None else {"file": entry.file, "record": dict(entry.record)}


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(_json(content)).hexdigest()


def _damaged(path: Path) -> StateError:
    return StateError(f"{path} is damaged, and nothing was changed; put back a copy of the folder")
