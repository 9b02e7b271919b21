"""One revision of the dataset in VoID (https://www.w3.org/TR/void/) and DCAT (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, VOID, XSD

from kg import __version__
from kg.description import texts
from kg.description.dumps import Dump
from kg.description.statistics import Statistics
from kg.namespaces import BASE, GRAPH, ID, PREFIXES

DATASET: Final = f"{BASE}#dataset"
LICENSE: Final = "https://www.apache.org/licenses/LICENSE-2.0"
ISSUED: Final = "2026-11-22"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/"
_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/"
_FORMAT: Final = "http://www.w3.org/ns/formats/"
_FORMATS: Final = {"ttl": "Turtle", "nt": "N-Triples", "trig": "TriG", "jsonld": "JSON-LD", "rdf": "RDF_XML"}
_EXAMPLES: Final = ("id/agreement/2019-11-lh-sabah-mou", "id/organisation/lh")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a description is made of: `labels` are the documents' by their slugs, `address` the service's own."""

    revision: str
    statistics: Mapping[str, Statistics]
    dumps: Mapping[str, Dump]
    labels: Mapping[str, texts.Text]
    address: str


def description(facts: Facts) -> list[ox.Triple]:
    """The description of the dataset, of its graphs and of its distributions."""
    writer = _Writer()
    _dataset(writer, facts)
    _service(writer, facts)
    for graph, statistics in facts.statistics.items():
        if graph:
            _subset(writer, facts, graph, statistics)
    for dump in facts.dumps.values():
        _distribution(writer, dump, facts.address)
    return writer.grouped()


class _Writer:
    """Collects triples; blank nodes are numbered, so that equal descriptions get equal bytes."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []
        self._blank = 0

    def grouped(self) -> list[ox.Triple]:
        """The triples by subject, in the order in which the subjects came."""
        places = {subject: place for place, subject in enumerate(dict.fromkeys(t.subject for t in self.triples))}
        return sorted(self.triples, key=lambda triple: places[triple.subject])

    def iri(self, subject: ox.NamedNode | ox.BlankNode, predicate: str, *values: str) -> None:
        """Statements whose objects are IRIs."""
        for value in values:
            self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(value)))

    def text(self, subject: ox.NamedNode | ox.BlankNode, predicate: str, text: texts.Text) -> None:
        """Statements with one literal in each language."""
        for language, value in text.items():
            self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(value, language=language)))

    def value(self, subject: ox.NamedNode | ox.BlankNode, predicate: str, value: str | int, type_: str = "") -> None:
        """A statement with a literal; a whole number is an xsd:integer."""
        literal = ox.Literal(str(value), datatype=ox.NamedNode(type_)) if type_ else ox.Literal(value)
        self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), literal))

    def node(self, subject: ox.NamedNode, predicate: str) -> ox.BlankNode:
        """A new blank node that the statement leads to."""
        self._blank += 1
        blank = ox.BlankNode(f"d{self._blank}")
        self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), blank))
        return blank


def _dataset(writer: _Writer, facts: Facts) -> None:
    node, address = ox.NamedNode(DATASET), facts.address
    writer.iri(node, RDF.type, VOID.Dataset, DCAT.Dataset)
    writer.text(node, DCTERMS.title, texts.TITLE)
    writer.text(node, DCTERMS.description, texts.DESCRIPTION)
    writer.iri(node, DCTERMS.license, LICENSE)
    writer.text(node, DCTERMS.rights, texts.RIGHTS)
    publisher = writer.node(node, DCTERMS.publisher)
    writer.iri(publisher, RDF.type, FOAF.Agent)
    writer.text(publisher, FOAF.name, texts.PUBLISHER)
    writer.value(node, DCTERMS.issued, ISSUED, XSD.date)
    writer.value(node, f"{DCAT}version", __version__)
    writer.value(node, OWL.versionInfo, __version__)
    writer.value(node, DCTERMS.identifier, facts.revision)
    for language, words in texts.KEYWORDS.items():
        for word in words.split("; "):
            writer.text(node, DCAT.keyword, {language: word})
    writer.iri(node, DCTERMS.language, f"{_LANGUAGE}KOR", f"{_LANGUAGE}ENG")
    writer.iri(node, DCAT.landingPage, f"{address}/")
    writer.iri(node, FOAF.homepage, f"{address}/")
    writer.iri(node, VOID.sparqlEndpoint, f"{address}/sparql")
    writer.value(node, VOID.uriSpace, str(ID))
    writer.iri(node, VOID.vocabulary, *(namespace for prefix, namespace in PREFIXES.items() if prefix != "xsd"))
    writer.iri(node, VOID.exampleResource, *(f"{BASE}{path}" for path in _EXAMPLES))
    writer.iri(node, VOID.feature, *(f"{_FORMAT}{name}" for name in _FORMATS.values()))
    writer.iri(node, DCTERMS.conformsTo, f"{BASE}ontology", f"{BASE}shapes")
    writer.iri(node, RDFS.seeAlso, f"{address}/.well-known/sparql-examples")
    writer.iri(node, VOID.dataDump, *(f"{address}/dumps/{name}" for name in facts.dumps))
    writer.iri(node, DCAT.distribution, *(f"{BASE}dumps/{name}" for name in facts.dumps))
    writer.iri(node, VOID.subset, *(graph for graph in facts.statistics if graph))
    _figures(writer, node, facts.statistics[""])
    _partitions(writer, node, facts.statistics[""])


def _service(writer: _Writer, facts: Facts) -> None:
    """The endpoint as a DCAT data service (DCAT 3, section 6.9)."""
    node = ox.NamedNode(f"{BASE}#sparql")
    writer.iri(node, RDF.type, f"{DCAT}DataService")
    writer.text(node, DCTERMS.title, {"en": "SPARQL 1.1 endpoint", "ko": "SPARQL 1.1 엔드포인트"})
    writer.iri(node, f"{DCAT}endpointURL", f"{facts.address}/sparql")
    writer.iri(node, f"{DCAT}servesDataset", DATASET)
    writer.iri(node, DCTERMS.conformsTo, "https://www.w3.org/TR/sparql11-protocol/")


def _subset(writer: _Writer, facts: Facts, graph: str, statistics: Statistics) -> None:
    """A named graph: a dataset of its own, with the document that it is taken from."""
    node, name = ox.NamedNode(graph), graph.removeprefix(GRAPH)
    writer.iri(node, RDF.type, VOID.Dataset)
    writer.text(node, DCTERMS.title, texts.graph_title(name, facts.labels.get(name, {})))
    writer.iri(node, DCTERMS.license, LICENSE)
    if name in facts.labels:
        writer.iri(node, PROV.wasDerivedFrom, f"{ID}document/{name}")
    _figures(writer, node, statistics)


def _figures(writer: _Writer, node: ox.NamedNode, statistics: Statistics) -> None:
    writer.value(node, VOID.triples, statistics.triples)
    writer.value(node, VOID.entities, statistics.entities)
    writer.value(node, VOID.distinctSubjects, statistics.subjects)
    writer.value(node, VOID.distinctObjects, statistics.objects)
    writer.value(node, VOID.classes, len(statistics.classes))
    writer.value(node, VOID.properties, len(statistics.properties))


def _partitions(writer: _Writer, node: ox.NamedNode, statistics: Statistics) -> None:
    for class_, entities in statistics.classes.items():
        part = writer.node(node, VOID.classPartition)
        writer.iri(part, f"{VOID}class", class_)
        writer.value(part, VOID.entities, entities)
    for property_, triples in statistics.properties.items():
        part = writer.node(node, VOID.propertyPartition)
        writer.iri(part, VOID.property, property_)
        writer.value(part, VOID.triples, triples)


def _distribution(writer: _Writer, dump: Dump, address: str) -> None:
    node = ox.NamedNode(f"{BASE}dumps/{dump.name}")
    all_or_merged = {
        "en": "all graphs" if dump.graphs else "the default graph",
        "ko": "모든 그래프" if dump.graphs else "기본 그래프",
    }
    writer.iri(node, RDF.type, DCAT.Distribution)
    writer.text(node, DCTERMS.title, {lang: f"{dump.name}: {what}" for lang, what in all_or_merged.items()})
    writer.iri(node, DCAT.accessURL, f"{address}/dumps/{dump.name}")
    writer.iri(node, DCAT.downloadURL, f"{address}/dumps/{dump.name}")
    writer.iri(node, DCAT.mediaType, f"{_MEDIA_TYPE}{dump.format.media_type}")
    if dump.packed:
        writer.iri(node, DCAT.compressFormat, f"{_MEDIA_TYPE}{dump.media_type}")
    writer.iri(node, DCTERMS.format, f"{_FORMAT}{_FORMATS[dump.format.suffix]}")
    writer.value(node, DCAT.byteSize, dump.size, XSD.nonNegativeInteger)
    writer.iri(node, DCTERMS.license, LICENSE)
    writer.value(node, DCTERMS.issued, ISSUED, XSD.date)
    checksum = writer.node(node, f"{_SPDX}checksum")
    writer.iri(checksum, RDF.type, f"{_SPDX}Checksum")
    writer.iri(checksum, f"{_SPDX}algorithm", f"{_SPDX}checksumAlgorithm_sha256")
    writer.value(checksum, f"{_SPDX}checksumValue", dump.sha256, XSD.hexBinary)
