"""The pages' scripts and styles, built from `web/`: read once, at the start, with their packed copies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from kg.errors import UsageError

BUILT: Final = Path(__file__).parents[1] / "static" / "built"
_MANIFEST: Final = "manifest.json"
_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_CODINGS: Final = {"br": ".br", "gzip": ".gz"}  # the better one first


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: `packed` has its content by content coding, the smallest first."""

    media_type: str
    content: bytes
    packed: Mapping[str, bytes] = field(default_factory=dict)


class Assets:
    """The files by their hashed names, and these by the names that templates use."""

    def __init__(self, manifest: Mapping[str, str], files: Mapping[str, Asset]) -> None:
        self._manifest, self._files = manifest, files

    @classmethod
    def read(cls, folder: Path = BUILT) -> Self:
        """What the build left in a folder. Raises UsageError when it has not run, or not to its end."""
        try:
            manifest: dict[str, str] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            files = {name: _read(folder / name) for path in folder.iterdir() if _is_served(name := path.name)}
        except (OSError, ValueError):
            raise UsageError(
                f"the pages' scripts and styles are not in {folder}; install KSC again: make serve"
            ) from None
        return cls(manifest, files)

    def url(self, name: str) -> str:
        """Where the file is that templates call `home.js` or `site.css`. Raises KeyError for one that is not built."""
        return f"/static/{self._manifest[name]}"

    def get(self, name: str) -> Asset | None:
        """The file of that hashed name."""
        return self._files.get(name)


def _is_served(name: str) -> bool:
    return Path(name).suffix in _MEDIA_TYPES and name != _MANIFEST


def _read(path: Path) -> Asset:
    packed = {coding: path.with_name(f"{path.name}{suffix}") for coding, suffix in _CODINGS.items()}
    return Asset(
        _MEDIA_TYPES[path.suffix],
        path.read_bytes(),
        {coding: copy.read_bytes() for coding, copy in packed.items() if copy.is_file()},
    )
