"""A page in a real browser, with everything that it asked for and complained about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Error, Page, Request

from tests.conftest import CHECKOUT, missing

AXE: Final = CHECKOUT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW: Final = 360
_RUN_AXE: Final = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]})).violations
  .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`))"""
_SIDEWAYS: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass  # without slots: Playwright keeps its wrappers of the methods below on the object
class Visit:
    """An open page. `asked` is its address, `faults` are console errors, failed requests, requests to other hosts."""

    context: BrowserContext
    page: Page
    site: str
    asked: str
    faults: list[str] = field(default_factory=list)
    transferred: int = 0  # octets on the wire, heads included
    session: CDPSession | None = None

    def watch(self) -> None:
        """Begin to take note of requests, messages and sizes."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._fail)
        self.page.on("request", self._check_host)
        self.session = self.context.new_cdp_session(self.page)
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._count)

    def axe(self) -> list[str]:
        """What axe finds against accessibility; nothing is right."""
        self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_RUN_AXE, RULES)
        return found

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        pixels: int = self.page.evaluate(_SIDEWAYS)
        return pixels

    def _hear(self, message: ConsoleMessage) -> None:
        of_page = message.location["url"] == self.asked  # a page that tells of a problem has the problem's status
        if message.type == "error" and not of_page:
            self.faults.append(message.text)

    def _fail(self, error: Error) -> None:
        self.faults.append(str(error))

    def _check_host(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.faults.append(f"a request to another host: {request.url}")

    def _count(self, event: dict[str, Any]) -> None:
        self.transferred += int(event["encodedDataLength"])


@cache
def _axe() -> str:
    if not AXE.is_file():
        missing(f"axe-core is not in {AXE.parent}; install KSC again, or run npm ci in web/")
    return AXE.read_text(encoding="utf-8")
