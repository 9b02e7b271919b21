from __future__ import annotations

from collections.abc import Callable

import pytest

Bar = Callable[..., list[str]]

XA = "ksc:ofCountry <https://w3id.org/ksc/id/country/xa>"
ID = "https://w3id.org/ksc/id/"


def test_one_name_for_two_ministries_of_two_countries(bar: Bar) -> None:
    assert bar("names") == []


def test_a_province_and_its_government_may_share_a_name(bar: Bar) -> None:
    both = f"""<{ID}province/hue> a ksc:Province ; skos:prefLabel "Hue"@en ; ksc:inCountry <{ID}country/xa> .
        <{ID}organisation/hue> a ksc:LocalGovernment ; skos:prefLabel "Hue"@en ; {XA} ."""
    assert bar("names", reference=both) == []


@pytest.mark.parametrize(
    "mutant",
    [
        f'<{ID}organisation/x> a ksc:Ministry ; skos:prefLabel "INTERIOR  of Xa"@en ; {XA} .',
        f'<{ID}organisation/x> a ksc:Agency ; skos:altLabel "MOI" ; {XA} .',
        f'<{ID}organisation/x> a ksc:Agency ; skos:hiddenLabel "내무부"@ko ; {XA} .',
        f'<{ID}organisation/x> a ksc:Agency ; skos:altLabel "MOI" .',
        f'<{ID}city/x> a ksc:City ; skos:altLabel "나시"@ko ; ksc:within <{ID}city/na> .',
        f'<{ID}country/xc> a ksc:Country ; skos:altLabel "샤"@ko .',
    ],
    ids=["two labels", "two aliases", "a misprint", "no country", "country by inference", "countries"],
)
def test_a_name_of_two_things(bar: Bar, mutant: str) -> None:
    found = bar("names", reference=mutant)
    assert found and "names several" in found[0]


CLAIM = f"""<{ID}claim/x> a ksc:Claim ; ksc:claimSubject <{ID}agreement/one> ; ksc:claimPredicate ksc:field ;
    ksc:claimObject <https://w3id.org/ksc/scheme/field/smart-city> ;
    ksc:rank <https://w3id.org/ksc/scheme/claim-rank/{{rank}}> ."""
FIELD = f"<{ID}agreement/one> ksc:field <https://w3id.org/ksc/scheme/field/smart-city> ."
UNRESOLVED = f"""<{ID}discrepancy/x> a ksc:Discrepancy ; ksc:involvesClaim <{ID}claim/x> ;
    ksc:verdict <https://w3id.org/ksc/scheme/verdict/unresolved> ."""
PREFERRED = UNRESOLVED.replace("unresolved", "preferred")


def test_statements_and_claims_agree(bar: Bar) -> None:
    """A translation needs no claim, and a month is withheld where the day is claimed."""
    assert bar("claims") == []
    assert bar("claims", paper=CLAIM.format(rank="preferred") + FIELD) == []
    assert bar("claims", paper=CLAIM.format(rank="deprecated")) == []
    assert bar("claims", paper=CLAIM.format(rank="normal"), reference=UNRESOLVED) == []


@pytest.mark.parametrize(
    ("paper", "reference", "expected"),
    [
        (FIELD, "", "a statement without a claim"),
        (CLAIM.format(rank="normal"), "", "its statement is not made"),
        (CLAIM.format(rank="preferred"), PREFERRED, "its statement is not made"),
        (CLAIM.format(rank="deprecated") + FIELD, "", "does not stand"),
        (CLAIM.format(rank="normal") + FIELD, UNRESOLVED, "does not stand"),
        (f'<{ID}agreement/one> dcterms:title "다른 제목"@ko .', "", "a statement without a claim"),
        (f"<{ID}agreement/one> schema:superEvent <{ID}event/x> .", "", "a statement without a claim"),
    ],
)
def test_statements_and_claims_disagree(bar: Bar, paper: str, reference: str, expected: str) -> None:
    (line,) = bar("claims", paper=paper, reference=reference)
    assert expected in line


def test_a_claim_does_not_stand_for_another_document(bar: Bar) -> None:
    """The statement is in the graph of the document that claims it."""
    assert len(bar("claims", paper=CLAIM.format(rank="normal"), reference=FIELD)) == 1
