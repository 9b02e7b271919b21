"""A closure that follows changes: what a few statements more or less come to, without closing everything anew.

What is added is followed by its consequences alone (semi-naive evaluation). What is removed takes with it whatever it
had a part in; of that, what still follows otherwise is put back (delete and rederive: Gupta, Mumick and Subrahmanian,
"Maintaining Views Incrementally", 1993). Tests hold it to `kg.reason.closure` after every change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg.reason.compiler import Program
from kg.reason.expressions import short
from kg.reason.rules import TYPE, Atom, Key, Rule, Term, Var

Binding = Mapping[Var, Any]


class LiveClosure:
    """Facts and what follows from them, in memory."""

    def __init__(self, facts: Iterable[ox.Triple], program: Program) -> None:
        self._disjoint = program.disjoint
        self._by_head: dict[Key, list[Rule]] = defaultdict(list)
        # Each rule by each atom that a statement may meet, with the atoms that are left then.
        self._by_atom: dict[Key, list[tuple[Rule, Atom, tuple[Atom, ...]]]] = defaultdict(list)
        for rule in program.rules:
            self._by_head[rule.head.key].append(rule)
            for number, atom in enumerate(rule.body):
                self._by_atom[atom.key].append((rule, atom, rule.body[:number] + rule.body[number + 1 :]))
        self._of: dict[Any, set[ox.Triple]] = defaultdict(set)
        self._to: dict[Any, set[ox.Triple]] = defaultdict(set)
        self.facts: set[ox.Triple] = set()
        self.inferred: set[ox.Triple] = set()
        self.change((), facts)

    def change(self, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> None:
        """Take facts out, those that are there, then put facts in, those that are not."""
        doubtful = self._depending_on([triple for triple in removed if triple in self.facts])
        self.facts -= doubtful
        self.inferred -= doubtful
        for triple in doubtful:
            self._of[triple.subject].discard(triple)
            self._to[triple.object].discard(triple)
        new = [triple for triple in added if triple not in self.facts]
        self.facts.update(new)
        again = [triple for triple in doubtful if triple not in self.facts and self._follows(triple)]
        unknown = [triple for triple in new if triple not in self.inferred]
        self.inferred.difference_update(new)
        self.inferred.update(again)
        for triple in (*again, *unknown):
            self._index(triple)
        self._infer([*again, *unknown])

    def clashes(self) -> list[tuple[str, str, str]]:
        """Things that are what nothing can be at once, as `kg.reason.closure.clashes` has them."""
        found = []
        things = {class_: self._instances(class_) for class_ in {c for each in self._disjoint for c in each.classes}}
        for disjoint in self._disjoint:
            once, twice = set[Any](), set[Any]()
            for class_ in disjoint.classes:
                twice |= once & things[class_]
                once |= things[class_]
            for thing in twice:
                iris = sorted(class_.value for class_ in disjoint.classes if thing in things[class_])
                found.append((short(thing), " and ".join(short(ox.NamedNode(iri)) for iri in iris), disjoint.axiom))
        return sorted(found)

    def _instances(self, class_: ox.NamedNode) -> set[Any]:
        return {triple.subject for triple in self._to.get(class_, ()) if triple.predicate == TYPE}

    def _index(self, triple: ox.Triple) -> None:
        self._of[triple.subject].add(triple)
        self._to[triple.object].add(triple)

    def _infer(self, todo: list[ox.Triple]) -> None:
        """Add what follows from these, which are there already."""
        while todo:
            for head in list(self._consequences(todo.pop())):
                if head not in self.facts and head not in self.inferred:
                    self.inferred.add(head)
                    self._index(head)
                    todo.append(head)

    def _depending_on(self, removed: Collection[ox.Triple]) -> set[ox.Triple]:
        """These, and everything inferred that they had a part in."""
        found, todo = set(removed), list(removed)
        while todo:
            for head in self._consequences(todo.pop()):
                if head in self.inferred and head not in found:
                    found.add(head)
                    todo.append(head)
        return found

    def _consequences(self, triple: ox.Triple) -> Iterator[ox.Triple]:
        """What rules make of a statement and others that are there."""
        for rule, atom, rest in self._by_atom.get(_key(triple), ()):
            if (binding := _met(atom, triple, {})) is not None:
                for solution in self._solutions(rest, binding):
                    subject, predicate, object_ = (_value(term, solution) for term in rule.head)
                    if not isinstance(subject, ox.Literal):  # no statement begins with one
                        yield ox.Triple(subject, predicate, object_)

    def _follows(self, triple: ox.Triple) -> bool:
        """Whether a rule gives the statement."""
        for rule in self._by_head.get(_key(triple), ()):
            binding = _met(rule.head, triple, {})
            if binding is not None and any(True for _ in self._solutions(rule.body, binding)):
                return True
        return False

    def _solutions(self, atoms: Sequence[Atom], binding: Binding) -> Iterator[Binding]:
        """The bindings, beyond this one, by which statements meet all the atoms."""
        if not atoms:
            yield binding
            return
        # The next atom is one that shares a variable: rules hang together, so there always is one.
        atom = next(atom for atom in atoms if any(_value(term, binding) is not None for term in (atom[0], atom[2])))
        rest = [other for other in atoms if other is not atom]
        subject, object_ = (_value(term, binding) for term in (atom.subject, atom.object))
        near = self._of.get(subject, ()) if subject is not None else self._to.get(object_, ())
        for triple in near:
            if triple.predicate == atom.predicate and (met := _met(atom, triple, binding)) is not None:
                yield from self._solutions(rest, met)


def _key(triple: ox.Triple) -> Key:
    class_ = triple.object
    is_type = triple.predicate == TYPE and isinstance(class_, ox.NamedNode)
    return triple.predicate.value, class_.value if is_type and isinstance(class_, ox.NamedNode) else ""


def _value(term: Term, binding: Binding) -> Any:
    """A constant, or what the variable is bound to; None for one that is not."""
    return binding.get(term) if isinstance(term, Var) else term


def _met(atom: Atom, triple: ox.Triple, binding: Binding) -> Binding | None:
    """The binding by which the statement meets the atom; None where it does not. The predicates are the same."""
    found = dict(binding)
    for term, value in ((atom.subject, triple.subject), (atom.object, triple.object)):
        if (found.setdefault(term, value) if isinstance(term, Var) else term) != value:
            return None
    return found
