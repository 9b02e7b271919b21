"""`/queries/{name}/params`: what there is to choose from."""

from __future__ import annotations

import httpx

URL = "/queries/agreements-by-agency"


def test_choices_are_the_things_that_give_an_answer(client: httpx.Client) -> None:
    response = client.get(f"{URL}/params")
    agency, stage, date, lang = response.json()["params"]
    assert [choice["id"] for choice in agency["choices"]] == ["organisation/hill", "organisation/lake"]
    assert agency["choices"][1]["label"] == {"en": "Lake Corporation", "ko": "호수공사"}
    assert stage["kind"] == "scheme:stage"
    # The agency has a default, Hill Corporation, which has no planned agreement.
    assert [choice["id"] for choice in stage["choices"]] == ["stage/realised"]
    assert date["choices"] == lang["choices"] == []
    assert client.get("/queries/none/params").status_code == 404
