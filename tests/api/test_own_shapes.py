"""POST /validate with shapes of the request's own: off unless the operator allows it, and harmless where they do."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.api.conftest import Serving

PREFIXES = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX ksc: <https://w3id.org/ksc/ontology#> "
DATA = f'{PREFIXES} <agreement/x> a ksc:Agreement ; <urn:p> "{"a" * 15_000}!" .'
TARGET = f"{PREFIXES} <urn:S> sh:targetClass ksc:Agreement"
SHAPES = f"{TARGET} ; sh:property [ sh:path <urn:q> ; sh:minCount 1 ] ."


@pytest.fixture(scope="module")
def service(serving: Serving) -> Iterator[httpx.Client]:
    with (
        serving(KSC_USER_SHAPES="1", KSC_TIMEOUT_S="4") as (address, _),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client
        assert judged(client, SHAPES).json()["checked"] == {"shapes": 1, "focus_nodes": 1}


def judged(service: httpx.Client, shapes: str) -> httpx.Response:
    files = {"shapes": ("mine.ttl", shapes, "text/turtle"), "file": ("a.ttl", DATA, "text/turtle")}
    return service.post("/validate", files=files)


@pytest.mark.parametrize(
    "request_",
    [
        {"params": {"shapes": SHAPES}, "content": DATA, "headers": {"Content-Type": "text/turtle"}},
        {"files": {"shapes": (None, SHAPES), "file": ("a.ttl", DATA)}},
        {"files": {"shapes": ("s", SHAPES), "text": (None, DATA), "format": (None, "ttl")}},
        {"data": {"shapes": SHAPES, "text": DATA, "format": "ttl"}},
    ],
    ids=["address", "field", "file", "form"],
)  # fmt: skip
def test_every_way_to_bring_shapes_is_refused_by_the_name_of_the_setting_or_taken(
    client: httpx.Client, service: httpx.Client, request_: dict[str, object]
) -> None:
    refused = client.post("/validate", **request_)  # type: ignore[arg-type]
    assert (refused.status_code, "KSC_USER_SHAPES" in refused.json()["detail"]) == (403, True)
    report = service.post("/validate", **request_).json()  # type: ignore[arg-type]
    assert [finding["message"] for finding in report["findings"]] == ['it does not meet sh:minCount "1"^^'
        "<http://www.w3.org/2001/XMLSchema#integer>"]  # fmt: skip
    assert "preview" not in report


def test_a_program_can_ask_whether_shapes_are_taken(client: httpx.Client, service: httpx.Client) -> None:
    assert [each.get("/validate").json()["own_shapes"] for each in (client, service)] == [False, True]


def test_shapes_stand_in_one_place(service: httpx.Client) -> None:
    both = service.post("/validate", params={"shapes": SHAPES}, data={"shapes": SHAPES, "text": DATA})
    assert (both.status_code, "not in both" in both.json()["detail"]) == (400, True)
    two = [("shapes", (None, SHAPES)), ("shapes", (None, SHAPES)), ("file", ("a.ttl", DATA))]
    twice = service.post("/validate", files=two)
    assert (twice.status_code, "more than once" in twice.json()["detail"]) == (400, True)
    chosen_none = service.post("/validate", files={"shapes": ("", ""), "file": ("a.ttl", DATA)})
    assert chosen_none.json() == service.post("/validate", files={"file": ("a.ttl", DATA)}).json()


def test_the_page_shows_their_findings_in_korean(service: httpx.Client) -> None:
    files = {"shapes": (None, SHAPES), "file": ("a.ttl", DATA)}
    page = service.post("/validate?lang=ko", files=files, headers={"Accept": "text/html"})
    assert page.status_code == 200 and "맞지 않는 조건: sh:minCount" in page.text


def test_what_shapes_name_is_never_fetched(service: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as host:
        host.settimeout(0.3)
        url = f"http://127.0.0.1:{host.getsockname()[1]}/"
        query = f"SELECT $this WHERE {{ SERVICE <{url}> {{ ?a ?b ?c }} }}"
        declared = f"[ sh:declare [ sh:prefix 'e' ; sh:namespace '{url}> {query} #' ] ]"
        said = {
            f"{SHAPES} <urn:o> <http://www.w3.org/2002/07/owl#imports> <{url}> .": 200,
            f"{SHAPES} <urn:o> sh:shapesGraph <{url}> ; sh:suggestedShapesGraph <{url}> .": 200,
            f"{TARGET} ; sh:sparql [ sh:select '{query}' ] .": 422,
            f"{TARGET} ; sh:sparql [ sh:prefixes {declared} ; sh:select 'SELECT $this WHERE {{ }}' ] .": 422,
            f"{TARGET} ; sh:sparql [ sh:select 'SELECT $this FROM <{url}> WHERE {{ ?a ?b ?c }}' ] .": 422,
            f"{TARGET} ; sh:js [ sh:jsFunctionName 'f' ; sh:jsLibrary [ sh:jsLibraryURL '{url}' ] ] .": 422,
            url: 400,
        }
        assert {shapes: judged(service, shapes).status_code for shapes in said} == said
        with pytest.raises(TimeoutError):
            host.accept()


CHAIN = " ".join(f"<urn:{n}> sh:node <urn:{n + 1}> ." for n in range(3000))
TWICE = " ".join(f"<urn:{n}> sh:and ( <urn:{n + 1}> <urn:{n + 1}> ) ." for n in range(30))
ALL = "SELECT $this (COUNT(*) AS ?value) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } GROUP BY $this"


@pytest.mark.parametrize(
    ("shapes", "statuses"),
    [
        (f"{PREFIXES} <urn:0> sh:targetClass ksc:Agreement . {CHAIN}", {422}),
        (f"{TARGET} ; sh:property {'[ sh:path <urn:q> ; sh:property ' * 500} [] {']' * 500} .", {422}),
        (PREFIXES + " ".join(f"<urn:{n}> sh:targetClass ksc:City ." for n in range(20_001)), {413}),
        (PREFIXES + " ".join(f"<urn:{n}> sh:targetNode <agreement/x> ; sh:in () ." for n in range(9999)), {200, 504}),
        (f"{TARGET} ; sh:property [ sh:path <urn:p> ; sh:pattern '^(a+)+$' , '^(a|aa)*$' , '(.*a){{20}}$' ] .", {200}),
        (f"{TARGET} ; sh:property [ sh:path <urn:p> ; sh:pattern '(((a{{999}}){{999}}){{999}})' ] .", {422}),
        (f"{TARGET} ; sh:sparql [ sh:select '{ALL}' ] .", {504, 507}),
        (f"{PREFIXES} <urn:0> sh:targetClass ksc:Agreement . {TWICE} <urn:30> sh:nodeKind sh:IRI .", {504, 507}),
    ],
    ids=["chain", "brackets", "20,001 shapes", "9,999 shapes", "regexes", "large regex", "cross product", "doubling"],
)  # fmt: skip
def test_hostile_shapes_get_an_answer_and_the_service_lives_on(
    service: httpx.Client, shapes: str, statuses: set[int]
) -> None:
    answer = judged(service, shapes)
    assert answer.status_code in statuses, answer.text[:500]
    # A worker that was killed is replaced by and by; meanwhile others hear that there is none.
    assert judged(service, SHAPES).status_code in (200, 503)
