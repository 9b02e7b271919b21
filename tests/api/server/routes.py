"""The routes of the service, for tests that hold for all of them."""

from __future__ import annotations

from typing import Final

from fastapi.routing import iter_route_contexts

from api.app import create_app
from api.service import Service
from kg.settings import Settings
from tests.api.conftest import ROOT

ROUTES: Final = sorted(
    (route.path_format or "", method)
    for route in iter_route_contexts(create_app(Service.read(Settings.read({"KSC_ROOT": str(ROOT)}))).routes)
    for method in route.methods or ()
)
PATHS: Final = sorted({path for path, _ in ROUTES})
