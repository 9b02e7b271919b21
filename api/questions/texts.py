"""The words of the pages of canned queries, in both languages."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "intro": {
        "en": "Each question is answered from the documents, with a table, a picture and files to download.",
        "ko": "질문마다 문서를 근거로 표와 그림, 내려받을 파일로 답한다.",
    },
    "filter": {"en": "Filter the questions", "ko": "질문 찾기"},
    "nothing_fits": {"en": "No question has these words.", "ko": "이 낱말이 든 질문이 없다."},
    "themes": {"en": "Themes", "ko": "주제"},
    "any": {"en": "any {label}", "ko": "모든 {label}"},
    "any_date": {"en": "any date", "ko": "아무 때"},
    "any_value": {"en": "any value", "ko": "아무 값"},
    "dates": {
        "en": "Write a date like 2019, 2019-11 or 2019-11-25.",
        "ko": "날짜는 2019, 2019-11, 2019-11-25처럼 쓴다.",
    },
    "show": {"en": "Show", "ko": "보기"},
    "result": {"en": "Answer", "ko": "답"},
    "rows": {"en": "{count} rows", "ko": "{count}행"},
    "row": {"en": "1 row", "ko": "1행"},
    "views": {"en": "Ways to look at the answer", "ko": "답을 보는 방식"},
    "table": {"en": "Table", "ko": "표"},
    "bar": {"en": "Bars", "ko": "막대그래프"},
    "timeline": {"en": "Timeline", "ko": "연표"},
    "map": {"en": "Map", "ko": "지도"},
    "network": {"en": "Network", "ko": "관계망"},
    "empty": {
        "en": "Nothing in the documents answers this with the values above. Choose others.",
        "ko": "위의 값으로는 문서에서 답을 찾을 수 없다. 다른 값을 골라 보라.",
    },
    "unreachable": {
        "en": "The service could not be reached. What is shown may not be what you chose.",
        "ko": "서비스에 연결할 수 없다. 지금 보이는 것은 고른 값과 다를 수 있다.",
    },
    "download": {"en": "Download this table", "ko": "이 표 내려받기"},
    "download_shown": {"en": "CSV of the rows shown ({count})", "ko": "보이는 행만 CSV({count})"},
    "download_graph": {"en": "Download this graph", "ko": "이 그래프 내려받기"},
    "excel": {"en": "CSV for Excel", "ko": "엑셀용 CSV"},
    "evidence": {"en": "Evidence", "ko": "근거"},
    "evidence_of": {"en": "for {name}", "ko": "{name}"},
    "about": {"en": "How to read this", "ko": "읽는 법"},
    "cite": {"en": "Cite", "ko": "인용"},
    "cite_text": {
        "en": "KSC, Korea's smart-city cooperation. “{title}”. Revision {revision} of the data. {url}",
        "ko": "KSC, 한국 스마트시티 협력. 「{title}」. 데이터 개정 {revision}. {url}",
    },
    "accessed": {"en": "(accessed {date})", "ko": "({date} 확인)"},
    "copy_text": {"en": "Copy", "ko": "복사"},
    "copied": {"en": "Copied", "ko": "복사했다"},
    "sparql": {"en": "The query", "ko": "질의"},
    "edit": {"en": "Edit in SPARQL", "ko": "SPARQL에서 고치기"},
    "related": {"en": "Related questions", "ko": "관련 질문"},
    "all": {"en": "All questions", "ko": "모든 질문"},
    "yes": {"en": "yes", "ko": "예"},
    "no": {"en": "no", "ko": "아니요"},
}


def texts(lang: str) -> dict[str, str]:
    """The words in one language."""
    return {name: entry[lang] for name, entry in TEXTS.items()}
