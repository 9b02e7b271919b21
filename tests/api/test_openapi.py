"""`/openapi.json`: valid, complete, and its examples work on the data as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.app import create_app
from api.openapi.paths import OPERATIONS
from api.service import Service
from kg.catalogue import Catalogue
from kg.resources import ROOT
from kg.settings import Settings
from tests.api.conftest import Serving

Json = dict[str, Any]
# No graph of the dataset has an address of this service for its name; built files have another name with each build.
WITHOUT_EXAMPLE = {"/store/{path}", "/static/{name}"}


@pytest.fixture(scope="module")
def house(serving: Serving) -> Iterator[httpx.Client]:
    """The service over the project's own data."""
    with serving(KSC_ROOT=str(ROOT), KSC_TIMEOUT_S="10") as (address, _), httpx.Client(base_url=address) as client:
        client.timeout = httpx.Timeout(30)
        yield client


@pytest.fixture(scope="module")
def document(house: httpx.Client) -> Json:
    found: Json = house.get("/openapi.json").json()
    return found


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_document_is_valid_openapi(document: Json) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_and_every_canned_query_is_in_it(document: Json) -> None:
    app = create_app(Service.read(Settings.read({})))
    routes = {
        route.path_format for route in iter_route_contexts(app.routes) if route.methods and route.include_in_schema
    }
    queries = {f"/queries/{query.name}" for query in Catalogue.read(ROOT / "queries")}
    assert set(document["paths"]) == routes - {"/queries/{name}"} | queries
    assert {path for path, _ in OPERATIONS} <= set(document["paths"])


def test_every_operation_says_what_it_answers_and_how_it_fails(document: Json) -> None:
    for path, method, operation in operations(document):
        assert operation["summary"], path
        assert operation["responses"].keys() & {"200", "201", "204", "303"}, (path, method)
        assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(names)) == len(names)


def test_a_canned_query_has_its_question_and_its_own_parameters(document: Json) -> None:
    operation = document["paths"]["/queries/agreements-by-occasion"]["get"]
    assert [parameter["name"] for parameter in operation["parameters"]] == ["agency", "lang", "excel"]
    assert operation["parameters"][0]["example"] == "organisation/lh"
    for question in Catalogue.read(ROOT / "queries").get("agreements-by-occasion").question.values():
        assert question in operation["description"]


def test_every_example_works(house: httpx.Client, document: Json) -> None:
    failed = []
    for path, method, operation in operations(document):
        parameters = operation["parameters"]
        in_path = {entry["name"]: entry["example"] for entry in parameters if entry["in"] == "path"}
        if path in WITHOUT_EXAMPLE or "security" in operation:  # tests/api/writes.py
            continue
        assert all(in_path.values()), f"{path} has no example"
        url = re.sub(r"\{(\w+)\}", lambda match: in_path[match[1]], path)  # noqa: B023
        query = {
            entry["name"]: entry["example"] for entry in parameters if entry["in"] == "query" and "example" in entry
        }
        bodies: list[Json] = [{}]
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]
            bodies = [_body(media_type, entry["example"]) for media_type, entry in content.items()]
        for body in bodies:
            response = house.request(method, url, params=query, follow_redirects=True, **body)
            if response.status_code != 200:
                failed.append((path, query, response.status_code, response.text[:200]))
    assert not failed


def test_an_example_of_a_canned_query_is_a_telling_one(house: httpx.Client, document: Json) -> None:
    operation = document["paths"]["/queries/agreements"]["get"]
    query = {entry["name"]: entry["example"] for entry in operation["parameters"] if "example" in entry}
    assert query["country"] == "베트남"
    assert house.get("/queries/agreements.json", params={"country": "베트남"}).json()["results"]["bindings"]


def _body(media_type: str, example: Any) -> Json:
    if isinstance(example, dict):
        return {"data": example}
    return {"content": example.encode(), "headers": {"Content-Type": media_type}}
