"""Content negotiation by Accept and Accept-Language (RFC 9110, sections 12.4 and 12.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from starlette.datastructures import Headers, QueryParams
from starlette.requests import cookie_parser

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})")
_PARAMETER = re.compile(rf'\s*;\s*({_TOKEN})\s*=\s*({_TOKEN}|"(?:[^"\\]|\\.)*")')
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
_LANGUAGE = re.compile(r"([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*")
LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an Accept header."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def specificity(self, media_type: str) -> int:
        """How closely it names `media_type`: 3 with parameters, 2 exactly, 1 its type, 0 anything; -1 not at all."""
        type_, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == ("*", "*"):
            return 0
        if self.type != type_:
            return -1
        if self.subtype == "*":
            return 1
        if self.subtype != subtype:
            return -1
        # What is served has no parameters but the character set.
        return 2 if self.parameters <= {("charset", "utf-8")} else -1


def parse_accept(header: str) -> list[MediaRange]:
    """The ranges of an Accept header. An entry that is not well-formed is as if it were not there."""
    ranges: list[MediaRange] = []
    for entry in header.split(","):
        match = _RANGE.match(entry.strip())
        if not match:
            continue
        rest = entry.strip()[match.end() :]
        parameters = {name.lower(): value.strip('"') for name, value in _PARAMETER.findall(rest)}
        quality = parameters.pop("q", "1")
        if _PARAMETER.sub("", rest).strip() or not _QUALITY.fullmatch(quality):
            continue
        named = frozenset((name, value.lower()) for name, value in parameters.items())
        ranges.append(MediaRange(match[1].lower(), match[2].lower(), named, float(quality)))
    return ranges


def negotiate(header: str | None, offers: Sequence[str]) -> str | None:
    """The offer that the client likes best, the first of those it likes equally; None when it takes none of them."""
    return _negotiate(header or "", tuple(offers))


@lru_cache(maxsize=256)  # few clients say anything but what the others of their kind say
def _negotiate(header: str, offers: tuple[str, ...]) -> str | None:
    ranges = parse_accept(header)
    if not ranges:
        return offers[0]
    return _best(ranges, offers) or _best([_without_parameters(entry) for entry in ranges], offers)


def _without_parameters(entry: MediaRange) -> MediaRange:
    """The range for who would go without an answer else: a profile of JSON-LD, a version of Turtle is a wish.

    Another character set stays: who reads EUC-KR can't read UTF-8.
    """
    if any(name == "charset" for name, _ in entry.parameters):
        return entry
    return replace(entry, parameters=frozenset())


def _best(ranges: Sequence[MediaRange], offers: Sequence[str]) -> str | None:
    best, best_quality = None, 0.0
    for offer in offers:
        matching = [(entry.specificity(offer), entry.quality) for entry in ranges]
        quality = max((entry for entry in matching if entry[0] >= 0), default=(-1, 0.0))[1]
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def language(headers: Headers, query: QueryParams) -> str:
    """The language of a page: `?lang=`, else the `lang` cookie, else Accept-Language's choice, else English."""
    for asked in (query.get("lang"), cookie_parser(headers.get("cookie", "")).get("lang")):
        if asked in LANGUAGES:
            return str(asked)
    qualities: dict[str, float] = {}
    for entry in headers.get("accept-language", "").split(","):
        tag, _, weight = entry.strip().partition(";")
        match = _LANGUAGE.fullmatch(tag.strip())
        quality = weight.strip().removeprefix("q=") or "1"
        if match and _QUALITY.fullmatch(quality):
            qualities[match[1].lower()] = max(float(quality), qualities.get(match[1].lower(), 0.0))
    anything = qualities.get("*", 0.0)
    return max(LANGUAGES, key=lambda lang: qualities.get(lang, anything))


def accepts_coding(headers: Headers, coding: str) -> bool:
    """Whether the client can unpack a content coding: Accept-Encoding names it with a weight that is not 0."""
    for entry in headers.get("accept-encoding", "").split(","):
        name, _, weight = entry.strip().partition(";")
        if name.strip().lower() == coding:
            quality = weight.strip().removeprefix("q=") or "1"
            return bool(_QUALITY.fullmatch(quality)) and float(quality) > 0
    return False
