"""The kinds of problems that the service answers with: each has an address, `/problem/{slug}`, that says what it means.

The type IRIs are part of the interface (RFC 9457, section 3.1.1): never change one.
"""

from __future__ import annotations

from typing import Final

from api.http.problem_kinds.kind import Kind, Text
from api.http.problem_kinds.of_errors import FAULT, INPUT_KINDS, KINDS
from api.http.problem_kinds.of_statuses import HTTP_KINDS, of_status

__all__ = ["BY_SLUG", "FAULT", "INPUT_KINDS", "KINDS", "Kind", "Text", "of_status"]

BY_SLUG: Final = {kind.slug: kind for kind in (*KINDS.values(), *HTTP_KINDS.values(), *INPUT_KINDS.values(), FAULT)}
