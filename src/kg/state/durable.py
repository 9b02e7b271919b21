"""Files that survive a power cut: written beside their place, flushed to the disk, then renamed into it.

A rename replaces a file as a whole or not at all (POSIX rename), and the folder's own fsync makes the rename last.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

TEMPORARY: Final = ".tmp"


def write_file(path: Path, content: bytes) -> None:
    """Give `path` this content, now or (after a crash) not at all; `sync_folder` makes that last.

    Raises OSError; then nothing is left but what was there.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
