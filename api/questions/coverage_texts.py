"""The words of the coverage page, in both languages. `findings` have places for figures."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "title": {"en": "What the cooperation covers", "ko": "협력의 지형"},
    "intro": {
        "en": "Where Korea's smart-city agreements are, when they came, who stands behind them, and where none is yet.",
        "ko": "한국의 스마트시티 협약이 어디에, 언제, 누구 사이에 있으며, 어디에 아직 없는지를 본다.",
    },
    "contents": {"en": "On this page", "ko": "이 쪽의 내용"},
    "query": {"en": "The query behind this", "ko": "이 그림의 질의"},
    "map": {"en": "Pilot cities and their agreements", "ko": "시범도시와 협약"},
    "map_finding": {
        "en": "{some} of {all} pilot cities have an agreement with Korea. A hollow mark is a city without one.",
        "ko": "시범도시 {all}곳 가운데 {some}곳이 한국과 협약을 맺었다. 빈 동그라미는 협약이 없는 도시다.",
    },
    "countries": {"en": "Countries by kind of agreement", "ko": "나라와 협약의 형식"},
    "countries_finding": {
        "en": "{agreements} agreements with {countries} countries; the most with {most}.",
        "ko": "협약 {agreements}건, {countries}개국. 가장 많은 나라는 {most}.",
    },
    "timeline": {"en": "Agreements and events over time", "ko": "시간으로 본 협약과 행사"},
    "timeline_finding": {
        "en": "{agreements} agreements and {events} events; a bar is as long as its date is uncertain.",
        "ko": "협약 {agreements}건과 행사 {events}건. 막대는 날짜가 알려진 만큼 짧다.",
    },
    "network": {"en": "Korean parties and their partners", "ko": "한국 측과 상대 측"},
    "network_finding": {
        "en": "Each line is a link by at least one agreement; the number says with how many a body is linked.",
        "ko": "선 하나는 협약 하나 이상으로 이어진 관계이며, 숫자는 이어진 상대의 수다.",
    },
    "no_country": {"en": "ASEAN countries without an agreement", "ko": "협약이 없는 아세안 국가"},
    "no_country_finding": {"en": "{count} of the ASEAN members.", "ko": "아세안 회원국 가운데 {count}곳."},
    "no_city": {"en": "Pilot cities without an agreement", "ko": "협약이 없는 시범도시"},
    "no_city_finding": {
        "en": "{count} pilot cities, with their priority projects: where an agreement could begin.",
        "ko": "시범도시 {count}곳과 그 우선 사업. 협약을 시작할 수 있는 곳이다.",
    },
    "answered": {"en": "Priority projects that an agreement answers", "ko": "협약이 응답한 우선 사업"},
    "answered_finding": {
        "en": "{count} times an agreement and a priority project of the same city share a field.",
        "ko": "같은 도시의 협약과 우선 사업이 분야를 함께하는 경우가 {count}건이다.",
    },
    "signed_agreement": {"en": "agreement", "ko": "협약"},
    "planned_agreement": {"en": "planned agreement", "ko": "예정된 협약"},
    "held_event": {"en": "event", "ko": "행사"},
    "planned_event": {"en": "planned event", "ko": "예정된 행사"},
}
