"""The order of rules: those that feed others run first, so that a rule outside a cycle runs once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.reason.rules import Key, Rule


@dataclass(frozen=True, slots=True)
class Stage:
    """Rules that run together: `once` reads only what earlier stages gave, `repeat` also what this stage gives."""

    once: tuple[Rule, ...]
    repeat: tuple[Rule, ...]


def schedule(rules: Iterable[Rule]) -> list[Stage]:
    """The stages, in an order in which each needs nothing of a later one."""
    by_head: dict[Key, list[Rule]] = defaultdict(list)
    feeds: dict[Key, set[Key]] = defaultdict(set)
    for rule in rules:
        by_head[rule.head.key].append(rule)
        for atom in rule.body:
            feeds[rule.head.key].add(atom.key)
    return [stage for keys in _components(feeds) if (stage := _stage(keys, by_head)) is not None]


def _stage(keys: frozenset[Key], by_head: Mapping[Key, list[Rule]]) -> Stage | None:
    rules = [rule for key in sorted(keys) for rule in by_head.get(key, ())]
    repeat = tuple(rule for rule in rules if any(atom.key in keys for atom in rule.body))
    once = tuple(rule for rule in rules if rule not in repeat)
    return Stage(once, repeat) if rules else None


def _components(feeds: Mapping[Key, set[Key]]) -> Iterator[frozenset[Key]]:
    """Strongly connected components, what feeds first (Tarjan 1972), without recursion: ontologies can be deep."""
    index: dict[Key, int] = {}
    low: dict[Key, int] = {}
    open_: list[Key] = []
    for root in sorted(feeds):
        if root in index:
            continue
        path: list[tuple[Key, Iterator[Key]]] = []
        node: Key | None = root
        while node is not None or path:
            if node is not None:
                index[node] = low[node] = len(index)
                open_.append(node)
                path.append((node, iter(sorted(feeds.get(node, ())))))
            current, sources = path[-1]
            node = None
            for source in sources:
                if source not in index:
                    node = source
                    break
                if source in open_:
                    low[current] = min(low[current], index[source])
            if node is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[current])
                if low[current] == index[current]:
                    start = open_.index(current)
                    yield frozenset(open_[start:])
                    del open_[start:]
