"""Publishing linked data: what the graph says about one thing, in every RDF format, and which IRIs there are."""

from kg.publish.disagreements import fetch_disagreements
from kg.publish.entity import PROFILES, describe, fetch, fetch_quads
from kg.publish.formats import FORMATS, RdfFormat, write
from kg.publish.known import Known
from kg.publish.retired import Retired, read_retired

__all__ = [
    "FORMATS",
    "PROFILES",
    "Known",
    "RdfFormat",
    "Retired",
    "describe",
    "fetch",
    "fetch_disagreements",
    "fetch_quads",
    "read_retired",
    "write",
]
