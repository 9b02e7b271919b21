"""The Korean of every message (`kg.messages`), by its English template. A test compares both sides and their fields.

No particle follows a field: which one it takes would hang on the value.
"""

from __future__ import annotations

from typing import Final

from kg.korean_records import RECORDS
from kg.korean_shapes import SHAPES

KOREAN: Final[dict[str, str]] = {
    **RECORDS,
    **SHAPES,
    # Pieces
    "": "",
    "{first} or {second}": "{first} 또는 {second}",
    "{what}; {hint}": "{what}. {hint}",
    "{what}: {note}": "{what}: {note}",
    "did you mean {names}?": "혹시 {names} 아닌가요?",
    "this can be had as {offers}": "제공되는 형식: {offers}",
    "{what}; it can be had as {offers}": "{what}. 제공되는 형식: {offers}",
    # Requests
    "the parameters are not percent-encoded UTF-8": "매개변수가 퍼센트 인코딩된 UTF-8이 아닙니다",
    "more than {most} parameters": "매개변수가 {most}개를 넘습니다",
    "the parameter {name} is given {number} times": "매개변수 {name}: {number}번 주어졌지만 한 번만 쓸 수 있습니다",
    "a request may have {most} MiB at most": "요청 본문의 크기는 {most} MiB까지입니다",
    "an answer of more than {most} MiB needs HTTP/1.1": "{most} MiB가 넘는 응답을 받으려면 HTTP/1.1을 써야 합니다",
    "an address may have {most} bytes; send a long query by POST": (
        "주소의 길이는 {most}바이트까지입니다. 긴 질의는 POST로 보내세요"
    ),
    "the headers may have {most} bytes; these have {size}": "헤더는 모두 {most}바이트까지인데 {size}바이트입니다",
    "{method} is not allowed here; use {methods}": "{method}: 여기서 쓸 수 없는 메서드입니다. 쓸 수 있는 것: {methods}",
    "the Host header is not the name of a host": "Host 헤더가 호스트의 이름이 아닙니다",
    "this is our fault, and it was logged": "서비스의 잘못이며, 기록해 두었습니다",
    # What is not there
    "there is nothing at {path}": "이 주소에는 아무것도 없습니다: {path}",
    "no name here has a slash in it: %2F is not a separator": (
        "이곳의 이름에는 빗금이 들어가지 않습니다. %2F는 구분자가 아닙니다"
    ),
    "there is no {suffix} of this; it can be had as {offers}": "{suffix} 형식은 없습니다. 제공되는 형식: {offers}",
    "{name} is gone since {since}": "{name}: {since}부터 없습니다",
    "this service knows no {name}": "이 서비스가 모르는 이름입니다: {name}",
    "there is no profile {name!r}; there are {known}": "{name!r} 프로파일은 없습니다. 있는 것: {known}",
    "there is no dump {name!r}; there are {known}": "{name!r} 덤프는 없습니다. 있는 것: {known}",
    "this page is text/html; /void describes the files": "이 쪽은 text/html입니다. 파일에 대한 설명은 /void에 있습니다",
    "there is no query {name!r}": "{name!r} 질의는 없습니다",
    "{name} can be had as {offers}": "{name} 질의가 제공되는 형식: {offers}",
    "there is no graph {graph}": "그런 그래프가 없습니다: {graph}",
    "name one graph: /store?graph=IRI, or /store?default for the default graph": (
        "그래프 하나를 지정하세요: /store?graph=IRI, 기본 그래프는 /store?default"
    ),
    "{name} must be an absolute IRI: {reason}": "{name}: 절대 IRI여야 합니다: {reason}",
    "a graph's name must be an absolute IRI; {iri!r} is not": "그래프의 이름은 절대 IRI여야 하는데 {iri!r}입니다",
    # Changes
    # Writes
    "this service is read-only: no token is set that would allow changes": (
        "변경을 허용하는 토큰이 설정되지 않은 읽기 전용 서비스입니다"
    ),
    "a change needs the header Authorization: Bearer with the token": (
        "변경하려면 토큰을 담은 Authorization: Bearer 헤더가 필요합니다"
    ),
    "this is not the token that allows changes": "변경을 허용하는 토큰이 아닙니다",
    "send it as {offers}, not as {given!r}": "보낼 수 있는 형식: {offers}. 받은 형식: {given!r}",
    "the body must be in UTF-8": "본문은 UTF-8이어야 합니다",
    "the body must not be compressed": "본문을 압축하지 않고 보내야 합니다",
    "the Content-Type of the form says no boundary=… between its parts": (
        "양식의 Content-Type에 부분을 가르는 boundary=…가 없습니다"
    ),
    "the body is no multipart form of 1 to {most} parts": "본문이 부분 1~{most}개로 된 multipart 양식이 아닙니다",
    "part {number} of the form is {given!r}, not {offers}": (
        "양식의 {number}번째 부분의 형식이 {given!r}입니다. 보낼 수 있는 형식: {offers}"
    ),
    "what is there is not what If-Match names: it was changed, or is not there": (
        "현재 내용이 If-Match가 가리키는 것이 아닙니다. 그사이 바뀌었거나 없습니다"
    ),
    "what is there is what If-None-Match excludes": "현재 내용이 If-None-Match가 제외하는 것입니다",
    "others are writing; try again shortly": "다른 변경을 처리하고 있습니다. 잠시 뒤에 다시 시도하세요",
    "the data would not conform to the shapes; nothing was changed": (
        "데이터가 검증 규칙에 맞지 않게 되므로 아무것도 바꾸지 않았습니다"
    ),
    "the graph {graph} holds the terms that everything else is checked by": (
        "다른 모든 것을 검사하는 용어가 들어 있는 그래프입니다: {graph}"
    ),
    "the graph {graph} holds the shapes that everything else is checked by": (
        "다른 모든 것을 검사하는 규칙이 들어 있는 그래프입니다: {graph}"
    ),
    "the graph {graph} lists the canned queries, which are files": (
        "파일로 관리하는 준비된 질의의 목록이 들어 있는 그래프입니다: {graph}"
    ),
    "the graph {graph} holds what follows from the others, by itself": (
        "다른 그래프에서 도출되어 저절로 바뀌는 그래프입니다: {graph}"
    ),
    "the change could not be kept: {reason}": "변경을 저장하지 못했습니다: {reason}",
    "an earlier write is in doubt since a fault of the disk; start the service anew": (
        "디스크 오류로 앞선 변경의 저장 여부가 불확실합니다. 서비스를 다시 시작하세요"
    ),
    "whether the change was kept is in doubt: {reason}; start the service anew": (
        "변경이 저장되었는지 불확실합니다: {reason}. 서비스를 다시 시작하세요"
    ),
    "there is an agreement {iri} already; a slug names one for ever": (
        "이미 있는 협약입니다: {iri}. slug는 한 협약에만 쓰며 바뀌지 않습니다"
    ),
    "adding an agreement has no such parameter": "협약을 추가할 때 쓰지 않는 매개변수입니다",
    "the service does not validate": "검증하지 않는 서비스입니다",
    "the record is not right; nothing was changed": "기록이 올바르지 않아 아무것도 바꾸지 않았습니다",
    "send one record, as one object": "기록 하나를 객체 하나로 보내세요",
    "there are no records of a document {name}": "기록이 있는 문서가 아닙니다: {name}",
    "known ones: {names}": "있는 것: {names}",
    # SPARQL Update
    "an update must be sent by POST": "갱신은 POST로 보내야 합니다",
    "a request is one query or one update": "요청 하나에는 질의나 갱신이 하나여야 합니다",
    "an update has using-graph-uri and using-named-graph-uri, not {name}": (
        "갱신에서는 {name} 대신 using-graph-uri와 using-named-graph-uri를 씁니다"
    ),
    "SERVICE is not allowed: an update may not reach other hosts": (
        "SERVICE는 허용되지 않습니다. 갱신은 다른 호스트에 접속할 수 없습니다"
    ),
    "LOAD is not allowed: an update may not reach other hosts": (
        "LOAD는 허용되지 않습니다. 갱신은 다른 호스트에 접속할 수 없습니다"
    ),
    "an update with USING or WITH cannot have using-graph-uri or using-named-graph-uri as well": (
        "USING이나 WITH가 있는 갱신에는 using-graph-uri나 using-named-graph-uri를 함께 쓸 수 없습니다"
    ),
    "DELETE WHERE has no place for using-graph-uri; write DELETE and a WHERE clause, in full": (
        "DELETE WHERE에는 using-graph-uri를 쓸 수 없습니다. DELETE와 WHERE 절을 모두 쓰세요"
    ),
    "{statement} stands in the graph {graph}, which the default graph merges: delete it there": (
        "{statement} 진술은 기본 그래프에 합쳐진 그래프 {graph}에 있습니다. 그 그래프에서 삭제하세요"
    ),
    "an update may add {most} MiB of statements at most": "갱신 하나가 추가할 수 있는 진술은 {most} MiB까지입니다",
    "the update cannot be done: {reason}": "갱신을 실행할 수 없습니다: {reason}",
    "the update was stopped after {seconds:g} s": "갱신이 {seconds:g}초 뒤에 중단되었습니다",
    "the update needed more than {most} MiB of memory": "갱신에 {most} MiB가 넘는 메모리가 필요했습니다",
    "the update is nested too deeply for the parser": "갱신이 너무 깊이 중첩되어 읽을 수 없습니다",
    "the update's worker died": "갱신 처리기가 죽었습니다",
    # Parameters
    "{query} has no such parameter": "{query} 질의에는 그런 매개변수가 없습니다",
    "a search has no such parameter": "검색에는 그런 매개변수가 없습니다",
    "it takes {names}": "쓸 수 있는 매개변수: {names}",
    "it takes none": "매개변수를 받지 않는 질의입니다",
    "{value!r} is neither yes nor no": "{value!r}: 예도 아니요도 아닙니다",
    "give 1 or 0": "1이나 0을 쓰세요",
    "there is no {format} for Excel": "엑셀용 {format} 형식은 없습니다",
    "ask for .csv": ".csv로 요청하세요",
    "the parameter q holds nothing to look for: give a name, or its beginning": (
        "매개변수 q에 찾을 말이 없습니다. 이름이나 이름의 앞부분을 쓰세요"
    ),
    "the parameter q has {size} characters; it may have {most}": "매개변수 q는 {most}자까지인데 {size}자입니다",
    "{name!r} is not a format": "{name!r}: 없는 형식입니다",
    "{value!r} is not a kind of thing": "{value!r}: 없는 종류입니다",
    "{value!r} is not a language of this service": "{value!r}: 이 서비스의 언어가 아닙니다",
    "use en or ko": "en이나 ko를 쓰세요",
    "{value!r} is not a number of results": "{value!r}: 결과의 개수가 아닙니다",
    "give 1 to {most}": "1에서 {most} 사이의 수를 쓰세요",
    "{value!r} names {number} things": "{value!r}: 이 이름을 가진 것이 {number}개입니다",
    "give one of {names}": "다음 중 하나를 쓰세요: {names}",
    "give a name, an id or an IRI": "이름이나 id나 IRI를 쓰세요",
    "no {kind} is known as {value!r}": "{value!r}: 알려진 이름이 아닙니다. 종류: {kind}",
    "write it like {example}": "이렇게 쓰세요: {example}",
    "write it like 2019, 2019-09 or 2019-09-01": "2019, 2019-09, 2019-09-01처럼 쓰세요",
    "{value!r} is not a whole number": "{value!r}: 정수가 아닙니다",
    "{value!r} is not a year": "{value!r}: 연도가 아닙니다",
    "{value!r} is not a month": "{value!r}: 연월이 아닙니다",
    "{value!r} is not a month: there is no month {month}": "{value!r}: {month}월은 없습니다",
    "{value!r} is not a date": "{value!r}: 날짜가 아닙니다",
    "{value!r} is not a date: no calendar has that day": "{value!r}: 달력에 없는 날짜입니다",
    "{value!r} is not a year, a month or a day": "{value!r}: 연도도 연월도 날짜도 아닙니다",
    # The SPARQL protocol
    "send the query as {offers}, not as {given!r}": "질의는 {offers} 형식으로 보내세요. 보낸 형식: {given!r}",
    "the query must be in UTF-8": "질의는 UTF-8이어야 합니다",
    "the query must not be compressed": "질의를 압축하지 말고 보내세요",
    "the query is not UTF-8: {reason} at byte {place}": "질의가 UTF-8이 아닙니다: {place}번째 바이트, {reason}",
    "a query may have {most} characters; this has {size}": "질의는 {most}자까지인데 {size}자입니다",
    "a request is a query or an update, not both": "한 요청에는 질의나 갱신 가운데 하나만 담을 수 있습니다",
    "there must be one {name} parameter; there are {number}": "매개변수 {name}: 하나여야 하는데 {number}개입니다",
    # Queries that get no answer
    "{form} is an update, not a query": "{form}: 질의가 아니라 갱신입니다",
    "{found} needs a space after FROM": "{found}: FROM 다음에 빈칸이 필요합니다",
    "SERVICE may not reach {host}: it is not on this service's list": (
        "SERVICE로 접속할 수 없는 호스트: {host}. 이 서비스의 허용 목록에 없습니다"
    ),
    "SERVICE needs an endpoint in full, such as <https://example.org/sparql>: no variable, prefixed name, user name "
    "or escape": (
        "SERVICE의 엔드포인트는 <https://example.org/sparql>처럼 IRI 전체를 써야 합니다. 변수, 접두 이름, 사용자 이름, "
        "이스케이프는 쓸 수 없습니다"
    ),
    "SERVICE is not allowed: a query may not reach other hosts": (
        "SERVICE는 쓸 수 없습니다. 질의는 다른 호스트에 접속할 수 없습니다"
    ),
    "the answer is a graph": "답이 그래프입니다",
    "the answer is a table or a yes or no": "답이 표이거나 예/아니요입니다",
    "a graph's name must be an absolute IRI: {reason}": "그래프의 이름은 절대 IRI여야 합니다: {reason}",
    "every query worker is busy; try again shortly": "모든 질의 처리기가 바쁩니다. 잠시 뒤에 다시 시도하세요",
    "the query was stopped after {seconds:g} s": "질의가 {seconds:g}초 만에 중단되었습니다",
    "the query needed more than {most} MiB of memory": "질의에 {most} MiB가 넘는 메모리가 필요했습니다",
    "the answer holds a control character, which XML cannot; ask for another format": (
        "XML로 쓸 수 없는 제어 문자가 결과에 있습니다. 다른 형식을 고르세요"
    ),
    "a property's IRI does not end in a name, as RDF/XML needs it to; ask for another format": (
        "RDF/XML로 쓰려면 속성의 IRI가 이름으로 끝나야 하는데 그렇지 않은 속성이 있습니다. 다른 형식을 고르세요"
    ),
    "the query is nested too deeply for the parser": "질의가 너무 깊이 중첩되어 읽을 수 없습니다",
    "the query's worker died": "질의 처리기가 죽었습니다",
    "the query failed: {reason}": "질의에 실패했습니다: {reason}",
    "a {work} worker did not start; KSC_MEMORY_MB may be too small for the dataset": (
        "처리기({work})가 시작되지 않았습니다. KSC_MEMORY_MB가 데이터에 비해 작을 수 있습니다"
    ),
    # A remote engine
    "the remote engine cannot be reached": "원격 엔진에 접속할 수 없습니다",
    "the remote engine closed the connection without an answer": "원격 엔진이 응답 없이 연결을 끊었습니다",
    "the remote engine rejects the query: {reason}": "원격 엔진이 질의를 거부했습니다: {reason}",
    "the remote engine stopped the query at its own time limit": (
        "원격 엔진이 자체 시간 제한에 따라 질의를 중단했습니다"
    ),
    "the remote engine is busy; try again shortly": "원격 엔진이 바쁩니다. 잠시 뒤에 다시 시도하세요",
    "the remote engine does not take KSC's requests: HTTP {status}": (
        "원격 엔진이 KSC의 요청을 받지 않습니다: HTTP {status}"
    ),
    "the remote engine failed: HTTP {status}": "원격 엔진에 오류가 있습니다: HTTP {status}",
    "the remote engine's answer broke off": "원격 엔진의 응답이 중간에 끊겼습니다",
    "the remote engine's answer is broken: {reason}": "원격 엔진의 응답이 온전하지 않습니다: {reason}",
    "the remote engine's answer is not HTTP": "원격 엔진의 응답이 HTTP가 아닙니다",
    "the remote engine's answer does not end where it should": "원격 엔진의 응답이 끝나야 할 곳에서 끝나지 않습니다",
    "the remote engine answers in {found}, which was not asked for": (
        "원격 엔진이 요청하지 않은 형식으로 응답했습니다: {found}"
    ),
    "the remote engine does not merge default graphs: name one, or use GRAPH": (
        "원격 엔진은 여러 기본 그래프를 병합하지 않습니다. 하나만 지정하거나 GRAPH를 쓰세요"
    ),
    "the remote engine's data is not changed through KSC": "원격 엔진의 데이터는 KSC에서 바꿀 수 없습니다",
    "this answer is too large for JSON-LD; ask for Turtle or N-Triples instead": (
        "JSON-LD로 제공하기에는 답이 너무 큽니다. Turtle이나 N-Triples로 요청하세요"
    ),
    # SPARQL syntax
    "the SELECT names a variable that is not grouped or aggregated": (
        "SELECT에 묶이지도 집계되지도 않은 변수가 있습니다"
    ),
    "the SELECT names a variable twice": "SELECT에 같은 변수가 두 번 있습니다",
    "SELECT * cannot stand with GROUP BY: name what is grouped": (
        "SELECT *는 GROUP BY와 함께 쓸 수 없습니다. 묶은 변수를 쓰세요"
    ),
    "the SELECT gives a value to a variable that the pattern binds": (
        "SELECT에서 값을 주는 변수에 패턴이 이미 값을 줍니다"
    ),
    "this is not a valid IRI": "올바른 IRI가 아닙니다",
    "unexpected {found!r}": "여기에 올 수 없습니다: {found!r}",
    "the query ends too soon": "질의가 끝나지 않았습니다",
    "expected {names}": "올 수 있는 것: {names}",
    "expected SELECT, ASK, CONSTRUCT or DESCRIBE": "SELECT, ASK, CONSTRUCT, DESCRIBE 가운데 하나가 와야 합니다",
    "the prefix {prefix}: is not declared": "선언되지 않은 접두어입니다: {prefix}:",
    "add {declaration} before the query": "질의 앞에 추가하세요: {declaration}",
    "this string is never closed": "이 문자열이 닫히지 않았습니다",
    "this IRI is never closed": "이 IRI가 닫히지 않았습니다",
    "this {bracket!r} is never closed": "닫히지 않은 괄호입니다: {bracket!r}",
    "{variable} is already in use here": "{variable}: 여기서 이미 쓰인 변수입니다",
}
