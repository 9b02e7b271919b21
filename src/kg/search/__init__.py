"""Search by name: `SearchIndex.of(store).search("국토부")`."""

from kg.search.entries import Entry
from kg.search.index import Hit, SearchIndex

__all__ = ["Entry", "Hit", "SearchIndex"]
