"""The endpoint in RDF: SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/).

It is a query over the dataset, so that every engine can make it, in every format, of the revision that it answers from.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kg.namespaces import BASE

SERVICE: Final = f"{BASE}#sparql"
DATASET: Final = f"{BASE}#dataset"
# IRIs of formats as W3C lists them (https://www.w3.org/ns/formats/).
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
    "TriG",
    "N-Quads",
)

# The default graph is not sd:UnionDefaultGraph: the shapes are not in it. No sd:DereferencesURIs, no
# sd:BasicFederatedQuery: a query reaches nothing outside the dataset.
_QUERY: Final = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX format: <http://www.w3.org/ns/formats/>
PREFIX graph: <https://w3id.org/ksc/graph/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
CONSTRUCT {
  <%(service)s> a sd:Service ;
    rdfs:label "SPARQL endpoint of KSC"@en , "KSC의 SPARQL 엔드포인트"@ko ;
    sd:endpoint %(endpoint)s ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
    sd:resultFormat %(formats)s ;
    sd:defaultDataset <%(dataset)s> ;
    sd:availableGraphs <%(dataset)s> .
  <%(dataset)s> a sd:Dataset , sd:GraphCollection ;
    sd:defaultGraph <%(dataset)s-default-graph> ;
    sd:namedGraph _:named .
  <%(dataset)s-default-graph> a sd:Graph ; void:triples ?all .
  _:named a sd:NamedGraph ; sd:name ?graph ; sd:graph ?graph .
  ?graph a sd:Graph ; void:triples ?triples .
} WHERE {
  { SELECT (COUNT(*) AS ?all) WHERE { ?s ?p ?o } }
  OPTIONAL { SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph }
}"""


def query(endpoint: str) -> str:
    """The query that describes the service at this address. Raises ValueError when that is no IRI."""
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _RESULT_FORMATS)
    return _QUERY % {
        "service": SERVICE,
        "dataset": DATASET,
        "endpoint": ox.NamedNode(endpoint),
        "formats": formats,
    }
