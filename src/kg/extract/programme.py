"""The programme of an event in a press release."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.cells import read_minutes, read_times
from kg.extract.grid import Column, Found, Shape, aligned
from kg.extract.model import Listing, RecordTable

SHAPE: Final = Shape(
    "programme", (Column("time", "시간"), Column("item", "내용"), Column("note", "비고", required=False))
)
COLUMNS: Final = (
    *("row", "lines", "time", "item", "minutes", "note"),
    *("start", "end", "parent", "whole_note", "note_rows"),
    *("item_en", "agreement"),
)
# Added by hand: our translation of the item, and the agreement that is signed in it.
BY_HAND: Final = ("item_en", "agreement")
# What a note that goes on in the next row ends with.
_GOES_ON: Final = re.compile(r"(?:[·ㆍ・,，、/]|\s및)$")


def read_programme(tables: Sequence[Found], listing: Listing) -> RecordTable:
    """The rows of the programme; a row without a time is part of the last row with one.

    A note that ends in a joining mark goes on in the row below: both rows then say the `whole_note` and its
    `note_rows`, while `note` stays as printed.
    """
    rows: list[dict[str, str]] = []
    number, parent = 0, ""
    for table in tables:
        for line, cells in table.rows:
            number += 1
            printed = aligned(cells, table.heading, _fits)
            if printed is None:
                message = f"a row of {len(cells)} cells where the heading has {len(table.heading.columns)}"
                listing.add(line, "", message, "the row is not recorded")
                continue
            if printed["time"]:
                parent = str(number)
            row = _row(number, line, printed, listing)
            row["parent"] = "" if printed["time"] else parent
            if not printed["time"] and not parent:
                listing.add(line, "time", "the cell is empty, and no row above has a time")
            rows.append(row)
    _join_notes(rows)
    return RecordTable("programme", COLUMNS, ("time", "item", "note"), tuple(rows), kept=BY_HAND)


def _fits(row: dict[str, str]) -> bool:
    return bool(row["item"]) and (not row["time"] or read_times(row["time"]) is not None)


def _row(number: int, line: int, printed: dict[str, str], listing: Listing) -> dict[str, str]:
    times = read_times(printed["time"])
    if printed["time"] and times is None:
        listing.add(line, "time", f"'{printed['time']}' is no time", "a time is printed as 09:50-10:00")
    if not printed["item"]:
        listing.add(line, "item", "the cell is empty")
    minutes = read_minutes(printed["item"])
    return {
        "row": str(number),
        "lines": str(line),
        **printed,
        "minutes": "" if minutes is None else str(minutes),
        "start": times.start if times else "",
        "end": (times.end or "") if times else "",
        "parent": "",
        "whole_note": "",
        "note_rows": "",
    }


def _join_notes(rows: list[dict[str, str]]) -> None:
    first = 0
    for index, row in enumerate(rows):
        if _GOES_ON.search(row["note"]) and index + 1 < len(rows) and _continues(row, rows[index + 1]):
            continue
        run = rows[first : index + 1]
        if len(run) > 1:
            # No white space after a middle dot, as within one line: 국토부 장관·태국 장관.
            joined = "".join(part["note"] + (" " if part["note"].endswith((",", "및")) else "") for part in run).strip()
            for part in run:
                part["whole_note"], part["note_rows"] = joined, f"{run[0]['row']}-{run[-1]['row']}"
        first = index + 1


def _continues(row: dict[str, str], below: dict[str, str]) -> bool:
    return bool(below["note"]) and not below["time"] and below["parent"] == (row["parent"] or row["row"])
