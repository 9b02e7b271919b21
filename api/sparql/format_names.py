"""The `format` field of a query: how links, forms and clients name a format, and the Accept that it stands for.

It is no part of the SPARQL Protocol, but older than clients that set Accept. SPARQLWrapper sends it with each request,
by names of its own; Virtuoso's users give media types. A name that fits tables and graphs stands for both.
"""

from __future__ import annotations

from typing import Final

from kg.engine.formats import GRAPHS, SOLUTIONS
from kg.errors import ParameterError
from kg.messages import Message

_FORMATS: Final = SOLUTIONS | GRAPHS
_GRAPH_TOO: Final = {"json": "jsonld", "xml": "rdf"}
_OTHER_NAMES: Final = {"turtle": "ttl", "n3": "ttl", "rdf+xml": "rdf", "json-ld": "jsonld"}
_MEDIA_TYPES: Final = frozenset(entry.media_type for entry in _FORMATS.values())


def accept_of(name: str) -> str:
    """What Accept would say for `format={name}`. Raises ParameterError for a format that there is not."""
    if name in _MEDIA_TYPES:
        return name
    name = _OTHER_NAMES.get(name, name)
    if name not in _FORMATS:
        problem = Message("{name!r} is not a format", name=name[:40])
        raise ParameterError("format", problem, Message("give one of {names}", names=", ".join(_FORMATS)))
    meant = (name, _GRAPH_TOO[name]) if name in _GRAPH_TOO else (name,)
    return ", ".join(_FORMATS[each].media_type for each in meant)
