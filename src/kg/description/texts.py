"""The words of the description, in both languages."""

from __future__ import annotations

from typing import Final

Text = dict[str, str]

TITLE: Final[Text] = {
    "en": "KSC: a knowledge graph of Korea's smart-city cooperation",
    "ko": "KSC: 한국 스마트시티 협력 지식 그래프",
}
DESCRIPTION: Final[Text] = {
    "en": "Agreements, agencies, places, people, events, initiatives, laws and figures of Korea's smart-city "
    "cooperation, above all with ASEAN, from public documents: each fact with its document, line and printed form.",
    "ko": "한국의 스마트시티 협력, 특히 아세안과의 협력에 관한 협약, 기관, 장소, 인물, 행사, 사업, 법령, 수치. "
    "공개 문서에서 옮겼으며, 사실마다 문서와 줄과 적힌 그대로의 표현이 붙어 있다.",
}
RIGHTS: Final[Text] = {
    "en": "The data are facts taken from public documents; facts as such are free to use. Definitions, descriptions "
    "and translations are KSC's own and under the licence named. Please cite KSC and the documents.",
    "ko": "데이터는 공개 문서에서 옮긴 사실이며, 사실 자체는 자유롭게 쓸 수 있다. 정의와 설명과 번역은 KSC가 만든 "
    "것으로 위의 라이선스를 따른다. KSC와 해당 문서를 출처로 밝혀 주기 바란다.",
}
GRAPHS: Final[dict[str, Text]] = {
    "reference": {
        "en": "Reference: what exists, what it is called, where documents disagree",
        "ko": "기준 자료: 무엇이 있고 무엇이라 불리며 문서들이 어디서 어긋나는가",
    },
    "inferred": {"en": "What follows from the statements by the ontology", "ko": "온톨로지에 따라 추론한 것"},
    "ontology": {
        "en": "Terms, concepts and alignments",
        "ko": "용어, 개념, 다른 어휘와의 대응",
    },
    "queries": {
        "en": "The catalogue of canned queries, for SPARQL editors",
        "ko": "SPARQL 편집기를 위한 준비된 질의의 목록",
    },
    "shapes": {
        "en": "SHACL shapes: what a right record looks like (not in the default graph)",
        "ko": "SHACL 검증 규칙: 올바른 기록의 조건(기본 그래프에 들지 않음)",
    },
}
DOCUMENT_GRAPH: Final[Text] = {
    "en": "What one document states, and its claims: {label}",
    "ko": "한 문서가 말한 것과 그 근거: {label}",
}
KEYWORDS: Final[Text] = {
    "en": "smart city; ASEAN; Republic of Korea; international cooperation",
    "ko": "스마트시티; 아세안; 대한민국; 국제 협력",
}
PUBLISHER: Final[Text] = {"en": "The KSC founders", "ko": "KSC 설립자들"}


def graph_title(name: str, label: Text) -> Text:
    """What a named graph is: one of ours, or that of a document with this label."""
    if name in GRAPHS:
        return GRAPHS[name]
    return {lang: DOCUMENT_GRAPH[lang].format(label=label.get(lang, name)) for lang in ("en", "ko")}
