"""The catalogue of canned queries: `queries/<name>.rq`, each with a front matter, and values for their parameters."""

from kg.catalogue.canned import CannedQuery, Catalogue, Parameter
from kg.catalogue.entities import Entity, EntityIndex
from kg.catalogue.values import term_for

__all__ = ["CannedQuery", "Catalogue", "Entity", "EntityIndex", "Parameter", "term_for"]
