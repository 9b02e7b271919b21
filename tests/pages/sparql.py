"""Working the SPARQL page as its user does."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from playwright.sync_api import Page

from tests.pages.browser import Visit

SHOWN: Final = "#result:not([hidden])"
_RUNNING: Final = "#cancel:not([hidden])"


def address(query: str, **fields: str) -> str:
    """The page's address for a query."""
    return f"/sparql?{urlencode({'query': query, **fields})}"


def put(page: Page, query: str) -> None:
    """Write a query in place of what is in the editor, as if pasted."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def written(page: Page) -> str:
    """The text of the editor."""
    return page.locator("#query").input_value()


def run(page: Page, query: str) -> None:
    """Put a query and run it by keyboard, to its end."""
    put(page, query)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(_RUNNING, state="hidden")
    page.wait_for_selector(f"{SHOWN} #panel :first-child, .notice")


def excuse(visit: Visit, status: int) -> None:
    """A browser notes a failed answer on its console; this one was meant. Raises AssertionError when there was none."""
    for _ in range(40):
        for fault in visit.faults:
            if f"responded with a status of {status}" in fault:
                visit.faults.remove(fault)
                return
        visit.page.wait_for_timeout(50)  # the note may come after the answer
    raise AssertionError(f"no answer had the status {status}: {visit.faults}")


def fail_without_scripts(visit: Visit, query: str) -> int:
    """Send the form with a query that fails. Returns the page's status, which Chromium notes on its console or not."""
    visit.page.locator("#query").fill(query)
    with visit.page.expect_navigation() as answered:
        visit.page.locator("#run").click()
    assert answered.value
    visit.faults[:] = [fault for fault in visit.faults if "responded with a status" not in fault]
    return answered.value.status
