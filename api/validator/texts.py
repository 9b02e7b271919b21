"""The words of the validator page, in both languages."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "lead": {
        "en": "Check a new agreement before it is added: each finding stands beside what it is about, "
        "with what would be right. Nothing is stored.",
        "ko": "새 협약을 더하기 전에 검증한다. 지적은 해당하는 칸이나 줄 옆에 옳은 값과 함께 보인다. "
        "아무것도 저장하지 않는다.",
    },
    "ways": {"en": "Ways to hand in a record", "ko": "기록을 넣는 방법"},
    "way_form": {"en": "Fill a form", "ko": "양식 채우기"},
    "way_file": {"en": "Upload a file", "ko": "파일 올리기"},
    "way_text": {"en": "Paste text", "ko": "텍스트 붙여넣기"},
    "check": {"en": "Check", "ko": "검증하기"},
    "checking": {"en": "Checking…", "ko": "검증하는 중…"},
    "optional": {"en": "optional", "ko": "선택"},
    "example": {"en": "for example", "ko": "예:"},
    "none": {"en": "none", "ko": "없음"},
    "choose": {"en": "choose", "ko": "선택하세요"},
    "column_title": {"en": "title in Korean", "ko": "제목(한국어)"},
    "column_title_en": {"en": "title in English", "ko": "제목(영어)"},
    "column_slug": {"en": "identifier", "ko": "식별자"},
    "hint_title_en": {"en": "As printed, or your translation", "ko": "인쇄된 제목, 또는 그 번역"},
    "hint_slug": {
        "en": "The end of its address, for ever: year and month, the two parties, type, joined by hyphens",
        "ko": "바뀌지 않을 주소의 끝부분. 연-월, 양측 기관, 형식을 붙임표로 잇는다",
    },
    "file": {"en": "File", "ko": "파일"},
    "file_hint": {
        "en": "CSV, JSON, Turtle, N-Triples, JSON-LD or RDF/XML in UTF-8, up to 1 MiB",
        "ko": "UTF-8로 저장한 CSV, JSON, Turtle, N-Triples, JSON-LD, RDF/XML. 1 MiB까지",
    },
    "drop": {"en": "Choose a file, or drop one here.", "ko": "파일을 고르거나 여기에 끌어다 놓는다."},
    "text": {"en": "A record or a graph", "ko": "기록이나 그래프"},
    "format": {"en": "Format", "ko": "형식"},
    "auto": {"en": "detect", "ko": "자동 인식"},
    "template": {"en": "Empty table to fill in (CSV)", "ko": "채워 넣을 빈 표(CSV)"},
    "try": {"en": "Try one", "ko": "예제로 해 보기"},
    "try_right": {"en": "a right record", "ko": "맞는 기록"},
    "try_wrong": {"en": "a wrong record", "ko": "틀린 기록"},
    "try_graph": {"en": "a wrong graph in Turtle", "ko": "틀린 그래프(Turtle)"},
    "conforms": {"en": "The record is right", "ko": "규칙에 맞는다"},
    "violated": {"en": "The record is not right yet", "ko": "규칙에 맞지 않는다"},
    "no_verdict": {"en": "No verdict", "ko": "검증하지 못했다"},
    "violations": {"en": "{n} violations", "ko": "위반 {n}건"},
    "violations_one": {"en": "1 violation", "ko": "위반 1건"},
    "warnings": {"en": "{n} warnings", "ko": "경고 {n}건"},
    "warnings_one": {"en": "1 warning", "ko": "경고 1건"},
    "checked": {
        "en": "Shapes: {shapes}; focus nodes checked: {nodes}",
        "ko": "규칙 {shapes}개로 대상 {nodes}개를 검증",
    },
    "read_as": {"en": "read as {form}", "ko": "읽은 형식: {form}"},
    "more_follow": {
        "en": "{n} more only follow from these, and go with them.",
        "ko": "이 밖의 {n}건은 위의 지적에서 이어진 것으로, 위를 고치면 함께 없어진다.",
    },
    "follows": {"en": "follows from the one above", "ko": "위의 지적에 따른 것"},
    "then": {"en": "; ", "ko": ". "},
    "violation": {"en": "Violation", "ko": "위반"},
    "warning": {"en": "Warning", "ko": "경고"},
    "info": {"en": "Note", "ko": "참고"},
    "error": {"en": "Error", "ko": "오류"},
    "findings": {"en": "Findings", "ko": "지적"},
    "more_findings": {
        "en": "{n} more; the downloads have all of them.",
        "ko": "{n}건이 더 있다. 내려받은 보고서에 모두 들어 있다.",
    },
    "previous": {"en": "Previous finding", "ko": "이전 지적"},
    "next": {"en": "Next finding", "ko": "다음 지적"},
    "shortcut": {"en": "keys: F8, Shift+F8", "ko": "단축키: F8, Shift+F8"},
    "shape": {"en": "Shape", "ko": "검증 규칙"},
    "given": {"en": "What was checked", "ko": "검증한 내용"},
    "line": {"en": "line", "ko": "줄"},
    "gap": {"en": "{n} lines without findings", "ko": "지적 없는 {n}줄"},
    "gap_rows": {"en": "{n} rows without findings are not shown.", "ko": "지적 없는 {n}행은 표시하지 않았다."},
    "report": {"en": "Download the report", "ko": "보고서 내려받기"},
    "adds": {"en": "What it would add", "ko": "추가될 내용"},
    "kind": {"en": "is a", "ko": "종류"},
    "repeats": {"en": "It may repeat", "ko": "중복일 수 있는 협약"},
    "repeats_why": {
        "en": "Between the same parties in the same month. If it is one of these, don’t add it again.",
        "ko": "같은 기관들이 같은 달에 맺은 협약이다. 이 가운데 하나라면 다시 더하지 않는다.",
    },
    "adding": {"en": "How to add it", "ko": "더하는 방법"},
    "record_files": {"en": "The record as a file", "ko": "기록을 파일로"},
    "adding_http": {"en": "Over HTTP, with the token of this service:", "ko": "HTTP로, 이 서비스의 토큰을 써서:"},
    "adding_closed": {
        "en": "This service is read-only. One that takes records is asked like this, with its token:",
        "ko": "이 서비스는 읽기 전용이다. 기록을 받는 서비스에는 토큰을 써서 이렇게 보낸다:",
    },
    "adding_kg": {
        "en": "In a checkout of KSC: put the row into the table of its document, then",
        "ko": "KSC 저장소에서: 해당 문서의 표에 행을 넣은 뒤",
    },
    "adding_many": {
        "en": "Records are added one at a time: send each as a JSON object of its own.",
        "ko": "기록은 하나씩 더한다. 하나하나를 JSON 객체로 보낸다.",
    },
    "unreachable": {
        "en": "The service could not be reached. What you entered is kept.",
        "ko": "서비스에 연결할 수 없다. 입력한 내용은 그대로 있다.",
    },
    "retry": {"en": "Try again in {n} seconds.", "ko": "{n}초 뒤에 다시 해 본다."},
}


def texts(lang: str) -> dict[str, str]:
    """The words in one language."""
    return {name: entry[lang] for name, entry in TEXTS.items()}
