"""The validator: uploads and changes judged one after the other, in the context of one dataset, all in memory.

The compiled shapes give the verdict; where something is violated, pySHACL writes the report of record. Both run over
the slice that the verdict depends on, so that what one record costs is not what the dataset costs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import RDFS, SH, SKOS

from kg.errors import Finding, InputError
from kg.messages import Message
from kg.names import Names
from kg.namespaces import BASE, KSC
from kg.validate import live
from kg.validate.brought import Brought
from kg.validate.compiler import compile_shapes
from kg.validate.data import BLANK, name_blanks, ontology_files, read_turtle
from kg.validate.engine import Data
from kg.validate.findings import Preview, Report, ShapeFinding
from kg.validate.inputs import Reader, read_context
from kg.validate.places import Places
from kg.validate.reference import Reference
from kg.validate.results import report_of
from kg.validate.shapes import Shapes
from kg.validate.slice import Context

_SUBCLASS = ox.NamedNode(str(RDFS.subClassOf))
_LABELS = (ox.NamedNode(str(RDFS.label)), ox.NamedNode(str(SKOS.prefLabel)))


class Validator:
    """The shapes and the dataset of one project."""

    def __init__(self, root: Path, context: Context) -> None:
        """Shapes, ontology and JSON-LD context are read from below `root`; `context` is the dataset."""
        self.shapes, self.context = Shapes.load(root / "shapes"), context
        self.compiled = compile_shapes(self.shapes.graph)
        ontology = [triple for path in ontology_files(root) for triple in read_turtle(path)]
        self._axioms = {triple for triple in ontology if triple.predicate == _SUBCLASS}
        # Of nodes that are looked at the slice has the labels; these are of the properties that paths name.
        paths = {ox.NamedNode(path) for path in self.shapes.graph.objects(None, SH.path) if isinstance(path, URIRef)}
        self._labels = {triple for triple in ontology if triple.predicate in _LABELS and triple.subject in paths}
        self.reference = Reference(self.shapes)
        self._names: Names | None = None
        self.reader = Reader(self.names, read_context(root))

    @classmethod
    def read(cls, root: Path) -> Self:
        """With the dataset of the files below `root`."""
        return cls(root, Context.read(root))

    def adopt(self, removed: Collection[ox.Triple], added: Collection[ox.Triple]) -> None:
        """Judge by the dataset without and with these statements from now on."""
        self.context.change(name_blanks(removed), name_blanks(added))
        if any(triple.predicate in live.PREDICATES for triple in (*removed, *added)):
            self._names = None

    def names(self) -> Names:
        """What records are linked by: the names of the live dataset."""
        if self._names is None:
            self._names = live.names_of(self.context)
        return self._names

    # ---- uploads ----

    def validate_inputs(self, uploads: Sequence[tuple[str, bytes]], brought: Brought | None = None) -> Report:
        """Validate uploads together; findings say where they stand, and what conforms comes with a preview.

        By `brought` shapes instead of ours there is no preview: ours may not let pass what they do. Raises UsageError
        for a name that says no known form, InputError when no verdict is possible.
        """
        inputs = [self.reader.read(name, content) for name, content in uploads]
        unread = tuple(finding for input_ in inputs for finding in input_.findings)
        candidate = [triple for input_ in inputs for triple in input_.triples]
        try:
            if brought:
                report = brought.report(self.context, candidate)
            else:
                report = self.validate(candidate, ", ".join(input_.name for input_ in inputs))
        except InputError:
            if not unread:
                raise
            report = Report((), 0, 0)
        if report.findings:
            places = Places()
            for input_ in inputs:
                places.update(input_.places())
            shapes = brought.shapes if brought else self.shapes
            report = replace(report, findings=tuple(_placed(found, shapes, places) for found in report.findings))
        report = replace(report, unread=unread)
        return replace(report, preview=self.preview(candidate)) if report.conforms and not brought else report

    def preview(self, candidate: Iterable[ox.Triple]) -> Preview:
        """What a candidate would add, and the agreements of the dataset that it may repeat."""
        candidate = name_blanks(candidate)
        added = tuple(dict.fromkeys(triple for triple in candidate if not self.context.holds(triple)))
        pairs = sorted({(URIRef(new.value), URIRef(old.value)) for new, old in self.context.similar(candidate)})
        return Preview(added, tuple(pairs))

    def validate(self, candidate: Collection[ox.Triple], name: str = "") -> Report:
        """Validate statements in the dataset's context: what they are about, and what they may change.

        Raises InputError when no shape looks at any of it: no verdict. `name` is what it calls the candidate.
        """
        report = self._report(*self.slice(candidate))
        if not report.focus_nodes:
            hint = Message("give each subject a class of the ontology, for example ksc:Agreement")
            raise InputError([Finding(Message("no shape looks at anything in it"), name, hint)])
        return report

    def slice(self, candidate: Collection[ox.Triple]) -> tuple[set[Any], set[ox.Triple]]:
        """The focus nodes, and the statements that the verdict over them depends on, the candidate's among them."""
        candidate = name_blanks(candidate)
        focus = self.context.concerned(candidate, [triple for triple in candidate if not self.context.holds(triple)])
        return focus, {*self._axioms, *self.context.slice(focus, candidate), *candidate}

    def _report(self, focus: set[Any], triples: set[ox.Triple]) -> Report:
        outcome = Data(triples, self.context.literals).run(self.compiled, focus)
        report = report_of(outcome, self.shapes, triples | self._labels)
        return report if report.conforms else self.reference.of_record(report, outcome, triples, self._labels)

    # ---- changes ----

    def judge(self, removed: Collection[ox.Triple], added: Collection[ox.Triple]) -> Report:
        """Validate the dataset as it would be without and with these statements, as far as they may change a verdict.

        A change that no shape looks at breaks nothing: its report conforms, with no focus nodes. Nor are things looked
        at that are neither named nor classed by us: somebody else's foaf:Person need not be described as ours are.
        """
        removed, added = name_blanks(removed), name_blanks(added)
        with self.context.changed(removed, added):
            focus = {node for node in self.context.concerned((), [*removed, *added]) if self._is_ours(node)}
            return self._report(focus, {*self._axioms, *self.context.slice(focus, ())})

    def _is_ours(self, node: ox.NamedNode | ox.BlankNode) -> bool:
        """Whether a node has an IRI of ours, or a class of our ontology."""
        named = isinstance(node, ox.NamedNode) and node.value.startswith(BASE) and not node.value.startswith(BLANK)
        return named or any(str(class_).startswith(f"<{KSC}") for class_ in self.context.classes(node))


def _placed(finding: ShapeFinding, shapes: Shapes, places: Places) -> ShapeFinding:
    predicates = shapes.path_nodes(finding.path) if finding.path is not None else ()
    return replace(finding, place=places.find(finding.focus, predicates, finding.value))
