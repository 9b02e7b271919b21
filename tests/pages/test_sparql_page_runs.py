"""Runs that do not end well: cancelled, stopped, broken off, refused for lack of room, without a service."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page

from tests.api.conftest import Serving, running, wait_until_running
from tests.conftest import CHECKOUT
from tests.pages import sparql
from tests.pages.conftest import Visiting
from tests.pages.sparql import SHOWN
from tests.runaways import ENDLESS, RUNAWAYS
from tests.waiting import wait_until

RUNAWAY = RUNAWAYS["cross product"]
HURRIED = {"KSC_TIMEOUT_S": "3"}
PATIENT = {"KSC_TIMEOUT_S": "600"}  # longer than a test waits
FULL = {"KSC_TIMEOUT_S": "3", "KSC_QUEUE": "0"}


@pytest.fixture(scope="module")
def site(serving: Serving, request: pytest.FixtureRequest) -> Iterator[str]:
    """The service with one worker, and what a test says."""
    settings = {"KSC_ROOT": str(CHECKOUT), "KSC_WORKERS": "1", **request.param}
    with serving(**settings) as (address, _):
        yield address


def start(page: Page, query: str) -> None:
    sparql.put(page, query)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#cancel:not([hidden])")


@pytest.mark.parametrize("site", [PATIENT], indirect=True)
def test_cancel_frees_the_server_and_keeps_the_query(visit: Visiting) -> None:
    opened = visit("/sparql")
    page = opened.page
    start(page, RUNAWAY)
    wait_until_running(opened.site)
    page.locator("#cancel").click()
    page.wait_for_selector("#status >> text=Cancelled after")
    assert sparql.written(page) == RUNAWAY
    assert page.evaluate("document.activeElement.id") == "run"
    wait_until(lambda: not running(opened.site), "the worker free of what was cancelled")
    sparql.run(page, "ASK {}")
    assert page.locator(".verdict").is_visible()


@pytest.mark.parametrize("site", [HURRIED], indirect=True)
def test_a_query_that_runs_too_long_is_said_to_be_stopped_and_shows_no_table(visit: Visiting) -> None:
    opened = visit("/sparql")
    page = opened.page
    start(page, RUNAWAY)
    page.wait_for_selector("#elapsed >> text=/[1-9][0-9.]* s/")
    page.wait_for_selector(".notice >> text=Stopped after")
    assert not page.locator(SHOWN).is_visible()
    assert sparql.written(page) == RUNAWAY
    sparql.excuse(opened, 504)


@pytest.mark.parametrize("site", [HURRIED], indirect=True)
def test_without_scripts_a_query_that_runs_too_long_is_said_to_be_stopped(visit: Visiting) -> None:
    opened = visit("/sparql?lang=ko", java_script_enabled=False)
    page = opened.page
    assert sparql.fail_without_scripts(opened, RUNAWAY) == 504
    assert "3초" in page.locator(".notice").inner_text()
    assert not page.locator(SHOWN).is_visible()
    assert sparql.written(page) == RUNAWAY


@pytest.mark.parametrize("site", [HURRIED], indirect=True)
def test_an_answer_that_breaks_off_is_said_to_be_incomplete(visit: Visiting) -> None:
    opened = visit("/sparql")
    sparql.run(opened.page, ENDLESS)
    assert "incomplete" in opened.page.locator(".notice").inner_text()
    assert not opened.page.locator(SHOWN).is_visible()
    assert [fault for fault in opened.faults if "ERR_INCOMPLETE_CHUNKED_ENCODING" not in fault] == []
    opened.faults.clear()


@pytest.mark.parametrize("site", [FULL], indirect=True)
def test_a_busy_service_can_be_asked_again(visit: Visiting) -> None:
    opened = visit("/sparql")
    other = threading.Thread(target=lambda: httpx.post(f"{opened.site}/sparql", data={"query": RUNAWAY}, timeout=30))
    other.start()
    wait_until_running(opened.site)
    sparql.run(opened.page, "ASK { # busy\n }")
    again = opened.page.locator(".notice button", has_text="Try again")
    assert again.is_visible()
    sparql.excuse(opened, 503)
    other.join()
    wait_until(lambda: httpx.get(f"{opened.site}/sparql", params={"query": "ASK {}"}).is_success, "a free worker")
    again.click()
    opened.page.wait_for_selector(".verdict")


@pytest.mark.parametrize("site", [HURRIED], indirect=True)
def test_a_service_that_cannot_be_reached_is_told_apart(visit: Visiting) -> None:
    opened = visit("/sparql")
    opened.context.set_offline(True)
    sparql.run(opened.page, "ASK { # offline\n }")
    assert "cannot be reached" in opened.page.locator(".notice").inner_text()
    opened.context.set_offline(False)
    opened.page.locator(".notice button").click()
    opened.page.wait_for_selector(".verdict")
    assert [fault for fault in opened.faults if "ERR_INTERNET_DISCONNECTED" not in fault] == []
    opened.faults.clear()
