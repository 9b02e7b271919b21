"""Every kind of page, in both languages and colour schemes, wide and narrow: what none of them may lack.

Such a page passes axe, fits its window, takes no more than its share of the line; and, as for each visit, nothing of it
comes from another host and nothing complains on the console.
"""

from __future__ import annotations

from typing import Final, Literal

import pytest

from tests.pages.browser import NARROW
from tests.pages.conftest import WIDE, Visiting

_PAGE_KB: Final = 30
_TEXT_KB: Final = 60  # pages that list everything of their kind
_CHART_KB: Final = 270
_EDITOR_KB: Final = 160
PAGES: Final = {
    "home": ("/", _PAGE_KB),
    "agreement": ("/doc/agreement/2019-11-lh-sabah-mou", _PAGE_KB),
    "organisation": ("/doc/organisation/lh", _PAGE_KB),
    "country": ("/doc/country/vietnam", _PAGE_KB),
    "country with many links": ("/doc/country/republic-of-korea", _PAGE_KB),
    "city": ("/doc/city/ha-noi", _PAGE_KB),
    "amount": ("/doc/amount/busan-private-investment", _PAGE_KB),
    "disagreement": ("/doc/discrepancy/acc-name", _PAGE_KB),
    "document": ("/doc/document/molit-2019-11-25", _PAGE_KB),
    "document, later records": ("/doc/document/molit-2019-11-25?records=4", _PAGE_KB),
    "scheme": ("/doc/scheme/field", _PAGE_KB),
    "concept": ("/doc/scheme/field/transport", _PAGE_KB),
    "nothing of this name": ("/doc/organisation/nothing-of-this-name", _PAGE_KB),
    "search": ("/search", _PAGE_KB),
    "found": ("/search?q=LH", _PAGE_KB),
    "nothing found": ("/search?q=zzzzqqqq", _PAGE_KB),
    "kind": ("/search?kind=agreement", _PAGE_KB),
    "questions": ("/queries", _PAGE_KB),
    "table": ("/queries/agreements-by-occasion", _CHART_KB),
    "bars": ("/queries/pilot-city-investment", _CHART_KB),
    "columns": ("/queries/agreements-by-month", _CHART_KB),
    "timeline": ("/queries/agreements", _CHART_KB),
    "map of countries": ("/queries/cities-without-agreement", _CHART_KB),
    "map of cities": ("/queries/city-agreements", _CHART_KB),
    "network": ("/queries/agency-countries", _CHART_KB),
    "network of parties": ("/queries/cooperation-network", _CHART_KB),
    "empty answer": ("/queries/agreements?from=1990&to=1991", _CHART_KB),
    "coverage": ("/coverage", _CHART_KB),
    "editor": ("/sparql", _EDITOR_KB),
    "validator": ("/validate", _PAGE_KB),
    "ontology": ("/ontology", _TEXT_KB),
    "alignments": ("/ontology/aligns", _TEXT_KB),
    "shapes": ("/shapes", _TEXT_KB),
    "files": ("/dumps", _PAGE_KB),
    "graph": ("/graph/reference", _PAGE_KB),
    "graph of a document": ("/graph/molit-2019-11-25", _PAGE_KB),
    "interface": ("/docs", _TEXT_KB),
    "kinds of problems": ("/problem", _PAGE_KB),
}
# Colours depend on the scheme alone, places on the width alone: with these three, each of both meets what it may spoil.
_LOOKS: Final[tuple[tuple[int, Literal["light", "dark"]], ...]] = ((WIDE, "light"), (WIDE, "dark"), (NARROW, "dark"))


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_is_small(visit: Visiting, name: str, lang: str) -> None:
    path, most_kb = PAGES[name]
    opened = visit(path, lang)
    assert opened.transferred <= most_kb << 10
    assert opened.page.locator("html").get_attribute("lang") == lang
    faults = {}
    for width, scheme in _LOOKS:
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.emulate_media(color_scheme=scheme)
        faults[width, scheme] = opened.axe()
        assert opened.sideways() <= 0
    assert faults == {look: [] for look in _LOOKS}
