"""The shapes themselves: complete, in both languages, within what the compiler and every engine can run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from kg.namespaces import KSC
from kg.namespaces import SHAPES as KSCS
from kg.validate.shapes import Shapes

ROOT = Path(__file__).resolve().parents[1]
SHAPES = Shapes.load(ROOT / "shapes")
GRAPH = SHAPES.graph
NODE_SHAPES = sorted(GRAPH.subjects(RDF.type, SH.NodeShape), key=str)
PROPERTY_SHAPES = sorted(GRAPH.subjects(RDF.type, SH.PropertyShape), key=str)
LABELS = Graph().parse(ROOT / "ontology" / "ksc.ttl")
CONSTRAINTS = sorted(GRAPH.subjects(RDF.type, SH.SPARQLConstraint), key=str)

# What the compiler of issue 5 has to cover; a shape that needs more says so here first.
COMPONENTS = {
    *(SH["class"], SH.datatype, SH.nodeKind, SH["in"], SH.hasValue, SH.minCount, SH.maxCount, SH.minInclusive),
    *(SH.minLength, SH.pattern, SH.languageIn, SH.uniqueLang, SH.node, SH.property, SH["or"], SH.xone, SH["not"]),
    SH.sparql,
}
DECLARATIONS = {
    *(
        RDF.type,
        RDFS.label,
        SH.path,
        SH.name,
        SH.description,
        SH.message,
        SH.severity,
        SH.targetClass,
        SH.targetSubjectsOf,
    ),
}
DATATYPES = {
    *(XSD.string, XSD.integer, XSD.decimal, XSD.date, XSD.gYearMonth, XSD.gYear, XSD.dateTime, XSD.time),
    RDF.langString,
}


def name(node: Node) -> str:
    return str(node).removeprefix(str(KSCS))


def languages(node: Node, predicate: URIRef) -> set[str | None]:
    return {value.language for value in GRAPH.objects(node, predicate) if isinstance(value, Literal) and value}


def test_every_shape_and_constraint_has_an_iri_of_ours() -> None:
    shapes = {*NODE_SHAPES, *PROPERTY_SHAPES, *CONSTRAINTS}
    used = {node for kind in (SH.property, SH.node, SH["not"], SH.sparql) for node in GRAPH.objects(None, kind)}
    listed = {
        node for kind in (SH["or"], SH.xone) for head in GRAPH.objects(None, kind) for node in Collection(GRAPH, head)
    }
    assert used | listed <= shapes, "something is used as a shape and declared as none"
    assert all(isinstance(node, URIRef) and node.startswith(KSCS) for node in shapes)


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=name)
def test_node_shape_is_labelled_and_says_what_is_wrong(shape: Node) -> None:
    assert languages(shape, RDFS.label) == {"en", "ko"}
    own = set(GRAPH.predicates(shape)) & COMPONENTS - {SH.property, SH.sparql}
    if own and list(GRAPH.objects(shape, SH.targetClass)):
        assert languages(shape, SH.message) == {"en", "ko"}


@pytest.mark.parametrize("shape", [*PROPERTY_SHAPES, *CONSTRAINTS], ids=name)
def test_message_in_both_languages(shape: Node) -> None:
    assert languages(shape, SH.message) == {"en", "ko"}
    for message in GRAPH.objects(shape, SH.message):
        assert isinstance(message, Literal)
        assert len(list(GRAPH.objects(shape, SH.message))) == 2
        assert bool(re.search("[가-힣]", message)) or message.language == "en"


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=name)
def test_property_shape_belongs_to_a_node_shape_and_its_path_has_a_name(shape: Node) -> None:
    owners = list(GRAPH.subjects(SH.property, shape))
    assert owners, "no node shape has it"
    assert name(shape).partition("-")[0] in {name(owner) for owner in owners}
    path = GRAPH.value(shape, SH.path)
    assert path is not None
    assert set(SHAPES.path_label(shape, LABELS)) == {"en", "ko"}
    known = set(LABELS.subjects(RDF.type))
    assert {iri for iri in SHAPES.path_nodes(path) if iri not in known} <= UNDECLARED_PATHS


# rdf:type needs no declaration; contact data is named only to keep it out.
UNDECLARED_PATHS = {
    RDF.type,
    *(URIRef(f"http://xmlns.com/foaf/0.1/{term}") for term in ("phone", "mbox")),
    *(URIRef(f"https://schema.org/{term}") for term in ("telephone", "faxNumber", "email", "address")),
}


def test_only_constraint_components_that_the_compiler_covers() -> None:
    used = {predicate for shape in (*NODE_SHAPES, *PROPERTY_SHAPES) for predicate in GRAPH.predicates(shape)}
    assert used - DECLARATIONS <= COMPONENTS
    assert set(GRAPH.objects(None, SH.datatype)) <= DATATYPES
    assert set(GRAPH.objects(None, SH.severity)) <= {SH.Warning, SH.Info}


def test_severity_is_on_the_shape() -> None:
    """Engines pass over a severity inside sh:sparql."""
    assert not [shape for shape in GRAPH.subjects(SH.severity) if (shape, RDF.type, SH.SPARQLConstraint) in GRAPH]


def test_a_constraint_has_one_home() -> None:
    for constraint in CONSTRAINTS:
        assert len(list(GRAPH.subjects(SH.sparql, constraint))) == 1, constraint


def test_no_recursion() -> None:
    edges: dict[Node, set[Node]] = {}
    for kind in (SH.property, SH.node, SH["not"]):
        for shape, other in GRAPH.subject_objects(kind):
            edges.setdefault(shape, set()).add(other)
    for kind in (SH["or"], SH.xone):
        for shape, head in GRAPH.subject_objects(kind):
            edges.setdefault(shape, set()).update(Collection(GRAPH, head))

    def reached(start: Node) -> set[Node]:
        found: set[Node] = set()
        todo = list(edges.get(start, ()))
        while todo:
            node = todo.pop()
            if node not in found:
                found.add(node)
                todo += edges.get(node, ())
        return found

    assert [shape for shape in edges if shape in reached(shape)] == []


# ---- SPARQL constraints ----


def query_of(constraint: Node) -> str:
    declared = {str(GRAPH.value(d, SH.prefix)): GRAPH.value(d, SH.namespace) for d in GRAPH.objects(None, SH.declare)}
    assert (constraint, SH.prefixes, URIRef(str(KSCS).rstrip("#"))) in GRAPH
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in declared.items()) + str(
        GRAPH.value(constraint, SH.select)
    )


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=name)
def test_sparql_keeps_to_what_every_engine_runs_alike(constraint: Node) -> None:
    text = query_of(constraint)
    assert prepareQuery(text).algebra.name == "SelectQuery"
    bare = re.sub(r'"[^"]*"|<[^>]*>|#.*', "", text)
    assert not re.search(r"\b(SERVICE|VALUES|MINUS|BIND|UNION|GRAPH|OPTIONAL|FROM)\b", bare, re.IGNORECASE)
    assert len(re.findall(r"\bSELECT\b", bare)) == 1, "a sub-select"
    assert re.match(r"SELECT (DISTINCT )?\$this( \?value| \(\?\w+ AS \?value\))?\s", bare[bare.index("SELECT") :])
    assert "$this" not in "".join(nested(bare)), "$this stands in a nested pattern"
    assert "?this" not in bare
    # rdflib takes a string for less than a date: what is compared by < or > is guarded, or is text.
    for left in re.findall(r"(\S+) [<>] ", bare):
        assert left.endswith(")") or "datatype(" in bare or "isNumeric(" in bare


def nested(text: str) -> Iterator[str]:
    """What stands in braces within the outermost braces."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth > 1:
            yield character


def test_the_nesting_lint_has_teeth() -> None:
    assert "$this" in "".join(nested("SELECT $this WHERE { ?x a ?y . FILTER NOT EXISTS { $this a ?y } }"))
    assert "$this" not in "".join(nested("SELECT $this WHERE { $this a ?y . FILTER NOT EXISTS { ?x a ?y } }"))


# ---- patterns ----


@pytest.mark.parametrize("pattern", sorted({str(p) for p in GRAPH.objects(None, SH.pattern)}))
def test_pattern_is_linear_and_anchored(pattern: str) -> None:
    assert pattern.startswith("^") and pattern.endswith("$")
    assert not repeats_a_repeat(pattern)


def test_the_pattern_lint_has_teeth() -> None:
    assert repeats_a_repeat("^(a+)+$")
    assert repeats_a_repeat("^([a-z]*x?)*$")
    assert not repeats_a_repeat("^(-[0-9]{2})?[a-z]+$")


def repeats_a_repeat(pattern: str) -> bool:
    """Whether something that repeats without bound is repeated without bound."""
    from re import _parser

    def walk(items: Any, inside: bool) -> bool:
        for operator, argument in items:
            if str(operator) in ("MAX_REPEAT", "MIN_REPEAT"):
                _, most, body = argument
                unbounded = most == _parser.MAXREPEAT
                if (inside and unbounded) or walk(body, inside or unbounded):
                    return True
            elif str(operator) == "SUBPATTERN":
                if walk(argument[-1], inside):
                    return True
            elif str(operator) == "BRANCH" and any(walk(branch, inside) for branch in argument[1]):
                return True
        return False

    return walk(_parser.parse(pattern), False)


# ---- as a whole ----


def test_every_class_has_a_shape_of_its_own() -> None:
    classes = {c for c in LABELS.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef) and c.startswith(KSC)}
    assert classes <= set(GRAPH.objects(None, SH.targetClass))


def test_what_shapes_name_is_declared() -> None:
    targets = {*GRAPH.objects(None, SH.targetClass), *GRAPH.objects(None, SH["class"])}
    assert targets <= set(LABELS.subjects(RDF.type, OWL.Class)) | {
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
    }
    assert set(GRAPH.objects(None, SH.targetSubjectsOf)) <= set(LABELS.subjects(RDF.type))


def test_shapes_are_shapes_to_shacl() -> None:
    """The shapes graph conforms to the shapes of SHACL itself."""
    _, _, text = pyshacl.validate(Graph(), shacl_graph=GRAPH, meta_shacl=True)
    assert "Conforms: True" in text


def test_canonical_format() -> None:
    tool = shutil.which("turtlefmt", path=str(Path(sys.executable).parent)) or shutil.which("turtlefmt")
    assert tool, "install the test extra"
    done = subprocess.run([tool, "--check", ROOT / "shapes"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_blank_nodes_are_lists_and_paths_only() -> None:
    for node in {subject for subject in GRAPH.subjects() if isinstance(subject, BNode)}:
        assert set(GRAPH.predicates(node)) <= {RDF.first, RDF.rest, SH.alternativePath, SH.inversePath}
