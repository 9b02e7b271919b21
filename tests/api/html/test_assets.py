"""The built scripts and styles: all there, or a clear word at the start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.html.assets import BUILT, Assets
from kg.errors import UsageError


@pytest.mark.parametrize("manifest", [None, "", "{", "[1"])
def test_without_a_build_the_service_says_what_to_do(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(UsageError, match=r"scripts and styles are not in .*; install KSC again"):
        Assets.read(tmp_path)


def test_every_file_of_the_manifest_is_there_under_a_hashed_name() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    assets = Assets.read()
    for name, hashed in manifest.items():
        assert assets.url(name) == f"/static/{hashed}"
        assert assets.get(hashed) is not None
        assert hashed != name and hashed.startswith(name.rpartition(".")[0])
    assert assets.get("manifest.json") is None and assets.get("../manifest.json") is None


def test_packed_copies_are_smaller_and_the_same() -> None:
    assets = Assets.read()
    style = assets.get(assets.url("site.css").rpartition("/")[2])
    assert style is not None and list(style.packed) == ["br", "gzip"]
    assert all(len(packed) < len(style.content) for packed in style.packed.values())


def test_no_built_file_names_another_host_to_load_from() -> None:
    for path in BUILT.glob("*.css"):
        assert "http" not in path.read_text(encoding="utf-8"), path.name
