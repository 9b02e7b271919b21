"""What search engines are told: where the pages are, and what not to ask without end."""

from __future__ import annotations

import re
from urllib.robotparser import RobotFileParser

import httpx

SMALL_PAGE = "/doc/organisation/hill"


def test_robots_may_read_pages_but_not_what_answers_without_end(client: httpx.Client) -> None:
    text = client.get("/robots.txt").text
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    allowed = {
        path: rules.can_fetch("*", path) for path in ("/", SMALL_PAGE, "/sparql", "/sparql?query=x", "/search?q=x")
    }
    assert [path for path, fetched in allowed.items() if fetched] == ["/", SMALL_PAGE, "/sparql"]
    assert rules.site_maps() == [f"{str(client.base_url).rstrip('/')}/sitemap.xml"]


def test_every_address_of_the_sitemap_is_a_page(client: httpx.Client) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    addresses = re.findall("<loc>(.*?)</loc>", answer.text)
    assert f"{str(client.base_url).rstrip('/')}{SMALL_PAGE}" in addresses
    statuses = {address: client.get(address, headers={"Accept": "text/html"}).status_code for address in addresses}
    assert {address: status for address, status in statuses.items() if status != 200} == {}


def test_a_page_has_one_canonical_address(client: httpx.Client) -> None:
    page = client.get(SMALL_PAGE, headers={"Accept": "text/html"})
    assert 'rel="canonical"' not in page.headers["link"]
    assert re.findall('<link rel="canonical" href="(.*?)">', page.text) == [
        f"{str(client.base_url).rstrip('/')}{SMALL_PAGE}"
    ]
