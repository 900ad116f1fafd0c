"""Rows below a table that say where its money comes from: the same money, told a second time."""

import re
from collections.abc import Mapping
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.totals.labels import label_of
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.rows.groups import lone_cell
from commissionplanner.model.money import format_pounds

_FINANCED: Final = re.compile(
    r"(?:(?:to be )?(?:financed|funded|resourced|met) (?:by|from)|(?:capital )?financing|financing of the programme|"
    r"(?:sources? of|capital) (?:funding|finance|financing|resources)|(?:funding|financing) (?:sources?|of the (?:above|programme)))\s*[:\-\u2013]*",
    re.IGNORECASE,
)


def financing(sheet: Sheet, asker: Asker, left: Mapping[int, str]) -> dict[int, str]:
    """Return why rows below a heading such as "Financed by" stay out, by their position; none where none do.

    Only those below the total of what is spent, as a capital programme has them; it is asked.

    Args:
        sheet: As converted.
        asker: Asks.
        left: Why rows are left out, totals among them, by position.
    """
    rows = sheet.table.rows
    heads = set(sheet.table.group_rows)
    totals = {out.row for out in sheet.table.left_out if out.kind == "total"}
    totals |= {rows[p] for p in left if rows[p] not in heads and any(sheet.amounts(p))}
    found: list[int] = []
    is_below = False
    for position, row in enumerate(rows):
        if row in heads:
            shown = lone_cell(sheet.table.columns, position)[1]
            is_below = bool(_FINANCED.fullmatch(shown.strip())) and min(totals, default=row) < row
        elif is_below and position not in left and any(sheet.amounts(position)):
            found.append(position)
    if not found:
        return {}
    worth = format_pounds(sum(a for p in found for a in sheet.amounts(p) if a))
    text = (
        f"{len(found):,} rows below a total say where its money comes from, such as “{label_of(sheet, found[0])}”. "
        f"Count their {worth} once, or as well?"
    )
    if asker.ask("financing_rows", text, ("once", "as_well"), "once") != "once":
        return {}
    return dict.fromkeys(found, "It says where the money of the rows above comes from.")
