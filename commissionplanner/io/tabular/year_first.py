"""Dates with the year first and the day after it, as in 2026-31-01. Pure."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from commissionplanner.io.tabular.cells import Cell

_YEAR_FIRST: Final = re.compile(r"\d{4}([-/.])(\d{1,2})\1(\d{1,2})(?:[T ,].{0,30})?")


def year_order(cells: Iterable[Cell]) -> Literal["", "ydm", "ydm_mixed"]:
    """Return whether dates of a column with the year first have the day next: all of them, or some; "" where none has."""
    months = days = False
    for cell in dict.fromkeys(cells):
        text = cell.strip() if isinstance(cell, str) and cell[4:5] in ("-", "/", ".") else ""
        if text and (found := _YEAR_FIRST.fullmatch(text)):
            first, second = int(found[2]), int(found[3])
            days = days or (12 < first <= 31 and second <= 12)
            months = months or 12 < second <= 31
    return "" if not days else "ydm_mixed" if months else "ydm"
