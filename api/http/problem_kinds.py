"""The kinds of problems that the service answers with: each has an address, `/problem/{slug}`, that says what it means.

The type IRIs are part of the interface (RFC 9457, section 3.1.1): never change one.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from kg import errors
from kg.namespaces import BASE

Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, the end of its type IRI, its title, and what it means and what can be done."""

    status: int
    slug: str
    title: Text
    description: Text

    @property
    def type(self) -> str:
        """The type IRI; a problem that is just its status has none of its own (RFC 9457, section 4.2.1)."""
        return f"{BASE}problem/{self.slug}" if self.slug else "about:blank"


def _kind(status: int, slug: str, title: tuple[str, str], description: tuple[str, str]) -> Kind:
    languages = ("en", "ko")
    return Kind(status, slug, dict(zip(languages, title, strict=True)), dict(zip(languages, description, strict=True)))


_NOT_ACCEPTABLE: Final = _kind(
    406,
    "not-acceptable",
    ("No acceptable format", "제공할 수 있는 형식이 없습니다"),
    (
        "The Accept header takes none of the formats that this answer comes in. The detail lists them.",
        "이 답은 Accept 헤더가 받아들이는 형식으로 제공되지 않습니다. detail에 제공되는 형식이 나열되어 있습니다.",
    ),
)
KINDS: Final[dict[type[Exception], Kind]] = {
    errors.QuerySyntaxError: _kind(
        400,
        "query-syntax",
        ("The query is not valid SPARQL", "올바른 SPARQL 질의가 아닙니다"),
        (
            "The query cannot be read as SPARQL 1.1. Line and column, from 1, say where; the hint, what may help.",
            "질의를 SPARQL 1.1로 읽을 수 없습니다. line과 column(1부터 셈)은 위치를, hint는 고칠 방법을 알려 줍니다.",
        ),
    ),
    errors.QueryRefused: _kind(
        403,
        "query-refused",
        ("The query is not allowed", "허용되지 않는 질의입니다"),
        (
            "The query asks for what this service does not do, such as SERVICE, which would reach other hosts.",
            "다른 호스트에 접속하는 SERVICE처럼 이 서비스가 하지 않는 일을 요구하는 질의입니다.",
        ),
    ),
    errors.QueryTimeout: _kind(
        504,
        "query-timeout",
        ("The query took too long", "질의 시간이 초과되었습니다"),
        (
            "The query ran past its deadline and was stopped. Ask for less: more bound terms, fewer paths, a LIMIT.",
            "질의가 제한 시간을 넘겨 중단되었습니다. 값을 더 지정하거나 경로를 줄이거나 LIMIT을 써서 범위를 좁히세요.",
        ),
    ),
    errors.QueryMemory: _kind(
        507,
        "query-memory",
        ("The query needs too much memory", "질의에 메모리가 너무 많이 필요합니다"),
        (
            "The query needed more memory than one query may have and was stopped. Sort, group or join less at once.",
            "질의 하나가 쓸 수 있는 메모리를 넘겨 중단되었습니다. 한 번에 정렬하거나 묶거나 결합하는 양을 줄이세요.",
        ),
    ),
    errors.QueryFailed: _kind(
        500,
        "query-failed",
        ("The query failed", "질의에 실패했습니다"),
        (
            "The query stopped part way by a fault of the engine. The same query may work when it is sent again.",
            "엔진 오류로 질의가 도중에 멈췄습니다. 같은 질의를 다시 보내면 될 수도 있습니다.",
        ),
    ),
    errors.FormatError: _NOT_ACCEPTABLE,
    errors.EngineBusy: _kind(
        503,
        "busy",
        ("The service is busy", "서비스가 혼잡합니다"),
        (
            "Too many queries are waiting. Retry-After says in how many seconds to try again.",
            "기다리는 질의가 너무 많습니다. Retry-After 헤더가 몇 초 뒤에 다시 시도할지 알려 줍니다.",
        ),
    ),
    errors.EngineError: _kind(
        503,
        "engine",
        ("The query engine is not running", "질의 엔진이 작동하지 않습니다"),
        (
            "The query engine could not start or has stopped. This is for the service's operator to mend.",
            "질의 엔진이 시작되지 않았거나 멈췄습니다. 서비스 운영자가 고쳐야 합니다.",
        ),
    ),
    errors.ParameterError: _kind(
        422,
        "parameter",
        ("A parameter has a wrong value", "매개변수의 값이 올바르지 않습니다"),
        (
            "A parameter's value cannot be used. The member parameter names it; the hint says what would be right.",
            "매개변수의 값을 쓸 수 없습니다. parameter는 그 이름을, hint는 올바른 값을 알려 줍니다.",
        ),
    ),
    errors.WriteRefused: _kind(
        403,
        "write-refused",
        ("This cannot be changed", "바꿀 수 없는 대상입니다"),
        (
            "The change would be to what nobody can change here: a graph that others are checked by, or follow from.",
            "검사의 기준이 되거나 다른 그래프에서 도출되는 그래프는 아무도 바꿀 수 없습니다.",
        ),
    ),
    errors.WriteAmbiguous: _kind(
        400,
        "write-ambiguous",
        ("What to change cannot be told", "무엇을 바꿀지 알 수 없습니다"),
        (
            "The change can be read in several ways, and none was chosen. The detail says how to say it plainly.",
            "여러 뜻으로 읽히는 변경이어서 아무것도 바꾸지 않았습니다. 분명하게 쓰는 방법은 detail에 있습니다.",
        ),
    ),
    errors.WriteConflict: _kind(
        409,
        "write-conflict",
        ("The change does not go with the data", "현재 데이터와 맞지 않는 변경입니다"),
        (
            "What the change presupposes is not so: something of that name is there already, or is not there.",
            "변경의 전제가 현재 데이터와 다릅니다. 같은 이름이 이미 있거나, 있어야 할 것이 없습니다.",
        ),
    ),
    errors.WriteInvalid: _kind(
        422,
        "write-invalid",
        ("The data would not be valid", "검증 규칙에 맞지 않게 됩니다"),
        (
            "With this change the data would not conform to the shapes, so nothing was changed. The report lists why.",
            "데이터가 검증 규칙에 맞지 않게 되므로 아무것도 바꾸지 않았습니다. 까닭은 report에 있습니다.",
        ),
    ),
    errors.ValidationTimeout: _kind(
        504,
        "validation-timeout",
        ("The validation took too long", "검증 시간이 초과되었습니다"),
        (
            "The validation ran past its deadline and was stopped; nothing was changed. Send less at once.",
            "검증이 제한 시간을 넘겨 중단되었고 아무것도 바뀌지 않았습니다. 나누어 보내세요.",
        ),
    ),
    errors.ValidationMemory: _kind(
        507,
        "validation-memory",
        ("The validation needs too much memory", "검증에 메모리가 너무 많이 필요합니다"),
        (
            "The validation needed more memory than one may have; nothing was changed. Send less at once.",
            "검증이 쓸 수 있는 메모리를 넘겼고 아무것도 바뀌지 않았습니다. 나누어 보내세요.",
        ),
    ),
    errors.ValidationFailed: _kind(
        500,
        "validation-failed",
        ("The validation failed", "검증에 실패했습니다"),
        (
            "The validation stopped part way; nothing was changed. The same input may do when it is sent again.",
            "검증이 도중에 멈췄고 아무것도 바뀌지 않았습니다. 다시 보내면 될 수도 있습니다.",
        ),
    ),
    errors.StorageError: _kind(
        507,
        "storage",
        ("The change cannot be kept", "변경을 저장할 수 없습니다"),
        (
            "The folder of accepted writes takes no more: its disk is full, read-only or failing. Nothing was changed.",
            "변경을 저장하는 폴더에 쓸 수 없습니다(디스크 가득 참, 읽기 전용, 고장). 아무것도 바뀌지 않았습니다.",
        ),
    ),
}
HTTP_KINDS: Final[dict[int, Kind]] = {
    kind.status: kind
    for kind in (
        _NOT_ACCEPTABLE,
        _kind(
            400,
            "bad-request",
            ("The request is not well-formed", "요청의 형식이 올바르지 않습니다"),
            (
                "The request breaks a rule of HTTP or of the protocol that is spoken here. The detail says which.",
                "요청이 HTTP나 이 주소에서 쓰는 프로토콜의 규칙에 어긋납니다. 어떤 규칙인지는 detail에 있습니다.",
            ),
        ),
        _kind(
            401,
            "unauthorized",
            ("The change needs a token", "변경에는 토큰이 필요합니다"),
            (
                "Changes are for who has the service's token, sent as Authorization: Bearer. Reads need none.",
                "서비스의 토큰을 Authorization: Bearer로 보내야 변경할 수 있습니다. 읽기에는 필요하지 않습니다.",
            ),
        ),
        _kind(
            403,
            "read-only",
            ("The service does not take changes", "변경을 받지 않는 서비스입니다"),
            (
                "What was asked for would change data that cannot be changed here.",
                "여기서 바꿀 수 없는 데이터를 바꾸려는 요청입니다.",
            ),
        ),
        _kind(
            404,
            "not-found",
            ("There is nothing here", "찾을 수 없습니다"),
            (
                "Nothing has this address. Where something has one like it, suggestions lists it.",
                "이 주소에 해당하는 것이 없습니다. 비슷한 주소가 있으면 suggestions에 나열됩니다.",
            ),
        ),
        _kind(
            405,
            "method-not-allowed",
            ("The method is not allowed", "허용되지 않는 메서드입니다"),
            (
                "The address exists, but not for this method. The Allow header lists those that it takes.",
                "주소는 있지만 이 메서드는 받지 않습니다. 받는 메서드는 Allow 헤더에 있습니다.",
            ),
        ),
        _kind(
            410,
            "gone",
            ("This is no longer here", "더 이상 없습니다"),
            (
                "This IRI was retired. Where something stands for it now, replaced_by leads there.",
                "폐기된 IRI입니다. 대신하는 것이 있으면 replaced_by가 그 주소입니다.",
            ),
        ),
        _kind(
            412,
            "precondition-failed",
            ("The precondition does not hold", "사전 조건이 맞지 않습니다"),
            (
                "What is there is not what If-Match or If-None-Match names. Read it again, then decide.",
                "현재 내용이 If-Match나 If-None-Match가 가리키는 것과 다릅니다. 다시 읽고 결정하세요.",
            ),
        ),
        _kind(
            413,
            "too-large",
            ("The request is too large", "요청이 너무 큽니다"),
            ("The body is larger than the service takes.", "본문이 서비스가 받는 크기를 넘습니다."),
        ),
        _kind(
            414,
            "address-too-long",
            ("The address is too long", "주소가 너무 깁니다"),
            (
                "The address is longer than the service takes. Send a long query by POST.",
                "주소가 서비스가 받는 길이를 넘습니다. 긴 질의는 POST로 보내세요.",
            ),
        ),
        _kind(
            415,
            "media-type",
            ("The request's media type is not supported", "지원하지 않는 미디어 유형입니다"),
            (
                "The body's Content-Type or Content-Encoding is not taken here. The detail names those that are.",
                "본문의 Content-Type이나 Content-Encoding을 받지 않습니다. 받는 유형은 detail에 있습니다.",
            ),
        ),
        _kind(
            431,
            "headers-too-large",
            ("The request's headers are too large", "요청 헤더가 너무 큽니다"),
            (
                "The headers are larger in all than the service takes.",
                "헤더 전체의 크기가 서비스가 받는 크기를 넘습니다.",
            ),
        ),
    )
}
INPUT_KINDS: Final = {
    "syntax": _kind(
        400,
        "input-syntax",
        ("The input cannot be read", "입력을 읽을 수 없습니다"),
        (
            "The input is not in the format that it is said to be in. Line and column, counted from 1, say where.",
            "입력이 알려 준 형식에 맞지 않습니다. line과 column(1부터 셈)은 그 위치입니다.",
        ),
    ),
    "size": HTTP_KINDS[413],
    "unfit": _kind(
        422,
        "input-unfit",
        ("The input cannot be judged", "검증할 수 없는 입력입니다"),
        (
            "The input was read, but holds what is not taken here. The hint says what would be right.",
            "입력을 읽었지만 여기서 받지 않는 내용이 있습니다. 올바른 것은 hint에 있습니다.",
        ),
    ),
}
FAULT: Final = _kind(
    500,
    "internal",
    ("The service has a fault", "서비스에 오류가 있습니다"),
    (
        "The service made a mistake that it did not foresee. It was logged; the request need not be at fault.",
        "서비스에 예상하지 못한 오류가 있었습니다. 오류는 기록되었으며, 요청의 잘못이 아닐 수 있습니다.",
    ),
)
BY_SLUG: Final = {kind.slug: kind for kind in (*KINDS.values(), *HTTP_KINDS.values(), *INPUT_KINDS.values(), FAULT)}


def of_status(status: int) -> Kind:
    """The kind of a status that HTTP alone gives; one that we have no more to say of is `about:blank`."""
    phrase = HTTPStatus(status).phrase
    return HTTP_KINDS.get(status) or _kind(status, "", (phrase, phrase), (phrase, phrase))
