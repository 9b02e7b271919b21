"""The words of the SPARQL page, in both languages; those that its script says are in web/src/editor/texts.ts."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "intro": {
        "en": "Ask the graph anything in SPARQL 1.1. Type a word in Korean or English to find a term or a thing.",
        "ko": "SPARQL 1.1로 그래프에 무엇이든 묻는다. 한국어나 영어 낱말을 치면 용어와 대상을 찾아 준다.",
    },
    "query": {"en": "Query", "ko": "질의"},
    "run": {"en": "Run", "ko": "실행"},
    "cancel": {"en": "Cancel", "ko": "취소"},
    "share": {"en": "Copy link", "ko": "링크 복사"},
    "keyboard": {
        "en": (
            "Ctrl+Enter (⌘ Enter) runs. Ctrl+Space completes, Ctrl+I explains the name at the cursor. "
            "Tab indents: press Esc, then Tab, to leave the editor."
        ),
        "ko": (
            "Ctrl+Enter(⌘ Enter) 실행, Ctrl+Space 자동 완성, Ctrl+I 커서가 놓인 이름 설명, Tab 들여쓰기. "
            "Esc 다음에 Tab을 누르면 편집기를 떠난다."
        ),
    },
    "result": {"en": "Result", "ko": "결과"},
    "views": {"en": "Views of the result", "ko": "결과 보기"},
    "names": {"en": "Names for IRIs", "ko": "IRI를 이름으로"},
    "download": {"en": "Download", "ko": "내려받기"},
    "excel": {"en": "CSV for Excel", "ko": "엑셀용 CSV"},
    "link": {"en": "Link to this result", "ko": "이 결과의 링크"},
    "row": {"en": "1 row", "ko": "1행"},
    "rows": {"en": "{0} rows", "ko": "{0}행"},
    "statement": {"en": "1 statement", "ko": "진술 1건"},
    "statements": {"en": "{0} statements", "ko": "진술 {0}건"},
    "first_rows": {
        "en": "The first {0}; the downloads have all.",
        "ko": "앞의 {0}건만 표시한다. 전체는 내려받기에 있다.",
    },
    "no_rows": {
        "en": "The query ran to its end and found nothing.",
        "ko": "질의를 끝까지 실행했으나 찾은 것이 없습니다.",
    },
    "yes": {"en": "Yes", "ko": "예"},
    "no": {"en": "No", "ko": "아니요"},
    "yes_means": {
        "en": "The pattern has a match in the data.",
        "ko": "데이터에 이 패턴과 맞는 것이 있습니다.",
    },
    "no_means": {
        "en": "The pattern has no match in the data.",
        "ko": "데이터에 이 패턴과 맞는 것이 없습니다.",
    },
    "place": {"en": "line {0}, column {1}", "ko": "{0}번째 줄, {1}번째 칸"},
    "unused_class": {"en": "No statement of the data uses the class", "ko": "데이터에 쓰이지 않은 클래스:"},
    "unused_property": {"en": "No statement of the data uses the property", "ko": "데이터에 쓰이지 않은 속성:"},
    "near": {"en": "Alike and in use:", "ko": "비슷하고 쓰이는 것:"},
    "examples": {"en": "Examples", "ko": "예제"},
    "filter_examples": {"en": "Filter examples", "ko": "예제 거르기"},
    "history": {"en": "History", "ko": "기록"},
    "prefixes": {"en": "Prefixes", "ko": "접두어"},
}
