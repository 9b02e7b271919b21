from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.tables import read_table
from tests.conftest import Kg

INVENTED = Path(__file__).parents[1] / "data" / "invented"
NAMES = ["agreements.csv", "attendance-heading.csv", "attendance.csv", "programme.csv"]

Extracting = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def extract(kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Extracting:
    """Runs `kg extract` in an empty folder; gives the exit code and the lines of stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> tuple[int, list[str], list[str]]:
        code, out, err = kg("extract", *arguments, "--reference", INVENTED / "reference")
        return code, out.splitlines(), err.splitlines()

    return run


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_records_are_written_the_same_each_time(extract: Extracting, tmp_path: Path) -> None:
    code, out, err = extract(INVENTED / "release.txt", "-o", tmp_path / "a")
    assert (code, err, len(out)) == (0, [], 4)
    assert files(tmp_path / "a") == NAMES
    extract(INVENTED / "release.txt", "-o", tmp_path / "b", "--layout", "press-release")
    first = {name: (tmp_path / "a" / name).read_bytes() for name in NAMES}
    assert first == {name: (tmp_path / "b" / name).read_bytes() for name in NAMES}
    extract(INVENTED / "release.txt", "-o", tmp_path / "a")
    assert first == {name: (tmp_path / "a" / name).read_bytes() for name in NAMES}, "again, onto itself"
    assert b"\r" not in b"".join(first.values())


def test_two_agreements_of_one_slug_are_told_apart(extract: Extracting, tmp_path: Path) -> None:
    extract(INVENTED / "release.txt", "-o", tmp_path / "a")
    slugs = [row["slug"] for row in read_table(tmp_path / "a" / "agreements.csv")]
    assert slugs[6:8] == ["2031-02-mul-gangmul-nbb-mou", "2031-02-mul-gangmul-nbb-mou-2"]


def test_hand_work_outlives_another_extraction(extract: Extracting, tmp_path: Path) -> None:
    path = tmp_path / "a" / "agreements.csv"
    extract(INVENTED / "release.txt", "-o", path.parent)
    before = path.read_text()
    path.write_text(before.replace("-garam-mou,,", "-garam-mou,Our translation,"))
    code, out, _ = extract(INVENTED / "release.txt", "-o", path.parent)
    assert (code, out[0]) == (0, f"{path}: 9 rows, 9 of them were there")
    assert read_table(path).rows[0]["title_en"] == "Our translation"


def test_no_row_is_lost(extract: Extracting, tmp_path: Path) -> None:
    text = (INVENTED / "release.txt").read_text()
    extract(INVENTED / "release.txt", "-o", tmp_path / "a")
    before = {name: (tmp_path / "a" / name).read_bytes() for name in NAMES}
    other = tmp_path / "other.txt"
    other.write_text(text.replace("나루터 약정", "나루터 새 약정"))
    code, out, err = extract(other, "-o", tmp_path / "a")
    assert (code, out, len(err)) == (1, [], 1)
    assert "솔내 윗마을 나루터 약정" in err[0]
    assert before == {name: (tmp_path / "a" / name).read_bytes() for name in NAMES}


def test_findings_are_lines_and_the_records_stand(extract: Extracting, tmp_path: Path) -> None:
    document = tmp_path / "d.txt"
    text = (INVENTED / "release.txt").read_text()
    document.write_text(text.replace("\t솔내 일터\t", "\t솔내 쉼터\t").replace("버들 나래 H.E. Beodeul NARAE", "누구"))
    code, _, err = extract(document, "-o", tmp_path / "a")
    assert code == 1
    assert err == [
        f"{document}:32: column partner: '솔내 쉼터' is not a known organisation of Garam; nearest: 솔내일터, 솔내",
        f"{document}:45: column name: '누구' is not a known person of Garam; known ones: 버들 나래, 바위 솔, 이든 온",
    ]
    assert files(tmp_path / "a") == NAMES
    assert read_table(tmp_path / "a" / "agreements.csv").rows[3]["slug"] == ""


def test_without_a_folder_a_new_one_is_made_once(extract: Extracting, tmp_path: Path) -> None:
    assert extract(INVENTED / "release.txt")[0] == 0
    assert files(tmp_path / "records-release") == NAMES
    code, out, err = extract(INVENTED / "release.txt")
    assert (code, out) == (2, [])
    assert err == ["records-release exists; to bring its records up to date, say -o records-release"]


KNOWN = "press-release, ascn-paper, special-provisions"


def test_wrong_calls(extract: Extracting, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("그저 글\n")
    (tmp_path / "bad.txt").write_bytes(b"a\n\xff")
    (tmp_path / "file").write_text("")
    release = INVENTED / "release.txt"
    assert extract("none.txt") == (2, [], ["none.txt: there is no such file"])
    assert extract("plain.txt") == (1, [], [f"plain.txt: no layout recognises this document; known: {KNOWN}"])
    assert extract("bad.txt")[::2] == (
        1,
        ["bad.txt:2: byte 0xFF at offset 2 is not UTF-8; save the document as UTF-8 text"],
    )
    assert extract(release, "--layout", "x")[::2] == (2, [f"--layout x: there is no such layout; known: {KNOWN}"])
    code, _, err = extract(release, "-o", "file")
    assert (code, len(err)) == (2, 1)
    assert err[0].startswith("file")
    assert files(tmp_path) == ["bad.txt", "file", "plain.txt"]
