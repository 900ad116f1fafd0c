"""A column of totals beside the years: each row is held against it, and it is never added."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.totals.labels import label_of
from commissionplanner.io.mapping.values.convert import scaled_pence
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.money import format_pounds
from commissionplanner.model.words import counted

_TOTAL: Final = re.compile(
    r"\b(?:totals?|sum|all years|whole (?:life|term)|combined)\b", re.IGNORECASE
)
_ROUNDING_P: Final = 50
"""Half a pound: so far each of the parts may be rounded."""
_FEW: Final = 3
_SHOWN: Final = 3

_Row = tuple[int, int, int]
"""A position, what its total says and what its years make, in pence."""


def check_row_totals(sheet: Sheet, asker: Asker) -> None:
    """Hold each total column that is left out against the years it seems to add up, row by row.

    Rows that differ are asked about and come in as they stand unless the user holds them. Where
    most rows of many differ the column adds up something else; that is noted.
    """
    if len(sheet.yearly) < 2:
        return
    for place, heading in enumerate(sheet.table.headings):
        if sheet.guesses[place].key is None and _TOTAL.search(heading):
            _check(sheet, place, asker)


def _check(sheet: Sheet, place: int, asker: Asker) -> None:
    found = [(parts, list(_rows(sheet, place, parts))) for parts in _candidates(sheet, place)]
    if not any(rows for _, rows in found):
        return
    parts, rows = min(found, key=lambda pair: len(_apart(sheet, *pair)))
    apart = _apart(sheet, parts, rows)
    name = sheet.table.names[place]
    if not apart:
        years = counted(len(parts), "column", "columns")
        asker.note(
            f"“{name}” is the sum of its {years} of amounts in every row; it is not added to them."
        )
    elif len(apart) * 2 > len(rows) > _FEW:
        asker.note(
            f"“{name}” is not what the years beside it make in {len(apart):,} of {len(rows):,} rows, such as "
            f"{_said(sheet, apart[0])}. It is not added to them."
        )
    else:
        _ask(sheet, name, apart, asker)


def _ask(sheet: Sheet, name: str, apart: Sequence[_Row], asker: Asker) -> None:
    shown = "; ".join(_said(sheet, row) for row in apart[:_SHOWN])
    text = (
        f"“{name}” differs from what the years beside it make in {counted(len(apart), 'row', 'rows')}: {shown}. "
        "Take the years as they stand, or hold these rows until they are checked?"
    )
    if asker.ask("row_totals", text, ("as_they_stand", "hold"), "as_they_stand") != "hold":
        return
    reasons = {
        row[0]: f"“{name}” and the years beside it differ: {_said(sheet, row)}." for row in apart
    }
    sheet.leave_out(reasons, is_held=True)


def _said(sheet: Sheet, row: _Row) -> str:
    position, total_p, years_p = row
    return (
        f"row {sheet.row(position):,} (“{label_of(sheet, position)}”) says {format_pounds(total_p)}, the years make "
        f"{format_pounds(years_p)}, difference {format_pounds(abs(total_p - years_p))}"
    )


def _candidates(sheet: Sheet, place: int) -> Iterator[list[int]]:
    """Yield what a total may add up, as indexes of `yearly`: all, those beside it, those of a measure."""
    yield list(range(len(sheet.yearly)))
    left = [index for index, (guess, _) in enumerate(sheet.yearly) if guess.place < place]
    right = [index for index in range(len(sheet.yearly)) if index not in left]
    for side in (left, right):
        if 2 <= len(side) < len(sheet.yearly):
            yield side
    for measure in dict.fromkeys(guess.measure for guess, _ in sheet.yearly):
        same = [index for index, (guess, _) in enumerate(sheet.yearly) if guess.measure == measure]
        if 2 <= len(same) < len(sheet.yearly):
            yield same


def _rows(sheet: Sheet, place: int, parts: Sequence[int]) -> Iterator[_Row]:
    """Yield the rows that have a total and at least one of its parts."""
    scale = sheet.scales.get(sheet.yearly[parts[0]][0].place, 1)
    cells = sheet.table.columns[place]
    for position in sheet.kept:
        total = scaled_pence(cells[position], scale)
        amounts = [sheet.yearly[index][1].values[position] for index in parts]
        known = [amount for amount in amounts if amount is not None]
        if total is not None and known:
            yield position, total, sum(known)


def _apart(sheet: Sheet, parts: Sequence[int], rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows whose total is not the sum of these parts; amounts without pence may be rounded."""
    scale = sheet.scales.get(sheet.yearly[parts[0]][0].place, 1)
    is_rounded = not any(a % (100 * scale) for _, *amounts in rows for a in amounts)
    most = _ROUNDING_P * scale * len(parts) if is_rounded else 0
    return [row for row in rows if abs(row[1] - row[2]) > most]
