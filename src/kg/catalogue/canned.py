"""Canned queries: a SPARQL file that runs as it is in any tool, with a YAML front matter in its `#+ ` comment lines.

Keys: grlc's `summary`, `description`, `tags`, `defaults`, `enumerate`; ours `description_ko`, `question` (en, ko),
`sentence` (en, ko: the question as a phrase with `{name}` in the place of each parameter), `params` (name: kind, label,
optional), `view`, `columns`. A parameter is a `VALUES ?name { default }` block in WHERE; where there is no default, the
block holds UNDEF. Where a column has the parameter's name, the block's variable is `?_name` (grlc's way of writing
parameters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import yaml
from rapidfuzz import process

from kg import sparql
from kg.errors import Finding, FindingsError, ParameterError, UsageError
from kg.messages import Message, did_you_mean
from kg.namespaces import PREFIXES
from kg.resources import QUERIES

LANGUAGES: Final = ("en", "ko")
DATATYPES: Final = ("xsd:string", "xsd:integer", "xsd:date", "xsd:gYearMonth")
_KINDS: Final = ("lang", "date")  # beside classes, schemes, folders and datatypes; a date is a year, a month or a day
VIEWS: Final = ("table", "bar", "timeline", "map", "network")
STATEMENT: Final = ("subject", "predicate", "object")  # the columns of a CONSTRUCT
PLACE: Final = re.compile(r"\{(\w+)\}")  # of a parameter in a sentence
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C: ten times as fast, where PyYAML has it
_KEYS: Final = {
    *("summary", "description", "tags", "defaults", "enumerate"),
    *("description_ko", "question", "sentence", "params", "view", "columns"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `kind` is a class or datatype as a prefixed name, `scheme:…`, `id:…`, `lang` or `date`.

    `default` None is UNDEF.
    """

    name: str
    variable: str
    kind: str
    label: Mapping[str, str]
    optional: bool
    default: ox.NamedNode | ox.Literal | None

    @property
    def is_literal(self) -> bool:
        """Whether its values are literals, not things of the graph."""
        return self.kind in (*DATATYPES, *_KINDS)


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """One entry of the catalogue; `text` is the whole file."""

    name: str
    text: str
    summary: str
    description: str
    description_ko: str
    tags: tuple[str, ...]
    question: Mapping[str, str]
    sentence: Mapping[str, str]
    params: Mapping[str, Parameter]
    view: str
    columns: tuple[str, ...]

    @property
    def gives_graph(self) -> bool:
        """Whether it is a CONSTRUCT, whose columns are those of a statement."""
        return self.columns == STATEMENT

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name. Raises ParameterError when there is none."""
        if name not in self.params:
            hint = (
                Message("it takes {names}", names=", ".join(self.params)) if self.params else Message("it takes none")
            )
            raise ParameterError(name, Message("{query} has no such parameter", query=self.name), hint)
        return self.params[name]

    def with_values(self, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
        """The query's text with the data of each named parameter's VALUES blocks replaced by the serialised term."""
        text = self.text
        terms = {self.params[name].variable: term for name, term in values.items()}
        for block in reversed(sparql.values_blocks(text)):
            if block.variable in terms:
                text = f"{text[: block.start]} {terms[block.variable]} {text[block.end :]}"
        return text


class Catalogue:
    """The canned queries by name."""

    def __init__(self, queries: Mapping[str, CannedQuery]) -> None:
        self._queries = dict(sorted(queries.items()))

    @classmethod
    def read(cls, folder: Path = QUERIES) -> Catalogue:
        """Read every `*.rq` of a folder. Raises FindingsError with one Finding per problem in them."""
        queries: dict[str, CannedQuery] = {}
        findings: list[Finding] = []
        for path in sorted(folder.glob("*.rq")):
            found = list(check(path))
            if not found:
                queries[path.stem] = _read(path)
            findings += found
        if findings:
            raise FindingsError(findings)
        return cls(queries)

    def __iter__(self) -> Iterator[CannedQuery]:
        return iter(self._queries.values())

    def has(self, name: str) -> bool:
        """Whether there is a query of that name."""
        return name in self._queries

    def get(self, name: str) -> CannedQuery:
        """The query of that name. Raises UsageError that names the nearest ones."""
        if name in self._queries:
            return self._queries[name]
        near = self.nearest(name)
        missing = Message("there is no query {name!r}", name=name)
        raise UsageError(Message("{what}; {hint}", what=missing, hint=did_you_mean(near)) if near else missing)

    def nearest(self, name: str) -> list[str]:
        """The names most like `name`."""
        return [match[0] for match in process.extract(name, self._queries.keys(), limit=3, score_cutoff=60)]


def check(path: Path) -> Iterator[Finding]:
    """What is wrong with a query file: its front matter, its parameters, its columns."""
    try:
        text = path.read_text(encoding="utf-8")
        matter = front_matter(text)
        variables = _variables(text)
    except UnicodeDecodeError as error:
        yield Finding(f"not UTF-8: {error.reason} at byte {error.start}", str(path))
        return
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        yield Finding(f"the front matter is no YAML: {getattr(error, 'problem', None) or error}", f"{path}{line}")
        return
    except (SyntaxError, ValueError) as error:
        yield Finding(str(error), str(path))
        return
    for key in ("summary", "question", "columns"):
        if not matter.get(key):
            yield Finding(f"the front matter has no {key}", str(path))
    for key in matter.keys() - _KEYS:
        yield Finding(f"the front matter has an unknown key {key!r}", str(path), f"known: {', '.join(sorted(_KEYS))}")
    if not _bilingual(matter.get("question")):
        yield Finding("question needs the keys en and ko", str(path))
    if matter.get("view", "table") not in VIEWS:
        yield Finding(f"unknown view {matter['view']!r}", str(path), f"one of {', '.join(VIEWS)}")
    columns = [str(column) for column in matter.get("columns") or ()]
    if columns != variables:
        yield Finding(f"columns are {', '.join(columns)}", str(path), f"the SELECT gives {', '.join(variables)}")
    params = matter.get("params") or {}
    yield from _check_parameters(str(path), text, params)
    yield from _check_sentence(str(path), matter.get("sentence"), params)


def _check_parameters(where: str, text: str, params: Any) -> Iterator[Finding]:
    if not isinstance(params, dict):
        yield Finding("params must map names to their kind and label", where)
        return
    blocks = {block.variable: block for block in sparql.values_blocks(text)}
    prologue = _prologue(text)
    for name, entry in params.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
            yield Finding(f"parameter {name} has no kind", where)
            continue
        prefix = entry["kind"].partition(":")[0]
        known = prefix in (*PREFIXES, "scheme", "id") and prefix != "xsd"
        if not known and entry["kind"] not in (*DATATYPES, *_KINDS):
            hint = f"a class, scheme:…, id:…, {', '.join((*_KINDS, *DATATYPES))}"
            yield Finding(f"parameter {name} has an unknown kind {entry['kind']!r}", where, hint)
        if not _bilingual(entry.get("label")):
            yield Finding(f"parameter {name} needs a label with the keys en and ko", where)
        variable = _variable(name, blocks)
        if variable not in blocks:
            yield Finding(f"parameter {name} has no VALUES ?{name} {{ … }} block in WHERE", where)
            continue
        try:
            default = _default(prologue, text, blocks[variable])
        except ValueError as error:
            yield Finding(f"parameter {name}: {error}", where)
            continue
        if (default is None) != bool(entry.get("optional")):
            yield Finding(f"parameter {name}: an optional one has the default UNDEF, and no other has", where)


def _check_sentence(where: str, sentence: Any, params: Any) -> Iterator[Finding]:
    """A sentence, where there is one, has a place for each parameter but the language."""
    if sentence is None or not isinstance(params, dict):
        return
    if not _bilingual(sentence):
        yield Finding("sentence needs the keys en and ko", where)
        return
    asked = {name for name, entry in params.items() if not isinstance(entry, dict) or entry.get("kind") != "lang"}
    for lang in LANGUAGES:
        places = PLACE.findall(sentence[lang])
        if sorted(places) != sorted(asked):
            hint = f"one {{name}} for each of {', '.join(sorted(asked)) or 'no parameter'}"
            yield Finding(f"the sentence ({lang}) has places for {', '.join(places) or 'nothing'}", where, hint)


def front_matter(text: str) -> dict[str, Any]:
    """The YAML of the `#+ ` lines at the head of a query. Raises yaml.YAMLError, or ValueError when it is no mapping.

    Lines after the first one without `#+` are not read; line numbers of errors are those of the file.
    """
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line[2:].removeprefix(" "))
    loaded = yaml.load("\n".join(lines), Loader=_LOADER)
    if not isinstance(loaded, dict):
        raise ValueError("there is no front matter: the file must begin with '#+ ' lines")
    return loaded


def _read(path: Path) -> CannedQuery:
    """A query file that `check` found good."""
    text = path.read_text(encoding="utf-8")
    matter = front_matter(text)
    blocks = {block.variable: block for block in sparql.values_blocks(text)}
    prologue = _prologue(text)
    params = {}
    for name, entry in (matter.get("params") or {}).items():
        variable = _variable(name, blocks)
        default = _default(prologue, text, blocks[variable])
        params[name] = Parameter(name, variable, entry["kind"], entry["label"], bool(entry.get("optional")), default)
    return CannedQuery(
        name=path.stem,
        text=text,
        summary=str(matter["summary"]),
        description=str(matter.get("description", "")),
        description_ko=str(matter.get("description_ko", "")),
        tags=tuple(map(str, matter.get("tags") or ())),
        question=matter["question"],
        sentence=matter.get("sentence") or matter["question"],
        params=params,
        view=matter.get("view", "table"),
        columns=tuple(map(str, matter["columns"])),
    )


def _variable(name: str, blocks: Mapping[str, sparql.ValuesBlock]) -> str:
    """The variable of a parameter's block."""
    return f"_{name}" if f"_{name}" in blocks else name


def _prologue(text: str) -> str:
    return text[: sparql.outline(text).prologue_end]


def _default(prologue: str, text: str, block: sparql.ValuesBlock) -> ox.NamedNode | ox.Literal | None:
    """The one term of a VALUES block, as the query parser reads it; None for UNDEF."""
    data = text[block.start : block.end]
    select = f"{prologue}\nSELECT ?v {{ VALUES ?v {{ {data}\n }} }}"
    rows: list[Any] = list(ox.Store().query(select))  # type: ignore[arg-type] # a SELECT
    if len(rows) != 1:
        raise ValueError(f"its VALUES block holds {len(rows)} values, not one")
    value: ox.NamedNode | ox.Literal | None = rows[0]["v"]
    return value


def _variables(text: str) -> list[str]:
    """The columns of a SELECT, or of a CONSTRUCT's statements. Raises SyntaxError, or ValueError for another form."""
    results = ox.Store().query(text) if "SERVICE" not in text.upper() else None
    if isinstance(results, ox.QueryTriples):
        return list(STATEMENT)
    if not isinstance(results, ox.QuerySolutions):
        raise ValueError("a canned query is a SELECT or CONSTRUCT without SERVICE")
    columns = [variable.value for variable in results.variables]
    if tuple(columns) == STATEMENT:
        raise ValueError("subject, predicate, object are the columns of a CONSTRUCT; name a SELECT's otherwise")
    return columns


def _bilingual(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(lang), str) for lang in LANGUAGES)
