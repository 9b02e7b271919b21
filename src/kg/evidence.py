"""Whether what the graph says is printed really is: every claim on its lines, every printed name in some document.

White space is not significant, and texts are compared in Unicode's normal form NFC.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.documents import Document
from kg.errors import Finding, UsageError
from kg.namespaces import ID
from kg.tables import Row, read_table
from kg.validate.data import dataset_files, read_turtle

_SPACE: Final = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
_FRAGMENT: Final = re.compile(r"line=(\d+),(\d+);length=(\d+),UTF-8;md5=([0-9a-f]{32})")
_PRINTED: Final = ("acronym", "variants", "misprints")

_SOURCES: Final = """
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX ksc: <https://w3id.org/ksc/ontology#>
SELECT ?document ?sha256 WHERE { ?document ksc:sha256 ?sha256 } ORDER BY ?document"""
_PASSAGES: Final = """
PREFIX ksc: <https://w3id.org/ksc/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?passage ?source ?first ?last ?fragment ?table ?row WHERE {
  ?passage oa:hasSource ?source ; ksc:firstLine ?first ; ksc:lastLine ?last ; oa:hasSelector/rdf:value ?fragment .
  OPTIONAL { ?passage ksc:inTable ?table ; ksc:tableRow ?row }
} ORDER BY ?passage"""
_CLAIMS: Final = """
PREFIX ksc: <https://w3id.org/ksc/ontology#>
SELECT ?claim ?subject ?printed ?passage WHERE {
  ?claim ksc:claimSubject ?subject ; ksc:asPrinted ?printed ; ksc:evidence ?passage
} ORDER BY ?claim"""

_MESSAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "missing": "no file in {folder} has the SHA-256 {sha256}",
        "differs": "{file} is not the text that was read: its SHA-256 is {found}, not {sha256}",
        "absent": "{printed!r} does not stand on lines {lines}",
        "elsewhere": "it stands on {lines}",
        "lines": "lines {lines} are beyond the end of {file}, which has {count}",
        "selector": "the selector {fragment!r} is not that of lines {lines} of {file}",
        "expected": "it would be {fragment!r}",
        "no-passage": "its passage has no lines or selector",
        "name": "{name!r} stands in no document",
        "name-hint": "say in {column} how we came by it, or correct it",
        "alias-hint": "correct it, or move it to the column supplied",
    },
    "ko": {
        "missing": "{folder}에 SHA-256이 {sha256}인 파일이 없음",
        "differs": "{file}은(는) 읽었던 원문이 아님: SHA-256이 {sha256}이 아니라 {found}임",
        "absent": "{printed!r}이(가) {lines}줄에 없음",
        "elsewhere": "{lines}줄에 있음",
        "lines": "{lines}줄은 {file}의 끝({count}줄)을 넘음",
        "selector": "선택자 {fragment!r}이(가) {file}의 {lines}줄과 맞지 않음",
        "expected": "{fragment!r}이어야 함",
        "no-passage": "구절에 줄 번호나 선택자가 없음",
        "name": "{name!r}이(가) 어느 문서에도 없음",
        "name-hint": "{column}에 이름의 출처를 적거나 이름을 고친다",
        "alias-hint": "고치거나 supplied 열로 옮긴다",
    },
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was checked, by document, and what does not stand where it should."""

    claims: Mapping[str, int]
    names: int
    findings: tuple[Finding, ...]


def check_evidence(folder: Path, root: Path, language: str = "en") -> Evidence:
    """Check the built data and the reference names below `root` against the documents in `folder`."""
    checker = _Checker(folder, root, language)
    claims = checker.claims()
    names = checker.names()
    return Evidence(claims, names, tuple(checker.findings))


class _Passage(NamedTuple):
    document: Document
    first: int
    last: int
    table: str
    row: str

    @property
    def lines(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class _Checker:
    def __init__(self, folder: Path, root: Path, language: str) -> None:
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder")
        self.folder, self.root, self._say = folder, root, _MESSAGES[language]
        self.findings: list[Finding] = []
        # The one graph that all files make; a store, since it is only asked for IRIs and whole numbers.
        self._store = ox.Store()
        for path in dataset_files(root):
            self._store.extend(ox.Quad(*triple) for triple in read_turtle(path))
        self._files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in _regular_files(folder)}
        self._documents = self._read_documents()
        self._flat: dict[Path, str] = {}

    def claims(self) -> dict[str, int]:
        """Check every claim whose document is there; how many were, by document."""
        passages = self._passages()
        places = _Places(self.root)
        checked: Counter[str] = Counter({document.path.name: 0 for document in self._documents.values() if document})
        for claim, subject, printed, at in self._rows(_CLAIMS):
            if at not in passages:
                self._report("no-passage", f"<{claim}>")
                continue
            passage = passages[at]
            if passage is None:
                continue  # its document is missing, which is reported once
            checked[passage.document.path.name] += 1
            if flat(printed) not in flat("\n".join(passage.document.lines[passage.first - 1 : passage.last])):
                where = f"<{claim}> ({places.of(subject, printed, passage)})"
                self._report("absent", where, self._elsewhere(printed, passage), printed=printed, lines=passage.lines)
        return dict(sorted(checked.items()))

    def names(self) -> int:
        """Check that every name which is not ours stands in a document; how many were checked."""
        whole = "\n".join(self._text(document) for document in self._documents.values() if document)
        folded, count = whole.casefold(), 0
        for path in sorted((self.root / "records" / "reference").glob("*.csv")):
            for row in read_table(path):
                for column, name in printed_names(row):
                    count += 1
                    # Latin names are printed in capitals as often as not; a variant or misprint is as it is printed.
                    alias = column in _PRINTED
                    if flat(name) in whole if alias else flat(name).casefold() in folded:
                        continue
                    hint = "alias-hint" if alias else "name-hint"
                    origin = column.replace("name", "origin")
                    self._report("name", row.where(column), self._say[hint].format(column=origin), name=name)
        return count

    def _read_documents(self) -> dict[str, Document | None]:
        """The text of each document node; None where it is missing."""
        found: dict[str, Document | None] = {}
        reported: set[str] = set()
        named = _file_names(self.root)
        for node, sha256 in self._rows(_SOURCES):
            path = self._files.get(sha256)
            found[node] = Document.read(path) if path else None
            if path or sha256 in reported:
                continue
            reported.add(sha256)
            other = self.folder / named.get(sha256, "")
            if other.is_file():
                digest = Document.read(other).sha256
                self._report("differs", f"<{node}>", file=other, found=digest, sha256=sha256)
            else:
                self._report("missing", f"<{node}>", folder=self.folder, sha256=sha256)
        return found

    def _passages(self) -> dict[str, _Passage | None]:
        """Every passage, its lines and selector checked; None where its document is missing."""
        found: dict[str, _Passage | None] = {}
        for node, source, first, last, fragment, table, row in self._rows(_PASSAGES):
            document = self._documents.get(source)
            found[node] = _Passage(document, int(first), int(last), table, row) if document else None
            if document and not self._lines_agree(node, document, int(first), int(last), fragment):
                found[node] = None
        return found

    def _lines_agree(self, node: str, document: Document, first: int, last: int, fragment: str) -> bool:
        lines = str(first) if first == last else f"{first}-{last}"
        count = len(document.lines)
        if not 1 <= first <= last <= count:
            self._report("lines", f"<{node}>", lines=lines, file=document.path.name, count=count)
            return False
        match, expected = _FRAGMENT.fullmatch(fragment), document.selector(first, last)
        if not match or fragment != expected:
            hint = self._say["expected"].format(fragment=expected)
            self._report("selector", f"<{node}>", hint, fragment=fragment, lines=lines, file=document.path.name)
        return True

    def _elsewhere(self, printed: str, passage: _Passage) -> str:
        """Where else it stands, on one line or two: most often a line number is off by a few."""
        lines, wanted = passage.document.lines, flat(printed)
        near = sorted(range(len(lines)), key=lambda index: abs(index + 1 - passage.first))
        for span in (1, 2):
            for index in near:
                if wanted in flat("".join(lines[index : index + span])):
                    place = str(index + 1) if span == 1 else f"{index + 1}-{index + 2}"
                    return self._say["elsewhere"].format(lines=place)
        return ""

    def _text(self, document: Document) -> str:
        if document.path not in self._flat:
            self._flat[document.path] = flat(document.text)
        return self._flat[document.path]

    def _rows(self, query: str) -> Iterator[tuple[str, ...]]:
        solutions = self._store.query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        for solution in solutions:
            yield tuple("" if term is None else term.value for term in solution)

    def _report(self, message: str, where: str, hint: str = "", **values: object) -> None:
        self.findings.append(Finding(self._say[message].format(**values), where, hint))


class _Places:
    """Where a claim comes from in the records: its table and row, or the row of a fact table that says the same."""

    def __init__(self, root: Path) -> None:
        self._facts: dict[tuple[str, str, str], str] = {}
        for path in sorted((root / "records").glob("*/facts*.csv")):
            for row in read_table(path):
                self._facts.setdefault((row["subject"], row["lines"], row["printed"]), row.where())

    def of(self, subject: str, printed: str, passage: _Passage) -> str:
        """The record's place, as exactly as the graph tells it."""
        if passage.table:
            return f"{passage.table}.csv: row {passage.row}"
        key = (subject.removeprefix(str(ID)), passage.lines, printed)
        return self._facts.get(key, f"{passage.document.path.name}: lines {passage.lines}")


def flat(text: str) -> str:
    """A text without its white space, in NFC."""
    return unicodedata.normalize("NFC", _SPACE.sub("", unicodedata.normalize("NFC", text)))


def printed_names(row: Row) -> Iterator[tuple[str, str]]:
    """The names of a reference row that documents print, with their columns: not those whose origin is ours."""
    for language in ("ko", "en"):
        # Concepts have no origin columns: their names are ours throughout.
        if f"origin_{language}" in row.cells and not row[f"origin_{language}"] and row[f"name_{language}"]:
            yield f"name_{language}", row[f"name_{language}"]
    for column in _PRINTED:
        for name in row.values(column):
            yield column, name


def _regular_files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file())


def _file_names(root: Path) -> dict[str, str]:
    """What the records call the file with each SHA-256."""
    rows = (row for path in sorted((root / "records").glob("*/document.csv")) for row in read_table(path))
    return {row["sha256"]: row["file"] for row in rows if row["file"]}
