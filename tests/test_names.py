from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError, UsageError
from kg.messages import in_language
from kg.names import KOREA, Names, key, not_linked
from kg.resources import RECORDS

HEADER = "id,class,name_ko,name_en,acronym,variants,misprints,supplied,country,within\n"
TABLES = {
    "countries": "country/garam,ksc:Country,가람,Garam,,,,,,\ncountry/nuri,ksc:Country,누리,Nuri,,,,,,\n",
    "organisations": (
        "organisation/sallim-garam,ksc:Ministry,살림부,Ministry of Living,,,,,country/garam,\n"
        "organisation/sallim-nuri,ksc:Ministry,살림부,Ministry of Living,,,,,country/nuri,\n"
        "organisation/nbb,ksc:GovernmentBody,누리 뱃길·바다청,Nuri Boats Bureau,NBB; N.B.B.,,누리 뱃길 및 바다청,"
        "바다청,country/nuri,\n"
        "organisation/nbb-lab,ksc:PublicInstitution,바다 연구소,,,,,,,organisation/nbb\n"
        "organisation/water-union,ksc:InternationalOrganisation,물길연합,Water Union,WU,,,,,\n"
    ),
    "places": (
        "city/sol,ksc:City,솔내,Solnae,,,,,country/garam,\ndistrict/wit,ksc:District,윗마을,Witmaeul,,,,,,city/sol\n"
    ),
    "concepts": "occasion,skos:ConceptScheme,계기,,,,,,,\noccasion/visit,skos:Concept,순방,visit,,,,,,\n",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    folder = tmp_path_factory.mktemp("reference")
    for name, rows in TABLES.items():
        (folder / f"{name}.csv").write_text(HEADER + rows, encoding="utf-8")
    return Names.load(folder)


ORG = ("organisation",)


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "누리 뱃길·바다청",
            "누리뱃길ㆍ바다청",
            " 누리\u00a0뱃길・바다청 ",
            unicodedata.normalize("NFD", "누리 뱃길·바다청"),
        ),
        *("NBB", "nbb", "N.B.B.", "nuri boats  bureau", "누리 뱃길 및 바다청", "바다청"),
    ],
)
def test_every_name_links(names: Names, printed: str) -> None:
    assert names.find(printed, ORG) == ["organisation/nbb"]
    assert names.link(printed, "organisation", "country/nuri") == "organisation/nbb"


def test_a_name_links_within_its_country_only(names: Names) -> None:
    assert names.find("살림부", ORG) == ["organisation/sallim-garam", "organisation/sallim-nuri"]
    assert names.link("살림부", ORG) is None
    assert names.link("살림부", ORG, "country/nuri") == "organisation/sallim-nuri"
    assert names.find("NBB", ORG, "country/garam") == []
    assert names.find("WU", ORG, "country/garam") == ["organisation/water-union"], "belongs to no country"
    assert names.find("바다 연구소", ORG, "country/garam") == [], "its country is that of what it is part of"
    assert names.find("윗마을", ("district",), "country/garam") == ["district/wit"]


def test_a_name_links_among_its_kinds_only(names: Names) -> None:
    assert names.find("솔내", ORG) == []
    assert names.find("솔내", ("city", "organisation")) == ["city/sol"]
    assert names.find("순방", ("occasion",)) == ["occasion/visit"]
    assert names.find("계기", ("occasion",)) == [], "a scheme is none of its concepts"


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("누리해양진흥청(NBB)", ["organisation/nbb"]),
        ("NBB (누리해양진흥청)", ["organisation/nbb"]),
        ("누리 뱃길 및 바다청（NBB）", ["organisation/nbb"]),
        ("물길연합(NBB)", []),
        ("살림부(WU)", []),
        ("WU, 누리해양진흥청(NBB)", []),
        ("WU 및 누리해양진흥청(NBB)", []),
        ("가나다(라마바)", []),
        ("NB", []),
        ("", []),
    ],
)
def test_a_gloss_must_not_disagree(names: Names, printed: str, found: list[str]) -> None:
    assert names.find(printed, ORG) == found


def test_a_gloss_is_taken_apart_only_where_wanted(names: Names) -> None:
    assert names.find("솔내(윗마을)", ("city",)) == ["city/sol"]
    assert names.find_exact("솔내(윗마을)", ("city",)) == []


def test_nearest_names_are_hints_in_scope(names: Names) -> None:
    assert names.nearest("살림뷰", ORG, "country/garam") == ["살림부"]
    assert names.nearest("Nuri Boat Bureau", ORG, limit=1) == ["Nuri Boats Bureau"]
    assert names.nearest("Nuri Boat Bureau", ORG, "country/garam") == []


def test_why_a_name_is_no_link(names: Names) -> None:
    unknown = not_linked(names, "솔네", ("city",), "country/garam", "place")
    assert str(unknown) == "'솔네' is not a known place of Garam; nearest: 솔내"
    several = not_linked(names, "살림부", ORG, None, "organisation")
    assert str(several).startswith("'살림부' names several: organisation/sallim-garam, organisation/sallim-nuri")


def test_a_name_of_another_country_says_whose_it_is(names: Names) -> None:
    foreign = not_linked(names, "NBB", ORG, "country/garam", "organisation")
    assert str(foreign).startswith("'NBB' is not a known organisation of Garam; it is one of Nuri; check")
    assert in_language(foreign.hint, "ko").startswith("다른 나라의 이름이다: 누리.")


def test_where_no_name_is_near_and_few_are_known_all_are_hints(names: Names) -> None:
    assert str(not_linked(names, "xyz", "occasion", None, "occasion")).endswith("; known ones: 순방")
    assert not not_linked(names, "xyz", ("post",), None, "post").hint


def test_where_things_lie(names: Names) -> None:
    assert names.country_of("district/wit") == "country/garam"
    assert names.country_of("country/nuri") == "country/nuri"
    assert names.country_of("organisation/water-union") is None
    assert names.lies_within("district/wit", "city/sol")
    assert not names.lies_within("city/sol", "district/wit")


def test_within_in_a_ring_ends(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("id,name_ko,within\ncity/a,가,city/b\ncity/b,나,city/a\n")
    names = Names.load(tmp_path)
    assert names.country_of("city/a") is None
    assert not names.lies_within("city/a", "city/c")


def test_bad_reference_tables(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are no reference tables"):
        Names.load(tmp_path)
    (tmp_path / "a.csv").write_text("id,name_ko\ncity/a,가\nCity/B,나\ncity/a,다\n")
    with pytest.raises(RecordError) as error:
        Names.load(tmp_path)
    file = tmp_path / "a.csv"
    assert [str(finding) for finding in error.value.findings] == [
        f"{file}:3: row 2, column id: 'City/B' is not an id; an id is type/slug in lower-case ASCII: organisation/lh",
        f"{file}:4: row 3, column id: city/a stands twice; first at {file}:2: row 1",
    ]


@given(st.text())
def test_keys_are_stable_and_blind_to_white_space(text: str) -> None:
    assert key(key(text)) == key(text)
    assert key(f" {text}\t") == key(text)


def test_the_reference_tables() -> None:
    names = Names.load(RECORDS / "reference")
    assert names.link("내무부", ORG, "country/brunei") == "organisation/moha-brunei"
    assert names.link("내무부", ORG) is None
    assert {names.link(name, ORG, KOREA) for name in ("국토부", "국토교통부", "MOLIT")} == {"organisation/molit"}
    assert names.link("스마트시티장관회의", "event") == "event/asean-rok-smart-city-ministerial-2019"
