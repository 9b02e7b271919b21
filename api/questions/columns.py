"""The columns of the canned queries on a page: their heads, what their cells name, the unit of their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

IRI: Final = "_iri"  # the end of a column's name that holds the IRIs of what another column labels
_HOLDERS: Final = ("title", "name")  # what such a column may belong to where no column has the rest of its name


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head in both languages; the kinds of thing that its cells name; `won`, `percent` or `count`."""

    en: str
    ko: str
    kinds: tuple[str, ...] = ()
    unit: str = ""

    def head(self, lang: str) -> str:
        """The head in a language."""
        return self.ko if lang == "ko" else self.en


_BODY: Final = ("id:organisation",)
_SIDE: Final = ("id:organisation", "id:city", "id:province", "id:country")
_PLACE: Final = ("id:city", "id:province", "id:district", "id:venue", "id:country")

COLUMNS: Final[Mapping[str, Column]] = {
    "agency": Column("Agency", "기관", _BODY),
    "agreement": Column("Agreement", "협약", ("id:agreement",)),
    "agreement_field": Column("Field of the agreement", "협약의 분야"),
    "agreements": Column("Agreements", "협약 수", unit="count"),
    "agrees": Column("Agrees", "일치"),
    "amount": Column("Amount", "금액", ("id:amount",)),
    "amounts": Column("Amounts", "금액"),
    "approximate": Column("Approximate", "어림값"),
    "as_of": Column("As of", "기준일"),
    "as_printed": Column("As printed", "적힌 그대로"),
    "capacity": Column("Capacity", "자격"),
    "capital": Column("Capital", "수도"),
    "chair": Column("Chair", "의장", ("id:person", "id:organisation", "id:country")),
    "chaired": Column("Chaired", "주재한 대상", ("id:event", "id:organisation")),
    "city": Column("City", "도시", ("id:city",)),
    "claims": Column("Claims", "근거 수", unit="count"),
    "closed": Column("Closed to the press", "비공개"),
    "computed": Column("Computed", "계산값"),
    "country": Column("Country", "국가", ("id:country",)),
    "country_agreements": Column("Agreements of the country", "그 나라의 협약 수", unit="count"),
    "dated": Column("Dated", "문서 날짜"),
    "derogates_from": Column("Derogates from", "예외를 두는 법", ("id:law",)),
    "discrepancies": Column("Disagreements", "불일치 수", unit="count"),
    "document": Column("Document", "문서", ("id:document",)),
    "documents": Column("Documents", "문서", ("id:document",)),
    "due": Column("Due", "예정 시기"),
    "elsewhere": Column("Agreements elsewhere", "다른 곳의 협약 수", unit="count"),
    "end": Column("End", "끝"),
    "event": Column("Event", "행사", ("id:event",)),
    "field": Column("Field", "분야"),
    "fields": Column("Fields", "분야"),
    "figure": Column("Figure", "지표"),
    "followed": Column("Followed", "따름"),
    "fund": Column("Fund", "펀드", ("id:initiative",)),
    "gdp_per_capita": Column("GDP per capita (US$)", "1인당 GDP(미국 달러)", unit="dollar"),
    "group": Column("Kind", "구분"),
    "holders": Column("Holders", "재임자 수", unit="count"),
    "home": Column("Home body", "소속 기관"),
    "in_force": Column("In force", "시행"),
    "initiative": Column("Initiative", "사업", ("id:initiative",)),
    "issued": Column("Issued", "발행일"),
    "itemised": Column("Itemised", "세부 금액 합", unit="won"),
    "kind": Column("Kind", "종류"),
    "korean_parties": Column("Korean parties", "한국 측", _SIDE),
    "language": Column("Language", "언어"),
    "last": Column("Last step", "마지막 단계"),
    "law": Column("Act", "법", ("id:law",)),
    "lead": Column("Lead", "주관", _BODY),
    "level": Column("Level", "수준"),
    "lines": Column("Lines", "줄"),
    "month": Column("Month", "월"),
    "name": Column("Name", "이름", ("id:person",)),
    "names": Column("Names", "이름", ("id:person", *_SIDE)),
    "object": Column("Object", "목적어"),
    "occasion": Column("Occasion", "계기"),
    "office": Column("Office", "직책"),
    "officials": Column("Officials", "인원", unit="count"),
    "organisation": Column("Organisation", "기관", _BODY),
    "part": Column("Part", "부분", ("id:amount",)),
    "part_of": Column("Part of", "상위 항목", ("id:amount", "id:initiative")),
    "parties": Column("Parties", "당사자 수", unit="count"),
    "partners": Column("Partners", "상대 측", _SIDE),
    "parts": Column("Parts", "부분 수", unit="count"),
    "passed": Column("Passed", "통과"),
    "percent": Column("Percent", "비율(%)", unit="percent"),
    "period": Column("Period", "기간"),
    "person": Column("Person", "인물", ("id:person",)),
    "pilot_cities": Column("Pilot cities", "시범도시 수", unit="count"),
    "pilot_city": Column("Pilot city", "시범도시", ("id:initiative", "id:city")),
    "place": Column("Place", "장소", _PLACE),
    "places": Column("Places", "장소", _PLACE),
    "planned": Column("Planned", "예정", unit="count"),
    "population_density": Column("People per km²", "인구밀도(명/km²)", unit="density"),
    "position": Column("Position", "직위"),
    "predicate": Column("Property", "속성"),
    "printed": Column("Printed", "적힌 값"),
    "private": Column("Private", "민간", unit="won"),
    "project": Column("Project", "사업", ("id:initiative",)),
    "project_field": Column("Field of the project", "사업의 분야"),
    "projects": Column("Priority projects", "우선 사업", ("id:initiative",)),
    "proposed": Column("Proposed", "발의"),
    "provision": Column("Provision", "특례", ("id:law",)),
    "public": Column("Public", "공공", unit="won"),
    "quadrant": Column("Quadrant", "유형"),
    "receiver": Column("Reports to", "보고 대상", ("id:organisation", "id:initiative", "id:event")),
    "reporter": Column("Reporting body", "보고 주체", ("id:organisation", "id:initiative", "id:event")),
    "rest": Column("Not itemised", "밝혀지지 않은 금액", unit="won"),
    "role": Column("Role", "역할"),
    "seat": Column("Seat", "자리"),
    "session": Column("Session", "순서", ("id:session",)),
    "share": Column("Share", "몫", ("id:amount",)),
    "share_won": Column("Share in won", "몫(원)", unit="won"),
    "side": Column("Side", "측"),
    "signed": Column("Signed", "체결", unit="count"),
    "sources": Column("Sources", "출처"),
    "stage": Column("Stage", "단계"),
    "stands_for": Column("Stands in for", "대신하는 사람", ("id:person", "id:post")),
    "start": Column("Start", "시작"),
    "stated": Column("Stated", "밝힌 값"),
    "statement": Column("Statement", "진술"),
    "subject": Column("Subject", "주어"),
    "thing": Column("Thing", "대상"),
    "title": Column("Title", "제목"),
    "total": Column("Total", "합계", unit="won"),
    "type": Column("Type", "형식"),
    "value": Column("Value", "값"),
    "values": Column("Values", "값"),
    "verdict": Column("Verdict", "판단"),
    "weight": Column("Weight", "비중"),
    "what": Column("What", "무엇"),
    "whole": Column("Whole", "전체", ("id:amount",)),
    "won": Column("Won", "금액", unit="won"),
}


def links(columns: Sequence[str]) -> dict[str, str]:
    """Which column holds the IRIs of another's labels: `city_iri` those of `city`, else of the title or name."""
    found = {}
    for column in columns:
        if column.endswith(IRI):
            label = next((each for each in (column.removesuffix(IRI), *_HOLDERS) if each in columns), "")
            found[label] = column
    found.pop("", None)
    return found


def head(name: str, lang: str) -> str:
    """A column's head; of one that the table lacks, its name."""
    return COLUMNS[name].head(lang) if name in COLUMNS else name.replace("_", " ")
