"""Every error that KSC raises on purpose.

KscError
├── UsageError            the call is wrong: an unknown option value, a file that is not there      (exit code 2)
│   └── ShapeError        a SHACL shape that is not compiled
├── FindingsError         the input was read and found wrong; carries one Finding per problem      (exit code 1)
│   ├── InputError        an upload that no verdict is possible on: not what it claims to be, too large, unfit
│   ├── RecordError       a record table: file, row, column
│   └── ExtractError      a document that no layout reads
├── ValidationError       a validation that gave no verdict, through no fault that it found
│   ├── ValidationTimeout  it ran past its deadline and was stopped
│   ├── ValidationMemory   it needed more memory than a worker may have
│   └── ValidationFailed   its worker died
├── StateError            the folder of accepted writes is damaged, in use, or cannot be read      (exit code 2)
├── WriteError            a change that was not made: nothing is different
│   ├── WriteRefused      it would change what cannot be changed here
│   ├── WriteAmbiguous    what it would have to change cannot be told
│   ├── WriteConflict     it does not go with what is there
│   ├── WriteInvalid      the shapes do not allow what it would make of the data
│   └── StorageError      it could not be kept: the disk is full, or read-only
└── QueryError            a SPARQL query that gave no answer
    ├── QuerySyntaxError  it does not parse: line and column
    ├── QueryRefused      it asks for what this service does not do (SERVICE, an update without a token)
    ├── QueryTimeout      it ran past its deadline and was stopped
    ├── QueryMemory       it needed more memory than a worker may have
    ├── QueryFailed       it stopped part way, or the worker died
    ├── FormatError       none of the formats asked for can carry this kind of answer
    ├── EngineBusy        every worker is busy and the queue is full
    ├── EngineError       the engine cannot start, has stopped or cannot be reached
    └── ParameterError    a canned query's parameter has a value that it cannot take
"""

# ruff: noqa: N818 - the names say what happened; "Error" would add nothing
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in an input: where it stands, what it is, and what would be right. Prints as one line."""

    message: str
    where: str = ""
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        text = f"{text}; {self.hint}" if self.hint else text
        return " ".join(text.split())


class KscError(Exception):
    """The root of the tree; its text is one line that a user can act on."""

    exit_code = 1


class UsageError(KscError):
    """The call itself is wrong."""

    exit_code = 2


class ShapeError(UsageError):
    """A shape that is not compiled: `message` says why, `node` is the shape or what is at fault in it."""

    def __init__(self, node: object, message: str) -> None:
        self.node, self.message = node, message
        super().__init__(f"{node}: {message}")


class FindingsError(KscError):
    """The input was read, and it holds problems; `findings` has one entry for each."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class RecordError(FindingsError):
    """A record table holds cells that cannot be right."""


class InputError(FindingsError):
    """An upload that no verdict is possible on. `problem`: it does not parse, is too large, or unfit."""

    def __init__(self, findings: Iterable[Finding], problem: Literal["syntax", "size", "unfit"] = "unfit") -> None:
        self.problem = problem
        super().__init__(findings)


class ExtractError(FindingsError):
    """No layout reads this document."""


class ValidationError(KscError):
    """A validation that gave no verdict."""


class ValidationTimeout(ValidationError):
    """The validation ran past its deadline; its worker was stopped."""


class ValidationMemory(ValidationError):
    """The validation needed more memory than one worker may have; its worker was stopped."""


class ValidationFailed(ValidationError):
    """The validation stopped part way: its worker died."""


class StateError(KscError):
    """The folder of accepted writes is damaged, in use, or cannot be read."""

    exit_code = 2


class WriteError(KscError):
    """A change that was not made. `line` and `column` say where it was asked for, counted from 1."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.message, self.line, self.column = message, line, column
        super().__init__(message)


class WriteRefused(WriteError):
    """The change would be to what cannot be changed here."""


class WriteAmbiguous(WriteError):
    """What the change would have to be cannot be told."""


class WriteConflict(WriteError):
    """The change does not go with what is there."""


class WriteInvalid(WriteError):
    """The shapes do not allow what the change would make of the data; `report` says why, in the form asked for."""

    def __init__(self, message: str, report: bytes) -> None:
        self.report = report
        super().__init__(message)


class StorageError(WriteError):
    """The change could not be kept: the disk is full, or read-only."""


class QueryError(KscError):
    """A SPARQL query gave no answer."""


class QuerySyntaxError(QueryError):
    """The query does not parse. `line` and `column` count from 1; None where the parser names no place."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None, hint: str = "") -> None:
        self.message, self.line, self.column, self.hint = message, line, column, hint
        where = f"line {line}, column {column}" if line is not None else ""
        super().__init__(str(Finding(message, where, hint)))


class QueryRefused(QueryError):
    """The query asks for something that this service does not do; `line` and `column` as in QuerySyntaxError."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)


class QueryTimeout(QueryError):
    """The query ran past its deadline; its worker was stopped."""


class QueryMemory(QueryError):
    """The query needed more memory than one worker may have; its worker was stopped."""


class QueryFailed(QueryError):
    """The query stopped part way: its worker died, or the store reported a fault."""


class FormatError(QueryError):
    """None of the formats asked for can carry the answer.

    `kind` is what it is: "solutions" or "graph"; empty where formats of its kind were asked for.
    """

    def __init__(self, message: str, kind: str) -> None:
        self.kind = kind
        super().__init__(message)


class EngineBusy(QueryError):
    """Every worker is busy and the queue is full; try again after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class EngineError(QueryError):
    """The engine cannot start, has stopped, or cannot be reached; it may be there after `retry_after` seconds."""

    retry_after = 5


class ParameterError(QueryError):
    """A parameter of a canned query has a value that it cannot take; `parameter` names it, `hint` what would do."""

    def __init__(self, parameter: str, message: str, hint: str = "") -> None:
        self.parameter, self.message, self.hint = parameter, message, hint
        super().__init__(str(Finding(message, f"parameter {parameter}", hint)))
