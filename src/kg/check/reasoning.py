"""Checks by reasoning: profiles, consistency, a reasoner with teeth, and the closure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import URIRef
from rdflib.namespace import OWL, RDF

from kg.check.base import check
from kg.check.owlapi import Job, Verdict, ask
from kg.check.project import Project, short
from kg.errors import Finding
from kg.namespaces import ID, PREFIXES
from kg.reason.run import differences

_HEADER: Final = (
    "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@prefix : <urn:x:> .\n"
)

# Statements that are wrong whatever the data say; the ontology must contradict each.
MUTANTS: Final = {
    "a country that is a city": ":x a ksc:Country , ksc:City .",
    "a ministry that is a company": ":x a ksc:Ministry , ksc:Company .",
    "a city with a city as its country": ":x a ksc:City ; ksc:inCountry :y . :y a ksc:City .",
    "a country by chain that is a province": ":a ksc:within :b . :b ksc:inCountry :c . :c a ksc:Province .",
    "an agreement within a country": ":x ksc:within :y . :x a ksc:MemorandumOfUnderstanding .",
    "a claim that is signed": ":x a ksc:Claim ; ksc:signedAt :y .",
    "an initiative with parties": ":x a ksc:Fund ; ksc:hasKoreanParty :y .",
    "an appointment that attends": ":x a ksc:Appointment ; ksc:attendedEvent :y .",
    "a city that signs": ":x a ksc:City . :y ksc:hasPartnerParty :x .",
    "a ministry that holds a post": ":x a ksc:Ministry ; ksc:holdsPost :y .",
    "an act that is a bill": ":x a ksc:Act , ksc:Bill .",
    "a session that is a capital": ":x ksc:capitalOf :y . :x a ksc:Session .",
}


def mutants() -> dict[str, str]:
    """The mutants as Turtle files."""
    return {name: _HEADER + text for name, text in MUTANTS.items()}


def verdict(project: Project) -> Verdict:
    """What the OWL API and HermiT say of the project; asked once, since it starts a Java machine.

    Without claims and passages: HermiT compares literals in pairs, and theirs are four fifths of all (five minutes did
    not do). What a claim can contradict is disjointness only, and `kg reason` refuses that (cax-adc).
    """
    cached: Verdict | None = project.__dict__.get("_verdict")
    if cached is None:
        evidence = {str(node) for node in project.evidence}
        facts = [
            triple for triple in project.inputs.asserted if str(getattr(triple.subject, "value", "")) not in evidence
        ]
        cached = project.__dict__["_verdict"] = ask(Job.of(project.inputs.ontology, facts, mutants()))
    return cached


@check("profile", "the vocabulary is in OWL 2 RL and OWL 2 DL")
def profile(project: Project) -> Iterator[Finding]:
    """A finding for each violation that the OWL API's profile checkers report."""
    found = verdict(project)
    yield from found.unavailable
    for profile_, violations in sorted(found.violations.items()):
        for violation in violations:
            yield Finding(violation, profile_)


@check("consistent", "vocabulary and data are consistent, and no class is unsatisfiable")
def consistent(project: Project) -> Iterator[Finding]:
    """By HermiT, over the vocabulary with all data but the evidence."""
    found = verdict(project)
    yield from found.unavailable
    if found.refusal:
        yield Finding("the reasoner refuses the vocabulary", "HermiT", found.refusal)
    elif not found.unavailable and not found.consistent:
        yield Finding("the vocabulary and the data contradict each other", "HermiT", "run `kg reason`: it names things")
    for class_ in found.unsatisfiable:
        yield Finding("nothing can ever be one", short(class_))


@check("teeth", "the reasoner refuses what is wrong: a country that is a city")
def teeth(project: Project) -> Iterator[Finding]:
    """A finding for each mutant that the vocabulary lets pass."""
    found = verdict(project)
    yield from found.unavailable
    if found.refusal:
        yield Finding("the reasoner refuses the vocabulary", "HermiT", found.refusal)
    for name in found.passed:
        yield Finding("the vocabulary lets it pass", name, "a disjointness, domain or range is missing")


@check("closure", "owlrl infers exactly what `kg reason` does, adds no error, and makes no two things one")
def closure(project: Project) -> Iterator[Finding]:
    """The closure both ways, owlrl's error messages, and owl:sameAs between two IRIs."""
    yield from differences(project.closure, project.expanded)
    # owlrl has no name of its own for its error class; the property is what counts (its Namespaces.py).
    for _, predicate, message in project.expanded:
        if str(predicate).endswith(("#error", "/error")):
            yield Finding(f"owlrl: {message}")
    for one, other in project.expanded.subject_objects(OWL.sameAs):
        if one != other and isinstance(one, URIRef) and isinstance(other, URIRef):
            yield Finding("two IRIs are inferred to be one thing", f"{short(one)} {short(other)}")


@check("types", "reasoning gives no thing a type outside the superclasses of those it is said to have")
def types(project: Project) -> Iterator[Finding]:
    """A type by domain or range is a sign of a property misused; a defined class is fine below an asserted one."""
    above = project.superclasses
    defined = {c for c in above if any(project.ontology.objects(c, OWL.equivalentClass))}
    for thing, predicate, class_ in sorted(project.closure.triples):
        if predicate != RDF.type or not str(thing).startswith(str(ID)):
            continue
        asserted = {c for type_ in project.data.objects(thing, RDF.type) for c in above.get(type_, {type_})}
        if class_ in asserted or (class_ in defined and above[class_] - {class_} <= asserted):
            continue
        said = ", ".join(sorted(short(type_) for type_ in project.data.objects(thing, RDF.type))) or "nothing"
        yield Finding(f"it is inferred to be a {short(class_)}", short(thing), f"it is said to be {said}")
