"""The access log: one line of JSON for each request. It says what was asked of which resource, and not by whom.

A query's text is not in it, only the first 12 digits of its SHA-256: equal queries can be counted, slow ones be found
by those who have them.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import TextIO

_LONGEST_PATH = 200


@dataclass(slots=True)
class Entry:
    """What is known of a request when its answer has ended; `complete` is false where it broke off.

    `revision` was the dataset's when the request came.
    """

    method: str
    path: str
    revision: str = ""
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    query: str | None = None
    queue_s: float = 0.0
    engine_s: float = 0.0
    cached: bool = False
    complete: bool = False


class AccessLog:
    """Writes entries to `stream`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, entry: Entry) -> None:
        """Write one line. Characters that could forge another line are escaped, as JSON has it."""
        now = time.time()
        line = {
            "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now * 1000) % 1000:03d}Z",
            "method": entry.method[:20],
            "path": entry.path[:_LONGEST_PATH],
            "status": entry.status,
            "bytes": entry.bytes,
            "ms": round(1000 * entry.seconds, 2),
            "revision": entry.revision,
        }
        if entry.query is not None:
            line["query"] = hashlib.sha256(entry.query.encode("utf-8", "surrogatepass")).hexdigest()[:12]
            line["queue_ms"], line["engine_ms"] = round(1000 * entry.queue_s, 2), round(1000 * entry.engine_s, 2)
        if entry.cached:
            line["cache"] = "hit"
        if not entry.complete:
            line["complete"] = False
        self._stream.write(json.dumps(line) + "\n")
        self._stream.flush()
