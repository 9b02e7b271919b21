"""The OpenAPI document of this service: every route, with one operation for each canned query."""

from api.openapi.document import build

__all__ = ["build"]
