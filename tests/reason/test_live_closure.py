"""A closure that follows changes is, after each of them, what closing everything anew gives."""

from __future__ import annotations

import random
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.reason import close, compile_ontology, inferred
from kg.reason.closure import clashes
from kg.reason.live import LiveClosure
from kg.reason.run import read
from kg.resources import ROOT

Turtle = Callable[[str], list[ox.Triple]]

# Every kind of rule, cycles among them, and values that no statement can begin with.
ONTOLOGY = """
:A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A . :p rdfs:domain :A ; rdfs:range :D .
:p rdfs:subPropertyOf :q . :q owl:inverseOf :r . :t a owl:TransitiveProperty . :s a owl:SymmetricProperty .
:s rdfs:subPropertyOf :t . :u owl:propertyChainAxiom ( :t :p ) . :w owl:propertyChainAxiom ( :p :q :t ) .
:H owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x1 ] .
:A owl:disjointWith :E . [] a owl:AllDisjointClasses ; owl:members ( :D :E :F ) .
"""


def statement(chance: random.Random) -> str:
    one, other = (f":x{chance.randrange(6)}" for _ in range(2))
    if not chance.randrange(4):
        return f"{one} a :{chance.choice('ABCDEFH')} ."
    object_ = other if chance.randrange(8) else '"1.10"'
    return f"{one} :{chance.choice('pqrstuw')} {object_} ."


@pytest.mark.parametrize("seed", range(20))
def test_after_any_change_it_holds_what_follows(turtle: Turtle, seed: int) -> None:
    chance = random.Random(seed)
    program = compile_ontology(turtle(ONTOLOGY))
    facts = set(turtle(" ".join(statement(chance) for _ in range(8))))
    live = LiveClosure(facts, program)
    for _ in range(8):
        removed = {triple for triple in facts if not chance.randrange(5)} | set(turtle(statement(chance)))
        added = set(turtle(" ".join(statement(chance) for _ in range(chance.randrange(4)))))
        live.change(removed, added)
        facts = (facts - removed) | added
        store = close(facts, program)
        assert (live.facts, live.inferred) == (facts, set(inferred(store)))
        assert sorted(live.clashes()) == sorted(clashes(store, program))


def test_the_dataset_closed_so_is_the_dataset_closed_anew() -> None:
    inputs = read(ROOT)
    program = compile_ontology(inputs.ontology)
    expected = set(inferred(close(inputs.asserted, program)))
    live = LiveClosure(inputs.asserted, program)
    assert live.inferred == expected
    some = [triple for number, triple in enumerate(inputs.asserted) if number % 50 == 0]
    live.change(some, ())
    assert live.inferred == set(inferred(close(set(inputs.asserted) - set(some), program)))
    live.change((), some)
    assert live.inferred == expected
