"""Linking: from a name as printed to the entity that goes by it, within a country. Exact or nothing, never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from rapidfuzz import fuzz

from kg.errors import Finding, RecordError, UsageError
from kg.messages import Message, Name
from kg.tables import Row, read_table

KOREA: Final = "country/republic-of-korea"

_ID: Final = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")
_SEVERAL: Final = ("acronym", "variants", "misprints", "supplied")
_GLOSS: Final = re.compile(r"(?P<before>[^()]+)\((?P<inside>[^()]+)\)")
_SPACE: Final = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
# Characters that look alike and that documents use for one another. NFKC would also fold letters that differ.
_LOOK_ALIKES: Final = str.maketrans("ㆍ・･‧•∙⋅‐‑–—―−’‘‛′`“”（），、", "·······------'''''\"\"(),,")
_PARTS: Final = re.compile(r"[·/]|\s및\s")
_NEAR_ENOUGH: Final = 55
_FEW: Final = 12


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of a reference table: what exists, and every name that it goes by."""

    id: str
    class_: str
    name_ko: str
    name_en: str
    names: tuple[str, ...]
    country: str
    within: str

    @property
    def kind(self) -> str:
        """The folder of the id: a kind of thing (`organisation`) or a concept's scheme (`occasion`); else `scheme`."""
        folder, slash, _ = self.id.partition("/")
        return folder if slash else "scheme"

    @property
    def slug(self) -> str:
        """The id without its folder."""
        return self.id.partition("/")[2]


def key(printed: str) -> str:
    """What spellings of one name have in common: NFC, no white space, no case, one form of look-alike punctuation."""
    text = unicodedata.normalize("NFC", printed).translate(_LOOK_ALIKES)
    return unicodedata.normalize("NFC", _SPACE.sub("", text).casefold())


class Names:
    """The index over `records/reference/*.csv`."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in entities}
        self._by_key: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.entities.values():
            for name in sorted({key(name) for name in entity.names}):
                self._by_key[name].append(entity)

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """The names of every table in `folder`. Raises UsageError without any, RecordError on bad or double ids."""
        folder = Path(folder)
        paths = sorted(path for path in folder.glob("*.csv") if path.name != "retired.csv")
        if not paths:
            raise UsageError(f"{folder}: there are no reference tables (*.csv)")
        rows = [row for path in paths for row in read_table(path, required=["id"])]
        first: dict[str, Row] = {}
        findings = []
        for row in rows:
            if not _ID.fullmatch(row["id"]):
                hint = "an id is type/slug in lower-case ASCII: organisation/lh"
                findings.append(row.finding("id", f"{row['id']!r} is not an id", hint))
            elif row["id"] in first:
                findings.append(row.finding("id", f"{row['id']} stands twice", f"first at {first[row['id']].where()}"))
            first.setdefault(row["id"], row)
        if findings:
            raise RecordError(findings)
        return cls(_entity(row) for row in rows)

    def find(self, printed: str, kinds: Collection[str] | str, country: str | None = None) -> list[str]:
        """The ids of the `kinds` that go by `printed`: one is a link; none, or several, is not.

        With `country`, entities of other countries are left out; those that belong to no country are kept. A name with
        a gloss, `이름(NAME)`, is known by the whole, else by its parts; when both parts are known, they must agree.
        """
        whole = self.find_exact(printed, kinds, country)
        gloss = _GLOSS.fullmatch(printed.translate(_LOOK_ALIKES).strip())
        if whole or not gloss:
            return whole
        before = self.find_exact(gloss["before"], kinds, country)
        inside = self.find_exact(gloss["inside"], kinds, country)
        if before and inside:
            return [id_ for id_ in before if id_ in inside]
        # `KRIHS, 교통연구원(KOTI)` is two names, the gloss belongs to the second only.
        parts = _PARTS.split(gloss["before"])
        if not before and ("," in gloss["before"] or any(self.find_exact(part, kinds, country) for part in parts)):
            return []
        return before or inside

    def find_exact(self, printed: str, kinds: Collection[str] | str, country: str | None = None) -> list[str]:
        """As `find`, for the printed form as it stands: a gloss in parentheses is not taken apart."""
        kinds = _kinds(kinds)
        found = self._by_key.get(key(printed), ())
        return sorted(entity.id for entity in found if entity.kind in kinds and self._in_scope(entity, country))

    def link(self, printed: str, kinds: Collection[str] | str, country: str | None = None) -> str | None:
        """The one id that goes by `printed`, or None."""
        found = self.find(printed, kinds, country)
        return found[0] if len(found) == 1 else None

    def nearest(
        self, printed: str, kinds: Collection[str] | str, country: str | None = None, limit: int = 3
    ) -> list[str]:
        """The names most like `printed`, best first, for hints. Hangul is compared by letter, not by syllable."""
        wanted = _letters(printed)
        scored: dict[str, float] = {}
        for entity in self.of_kinds(kinds, country):
            score, name = max((fuzz.ratio(wanted, _letters(name)), name) for name in entity.names)
            scored[name] = max(score, scored.get(name, 0))
        ranked = sorted((-score, name) for name, score in scored.items() if score >= _NEAR_ENOUGH)
        return [name for _, name in ranked[:limit]]

    def of_kinds(self, kinds: Collection[str] | str, country: str | None = None) -> list[Entity]:
        """What of these kinds has a name, in the scope of `find`."""
        kinds = _kinds(kinds)
        every = self.entities.values()
        return [each for each in every if each.kind in kinds and each.names and self._in_scope(each, country)]

    def country_of(self, id_: str) -> str | None:
        """The country that an entity belongs to: its own, else that of what it lies within; a country is its own."""
        seen: set[str] = set()
        while id_ in self.entities and id_ not in seen:
            seen.add(id_)
            entity = self.entities[id_]
            if entity.kind == "country":
                return entity.id
            if entity.country:
                return entity.country
            id_ = entity.within
        return None

    def lies_within(self, id_: str, outer: str) -> bool:
        """Whether `outer` is among the entities that `id_` lies within, at any distance."""
        seen: set[str] = set()
        while id_ in self.entities and id_ not in seen:
            seen.add(id_)
            id_ = self.entities[id_].within
            if id_ == outer:
                return True
        return False

    def _in_scope(self, entity: Entity, country: str | None) -> bool:
        return country is None or self.country_of(entity.id) in (None, country)


def _kinds(kinds: Collection[str] | str) -> Collection[str]:
    return (kinds,) if isinstance(kinds, str) else kinds


def _letters(name: str) -> str:
    return unicodedata.normalize("NFD", key(name))


def _entity(row: Row) -> Entity:
    single = (row.get("name_ko"), row.get("name_en"))
    several = (name for column in _SEVERAL for name in row.values(column))
    names = tuple(dict.fromkeys(name for name in (*single, *several) if name))
    return Entity(row["id"], row.get("class"), *single, names, row.get("country"), row.get("within"))


def not_linked(names: Names, printed: str, kinds: Collection[str] | str, country: str | None, what: str) -> Finding:
    """The finding for a printed name that is no link: unknown, or the name of several. `what`: 'place', 'country'."""
    scope = names.entities.get(country or "")
    found = names.find(printed, kinds, country)
    if len(found) > 1:
        several = Message("'{name}' names several: {ids}", name=printed, ids=", ".join(found))
        return Finding(several, hint=Message("give one of them a name of its own"))
    hint = _elsewhere(names, printed, kinds) or _known(names, printed, kinds, country)
    if scope is None:
        return Finding(Message("'{name}' is not a known {kind}", name=printed, kind=what), hint=hint)
    whose = Name(scope.name_en, scope.name_ko)
    message = Message("'{name}' is not a known {kind} of {country}", name=printed, kind=what, country=whose)
    return Finding(message, hint=hint)


def _elsewhere(names: Names, printed: str, kinds: Collection[str] | str) -> str:
    """Where the name is known, if that is in another country: a side or a country was taken for the other."""
    owners = {names.country_of(id_) for id_ in names.find(printed, kinds)}
    found = [names.entities[owner] for owner in sorted(filter(None, owners)) if owner in names.entities]
    if not found:
        return ""
    theirs = Name(", ".join(each.name_en for each in found), ", ".join(each.name_ko for each in found))
    return Message("it is one of {country}; check the country, and that the sides are not swapped", country=theirs)


def _known(names: Names, printed: str, kinds: Collection[str] | str, country: str | None) -> str:
    """The names most like this one; where none is, all that there are, if they are few."""
    if nearest := names.nearest(printed, kinds, country):
        return Message("nearest: {names}", names=", ".join(nearest))
    all_ = [entity.name_ko or entity.name_en for entity in names.of_kinds(kinds, country)]
    return Message("known ones: {names}", names=", ".join(all_)) if 0 < len(all_) <= _FEW else ""
