"""The quality bars: `checks()` lists them, each runs on a `Project`.

The modules below register their checks as they are imported, in the order of the list.
"""

from kg.check import files as files  # noqa: I001 - the order of the list, cheap ones first
from kg.check import terms as terms
from kg.check import labels as labels
from kg.check import claims as claims
from kg.check import shapes as shapes
from kg.check import questions as questions
from kg.check import reasoning as reasoning
from kg.check.base import Check, checks
from kg.check.project import Project

__all__ = ["Check", "Project", "checks"]
