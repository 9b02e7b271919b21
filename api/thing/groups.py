"""In which order a page states what it knows: groups of properties, and the properties within each."""

from __future__ import annotations

from typing import Final

from rdflib.namespace import FOAF, RDF, SKOS

from kg.namespaces import KSC, PREFIXES

# Group (the name of its text) -> properties. A property that stands nowhere here comes last, in the group "more".
_GROUPS: Final = {
    "group_what": """dcterms:title ksc:agreementType ksc:agreementLevel ksc:stage ksc:eventType ksc:designation org:role
        ksc:capacity ksc:capital ksc:ordinal ksc:sequence skos:notation ksc:quadrant ksc:field ksc:technology
        ksc:objective schema:about ksc:discusses schema:variableMeasured ksc:unit ksc:priorityProjectOf
        skos:definition skos:inScheme skos:broader ksc:discrepancyKind dcterms:language ksc:lineCount ksc:remark""",
    "group_when": """ksc:dateSigned ksc:signedNotBefore ksc:signedNotAfter ksc:datePlanned ksc:plannedNotBefore
        ksc:plannedNotAfter ksc:dateProposed ksc:datePassed eli:first_date_entry_in_force
        schema:startDate schema:endDate ksc:startTime ksc:endTime ksc:durationMinutes ksc:coversPeriod ksc:referenceYear
        ksc:asOf ksc:founded ksc:dateWritten dcterms:issued dcterms:available ksc:issueTime ksc:embargoTime
        dcterms:modified ksc:occasionType ksc:signedAt ksc:announcedAt ksc:onOccasionOf schema:superEvent""",
    "group_who": """ksc:hasKoreanParty ksc:hasPartnerParty ksc:leadBy ksc:developer ksc:conductedBy ksc:participant
        schema:organizer ksc:chairedBy schema:sponsor ksc:attendee ksc:attendeePerson org:member org:organization
        org:postIn ksc:toPost ksc:holdsPost ksc:postFor ksc:deputisesFor ksc:represents ksc:representsCountry
        ksc:onBehalfOf org:unitOf org:subOrganizationOf ksc:memberOf ksc:hasMemberCity ksc:secretariatOf ksc:reportsTo
        ksc:proposedBy ksc:submittedTo dcterms:creator dcterms:publisher dcterms:contributor""",
    "group_where": """ksc:targetsPlace schema:location ksc:locatedIn ksc:inCountry ksc:concernsCountry ksc:ofCountry
        ksc:within ksc:geographicScope schema:containedInPlace ksc:capitalOf ksc:isMemberCityOf ksc:postForCountry
        ksc:observationAbout schema:observationAbout""",
    "group_money": """schema:value schema:currency ksc:amountRole ksc:amountText ksc:approximate ksc:isMinimum
        ksc:isMaximum ksc:partOfAmount ksc:hasAmount ksc:fundedBy""",
}
_PLACES: Final = {
    f"{PREFIXES[prefix]}{local}": (group, place)
    for group, names in _GROUPS.items()
    for place, (prefix, _, local) in enumerate(name.partition(":") for name in names.split())
}
ORDER: Final = (*_GROUPS, "group_more")

# Shown elsewhere on the page, or of no use to a reader.
NAMES: Final = tuple(
    str(term) for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, FOAF.name, KSC.suppliedName)
)
_DISAGREEMENT: Final = (KSC.involvesClaim, KSC.preferredClaim, KSC.verdict, KSC.reason)
HIDDEN: Final = frozenset((*NAMES, *map(str, (RDF.type, KSC.labelOrigin, *_DISAGREEMENT))))


def place(iri: str) -> tuple[str, int]:
    """The group of a property, and its place there."""
    return _PLACES.get(iri, ("group_more", 0))
