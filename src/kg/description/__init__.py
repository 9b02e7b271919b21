"""The description of the dataset for machines: VoID and DCAT, its dumps, its example queries."""

from kg.description.dataset import DATASET, description
from kg.description.dumps import Dump, make_dumps
from kg.description.examples import CATALOGUE, examples
from kg.description.statistics import Statistics, count

__all__ = ["CATALOGUE", "DATASET", "Dump", "Statistics", "count", "description", "examples", "make_dumps"]
