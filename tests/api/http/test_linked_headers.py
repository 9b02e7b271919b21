"""Profiles, entity tags, links; what is unknown, gone, or a trick with paths."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox
import pytest

from kg.namespaces import BASE, ID, KSC
from tests.api.conftest import ROOT, Serving

THING = "/doc/agreement/2019-11-hill-lake-mou"
CLAIM_SUBJECT = f"<{KSC}claimSubject>"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def profile(name: str) -> str:
    return f"{BASE}profile/{name}"


def test_the_profiles_grow_from_statements_to_labels_to_claims(client: httpx.Client) -> None:
    texts = {name: client.get(f"{THING}.nt?profile={name}").text for name in ("plain", "labelled", "claims")}
    lines = {name: set(text.splitlines()) for name, text in texts.items()}
    assert lines["plain"] < lines["labelled"] < lines["claims"]
    assert all(line.startswith(f"<{ID}agreement/2019-11-hill-lake-mou>") for line in lines["plain"])
    assert f"<{ID}organisation/hill> <{LABEL}>" in texts["labelled"]
    assert CLAIM_SUBJECT in texts["claims"] and CLAIM_SUBJECT not in texts["labelled"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "labelled"),
        (f"<{profile('plain')}>", "plain"),
        (f"<{profile('plain')}>;q=0.5, <{profile('claims')}>;q=0.9", "claims"),
        (f"<https://example.org/none>, <{profile('claims')}>;q=0.1", "claims"),
        ("<https://example.org/none>", "labelled"),
        (f"<{profile('plain')}>;q=0", "labelled"),
        (f"{profile('plain')}, <<>>;;q=x", "labelled"),
    ],
)
def test_accept_profile_chooses_and_the_answer_tells(client: httpx.Client, accept: str | None, chosen: str) -> None:
    response = client.get(f"{THING}.ttl", headers={"Accept-Profile": accept} if accept else {})
    assert response.headers["content-profile"] == f"<{profile(chosen)}>"
    assert "Accept-Profile" in response.headers["vary"]
    same = client.get(f"{THING}.ttl", params={"profile": profile(chosen)})
    assert same.content == response.content and same.headers["etag"] == response.headers["etag"]


def test_a_profile_in_the_url_that_there_is_not_is_400(client: httpx.Client) -> None:
    response = client.get(f"{THING}.ttl?profile=full")
    assert response.status_code == 400
    assert "plain, labelled, claims" in response.json()["detail"]


def test_a_thing_keeps_its_profile_on_the_way_to_its_document(client: httpx.Client) -> None:
    response = client.get("/id/organisation/hill?profile=claims")
    assert response.headers["location"] == "/doc/organisation/hill?profile=claims"


def test_entity_tags_differ_by_what_is_sent_and_by_nothing_else(client: httpx.Client) -> None:
    urls = [f"{THING}.{name}" for name in ("ttl", "jsonld", "nt", "rdf", "trig")]
    urls += [
        f"{THING}.ttl?profile=plain",
        f"{THING}.html?lang=en",
        f"{THING}.html?lang=ko",
        "/doc/organisation/hill.ttl",
    ]
    tags = [client.get(url).headers["etag"] for url in urls]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('"') for tag in tags)  # strong
    again = client.get(f"{THING}?lang=ko", headers={"Accept": "text/turtle"})
    assert again.headers["etag"] == tags[0]


@pytest.mark.parametrize(
    "url", [f"{THING}.ttl", f"{THING}.html", "/", "/ontology", "/dumps", "/dumps/ksc.ttl", "/graph/reference"]
)
def test_what_the_client_has_is_304_with_the_same_headers(client: httpx.Client, url: str) -> None:
    first = client.get(url)
    tag = first.headers["etag"]
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        held = client.get(url, headers={"If-None-Match": given})
        assert (held.status_code, held.content) == (304, b"")
        for name in ("etag", "vary", "cache-control", "content-location"):
            assert held.headers.get(name) == first.headers.get(name)
    assert client.get(url, headers={"If-None-Match": '"other", broken'}).status_code == 200
    head = client.head(url)
    assert (head.headers["etag"], head.content) == (tag, b"")


def test_links_lead_to_every_format_to_the_thing_and_to_the_licence(client: httpx.Client) -> None:
    link = client.get(THING).headers["link"]
    assert f'<{THING}>; rel="canonical"' in link
    assert f'<{THING}.jsonld>; rel="alternate"; type="application/ld+json"' in link
    assert f'<{THING}?profile=claims>; rel="alternate"; format="{profile("claims")}"' in link
    assert f'<{ID}agreement/2019-11-hill-lake-mou>; rel="describes"' in link
    assert 'rel="describedby"' in link and 'rel="license"' in link


def test_trig_has_what_turtle_has_in_its_default_graph(client: httpx.Client) -> None:
    turtle = {quad.triple for quad in ox.parse(client.get(f"{THING}.ttl").content, ox.RdfFormat.TURTLE)}
    quads = ox.parse(client.get(f"{THING}.trig").content, ox.RdfFormat.TRIG)
    assert {quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()} == turtle


def test_trig_tells_which_graph_states_what(client: httpx.Client) -> None:
    quads = list(ox.parse(client.get(f"{THING}.trig").content, ox.RdfFormat.TRIG))
    party = [quad for quad in quads if quad.predicate.value == f"{KSC}hasKoreanParty"]
    graphs = {quad.graph_name.value for quad in party if isinstance(quad.graph_name, ox.NamedNode)}
    assert graphs == {f"{BASE}graph/first-release", f"{BASE}graph/second-release"}


def test_json_ld_is_compact_and_needs_no_other_document(client: httpx.Client) -> None:
    document = client.get(f"{THING}.jsonld").json()
    assert isinstance(document["@context"], dict)
    node = document["@graph"][0]
    assert (node["id"], node["type"]) == (f"{ID}agreement/2019-11-hill-lake-mou", "ksc:Agreement")
    assert (node["has_korean_party"], node["date_signed"]) == ("organisation/hill", "2019-11")


def test_turtle_declares_no_prefix_that_it_does_not_use(client: httpx.Client) -> None:
    head, _, body = client.get(f"{THING}.ttl?profile=claims").text.rpartition("@prefix")
    declared = [line.split()[1] for line in f"{head}@prefix{body}".splitlines() if line.startswith("@prefix")]
    assert declared
    assert [prefix for prefix in declared if prefix not in body.partition("\n")[2]] == []


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        ("/id/organisation/hil", "/id/organisation/hill"),
        ("/id/organisation/한빛공사", "/id/organisation/hill"),
        ("/id/organisation/HILL", "/id/organisation/hill"),
        ("/doc/agreement/2019-11-hill-lake", "/id/agreement/2019-11-hill-lake-mou"),
        ("/id/agency/hill", "/id/organisation/hill"),
        ("/doc/organisation/hill.json", "/id/organisation/hill"),
        ("/id/organisation/hill/", "/id/organisation/hill"),
        ("/sparql/", "/sparql"),
        ("/graph/referenc", "/graph/reference"),
    ],
)
def test_a_404_suggests_the_nearest(client: httpx.Client, path: str, suggested: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()["suggestions"][0]) == (404, suggested)
    page = client.get(path, headers={"Accept": "text/html"})
    assert f'<a href="{suggested}">' in page.text


def test_one_that_is_like_nothing_suggests_nothing(client: httpx.Client) -> None:
    assert "suggestions" not in client.get("/id/organisation/qqqqqqqq").json()
    assert "suggestions" not in client.get("/graph/hill").json(), "things are no graphs"


def test_terms_are_suggested_by_addresses_that_lead_to_them(client: httpx.Client) -> None:
    suggestions = client.get("/ontology.owl").json()["suggestions"]
    assert suggestions and all(address.startswith("/ontology#") for address in suggestions)


def test_a_suffix_on_the_iri_of_a_thing_leads_to_its_document_in_that_format(client: httpx.Client) -> None:
    response = client.get("/id/organisation/hill.ttl")
    assert (response.status_code, response.headers["location"]) == (303, "/doc/organisation/hill.ttl")
    assert client.get("/id/organisation/hil.ttl").status_code == 404


@pytest.fixture(scope="module")
def retiring(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server whose dataset has retired two things."""
    root = tmp_path_factory.mktemp("retiring") / "dataset"
    shutil.copytree(ROOT, root)
    (root / "records" / "reference").mkdir(parents=True)
    rows = (
        "id,replaced_by,since,note\norganisation/knoll,organisation/hill,2026-11-22,one body\ncity/gone,,2026-11-21,\n"
    )
    (root / "records" / "reference" / "retired.csv").write_text(rows)
    with serving(KSC_ROOT=str(root), KSC_WORKERS="1") as (address, _), httpx.Client(base_url=address) as client:
        yield client


@pytest.mark.parametrize("folder", ["id", "doc"])
def test_a_retired_iri_is_410_and_says_what_stands_for_it(retiring: httpx.Client, folder: str) -> None:
    response = retiring.get(f"/{folder}/organisation/knoll")
    problem = response.json()
    assert (response.status_code, problem["type"]) == (410, f"{BASE}problem/gone")
    assert problem["replaced_by"] == "/id/organisation/hill"
    assert "2026-11-22" in problem["detail"] and "one body" in problem["detail"]
    assert response.headers["link"] == '</id/organisation/hill>; rel="successor-version"'
    page = retiring.get(f"/{folder}/organisation/knoll?lang=ko", headers={"Accept": "text/html"})
    assert (page.status_code, "더 이상 없습니다" in page.text) == (410, True)


def test_a_retired_iri_that_nothing_replaces_is_410_too(retiring: httpx.Client) -> None:
    response = retiring.get("/id/city/gone")
    assert (response.status_code, "replaced_by" in response.json()) == (410, False)


def raw(address: str, target: bytes) -> tuple[int, bytes]:
    """Status and answer for a request target that a client library would clean up."""
    host = urlsplit(address)
    with socket.create_connection((str(host.hostname), int(host.port or 0)), timeout=10) as connection:
        connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return int(answer.split()[1]), answer


@pytest.mark.parametrize(
    "target",
    [
        b"/id/../x",
        b"/id/organisation/../hill",
        b"/id/%2e%2e/hill",
        b"/doc/organisation/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        b"/doc/organisation%2fhill",
        b"/doc/organisation/..;/hill",
        b"//id/organisation/hill",
        b"/id/organisation/hill/",
        b"/doc/organisation/hill.ttl/",
        b"/graph/../ontology",
        b"/dumps/../ksc.ttl",
        b"/dumps/%2e%2e%2fapp.py",
        b"/scheme/%00",
        b"/id/organisation/%0d%0aX-Bad:%201",
        b"/id/organisation/%ED%95%9C%EA%B5%AD",
        b"/id/organisation/%FF%FE",
        b"/id/organisation/<b>",
        b"/ontology.%2e",
        b"/id/organisation/" + b"a" * 20_000,
        b"/id/" + b"%ED%95%9C" * 2_000 + b"/x",
    ],
)
def test_tricks_with_paths_are_a_problem_and_no_more(address: str, target: bytes) -> None:
    status, answer = raw(address, target)
    assert status in (400, 404)
    assert b"content-type: application/problem+json" in answer.lower()
    assert b"\r\nx-bad" not in answer.lower()
    assert len(answer) < 4_000
