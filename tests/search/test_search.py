"""Search over the real names: what people type finds what they mean, and first."""

from __future__ import annotations

import unicodedata

import pyoxigraph as ox
import pytest

from kg.resources import DATA, ONTOLOGY
from kg.search import SearchIndex
from kg.search.letters import Letters


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    store = ox.Store()
    for path in (DATA / "reference.ttl", DATA / "inferred.ttl", *ONTOLOGY.glob("*.ttl"), DATA / "molit-2019-11-25.ttl"):
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    return SearchIndex.of(store)


def found(index: SearchIndex, query: str, kind: str = "") -> list[str]:
    return [hit.entry.identifier for hit in index.search(query, kind)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("국토부", "organisation/molit"),
        ("국토교통부", "organisation/molit"),
        ("국 토 교 통 부", "organisation/molit"),
        ("국토교ㅌ", "organisation/molit"),  # while its last syllable is typed
        ("국토교통뷰", "organisation/molit"),
        (unicodedata.normalize("NFD", "국토부"), "organisation/molit"),
        ("MOLIT", "organisation/molit"),
        ("벅스코", "venue/bexco"),
        ("스마트이션", "organisation/sndgo"),
        ("lh", "organisation/lh"),
        ("ＬＨ", "organisation/lh"),
        ("한국 토지주택 공사", "organisation/lh"),
        ("토지주택공사", "organisation/lh"),
        ("battambng", "city/battambang"),
        ("battambng provice", "province/battambang"),
        ("하노이", "city/ha-noi"),
        ("hanoi", "city/ha-noi"),
        ("hanoy", "city/ha-noi"),
        ("HA NOI", "city/ha-noi"),
        ("Dương", "person/duong-hai-hung"),
        ("duong", "person/duong-hai-hung"),
        ("vn", "country/vietnam"),
        ("한아세안 스마트시티 장관회의", "event/asean-rok-smart-city-ministerial-2019"),
        ("lh 하노이", "agreement/2019-08-lh-ecopark-tdh-ecoplace-moa"),
        ("내무부 브루나이", "organisation/moha-brunei"),
        ("양해각서", "agreement-type/mou"),
    ],
)
def test_what_is_meant_comes_first(index: SearchIndex, query: str, first: str) -> None:
    assert found(index, query)[:1] == [first]


def test_a_shared_name_finds_all_who_bear_it(index: SearchIndex) -> None:
    ministries = ["organisation/moha-brunei", "organisation/moha-indonesia"]
    assert found(index, "내무부")[:3] == [*ministries, "organisation/moi-cambodia"]
    assert found(index, "ministry of home")[:2] == ministries


def test_first_consonants_find_names(index: SearchIndex) -> None:
    assert found(index, "ㄱㅌㅂ")[0] == "organisation/molit"
    assert "city/ha-noi" in found(index, "ㅎㄴㅇ")


def test_names_come_before_what_only_holds_the_letters(index: SearchIndex) -> None:
    hits = index.search("하노이")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert (hits[0].score, hits[0].matched) == (100, "하노이")
    assert "agreement/2019-08-lh-ecopark-tdh-ecoplace-moa" in [hit.entry.identifier for hit in hits]
    assert not [hit for hit in index.search("lh") if "social housing" in hit.matched]


def test_a_misprint_leads_to_the_right_name(index: SearchIndex) -> None:
    hit = index.search("벅스코")[0]
    assert (hit.matched, hit.score, hit.entry.label("ko"), hit.entry.label("en")) == ("벅스코", 95, "벡스코", "BEXCO")


def test_a_kind_narrows_the_search(index: SearchIndex) -> None:
    assert set(found(index, "하노이", "city")) == {"city/ha-noi"}
    assert set(found(index, "내무부", "ksc:Ministry")) <= set(found(index, "내무부", "ksc:Agency"))
    assert found(index, "하노이", "ksc:Place")[0] == "city/ha-noi"
    assert found(index, "실현", "scheme:stage") == ["stage/realised"]
    assert not found(index, "국토교통부", "person")


def test_kinds_have_labels_in_both_languages(index: SearchIndex) -> None:
    entry = index.search("국토부")[0].entry
    assert (entry.kind, entry.kind_label("en"), entry.kind_label("ko")) == ("organisation", "ministry", "부처")
    assert entry.country == "https://w3id.org/ksc/id/country/republic-of-korea"


@pytest.mark.parametrize("query", ["", " ", "-·–", "zzzzqqq", "\x00", "x" * 10_000, "가" * 10_000, "qzx ywv " * 2_000])
def test_nothing_is_found_for_nothing(index: SearchIndex, query: str) -> None:
    assert not index.search(query)


def test_letters_fold_what_does_not_tell_names_apart() -> None:
    assert Letters.of("Dương Hải").plain == Letters.of("DUONG-HAI").plain == "duonghai"
    assert Letters.of("Đà Nẵng").plain == "danang"
    assert Letters.of("한·아세안").plain == Letters.of("한-아세안").plain == Letters.of("한 아세안").plain
    assert Letters.of("ㄱㅌㅂ").only_initials
    assert not Letters.of("국토부").only_initials
