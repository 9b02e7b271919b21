"""The real dataset on a real server, looked at in Debian's Chromium.

`visit(path, lang, scheme, width)` opens a page and returns a `Visit`; when the test ends, it fails if any page that it
opened complained, asked for something that failed, or asked another host for anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any, Final, Literal, Protocol

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.api.conftest import Serving, serving
from tests.conftest import CHECKOUT, missing
from tests.pages.browser import NARROW, Visit

__all__ = ["serving"]  # a fixture
_FLAGS: Final = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
_PATIENCE_MS: Final = 60_000  # on a machine that is busy with other tests
WIDE: Final = 1200
# Each way that a page is looked at: language, colour scheme, width.
LOOKS: Final = [("en", "light", WIDE), ("ko", "light", WIDE), ("en", "dark", NARROW), ("ko", "dark", NARROW)]


class Visiting(Protocol):
    """Opens pages."""

    def __call__(
        self, path: str, lang: str = "en", scheme: Literal["light", "dark"] = "light", width: int = WIDE, **context: Any
    ) -> Visit: ...


@pytest.fixture(scope="session")
def site(serving: Serving) -> Iterator[str]:
    """The address of the service over the real dataset."""
    with serving(KSC_ROOT=str(CHECKOUT), KSC_TIMEOUT_S="20") as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Its driver keeps an event loop running in this thread: no longer than these tests need it."""
    program = shutil.which("chromium")
    if program is None:
        missing("chromium is not installed; .ci/run installs it with apt-get")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visiting]:
    """Opens pages, each in a context of its own; no page may have complained."""
    visits: list[Visit] = []

    def open_page(
        path: str, lang: str = "en", scheme: Literal["light", "dark"] = "light", width: int = WIDE, **options: Any
    ) -> Visit:
        context = browser.new_context(
            base_url=site,
            locale={"en": "en-GB", "ko": "ko-KR"}[lang],
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            **options,
        )
        context.set_default_timeout(_PATIENCE_MS)
        visits.append(Visit(context, context.new_page(), site, f"{site}{path}"))
        visits[-1].watch()
        visits[-1].page.goto(path, wait_until="networkidle")
        return visits[-1]

    yield open_page
    for opened in visits:
        opened.context.close()
    assert [fault for opened in visits for fault in opened.faults] == []
