"""The kinds of problems that an error of ours is answered with (kg.errors)."""

from __future__ import annotations

from typing import Final

from api.http.problem_kinds.kind import Kind
from api.http.problem_kinds.of_statuses import HTTP_KINDS
from kg import errors

KINDS: Final[dict[type[Exception], Kind]] = {
    errors.QuerySyntaxError: Kind.of(
        400,
        "query-syntax",
        ("The query is not valid SPARQL", "올바른 SPARQL 질의가 아닙니다"),
        (
            "The query cannot be read as SPARQL 1.1. Line and column, from 1, say where; the hint, what may help.",
            "질의를 SPARQL 1.1로 읽을 수 없습니다. line과 column(1부터 셈)은 위치를, hint는 고칠 방법을 알려 줍니다.",
        ),
    ),
    errors.QueryRefused: Kind.of(
        403,
        "query-refused",
        ("The query is not allowed", "허용되지 않는 질의입니다"),
        (
            "The query asks for what this service does not do, such as SERVICE, which would reach other hosts.",
            "다른 호스트에 접속하는 SERVICE처럼 이 서비스가 하지 않는 일을 요구하는 질의입니다.",
        ),
    ),
    errors.QueryTimeout: Kind.of(
        504,
        "query-timeout",
        ("The query took too long", "질의 시간이 초과되었습니다"),
        (
            "The query ran past its deadline and was stopped. Ask for less: more bound terms, fewer paths, a LIMIT.",
            "질의가 제한 시간을 넘겨 중단되었습니다. 값을 더 지정하거나 경로를 줄이거나 LIMIT을 써서 범위를 좁히세요.",
        ),
    ),
    errors.QueryMemory: Kind.of(
        507,
        "query-memory",
        ("The query needs too much memory", "질의에 메모리가 너무 많이 필요합니다"),
        (
            "The query needed more memory than one query may have and was stopped. Sort, group or join less at once.",
            "질의 하나가 쓸 수 있는 메모리를 넘겨 중단되었습니다. 한 번에 정렬하거나 묶거나 결합하는 양을 줄이세요.",
        ),
    ),
    errors.QueryFailed: Kind.of(
        500,
        "query-failed",
        ("The query failed", "질의에 실패했습니다"),
        (
            "The query stopped part way by a fault of the engine. The same query may work when it is sent again.",
            "엔진 오류로 질의가 도중에 멈췄습니다. 같은 질의를 다시 보내면 될 수도 있습니다.",
        ),
    ),
    errors.FormatError: HTTP_KINDS[406],
    errors.EngineBusy: Kind.of(
        503,
        "busy",
        ("The service is busy", "서비스가 혼잡합니다"),
        (
            "Too many queries are waiting. Retry-After says in how many seconds to try again.",
            "기다리는 질의가 너무 많습니다. Retry-After 헤더가 몇 초 뒤에 다시 시도할지 알려 줍니다.",
        ),
    ),
    errors.EngineError: Kind.of(
        503,
        "engine",
        ("The query engine is not running", "질의 엔진이 작동하지 않습니다"),
        (
            "The query engine could not start or has stopped. This is for the service's operator to mend.",
            "질의 엔진이 시작되지 않았거나 멈췄습니다. 서비스 운영자가 고쳐야 합니다.",
        ),
    ),
    errors.ParameterError: Kind.of(
        422,
        "parameter",
        ("A parameter has a wrong value", "매개변수의 값이 올바르지 않습니다"),
        (
            "A parameter's value cannot be used. The member parameter names it; the hint says what would be right.",
            "매개변수의 값을 쓸 수 없습니다. parameter는 그 이름을, hint는 올바른 값을 알려 줍니다.",
        ),
    ),
    errors.WriteRefused: Kind.of(
        403,
        "write-refused",
        ("This cannot be changed", "바꿀 수 없는 대상입니다"),
        (
            "The change would be to what nobody can change here: a graph that others are checked by, or follow from.",
            "검사의 기준이 되거나 다른 그래프에서 도출되는 그래프는 아무도 바꿀 수 없습니다.",
        ),
    ),
    errors.WriteAmbiguous: Kind.of(
        400,
        "write-ambiguous",
        ("What to change cannot be told", "무엇을 바꿀지 알 수 없습니다"),
        (
            "The change can be read in several ways, and none was chosen. The detail says how to say it plainly.",
            "여러 뜻으로 읽히는 변경이어서 아무것도 바꾸지 않았습니다. 분명하게 쓰는 방법은 detail에 있습니다.",
        ),
    ),
    errors.WriteConflict: Kind.of(
        409,
        "write-conflict",
        ("The change does not go with the data", "현재 데이터와 맞지 않는 변경입니다"),
        (
            "What the change presupposes is not so: something of that name is there already, or is not there.",
            "변경의 전제가 현재 데이터와 다릅니다. 같은 이름이 이미 있거나, 있어야 할 것이 없습니다.",
        ),
    ),
    errors.WriteInvalid: Kind.of(
        422,
        "write-invalid",
        ("The data would not be valid", "검증 규칙에 맞지 않게 됩니다"),
        (
            "With this change the data would not conform to the shapes, so nothing was changed. The report lists why.",
            "데이터가 검증 규칙에 맞지 않게 되므로 아무것도 바꾸지 않았습니다. 까닭은 report에 있습니다.",
        ),
    ),
    errors.ValidationTimeout: Kind.of(
        504,
        "validation-timeout",
        ("The validation took too long", "검증 시간이 초과되었습니다"),
        (
            "The validation ran past its deadline and was stopped; nothing was changed. Send less at once.",
            "검증이 제한 시간을 넘겨 중단되었고 아무것도 바뀌지 않았습니다. 나누어 보내세요.",
        ),
    ),
    errors.ValidationMemory: Kind.of(
        507,
        "validation-memory",
        ("The validation needs too much memory", "검증에 메모리가 너무 많이 필요합니다"),
        (
            "The validation needed more memory than one may have; nothing was changed. Send less at once.",
            "검증이 쓸 수 있는 메모리를 넘겼고 아무것도 바뀌지 않았습니다. 나누어 보내세요.",
        ),
    ),
    errors.ValidationFailed: Kind.of(
        500,
        "validation-failed",
        ("The validation failed", "검증에 실패했습니다"),
        (
            "The validation stopped part way; nothing was changed. The same input may do when it is sent again.",
            "검증이 도중에 멈췄고 아무것도 바뀌지 않았습니다. 다시 보내면 될 수도 있습니다.",
        ),
    ),
    errors.StorageError: Kind.of(
        507,
        "storage",
        ("The change cannot be kept", "변경을 저장할 수 없습니다"),
        (
            "The folder of accepted writes takes no more: its disk is full, read-only or failing. Nothing was changed.",
            "변경을 저장하는 폴더에 쓸 수 없습니다(디스크 가득 참, 읽기 전용, 고장). 아무것도 바뀌지 않았습니다.",
        ),
    ),
}
# Of an InputError, by what is wrong with the input.
INPUT_KINDS: Final = {
    "syntax": Kind.of(
        400,
        "input-syntax",
        ("The input cannot be read", "입력을 읽을 수 없습니다"),
        (
            "The input is not in the format that it is said to be in. Line and column, counted from 1, say where.",
            "입력이 알려 준 형식에 맞지 않습니다. line과 column(1부터 셈)은 그 위치입니다.",
        ),
    ),
    "size": HTTP_KINDS[413],
    "unfit": Kind.of(
        422,
        "input-unfit",
        ("The input cannot be judged", "검증할 수 없는 입력입니다"),
        (
            "The input was read, but holds what is not taken here. The hint says what would be right.",
            "입력을 읽었지만 여기서 받지 않는 내용이 있습니다. 올바른 것은 hint에 있습니다.",
        ),
    ),
}
# Of every error that is not ours.
FAULT: Final = Kind.of(
    500,
    "internal",
    ("The service has a fault", "서비스에 오류가 있습니다"),
    (
        "The service made a mistake that it did not foresee. It was logged; the request need not be at fault.",
        "서비스에 예상하지 못한 오류가 있었습니다. 오류는 기록되었으며, 요청의 잘못이 아닐 수 있습니다.",
    ),
)
