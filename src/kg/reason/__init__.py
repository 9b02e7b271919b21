"""Reasoning: the ontology's axioms compiled to SPARQL INSERT rules, run to a fixpoint, with owlrl as the reference.

`read` gives the inputs, `reason` the closure, `stale` and `differences` what is wrong with it.
"""

from kg.reason.closure import close, inferred
from kg.reason.compiler import Program, compile_ontology
from kg.reason.run import Closure, Inputs, differences, read, reason, stale

__all__ = [
    "Closure",
    "Inputs",
    "Program",
    "close",
    "compile_ontology",
    "differences",
    "inferred",
    "read",
    "reason",
    "stale",
]
