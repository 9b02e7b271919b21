"""The result formats: name, media type, file suffix, and which kinds of answer they can carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer."""

    name: str
    media_type: str
    suffix: str

    @property
    def content_type(self) -> str:
        """The Content-Type header: text types say their character set, XML and JSON say it themselves."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


# In order of preference, for clients that have none.
SOLUTIONS: Final = {
    entry.name: entry
    for entry in (
        Format("json", "application/sparql-results+json", "json"),
        Format("xml", "application/sparql-results+xml", "xml"),
        Format("csv", "text/csv", "csv"),
        Format("tsv", "text/tab-separated-values", "tsv"),
    )
}
GRAPHS: Final = {
    entry.name: entry
    for entry in (
        Format("ttl", "text/turtle", "ttl"),
        Format("jsonld", "application/ld+json", "jsonld"),
        Format("nt", "application/n-triples", "nt"),
        Format("rdf", "application/rdf+xml", "rdf"),
        Format("trig", "application/trig", "trig"),
        Format("nq", "application/n-quads", "nq"),
    )
}
