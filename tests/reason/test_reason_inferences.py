"""The inferences that users will notice, one by one, under KSC's own ontology."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Infer = Callable[..., set[str]]

CASES = {
    "country by target place": (
        ":a ksc:targetsPlace :hue . :hue ksc:inCountry :vietnam .",
        ":a ksc:concernsCountry :vietnam",
    ),
    "country by partner": (
        ":a ksc:hasPartnerParty :mpwh . :mpwh ksc:ofCountry :indonesia .",
        ":a ksc:concernsCountry :indonesia",
    ),
    "country two places up": (
        ":dala ksc:within :yangon . :yangon ksc:inCountry :myanmar .",
        ":dala ksc:inCountry :myanmar",
    ),
    "country three places up": (
        ":x ksc:within :dala . :dala ksc:within :yangon . :yangon ksc:inCountry :myanmar .",
        ":x ksc:inCountry :myanmar",
    ),
    "country of an agreement on a district": (
        ":a ksc:targetsPlace :dala . :dala ksc:within :yangon . :yangon ksc:inCountry :myanmar .",
        ":a ksc:concernsCountry :myanmar",
    ),
    "post held": (":m org:member :p ; ksc:toPost :nr .", ":p ksc:holdsPost :nr"),
    "what is represented": (
        ":m org:member :p ; ksc:toPost :csco . :csco ksc:postFor :bangkok .",
        ":p ksc:represents :bangkok",
    ),
    "country represented by its post": (
        ":m org:member :p ; ksc:toPost :nr . :nr ksc:postForCountry :laos .",
        ":p ksc:representsCountry :laos",
    ),
    "country represented by the post's place": (
        ":m org:member :p ; ksc:toPost :csco . :csco ksc:postFor :bangkok . :bangkok ksc:inCountry :thailand .",
        ":p ksc:representsCountry :thailand",
    ),
    "country post is a post for": (":nr ksc:postForCountry :laos .", ":nr ksc:postFor :laos"),
    "attends": (":t ksc:attendeePerson :p ; ksc:attendedEvent :summit .", ":p ksc:attends :summit"),
    "attendee": (":t ksc:attendeePerson :p .", ":t ksc:attendee :p"),
    "appointment the other way": (":m org:member :p .", ":p ksc:hasAppointment :m"),
    "party, Korean": (":a ksc:hasKoreanParty :lh .", ":a ksc:hasParty :lh"),
    "party, partner": (":a ksc:hasPartnerParty :mpwh .", ":a ksc:hasParty :mpwh"),
    "is party to": (":a ksc:hasKoreanParty :lh .", ":lh ksc:isPartyTo :a"),
    "has party": (":lh ksc:isPartyTo :a .", ":a ksc:hasParty :lh"),
    "occasion by event": (
        ":a ksc:signedAt :summit . :summit ksc:eventType :ministerial .",
        ":a ksc:occasionType :ministerial",
    ),
    "contained in place": (":dala ksc:within :yangon .", ":dala schema:containedInPlace :yangon"),
    "contained at a distance": (
        ":x ksc:within :dala . :dala ksc:within :yangon .",
        ":x schema:containedInPlace :yangon",
    ),
    "within is transitive": (":x ksc:within :dala . :dala ksc:within :yangon .", ":x ksc:within :yangon"),
    "part of amount is transitive": (
        ":a ksc:partOfAmount :b . :b ksc:partOfAmount :c .",
        ":a ksc:partOfAmount :c",
    ),
    "member city": (":asean-scn ksc:hasMemberCity :bangkok .", ":bangkok ksc:isMemberCityOf :asean-scn"),
    "conflicts both ways": (":a ksc:conflictsWith :b .", ":b ksc:conflictsWith :a"),
    "an MOU by its type": (
        ":a a ksc:Agreement ; ksc:agreementType <scheme/agreement-type/mou> .",
        ":a a ksc:MemorandumOfUnderstanding",
    ),
    "the type of an MOU": (
        ":a a ksc:MemorandumOfUnderstanding .",
        ":a ksc:agreementType https://w3id.org/ksc/scheme/agreement-type/mou",
    ),
    "a type by sub-class": (":x a ksc:Ministry .", ":x a org:FormalOrganization"),
    "a type by domain": (":x ksc:signedAt :y .", ":x a ksc:Agreement"),
    "a type by range": (":x ksc:signedAt :y .", ":y a schema:Event"),
}


@pytest.mark.parametrize("case", CASES)
def test_inference(infer: Infer, case: str) -> None:
    data, expected = CASES[case]
    assert expected in infer(data)


def test_what_does_not_follow(infer: Infer) -> None:
    """Near misses of the chains above."""
    assert ":a ksc:concernsCountry :korea" not in infer(":a ksc:hasKoreanParty :lh . :lh ksc:ofCountry :korea .")
    assert ":p ksc:attends :summit" not in infer(":t ksc:attendee :p ; ksc:attendedEvent :summit .")
    assert ":a ksc:stage :signed" not in infer(":a ksc:datePlanned '2019-11' .")
    assert (
        infer(":a ksc:agreementType <scheme/agreement-type/mou> ; a ksc:Agreement .")
        & {
            ":a a ksc:LetterOfIntent",
            ":a a ksc:MemorandumOfAgreement",
        }
        == set()
    )


def test_of_a_claim_follows_only_that_it_is_an_entity(infer: Infer) -> None:
    """Claims are about statements; what follows from the statement must not follow from the claim."""
    claim = """:c a ksc:Claim ; ksc:claimSubject :a ; ksc:claimPredicate ksc:hasKoreanParty ; ksc:claimObject :lh ;
        ksc:asPrinted "LH" ; ksc:rank :normal ; ksc:evidence :e . :normal a skos:Concept . :e a oa:SpecificResource ;
        oa:hasSource :d ; ksc:firstLine 3 ."""
    assert infer(claim) == {":c a prov:Entity"}
