"""What the rows of a staged import add up to, as the wizard, the slip and the result card say it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model import words as words_of
from commissionplanner.model.money import format_pounds

_AT_MOST: Final = 6
A_YEAR: Final = "annual_value_p"
IN_TOTAL: Final = "total_value_p"
_SPANS: Final = {A_YEAR: "a year", IN_TOTAL: "in total", "amount_p": "in total"}
"""How the amounts of a field are told apart; of the others each file has one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the reconciliation: words and a number as text."""

    words: str
    value: str
    is_strong: bool = False


def row_figures(staged: Staged) -> list[Figure]:
    """Return what became of the rows."""
    left_out = {out.row for out in staged.left_out}
    aside = sum(out.row not in left_out for out in staged.sheet.table.left_out)
    figures = [Figure("Rows read", f"{staged.rows_read:,}")]
    if aside:
        figures.append(Figure("Titles and notes, not read", f"{aside:,}"))
    figures.append(Figure("Rows that will land", f"{staged.rows_accepted:,}", is_strong=True))
    figures.append(Figure("Rows left out", f"{len(staged.left_out):,}"))
    return figures


def money_figures(staged: Staged) -> list[Figure]:
    """Return what the money columns add up to, and the sheet's own total."""
    fields = targets_for(staged.kind)
    found = []
    for key, amount_p in sorted(staged.totals.items(), key=lambda pair: -pair[1]):
        name = fields[key].label if key in fields else key
        found.append(Figure(f"{name} that will land", format_pounds(amount_p), is_strong=True))
    if staged.sheet_total is not None:
        amount = format_pounds(staged.sheet_total["amount_p"])
        name = total_of(staged) if len(staged.totals) > 1 else ""
        row = total_row(staged)
        where = f", row {row:,}" if row is not None else ""
        found.append(Figure(f"The sheet’s own total{name}{where}", amount))
    return found


def money_words(staged: Staged) -> list[str]:
    """Return what each money column brought, the main one first: "£1,204,300.00 a year"."""
    fields = targets_for(staged.kind)
    pairs = sorted(staged.totals.items(), key=lambda pair: (pair[0] != staged.main_money, -pair[1]))
    return [
        f"{format_pounds(amount_p)} "
        + _SPANS.get(key, f"in “{fields[key].label if key in fields else key}”")
        for key, amount_p in pairs
    ]


def total_row(staged: Staged) -> int | None:
    """Return the row in which the sheet's own total stands; None where it is that of several."""
    own, sheet = staged.sheet_total, staged.sheet
    if own is None:
        return None
    for row, cells in sorted(sheet.table.total_cells.items(), reverse=True):
        if any(sheet.pence(cells[place], place) == own["amount_p"] for place in sheet.scales):
            return row
    return None


def total_of(staged: Staged) -> str:
    """Return of which field the sheet's own total is, as words that follow it."""
    own = staged.sheet_total or {"amount_p": 0, "difference_p": 0}
    ours_p = own["amount_p"] - own["difference_p"]
    fields = targets_for(staged.kind)
    key = next((key for key, amount_p in staged.totals.items() if amount_p == ours_p), "")
    return f" of “{fields[key].label}”" if key in fields else ""


def check_sum(staged: Staged) -> tuple[str, str, str] | None:
    """Return level, words and figure of the check against the sheet's own total; None without one."""
    return None if staged.sheet_total is None else check_words(staged.sheet_total["difference_p"])


def check_words(difference_p: int) -> tuple[str, str, str]:
    """Return level, words and figure for how far the sheet's own total is from what came in."""
    if not difference_p:
        return "good", "Adds up to the penny", "£0.00"
    return "warning", "The sheet’s own total differs by", format_pounds(difference_p)


def reasons(outs: Iterable[str]) -> list[tuple[str, int]]:
    """Return the reasons why rows are left out, the commonest first, alike ones counted as one."""
    counts = Counter(_general(reason) for reason in outs)
    return counts.most_common(_AT_MOST)


def reason_words(reason: str, count: int) -> str:
    """Return "5 totals" or "1 row: it has nothing in the columns that come in"."""
    words = reason.rstrip(".")
    if words == "It is a total":
        return words_of.counted(count, "total")
    return f"{words_of.counted(count, 'row')}: {words[:1].lower()}{words[1:]}"


def _general(reason: str) -> str:
    """Leave out what a reason quotes of its own row."""
    start = reason.find(": “")
    return reason[:start] + "." if start > 0 else reason
