"""The layouts that `kg extract` knows. A new one is a module with a LAYOUT, and a place in this tuple."""

from __future__ import annotations

from typing import Final

from kg.documents import Document
from kg.errors import ExtractError, Finding, UsageError
from kg.extract import ascn_paper, press_release, special_provisions
from kg.extract.model import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (press_release.LAYOUT, ascn_paper.LAYOUT, special_provisions.LAYOUT)


def choose(document: Document, name: str | None = None) -> Layout:
    """The layout called `name`, else the one that recognises the document.

    Raises UsageError on an unknown name or when several recognise it, ExtractError when none does.
    """
    known = ", ".join(layout.name for layout in LAYOUTS)
    if name is not None:
        for layout in LAYOUTS:
            if layout.name == name:
                return layout
        raise UsageError(f"--layout {name}: there is no such layout; known: {known}")
    found = [layout for layout in LAYOUTS if layout.recognises(document)]
    if not found:
        raise ExtractError([Finding("no layout recognises this document", str(document.path), f"known: {known}")])
    if len(found) > 1:
        names = ", ".join(layout.name for layout in found)
        raise UsageError(f"{document.path}: several layouts recognise it; name one with --layout: {names}")
    return found[0]
