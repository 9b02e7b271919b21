"""A canned query's answer as CSV for Excel."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Final
from urllib.parse import quote

from fastapi.responses import Response

from kg.catalogue import CannedQuery
from kg.engine.base import Engine, QueryRequest, read_all

_BOM: Final = "\ufeff"  # without it Korean Excel takes the text for CP949
# What Excel may read as a formula; East Asian ones take full-width signs too.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LONGEST_NAME: Final = 80  # characters: Korean ones take three of the 255 octets that file systems allow
_NOT_IN_FILE_NAMES: Final = re.compile(r'[\x00-\x1f"*/:<>?\\|]+')


async def csv_for_excel(engine: Engine, query: CannedQuery, text: str, title: str, lang: str) -> Response:
    """The answer to `text`, with a byte order mark, and text that Excel would read as a formula marked as text.

    The file is named by `title`, which is in `lang`; for old clients after the query (RFC 6266, appendix D).
    """
    table = json.loads(await read_all(engine, QueryRequest(text)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(query.columns)
    for row in table["results"]["bindings"]:
        writer.writerow([_guarded(row.get(column)) for column in query.columns])
    name = quote(" ".join(_NOT_IN_FILE_NAMES.sub(" ", title[:_LONGEST_NAME]).split()), safe="")
    headers = {
        "Content-Disposition": f"attachment; filename=\"{query.name}.csv\"; filename*=UTF-8''{name}.csv",
        "Content-Language": lang,
        "Vary": "Accept, Accept-Language",
    }
    return Response((_BOM + out.getvalue()).encode(), headers=headers, media_type="text/csv")


def _guarded(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    value = term["value"]
    return f"'{value}" if value.startswith(_FORMULA) and "datatype" not in term else value
