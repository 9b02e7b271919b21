"""Search by name, in either language: what somebody types, to the things that may be meant, best first.

| score | the query is |
|---|---|
| 100 | a name |
| 90 | an acronym or a code |
| 80 | the beginning of a name (77: up to a syllable that is still being typed) |
| 70 | the beginning of a word in a name |
| 60 | inside a name; if it is not Hangul, inside a word |
| 50 | words that all begin words of the thing's names; or the first consonants of a name's syllables (초성) |
| 45 | the same, with the names of its parties, places and countries: `LH 하노이` finds an agreement |
| to 40 | like a name, or word for word like words in the names; looked for only where nothing else is found |

A misprint is 5 less than a name. Equal scores are ordered by kind, then the shorter name, then the label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from kg.search.entries import Entry, Name, read_entries
from kg.search.letters import Letters

_EXACT, _ACRONYM, _PREFIX, _TYPED, _WORD, _INSIDE = 100.0, 90.0, 80.0, 77.0, 70.0, 60.0
_WORDS, _RELATED_WORDS, _LIKE = 50.0, 45.0, 40.0
_MISPRINT: Final = 5.0
_NEAR_ENOUGH: Final = 78.0  # of 100 letters, when two names pass for one
_FEWEST_LETTERS: Final = 4  # shorter ones are like too much
_FEWEST_INSIDE: Final = 3  # shorter ones are inside too much
_MOST_WORDS: Final = 12
_MOST_LIKE: Final = 100

# What people look for first; other kinds follow.
_ORDER: Final = (
    *("country", "province", "city", "district", "organisation", "agreement", "initiative", "event", "venue"),
    *("person", "post", "law", "document", "concept", "session", "amount"),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, by which of its names, and how well it fits (0 to 100)."""

    entry: Entry
    matched: str
    score: float


# How alike, of 100, and whose names those are.
_Near: TypeAlias = tuple[float, list[tuple[Entry, Name]]]


class SearchIndex:
    """The names of every thing and concept of the graph. Made once; a search reads all of them, in milliseconds."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.iri: entry for entry in entries if entry.names}
        self.kinds: frozenset[str] = frozenset().union(*(entry.kinds for entry in self._entries.values()))
        self._by_word: defaultdict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        self._by_whole: defaultdict[str, list[tuple[Entry, Name]]] = defaultdict(list)
        for entry in self._entries.values():
            for name in entry.names:
                self._by_whole[name.letters.jamo].append((entry, name))
                for word in name.letters.words:
                    self._by_word[word].append((entry, name))

    @classmethod
    def of(cls, store: ox.Store) -> SearchIndex:
        """Read the index from a store's default graph."""
        return cls(read_entries(store))

    def get(self, iri: str) -> Entry | None:
        """The entry of an IRI."""
        return self._entries.get(iri)

    def of_kind(self, kind: str) -> list[Entry]:
        """Everything of a kind (`city`, `ksc:Ministry`)."""
        return [entry for entry in self._entries.values() if kind in entry.kinds]

    def search(self, query: str, kind: str = "") -> list[Hit]:
        """The things that `query` may mean, best first; all kinds, or those of one (`city`, `ksc:Ministry`)."""
        typed = Letters.of(query)
        if not typed.plain:
            return []
        among = [entry for entry in self._entries.values() if not kind or kind in entry.kinds]
        hits = [hit for entry in among if (hit := _best(entry, typed))]
        if not hits and len(typed.jamo) >= _FEWEST_LETTERS:
            hits = [hit for hit in self._like(typed) if not kind or kind in hit.entry.kinds]
        return sorted(hits, key=_rank)

    def _like(self, typed: Letters) -> Iterator[Hit]:
        """Things with a name that has nearly the letters typed, or words that are nearly the words typed."""
        scored: dict[str, tuple[float, Name]] = {}
        for score, pairs in _near(typed.jamo, self._by_whole):
            for entry, name in pairs:
                _keep(scored, entry, name, score)
        found = [self._like_word(word) for word in typed.words] if len(typed.words) <= _MOST_WORDS else []
        for iri in set(found[0]).intersection(*found[1:]) if found else ():
            best = max((each[iri] for each in found), key=lambda pair: pair[0])[1]
            _keep(scored, self._entries[iri], best, sum(each[iri][0] for each in found) / len(found) - _MISPRINT)
        for iri, (score, name) in scored.items():
            yield Hit(self._entries[iri], name.text, round(score / 100 * _LIKE, 1))

    def _like_word(self, word: str) -> dict[str, tuple[float, Name]]:
        """The things with such a word in a name; a short one must begin the word."""
        scored: dict[str, tuple[float, Name]] = {}
        if len(word) < _FEWEST_LETTERS:
            near: Iterable[_Near] = ((100.0, pairs) for known, pairs in self._by_word.items() if known.startswith(word))
        else:
            near = _near(word, self._by_word)
        for score, pairs in near:
            for entry, name in pairs:
                _keep(scored, entry, name, score)
        return scored


def _near(typed: str, index: Mapping[str, list[tuple[Entry, Name]]]) -> Iterator[_Near]:
    for letters, score, _ in process.extract(
        typed, index.keys(), scorer=fuzz.ratio, limit=_MOST_LIKE, score_cutoff=_NEAR_ENOUGH
    ):
        yield score, index[letters]


def _keep(scored: dict[str, tuple[float, Name]], entry: Entry, name: Name, score: float) -> None:
    if score > scored.get(entry.iri, (0.0, name))[0]:
        scored[entry.iri] = (score, name)


def _best(entry: Entry, typed: Letters) -> Hit | None:
    """The name of a thing that fits best."""
    score, _, name = max(
        ((_score(name, typed), -len(name.text), name) for name in entry.names), key=lambda scored: scored[:2]
    )
    if score:
        return Hit(entry, name.text, score)
    if len(typed.words) > 1:
        for words, reached in ((entry.words, _WORDS), (entry.words + entry.related, _RELATED_WORDS)):
            if all(any(word.startswith(part) for word in words) for part in typed.words):
                return Hit(entry, name.text, reached)
    return None


def _score(name: Name, typed: Letters) -> float:
    """How well what was typed fits one name; 0: not at all."""
    letters = name.letters
    if letters.plain == typed.plain:
        score = _ACRONYM if name.acronym else _EXACT
    elif letters.plain.startswith(typed.plain):
        score = _PREFIX
    elif letters.jamo.startswith(typed.jamo):
        score = _TYPED
    elif typed.only_initials:
        score = _WORDS if letters.initials.startswith(typed.plain) else 0.0
    else:
        score = _WORD if _begins_word(letters, typed) else _INSIDE if _is_inside(letters, typed) else 0.0
    return score - _MISPRINT if score and name.misprint else score


def _begins_word(letters: Letters, typed: Letters) -> bool:
    at = letters.jamo.find(typed.jamo)
    while at >= 0 and at not in letters.starts:
        at = letters.jamo.find(typed.jamo, at + 1)
    return at >= 0


def _is_inside(letters: Letters, typed: Letters) -> bool:
    """Korean is written with or without spaces, so Hangul may run over the end of a word."""
    if typed.plain not in letters.plain:
        return False
    if typed.plain != typed.jamo:  # it has Hangul
        return True
    return len(typed.plain) >= _FEWEST_INSIDE and any(typed.plain in word for word in letters.words)


def _rank(hit: Hit) -> tuple[float, int, int, str, str]:
    kind = hit.entry.kind
    order = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    return -hit.score, order, len(hit.matched), hit.entry.label("en"), hit.entry.iri
