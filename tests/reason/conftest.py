from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.namespaces import BASE, PREFIXES
from kg.reason import close, compile_ontology, inferred
from kg.reason.run import parse
from kg.resources import ONTOLOGY

HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@prefix : <urn:x:> .\n"

Infer = Callable[..., set[str]]
Turtle = Callable[[str], list[ox.Triple]]


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEADER + text, ox.RdfFormat.TURTLE, base_iri=BASE)]


def line(triple: ox.Triple) -> str:
    """`:a ksc:within :b`, as the tests write statements."""
    return " ".join(map(_short, (triple.subject, triple.predicate, triple.object)))


def _short(term: object) -> str:
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
    for prefix, iri in [("", "urn:x:"), *PREFIXES.items()]:
        if text.startswith(iri):
            return "a" if text.endswith("#type") else f"{prefix}:{text.removeprefix(iri)}"
    return text


@pytest.fixture(scope="session")
def turtle() -> Turtle:
    """The statements of some Turtle, with KSC's prefixes and an empty one of its own."""
    return triples


@pytest.fixture(scope="session")
def ksc() -> list[ox.Triple]:
    return list(parse(ONTOLOGY / "ksc.ttl"))


@pytest.fixture
def infer(ksc: list[ox.Triple]) -> Infer:
    """What follows from some Turtle: under KSC's ontology, or under the Turtle given as `ontology`."""

    def run(data: str, ontology: str | None = None) -> set[str]:
        program = compile_ontology(ksc if ontology is None else triples(ontology))
        return {line(triple) for triple in inferred(close(triples(data), program))}

    return run
