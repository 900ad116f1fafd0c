"""Figures that are probably not what they seem: sums that run on, thousands for pounds, a digit too many.

They come in as they stand unless the user says otherwise; that they are odd is always asked.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.names.reference import body_by_name
from commissionplanner.io.mapping.totals.labels import label_of
from commissionplanner.io.mapping.totals.row_totals import check_row_totals
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.money import format_pounds
from commissionplanner.model.series import FEWEST, is_slip, is_thousandfold, runs_on
from commissionplanner.model.words import counted

_Yearly = tuple[ColumnGuess, Converted]

_SAYS_RUNNING: Final = re.compile(
    r"\bcumulative\b|\bto date\b|\bytd\b|\brunning total\b|\byear to\b|\bspend to\b", re.IGNORECASE
)
_AS_THEY_STAND: Final = "as_they_stand"
_CHOICES: Final = (_AS_THEY_STAND, "leave_empty")
_IDENTITY: Final = ("name", "ref", "lead_commissioner_id", "holder_id", "payer_id", "provider_ids", "stream_id", "year",
                    "measure", "supplier_id", "type")  # fmt: skip
_PARTS_A_YEAR: Final = 12
_YEAR: Final = 360


def question_figures(sheet: Sheet, asker: Asker) -> None:
    """Ask about figures that look like slips, and set them right as answered."""
    if sheet.kind in ("services", "funding"):
        check_row_totals(sheet, asker)
        if any(guess.line for guess, _ in sheet.yearly):
            _thousands_of_lines(sheet, asker)
            return  # beside each other stand services, not years
        _small_of_authorities(sheet, asker)
        _running_columns(sheet, asker)
        _running_rows(sheet, asker)
        _units_of_years(sheet, asker)
        _slips(sheet, asker)
    elif sheet.kind == "spend":
        _running_rows(sheet, asker)
    elif sheet.kind == "contracts":
        _beyond_the_term(sheet, asker)


def _says_running(sheet: Sheet, *headings: str) -> bool:
    return any(_SAYS_RUNNING.search(text) for text in (*headings, *sheet.table.banner))


def _series(sheet: Sheet, columns: Sequence[_Yearly]) -> list[list[int]]:
    """Return the amounts of each row that has one in every column."""
    found = []
    for position in sheet.kept:
        row = [column.values[position] for _, column in columns]
        amounts = [amount for amount in row if amount is not None]
        if len(amounts) == len(row) and any(amounts):
            found.append(amounts)
    return found


def _running_columns(sheet: Sheet, asker: Asker) -> None:
    """Ask whether columns of one year, or of several, are running totals."""
    groups: dict[object, list[_Yearly]] = {}
    for guess, column in sheet.yearly:
        groups.setdefault((guess.year, guess.measure), []).append((guess, column))
    parts = next((g for g in groups.values() if len(g) >= FEWEST), None)
    columns = parts or (sheet.yearly if len(groups) >= FEWEST else [])
    rows = _series(sheet, columns)
    if not rows or sum(map(runs_on, rows)) * 10 < len(rows) * (6 if parts else 9):
        return
    headings = [sheet.table.headings[guess.place] for guess, _ in columns]
    said = _says_running(sheet, *headings)
    if not parts and not said and len(rows) < FEWEST:
        return
    text = (
        f"The amounts of “{headings[0]}” to “{headings[-1]}” never fall: each looks like what has come in so far, "
        "not like what came. Take only what each adds, or all as they stand?"
    )
    default = "differences" if said or parts else _AS_THEY_STAND
    if asker.ask("running_totals", text, ("differences", _AS_THEY_STAND), default) == "differences":
        kept = [pair for pair in sheet.yearly if pair not in columns]
        sheet.yearly = kept + _differences(columns)


def _differences(columns: Sequence[_Yearly]) -> list[_Yearly]:
    """Return columns of what each adds to the one before."""
    found = [columns[0]]
    for (_, before), (guess, after) in pairwise(columns):
        values = [
            b if a is None or b is None else b - a
            for a, b in zip(before.values, after.values, strict=True)
        ]
        found.append((guess, replace(after, values=values)))
    return found


def _running_rows(sheet: Sheet, asker: Asker) -> None:
    """Ask whether rows of one thing, a quarter or a month each, are running totals."""
    places = [guess.place for guess, _ in sheet.yearly]
    places += [sheet.places[key] for key in sheet.money_keys()]
    if len(places) != 1:
        return
    groups: dict[tuple[str, ...], list[int]] = {}
    for position in sheet.kept:
        if sheet.amounts(position)[0] is not None:
            key = tuple(sheet.text(name, position) for name in _IDENTITY if sheet.has(name))
            if any(key):
                groups.setdefault(key, []).append(position)
    said = _says_running(sheet, sheet.table.headings[places[0]])
    if sheet.kind == "spend" and not said:
        return  # payments of one supplier may well grow
    long = [g for g in groups.values() if FEWEST <= len(g) <= _PARTS_A_YEAR]
    each = [[sheet.amounts(p)[0] or 0 for p in group] for group in long]
    running = [
        group
        for group, amounts_p in zip(long, each, strict=True)
        if runs_on(amounts_p) or (said and _never_falls(amounts_p))
    ]
    if len(running) < (1 if said else 2) or len(running) * 10 < len(long) * 6:
        return
    first = running[0]
    text = (
        f"The rows of {counted(len(running), 'service', 'things')}, such as “{label_of(sheet, first[0])}”, never fall: "
        "each looks like what has been spent so far. Count the last row of each only, or all of them?"
    )
    if asker.ask("running_rows", text, ("last", "all"), "last" if said else "all") != "last":
        return
    reasons: dict[int, str] = {}
    for group in running:
        last = sheet.row(group[-1])
        reason = f"An earlier figure of a running total; the last, row {last:,}, counts."
        reasons |= dict.fromkeys(group[:-1], reason)
    sheet.leave_out(reasons)


def _never_falls(amounts_p: Sequence[int]) -> bool:
    """Whether more amounts than chance would sort stand in order."""
    rises = all(before <= after for before, after in pairwise(amounts_p))
    return rises and len(amounts_p) > FEWEST


def _units_of_years(sheet: Sheet, asker: Asker) -> None:
    """Ask where most of a year's amounts are a thousandth of the next year's, or a thousand times."""
    for index, ((_one, before), (_other, after)) in enumerate(pairwise(sheet.yearly)):
        pairs = _pairs(sheet, before, after)
        odd = sum(is_thousandfold(a, b) for _, a, b in pairs)
        if len(pairs) < FEWEST - 1 or odd * 10 < len(pairs) * 6:
            continue
        low = index if abs(pairs[0][1]) < abs(pairs[0][2]) else index + 1
        names = [sheet.table.headings[guess.place] for guess, _ in sheet.yearly]
        text = (
            f"“{names[index]}” and “{names[index + 1]}” differ a thousandfold in {odd:,} of {len(pairs):,} rows. "
            f"Is “{names[low]}” in thousands of pounds?"
        )
        if asker.ask("year_in_thousands", text, ("yes", "no"), "no") == "yes":
            guess, column = sheet.yearly[low]
            values = [None if v is None else v * 1_000 for v in column.values]
            sheet.yearly[low] = (guess, replace(column, values=values))
        return


_WHOLE_SERVICES: Final = re.compile(
    r"\b(?:education|social care|public health|highways|environmental|cultural|police|fire)\b|^rs_\w",
    re.IGNORECASE,
)
"""Services on which an authority spends millions in a year."""
_MILLION_P: Final = 100_000_000
_FEWEST_LINES: Final = 2


def _thousands_of_lines(sheet: Sheet, asker: Asker) -> None:
    """Ask whether lines of whole services are in thousands, where no authority spends a million on any."""
    whole = sum(bool(_WHOLE_SERVICES.search(guess.line)) for guess, _ in sheet.yearly)
    if whole < _FEWEST_LINES:
        return
    amounts = [abs(v) for _, column in sheet.yearly for p in sheet.kept if (v := column.values[p])]
    if len(sheet.kept) >= FEWEST and amounts and max(amounts) < _MILLION_P:
        _ask_unit(sheet, asker, max(amounts))


def _small_of_authorities(sheet: Sheet, asker: Asker) -> None:
    """Ask whether amounts by year of whole authorities, none of ten thousand pounds, are in thousands."""
    if sheet.kind != "funding" or len(sheet.yearly) < 2 or not sheet.has("holder_id"):
        return
    amounts = [abs(v) for _, column in sheet.yearly for p in sheet.kept if (v := column.values[p])]
    if len(sheet.kept) < FEWEST or not amounts or max(amounts) >= _SMALL_P:
        return
    names = [sheet.text("holder_id", p) for p in sheet.kept[:_LOOKED_AT]]
    if sum(body_by_name(name, public=True) is not None for name in names) * 2 > len(names):
        _ask_unit(sheet, asker, max(amounts))


_SMALL_P: Final = 1_000_000
_LOOKED_AT: Final = 40


def _ask_unit(sheet: Sheet, asker: Asker, largest_p: int) -> None:
    """Ask what the amounts of years or lines of authorities are in."""
    if {"unit", "unit_shown"} & {q.id for q in asker.questions}:
        return
    text = (
        f"No amount is more than {format_pounds(largest_p)}, though each row is of a whole authority, and nothing "
        "says what they are in. Are they pounds, or thousands of pounds? Rates of a household are neither."
    )
    if asker.ask("unit", text, ("pounds", "thousands"), "pounds") == "thousands":
        sheet.yearly = [
            (guess, replace(c, values=[None if v is None else v * 1_000 for v in c.values]))
            for guess, c in sheet.yearly
        ]


def _pairs(sheet: Sheet, before: Converted, after: Converted) -> list[tuple[int, int, int]]:
    """Return (position, amount, amount) of the rows that have something in both columns."""
    rows = ((p, before.values[p], after.values[p]) for p in sheet.kept)
    return [(p, a, b) for p, a, b in rows if a and b]


def _slips(sheet: Sheet, asker: Asker) -> None:
    """Ask about amounts that are ten, a hundred or a thousand times those of the year before."""
    found: list[tuple[int, Converted, int, str]] = []
    for (one, before), (other, after) in pairwise(sheet.yearly):
        if one.year == other.year:
            continue
        pairs = _pairs(sheet, before, after)
        odd = [t for t in pairs if is_slip(t[1], t[2]) or is_thousandfold(t[1], t[2])]
        if len(odd) * 2 > len(pairs) and len(pairs) > 2:
            continue  # the whole column: another unit, and asked so
        for position, a, b in odd:
            cell = sheet.table.cell_name(position, other.place)
            found.append(
                (position, after, b, f"{cell} {format_pounds(b)} after {format_pounds(a)}")
            )
    if not found:
        return
    shown = "; ".join(text for *_, text in found[:3])
    text = (
        f"{counted(len(found), 'figure')} about ten, a hundred or a thousand times the year before, or the other "
        f"way round: {shown}. Take them as they stand, or leave them empty until they are checked?"
    )
    if asker.ask("odd_figures", text, _CHOICES, _AS_THEY_STAND) == "leave_empty":
        _empty(sheet, [(column, position) for position, column, *_ in found])


def _beyond_the_term(sheet: Sheet, asker: Asker) -> None:
    """Ask about contracts that would cost more in a year than in their whole term: a digit too many, or few."""
    annual, total = sheet.single.get("annual_value_p"), sheet.single.get("total_value_p")
    if annual is None or total is None:
        return
    pairs = _pairs(sheet, annual, total)
    odd = [(p, a, b) for p, a, b in pairs if a > b > 0 and not _is_short(sheet, p)]
    if not odd or len(odd) * 2 > len(pairs):
        return  # of most: another question asks what the two columns are
    place = sheet.places["annual_value_p"]
    shown = "; ".join(
        f"{sheet.table.cell_name(p, place)} {format_pounds(a)} a year of {format_pounds(b)} in all"
        for p, a, b in odd[:3]
    )
    text = (
        f"{counted(len(odd), 'contract')} would cost more in a year than in the whole term: {shown}. Take the "
        "values of a year as they stand, or leave them empty until they are checked?"
    )
    if asker.ask("odd_figures", text, _CHOICES, _AS_THEY_STAND) == "leave_empty":
        why = "It is more than the whole term costs; you left it empty until it is checked."
        sheet.single["annual_value_p"] = _emptied(annual, [p for p, *_ in odd], why)


def _is_short(sheet: Sheet, position: int) -> bool:
    """Whether a contract is known to run for less than a year, so that its term costs less than one."""
    start, end = sheet.value("start_on", position), sheet.value("current_end_on", position)
    dated = isinstance(start, date) and isinstance(end, date)  # a term may be "rolling"
    return dated and (end - start).days < _YEAR


def _empty(sheet: Sheet, cells: Sequence[tuple[Converted, int]]) -> None:
    """Leave cells of years without a value, with the reason."""
    why = "It is far from the year before; you left it empty until it is checked."
    found: dict[int, list[int]] = {}
    for column, position in cells:
        found.setdefault(id(column), []).append(position)
    sheet.yearly = [
        (guess, _emptied(column, found[id(column)], why) if id(column) in found else column)
        for guess, column in sheet.yearly
    ]


def _emptied(column: Converted, positions: Sequence[int], why: str) -> Converted:
    """Return a column with some cells left empty, and why."""
    own = replace(column, values=list(column.values), problems=dict(column.problems))
    for position in positions:
        own.values[position] = None
        own.problems[position] = why
    return own
