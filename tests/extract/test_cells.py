from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.cells import (
    Items,
    PersonName,
    PlaceMention,
    Places,
    TimeRange,
    is_dash,
    read_date,
    read_list,
    read_minutes,
    read_person,
    read_places,
    read_times,
)

KNOWN = {
    "솔내",
    "별내",
    "은모래",
    "윗마을",
    "HBC",
    "물연구원",
    "배 및 바다청",
    "길, 들, 숲 모임",
    "가·나 협회",
    "모두등",
}


def is_name(text: str) -> bool:
    return text in KNOWN


@pytest.mark.parametrize(
    ("cell", "value", "planned"),
    [
        *(("'19.03", "2019-03", False), ("19.09", "2019-09", False), ("'18.7", "2018-07", False)),
        *(("‘19.03", "2019-03", False), ("’19.03", "2019-03", False), ("2019.03", "2019-03", False)),
        *(("'19.3월", "2019-03", False), ("'19년 3월", "2019-03", False), ("2019. 3.", "2019-03", False)),
        *(
            ("'19.11.25", "2019-11-25", False),
            ("2019. 11. 5.", "2019-11-05", False),
            ("2019-11-05", "2019-11-05", False),
        ),
        *(("'19.12(예정)", "2019-12", True), ("'19.12 (예정)", "2019-12", True), ("’19.12월 예정", "2019-12", True)),
        *(("１９．０３", "2019-03", False), ("2019년 11월 25일", "2019-11-25", False)),
    ],
)
def test_dates(cell: str, value: str, planned: bool) -> None:
    read = read_date(f" {cell} ")
    assert read is not None
    assert (read.value, read.planned, read.printed) == (value, planned, cell)
    assert read.precision == ("day" if len(value) == 10 else "month")
    assert read.month == value[:7]


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "예정",
        "미정",
        "'19",
        "2019",
        "'19.13",
        "'19.0",
        "'19.2.30",
        "19/11",
        "11-12",
        "'19.03~05",
        "상반기",
        "'19.3Q",
    ],
)
def test_what_is_no_date(cell: str) -> None:
    assert read_date(cell) is None


def test_the_days_that_a_month_can_mean() -> None:
    february, day = read_date("'20.02"), read_date("'20.02.03")
    assert february is not None
    assert day is not None
    assert february.bounds == ("2020-02-01", "2020-02-29")
    assert day.bounds == ("2020-02-03", "2020-02-03")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("'‘’"), st.booleans())
def test_every_day_reads_back(day: date, mark: str, planned: bool) -> None:
    read = read_date(f"{mark}{day:%y.%m.%d}" + "(예정)" * planned)
    assert read is not None
    assert (read.value, read.planned) == (day.isoformat(), planned)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("솔내", ["솔내"]),
        ("솔내, 별내，은모래、HBC", ["솔내", "별내", "은모래", "HBC"]),
        ("솔내·별내/은모래 및 HBC", ["솔내", "별내", "은모래", "HBC"]),
        ("배 및 바다청", ["배 및 바다청"]),
        ("HBC, 배 및 바다청", ["HBC", "배 및 바다청"]),
        ("길, 들, 숲 모임, HBC", ["길, 들, 숲 모임", "HBC"]),
        ("가·나 협회·HBC", ["가·나 협회", "HBC"]),
        ("교통·통신부", ["교통·통신부"]),
        ("모름 및 모를청, 다른 곳", ["모름 및 모를청", "다른 곳"]),
        ("모름·HBC", ["모름", "HBC"]),
        ("모름(가, 나), HBC", ["모름(가, 나)", "HBC"]),
        ("HBC,, ", ["HBC"]),
        ("모름(가, 나", ["모름(가, 나"]),
    ],
)
def test_lists(cell: str, names: list[str]) -> None:
    assert read_list(cell, is_name) == Items(tuple(names))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("솔내 등", ["솔내"]),
        ("솔내, 모름 등", ["솔내", "모름"]),
        ("솔내·별내등", ["솔내", "별내"]),
        ("솔내 등 3개 도시", ["솔내"]),
    ],
)
def test_open_ended_lists(cell: str, names: list[str]) -> None:
    assert read_list(cell, is_name) == Items(tuple(names), open_ended=True)


@pytest.mark.parametrize("cell", ["모두등", "초록등", "등"])
def test_a_name_may_end_as_a_list_does(cell: str) -> None:
    assert read_list(cell, is_name) == Items((cell,))


def test_none_and_nothing_are_not_the_same() -> None:
    assert read_list("-", is_name) == read_list(" – ", is_name) == Items(none=True)
    assert read_list(" ", is_name) == Items()
    assert read_places("-", is_name) == Places(none=True)
    assert is_dash("―")
    assert not is_dash("")


@given(
    st.lists(st.sampled_from(sorted(KNOWN - {"모두등"})), min_size=1),
    st.sampled_from([", ", "，", "、", "·", " 및 ", "/"]),
)
def test_known_names_come_apart_whatever_parts_them(names: list[str], separator: str) -> None:
    assert read_list(separator.join(names), is_name).names == tuple(names)


@pytest.mark.parametrize(
    ("cell", "mentions"),
    [
        ("솔내(윗마을)", [PlaceMention("윗마을", inside="솔내")]),
        ("(은모래)", [PlaceMention("은모래", bracketed=True)]),
        ("(은모래, 별내)", [PlaceMention("은모래", bracketed=True), PlaceMention("별내", bracketed=True)]),
        (
            "솔내 (윗마을·모름), 별내",
            [PlaceMention("윗마을", "솔내"), PlaceMention("모름", "솔내"), PlaceMention("별내")],
        ),
        ("솔내(윗(마을))", [PlaceMention("솔내(윗(마을))")]),
        ("()", [PlaceMention("()")]),
    ],
)
def test_places(cell: str, mentions: list[PlaceMention]) -> None:
    assert read_places(cell, is_name) == Places(tuple(mentions))


def test_open_ended_places() -> None:
    assert read_places("(솔내 등)", is_name) == Places((PlaceMention("솔내", bracketed=True),), open_ended=True)
    assert read_places("솔내(윗마을) 등", is_name) == Places((PlaceMention("윗마을", "솔내"),), open_ended=True)


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("09:50-10:00", TimeRange("09:50", "10:00")),
        ("9:05 ~ 13:50", TimeRange("09:05", "13:50")),
        ("9시 30분–24:00", TimeRange("09:30", "24:00")),
        ("14:00", TimeRange("14:00")),
        *((cell, None) for cell in ("", "10:00-09:00", "25:00", "24:01", "09:60", "오전", "10:00-", "1000")),
    ],
)
def test_times(cell: str, times: TimeRange | None) -> None:
    assert read_times(cell) == times


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("쉼(10')", 10),
        ("노래 (03’)", 3),
        ("말 (한 사람 5' 씩) (60')", 60),
        ("말 (7분)", 7),
        ("말 (5') 뒤", None),
        ("말", None),
    ],
)
def test_minutes(cell: str, minutes: int | None) -> None:
    assert read_minutes(cell) == minutes


@pytest.mark.parametrize(
    ("cell", "person"),
    [
        ("버들 나래 H.E. Dato' Beodeul NARAE", PersonName("버들 나래", "Dato' Beodeul NARAE")),
        ("버들 나래(H. E. Beodeul M. Narae)", PersonName("버들 나래", "Beodeul M. Narae")),
        ("H.E. Bé ĐỨC (버들)", PersonName("버들", "Bé ĐỨC")),
        ("버들", PersonName("버들", "")),
        ("HE Beodeul", PersonName("", "Beodeul")),
        ("HEO Beodeul", PersonName("", "HEO Beodeul")),
        ("", PersonName("", "")),
        ("버들 A 나래", None),
    ],
)
def test_people(cell: str, person: PersonName | None) -> None:
    assert read_person(cell) == person


CELLS = st.text(st.sampled_from("가등및솔내HE.·,/、(（)）-'’0129:~년월 (예정)")) | st.text()


@given(CELLS)
def test_any_cell_is_read_or_kept(cell: str) -> None:
    read_date(cell), read_times(cell), read_minutes(cell), read_person(cell), read_places(cell, is_name)
    items = read_list(cell, is_name)
    assert all(name and name == name.strip() for name in items.names)
    rest = cell
    for name in items.names:
        assert name in rest, "every name is printed, in this order"
        rest = rest[rest.index(name) + len(name) :]


@given(CELLS)
def test_reading_does_not_depend_on_outer_white_space(cell: str) -> None:
    assert read_list(f" {cell}\u3000", is_name) == read_list(cell, is_name)
    assert read_date(f" {cell}\u3000") == read_date(cell)
