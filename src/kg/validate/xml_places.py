"""Where the statements of an RDF/XML document stand: at the element that makes them."""

from __future__ import annotations

import io
from typing import Any, cast
from xml.sax import SAXException, make_parser
from xml.sax.handler import feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, InputSource

from rdflib import Graph
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.rdfxml import RDFXMLHandler
from rdflib.term import Node

from kg.validate.literals import quiet_rdflib
from kg.validate.places import Place, Places


class _Locating(RDFXMLHandler):
    """rdflib's handler, noting which element is open when it states something."""

    def __init__(self, source: str, places: Places) -> None:
        self._source, self._places = source, places
        self._open: list[Place] = []
        self._ending = False
        super().__init__(cast(Graph, self))  # all that it asks of the graph is `add` and `bind`

    def startElementNS(  # type: ignore[override]  # noqa: N802  # rdflib says AttributesImpl, but is given this
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        column = self.locator.getColumnNumber()
        self._open.append(Place(self._source, self.locator.getLineNumber(), None if column is None else column + 1))
        super().startElementNS(name, qname, cast(Any, attrs))

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        self._ending = True
        super().endElementNS(name, qname)
        self._ending = False
        self._open.pop()

    def bind(self, prefix: str, namespace: str, override: bool) -> None:
        """Prefixes say nothing here."""

    def add(self, statement: tuple[Node, Node, Node]) -> None:
        """A property element states at its end; the element around it describes the subject."""
        place = self._open[-1]
        self._places.add(*statement, place, self._open[-2] if self._ending else place)


def xml_places(content: bytes, source: str, base: str) -> Places:
    """The places of an RDF/XML text that the guard let pass; none for what rdflib does not read."""
    places = Places()
    parser = make_parser()
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(_Locating(source, places))
    text = InputSource(base)
    text.setByteStream(io.BytesIO(content))
    with quiet_rdflib():
        try:
            parser.parse(text)
        except (SAXException, ParserError):
            return Places()
    return places
