"""Files that a user names."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError


def read_bytes(path: Path, most: int = -1) -> bytes:
    """A file's content, its first `most` bytes where that is given. Raises UsageError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
