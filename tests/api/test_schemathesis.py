"""What schemathesis makes of the OpenAPI document: requests right and wrong, a fixed number, always the same ones.

Its pytest plugin does not work with our pytest, so the operations are walked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kg.resources import ROOT
from tests.api.conftest import Serving

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = {"queries": 2}  # they share a handler
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.fixture(scope="module")
def house(serving: Serving) -> Iterator[str]:
    with serving(KSC_ROOT=str(ROOT), KSC_TIMEOUT_S="10") as (address, _):
        yield address


def test_no_request_is_answered_against_the_document(house: str) -> None:
    schema: Any = schemathesis.openapi.from_dict(httpx.get(f"{house}/openapi.json").json())
    schema.config.update(base_url=house)
    failures, sent = [], 0
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in MODES:
            try:
                sent += _try(operation, mode)
            except Unsatisfiable:  # nothing about it can be wrong
                continue
            except (Exception, BaseExceptionGroup) as error:  # of many kinds; told with the operation below
                failures.append(f"{operation.label} ({mode.value}): {error}")
    assert not failures, "\n\n".join(failures)
    assert sent > 200


def _try(operation: Any, mode: GenerationMode) -> int:
    """Send the requests of one operation; how many."""
    sent = 0
    tags = operation.definition.raw.get("tags", [""])

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES.get(tags[0], 10),
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def check(case: Any) -> None:
        nonlocal sent
        sent += 1
        case.call_and_validate(checks=CHECKS, timeout=30)

    check()
    return sent
