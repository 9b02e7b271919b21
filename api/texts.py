"""The words of the pages, in both languages."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "site": {"en": "Korea's smart-city cooperation", "ko": "한국 스마트시티 협력"},
    "intro": {
        "en": "A knowledge graph of Korea's smart-city cooperation with ASEAN: each fact with the line that says it.",
        "ko": "한국과 아세안의 스마트시티 협력을 담은 지식 그래프. 모든 사실에 그것을 말한 문서의 줄이 붙어 있다.",
    },
    "home": {"en": "Home", "ko": "첫 화면"},
    "queries": {"en": "Questions", "ko": "질문"},
    "sparql": {"en": "SPARQL", "ko": "SPARQL"},
    "search": {"en": "Search", "ko": "검색"},
    "search_intro": {
        "en": "Agreements, bodies, places, people and terms by any of their names, in Korean or English",
        "ko": "협약, 기관, 장소, 인물, 용어를 한국어나 영어의 어느 이름으로든 찾는다",
    },
    "found": {"en": "Found", "ko": "찾은 것"},
    "shown": {"en": "shown", "ko": "표시"},
    "other_language": {"en": "한국어", "ko": "English"},
    "run": {"en": "Run", "ko": "실행"},
    "query": {"en": "Query", "ko": "질의"},
    "rows": {"en": "rows", "ko": "행"},
    "download": {"en": "Download", "ko": "내려받기"},
    "excel": {"en": "CSV for Excel", "ko": "엑셀용 CSV"},
    "any": {"en": "any", "ko": "전체"},
    "statements": {"en": "Statements", "ko": "진술"},
    "property": {"en": "Property", "ko": "속성"},
    "value": {"en": "Value", "ko": "값"},
    "incoming": {"en": "What points here", "ko": "이것을 가리키는 것"},
    "subject": {"en": "Subject", "ko": "주어"},
    "claims": {"en": "What documents print", "ko": "문서에 적힌 것"},
    "as_printed": {"en": "As printed", "ko": "적힌 그대로"},
    "document": {"en": "Document", "ko": "문서"},
    "lines": {"en": "Lines", "ko": "줄"},
    "formats": {"en": "Other formats", "ko": "다른 형식"},
    "revision": {"en": "Revision of the data", "ko": "데이터 개정"},
    "ways_in": {"en": "Ways in", "ko": "들어가는 길"},
    "sparql_intro": {
        "en": "SPARQL 1.1 queries: by GET or POST at /sparql, answered as JSON, XML, CSV, TSV, Turtle and more.",
        "ko": "SPARQL 1.1 질의: /sparql에 GET이나 POST로 보내면 JSON, XML, CSV, TSV, Turtle 등으로 답한다.",
    },
    "queries_intro": {"en": "Questions with ready queries", "ko": "바로 답하는 질문"},
    "health": {"en": "State of the service", "ko": "서비스 상태"},
    "line": {"en": "line", "ko": "줄"},
    "column": {"en": "column", "ko": "열"},
    "hint": {"en": "hint", "ko": "도움말"},
    "parameter": {"en": "parameter", "ko": "매개변수"},
}
