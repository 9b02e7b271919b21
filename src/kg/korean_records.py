"""The Korean of what is said about uploads and records, for `kg.korean`. Cells are spoken of as the shapes speak."""

from __future__ import annotations

from typing import Final

RECORDS: Final[dict[str, str]] = {
    # Places
    "row {number}": "{number}행",
    "column {name}": "{name} 열",
    # Names in cells
    "'{name}' is not a known {kind}": "알려진 {kind}이 아니다: '{name}'",
    "it is one of {country}; check the country, and that the sides are not swapped": (
        "다른 나라의 이름이다: {country}. 국가가 맞는지, 양측이 바뀌지 않았는지 확인한다"
    ),
    "'{name}' is not a known {kind} of {country}": "{country}의 알려진 {kind}이 아니다: '{name}'",
    "'{name}' names several: {ids}": "여럿을 가리키는 이름이다: '{name}' ({ids})",
    "give one of them a name of its own": "그중 하나만 가리키는 이름을 적는다",
    "nearest: {names}": "비슷한 이름: {names}",
    "category": "구분 항목",
    "agreement type": "협약 유형",
    "occasion": "체결 계기 항목",
    "field": "분야 이름",
    "country": "국가 이름",
    "place": "지역 이름",
    "organisation": "기관 이름",
    "{place} is not known to lie in {outer}": "{outer} 안에 있다고 알려지지 않은 곳이다: {place}",
    "printed {outer}({place})": "적힌 그대로: {outer}({place})",
    "{event!r} is not an event": "행사가 아니다: {event!r}",
    "add it to records/reference/events.csv": "records/reference/events.csv에 먼저 추가한다",
    # Cells of an agreement
    "the cell is empty": "칸이 비어 있다",
    "name the partner country as the document prints it": "상대국을 문서에 적힌 대로 적는다",
    "write '19.11, '19.11.25, or '19.12(예정) for a planned one": (
        "'19.11이나 '19.11.25처럼 적고, 예정된 것은 '19.12(예정)처럼 적는다"
    ),
    "MOU, MOA, LOI or PIA": "MOU, MOA, LOI, PIA 중 하나",
    "the title as printed": "문서에 적힌 제목",
    "name the Korean agency": "한국 기관을 적는다",
    "name the partner's agency": "상대국 기관을 적는다",
    "yyyy-mm, Korean party, partner, type, joined by hyphens: 2019-11-lh-sabah-mou": (
        "연-월, 한국 기관, 상대 기관, 유형을 붙임표로 잇는다: 2019-11-lh-sabah-mou"
    ),
    "{slug!r} is no agreement slug": "협약의 slug 꼴이 아니다: {slug!r}",
    "{slug} stands twice": "두 번 나온다: {slug}",
    "first at {place}; a slug names one agreement for ever": (
        "처음 나온 곳: {place}. slug 하나는 언제까지나 한 협약만 가리킨다"
    ),
    "{cell!r} is no month or day": "연월이나 날짜가 아니다: {cell!r}",
    "a planned agreement ({category}) has a signing date, {signed!r}": (
        "예정된 협약({category})에 체결 날짜가 있다: {signed!r}"
    ),
    "write '19.12(예정), or give the category that it was signed in": (
        "'19.12(예정)처럼 적거나, 체결된 것이면 그 구분을 적는다"
    ),
    "the English title is missing": "영어 제목이 없다",
    "translate the title; it is marked as our translation": "제목을 영어로 옮긴다. 우리 번역이라는 표시가 붙는다",
    # Tables
    "the table has no header": "표에 머리글 행이 없다",
    "columns: {names}": "열: {names}",
    "column {number} has no name": "{number}번째 열에 이름이 없다",
    "column {name} stands twice": "열이 두 번 나온다: {name}",
    "column {name} is not known": "모르는 열이다: {name}",
    "column {name} is missing": "열이 없다: {name}",
    "the row ends before it: {cells} cells of {columns}": "행이 그 앞에서 끝난다: {columns}칸 가운데 {cells}칸뿐이다",
    "{cell!r} stands after the last column": "마지막 열 뒤에 칸이 더 있다: {cell!r}",
    "the header has {columns} columns; does a cell with a comma lack its quotes?": (
        "머리글은 {columns}칸이다. 쉼표가 든 칸에 따옴표가 빠지지 않았는지 확인한다"
    ),
    "a NUL character": "NUL 문자가 있다",
    "byte 0x{byte:02X} is not UTF-8": "UTF-8이 아닌 바이트가 있다: 0x{byte:02X}",
    "save the table as UTF-8 text": "표를 UTF-8 텍스트로 저장한다",
    "not a CSV table: {reason}": "CSV 표가 아니다: {reason}",
    "a cell that begins with a quotation mark ends with one; write one within it twice": (
        "따옴표로 시작하는 칸은 따옴표로 끝난다. 칸 안의 따옴표는 두 번 적는다"
    ),
    "no record": "레코드가 없다",
    "more than {most} records": "레코드가 {most}개를 넘는다",
    "`kg template agreements` shows one": "`kg template agreements`가 예를 보여 준다",
    "a record is a JSON object": "레코드는 JSON 객체여야 한다",
    "name each cell, as in {example}": "칸마다 이름을 붙인다: {example}",
    # Uploads
    "bytes that are not UTF-8": "UTF-8이 아닌 바이트가 있다",
    "save it as UTF-8": "UTF-8로 저장한다",
    "larger than {most} KiB": "{most} KiB보다 크다",
    "more than {most} statements": "서술이 {most}개를 넘는다",
    "send it in parts": "나누어 보낸다",
    "named graphs": "이름 있는 그래프가 들어 있다",
    "put every statement in the default graph": "모든 서술을 기본 그래프에 둔다",
    "write {form}, in UTF-8": "UTF-8로 된 {form} 형식으로 쓴다",
    "a statement about a statement (RDF 1.2)": "서술에 대한 서술(RDF 1.2)이 들어 있다",
    "write a ksc:Claim": "ksc:Claim으로 쓴다",
    "a text of {size} characters": "글자 수가 {size}인 텍스트가 있다",
    "at most {most}": "{most}까지 된다",
    "the datatype <{datatype}> ({where})": "받지 않는 데이터 유형이다: <{datatype}> ({where})",
    "one of XML Schema: string, integer, decimal, boolean, date, …": (
        "XML Schema의 string, integer, decimal, boolean, date 등을 쓴다"
    ),
    "a value of {size} characters ({where})": "글자 수가 {size}인 값이 있다 ({where})",
    "an exponent ({where})": "지수로 적은 수가 있다 ({where})",
    "write the number out": "수를 풀어 적는다",
    "a document type declaration": "문서 유형 선언이 들어 있다",
    "leave <!DOCTYPE …> out": "<!DOCTYPE …>을 뺀다",
    "the encoding {name}": "받지 않는 인코딩이다: {name}",
    "brackets nested deeper than {most}": "괄호가 {most}겹보다 깊다",
    "elements nested deeper than {most}": "요소가 {most}겹보다 깊다",
    "JSON nested deeper than {most}": "JSON이 {most}겹보다 깊다",
    "JSON that is nested too deep, or a number that is too long": "JSON이 너무 깊거나 수가 너무 길다",
    "write it flat": "겹을 줄여 쓴다",
    "the context {name!r}": "받지 않는 컨텍스트이다: {name!r}",
    "the only one that may be named is {name}": "이름으로 쓸 수 있는 것은 {name}뿐이다",
    "no shape looks at anything in it": "어느 규칙의 대상도 들어 있지 않다",
    "give each subject a class of the ontology, for example ksc:Agreement": (
        "주어마다 온톨로지의 클래스를 준다. 예: ksc:Agreement"
    ),
    "owl:sameAs is not reasoned with": "owl:sameAs로는 추론하지 않는다",
    "use skos:exactMatch": "skos:exactMatch를 쓴다",
    "it is at once {classes}": "함께 속할 수 없는 클래스에 속한다: {classes}",
    # The service
    "every validation worker is busy; try again shortly": "검증기가 모두 사용 중입니다. 잠시 뒤에 다시 시도하세요",
    "the validation workers are not running": "검증기가 작동하지 않습니다",
    "the validation was stopped after {seconds} s": "검증이 {seconds}초를 넘겨 중단되었습니다",
    "the validation needed more than {size} MiB of memory": "검증에 {size} MiB가 넘는 메모리가 필요합니다",
    "the validation's worker died": "검증기가 도중에 멈췄습니다",
    "a validation has no such parameter": "검증에는 그런 매개변수가 없습니다",
    "{value!r} is not one of its values": "쓸 수 없는 값입니다: {value!r}",
    "the field format must name the text's form, one of {known}": (
        "format 항목에 텍스트의 형식을 적어야 합니다: {known}"
    ),
    "there is nothing to validate: the field text is empty": "검증할 것이 없습니다. text 항목이 비어 있습니다",
    "there is nothing to validate: every field is empty": "검증할 것이 없습니다. 모든 칸이 비어 있습니다",
    "the field {name!r} is not UTF-8": "UTF-8이 아닌 항목입니다: {name!r}",
}
