"""Which sheet of a workbook holds the table. Pure; used on both sides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.tabular.headings.header_row import find_headings
from commissionplanner.io.tabular.headings.heading_cells import Row, filled

_ASIDE: Final = re.compile(
    r"\b(?:read ?me|notes?|guidance|instructions?|cover|contents|index|look ?ups?|"
    r"drop ?downs?|validation|definitions?|glossary|pivot|chart|about|introduction|start|metadata|"
    r"metrics|check ?lists?|narrative|national conditions|feedback|capacity (?:&|and) demand)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a workbook.

    Attributes:
        kind: "visible", "hidden", "very hidden", "chart" or "too wide".
        n_rows, n_columns: The used rectangle, from A1; 0 where empty or not looked at.
    """

    name: str
    kind: str
    n_rows: int = 0
    n_columns: int = 0


def is_aside(name: str) -> bool:
    """Whether a sheet is by its name a list or a note beside the data."""
    return bool(_ASIDE.search(name))


def rank(weights: Mapping[int, float]) -> list[int]:
    """Return the sheet to take and, after it, those that have as good a claim.

    Visible sheets with a table come before hidden ones and before lists and notes; among
    equals the first is taken. Empty sheets are left out. `weights` are those of `weight_of`.
    """
    best = max(weights.values(), default=0.0)
    if best <= 0:
        return []
    return [index for index in sorted(weights) if weights[index] * 10 >= best]


def weight_of(sheet: SheetInfo, head: Sequence[Row]) -> float:
    """A measure of how much of a table a sheet is; 0 for none."""
    rows = [row for row in head if filled(row)]
    if not rows:
        return 0.0
    found = find_headings(head)
    width = max(len(filled(row)) for row in rows)
    below = sheet.n_rows - (found.last + 1 if found else 0)
    # Counted up to 30 rows and 12 columns: beyond that, longer is not more of a table.
    weight = float(max(1, min(below, 30)) * min(width, 12))
    if found is None or below < 1 or width < 2:
        weight /= 100
    if is_aside(sheet.name):
        weight /= 50
    return weight if sheet.kind == "visible" else weight / 100_000
