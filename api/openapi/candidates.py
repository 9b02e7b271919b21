"""One candidate for `/validate` in every form that it takes, as OpenAPI examples: each can be sent as it stands."""

from __future__ import annotations

import json
from typing import Any, Final

from rdflib.namespace import RDF

from kg.namespaces import ID, KSC
from kg.tables import format_table
from kg.validate.records import COLUMNS, EXAMPLE

_RECORD: Final = {**EXAMPLE, "row": "1", "slug": "2031-01-lh-sabah-mou", "signed": "'31.01"}
_AGREEMENT: Final = ID["agreement/2031-01-lh-da-nang-mou"]
_TABLE: Final = format_table(COLUMNS, [_RECORD])
TURTLE: Final = f"PREFIX ksc: <{KSC}>\n\n<{_AGREEMENT}> a ksc:Agreement .\n"
CANDIDATES: Final[dict[str, Any]] = {
    "text/turtle": TURTLE,
    "application/n-triples": f"<{_AGREEMENT}> <{RDF.type}> <{KSC.Agreement}> .\n",
    "application/ld+json": json.dumps({"@id": _AGREEMENT, "@type": KSC.Agreement}),
    "application/rdf+xml": (
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:ksc="{KSC}"><ksc:Agreement rdf:about="{_AGREEMENT}"/></rdf:RDF>'
    ),
    "text/csv": _TABLE,
    "application/json": json.dumps(_RECORD, ensure_ascii=False),
    "application/x-www-form-urlencoded": {"format": "csv", "text": _TABLE},
}
