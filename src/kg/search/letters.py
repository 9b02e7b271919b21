"""Names as letters, for comparison while somebody types: without case, diacritics, white space and punctuation.

Hangul is taken apart into its letters (jamo), so that a syllable that is still being typed matches, and a wrong letter
counts as one letter, not as a syllable.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

# Latin letters with a stroke and the like, which have no canonical decomposition.
_STROKES: Final = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe"})
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_SYLLABLES_OF_ONE_INITIAL: Final = 588
_FIRST_INITIAL, _LAST_INITIAL = "\u1100", "\u1112"


@dataclass(frozen=True, slots=True)
class Letters:
    """A name in the forms that search compares.

    `plain` is composed (`lh하노이`); `jamo` the same with Hangul taken apart; `initials` has each syllable's first
    consonant only; `words` are the parts between white space and punctuation, as jamo; `starts` where they begin in
    `jamo`.
    """

    plain: str
    jamo: str
    initials: str
    words: tuple[str, ...]
    starts: frozenset[int]

    @classmethod
    def of(cls, name: str) -> Letters:
        """The letters of a name or of what somebody typed."""
        words = _words(name)
        jamo = tuple(unicodedata.normalize("NFD", word) for word in words)
        starts, at = set(), 0
        for word in jamo:
            starts.add(at)
            at += len(word)
        plain = "".join(words)
        return cls(plain, "".join(jamo), "".join(map(_initial, plain)), jamo, frozenset(starts))

    @property
    def only_initials(self) -> bool:
        """Whether it is typed by first consonants: `ㄱㅌㅂ` for 국토부."""
        return len(self.plain) > 1 and all(_FIRST_INITIAL <= letter <= _LAST_INITIAL for letter in self.plain)


def _words(name: str) -> list[str]:
    """Compatibility forms folded (a full-width letter; a jamo as keyboards type it), marks and strokes dropped."""
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_STROKES)
    kept = "".join(letter for letter in text if not unicodedata.combining(letter))
    composed = unicodedata.normalize("NFC", kept).casefold()
    return "".join(letter if letter.isalnum() else " " for letter in composed).split()


def _initial(letter: str) -> str:
    code = ord(letter)
    if not _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return letter
    return chr(ord(_FIRST_INITIAL) + (code - _FIRST_SYLLABLE) // _SYLLABLES_OF_ONE_INITIAL)
