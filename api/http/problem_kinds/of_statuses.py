"""The kinds of problems that an HTTP status tells apart."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from api.http.problem_kinds.kind import Kind

HTTP_KINDS: Final[dict[int, Kind]] = {
    kind.status: kind
    for kind in (
        Kind.of(
            400,
            "bad-request",
            ("The request is not well-formed", "요청의 형식이 올바르지 않습니다"),
            (
                "The request breaks a rule of HTTP or of the protocol that is spoken here. The detail says which.",
                "요청이 HTTP나 이 주소에서 쓰는 프로토콜의 규칙에 어긋납니다. 어떤 규칙인지는 detail에 있습니다.",
            ),
        ),
        Kind.of(
            401,
            "unauthorized",
            ("The change needs a token", "변경에는 토큰이 필요합니다"),
            (
                "Changes are for who has the service's token, sent as Authorization: Bearer. Reads need none.",
                "서비스의 토큰을 Authorization: Bearer로 보내야 변경할 수 있습니다. 읽기에는 필요하지 않습니다.",
            ),
        ),
        Kind.of(
            403,
            "read-only",
            ("The service does not take changes", "변경을 받지 않는 서비스입니다"),
            (
                "What was asked for would change data that cannot be changed here.",
                "여기서 바꿀 수 없는 데이터를 바꾸려는 요청입니다.",
            ),
        ),
        Kind.of(
            404,
            "not-found",
            ("There is nothing here", "찾을 수 없습니다"),
            (
                "Nothing has this address. Where something has one like it, suggestions lists it.",
                "이 주소에 해당하는 것이 없습니다. 비슷한 주소가 있으면 suggestions에 나열됩니다.",
            ),
        ),
        Kind.of(
            405,
            "method-not-allowed",
            ("The method is not allowed", "허용되지 않는 메서드입니다"),
            (
                "The address exists, but not for this method. The Allow header lists those that it takes.",
                "주소는 있지만 이 메서드는 받지 않습니다. 받는 메서드는 Allow 헤더에 있습니다.",
            ),
        ),
        Kind.of(
            406,
            "not-acceptable",
            ("No acceptable format", "제공할 수 있는 형식이 없습니다"),
            (
                "The Accept header takes none of the formats that this answer comes in. The detail lists them.",
                "이 답은 Accept 헤더가 받는 형식으로 제공되지 않습니다. 제공되는 형식은 detail에 있습니다.",
            ),
        ),
        Kind.of(
            410,
            "gone",
            ("This is no longer here", "더 이상 없습니다"),
            (
                "This IRI was retired. Where something stands for it now, replaced_by leads there.",
                "폐기된 IRI입니다. 대신하는 것이 있으면 replaced_by가 그 주소입니다.",
            ),
        ),
        Kind.of(
            412,
            "precondition-failed",
            ("The precondition does not hold", "사전 조건이 맞지 않습니다"),
            (
                "What is there is not what If-Match or If-None-Match names. Read it again, then decide.",
                "현재 내용이 If-Match나 If-None-Match가 가리키는 것과 다릅니다. 다시 읽고 결정하세요.",
            ),
        ),
        Kind.of(
            413,
            "too-large",
            ("The request is too large", "요청이 너무 큽니다"),
            ("The body is larger than the service takes.", "본문이 서비스가 받는 크기를 넘습니다."),
        ),
        Kind.of(
            414,
            "address-too-long",
            ("The address is too long", "주소가 너무 깁니다"),
            (
                "The address is longer than the service takes. Send a long query by POST.",
                "주소가 서비스가 받는 길이를 넘습니다. 긴 질의는 POST로 보내세요.",
            ),
        ),
        Kind.of(
            415,
            "media-type",
            ("The request's media type is not supported", "지원하지 않는 미디어 유형입니다"),
            (
                "The body's Content-Type or Content-Encoding is not taken here. The detail names those that are.",
                "본문의 Content-Type이나 Content-Encoding을 받지 않습니다. 받는 유형은 detail에 있습니다.",
            ),
        ),
        Kind.of(
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


def of_status(status: int) -> Kind:
    """The kind of a status that HTTP alone gives; one that we have no more to say of is `about:blank`."""
    phrase = HTTPStatus(status).phrase
    return HTTP_KINDS.get(status) or Kind.of(status, "", (phrase, phrase), (phrase, phrase))
