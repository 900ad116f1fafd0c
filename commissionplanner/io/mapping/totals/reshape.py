"""Which rows count: totals, headings of groups and rows counted elsewhere are told apart."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from commissionplanner.io.mapping.answers.by_hand import LEFT_OUT
from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.alike import alike
from commissionplanner.io.mapping.fields.targets import reads_as, targets_for
from commissionplanner.io.mapping.totals.counted_once import note_counted
from commissionplanner.io.mapping.totals.financing import financing
from commissionplanner.io.mapping.totals.labels import label_key
from commissionplanner.io.mapping.totals.sums import find_totals
from commissionplanner.io.mapping.values.sheet import LeftOutRow, Sheet
from commissionplanner.io.tabular.cells import cell_text, is_blank
from commissionplanner.io.tabular.rows.groups import lone_cell
from commissionplanner.io.tabular.shifted import shifted_runs
from commissionplanner.model.fields import Kind

_SHOWN: Final = 8
_IN_TABLE: Final = ("total", "outside")
_NONE: Final[Mapping[int, str]] = MappingProxyType({})


def sort_rows(
    sheet: Sheet,
    asker: Asker,
    rows_out: frozenset[int] = frozenset(),
    rows_in: frozenset[int] = frozenset(),
    rows_held: Mapping[int, str] = _NONE,
) -> None:
    """Decide for every row whether it comes in, and note which rows belong to one above.

    Args:
        sheet: As converted.
        asker: Asks.
        rows_out: Numbers in the file of rows that the user leaves out.
        rows_in: Numbers of rows that the user brings in, whatever they look like.
        rows_held: Why rows are held for later, by their numbers in the file.
    """
    table = sheet.table
    reasons: dict[int, str] = {}
    reasons.update(find_totals(sheet, asker))
    faulty = {**dict(_overfull(sheet, asker)), **dict(_shifted(sheet, asker))}
    reasons.update(faulty)
    reasons.update(_groups_left(sheet))
    if sheet.kind in ("services", "funding"):
        reasons.update(financing(sheet, asker, reasons))
    reasons.update(_other_headings(sheet))
    reasons.update(_empty(sheet))
    if rows_in:
        reasons = {p: said for p, said in reasons.items() if table.rows[p] not in rows_in}
    if rows_out:
        reasons.update({p: LEFT_OUT for p, row in enumerate(table.rows) if row in rows_out})
    held = {p: rows_held[row] for p, row in enumerate(table.rows) if row in rows_held}
    reasons.update(held)
    sheet.totals &= reasons.keys()
    sheet.kept = [p for p in range(len(table.rows)) if p not in reasons]
    sheet.left_out = [
        LeftOutRow(out.row, f"It is {out.reason}.")
        for out in table.left_out
        if out.kind in _IN_TABLE
    ] + [
        LeftOutRow(table.rows[p], reason, p in held, faulty.get(p) == reason)
        for p, reason in reasons.items()
    ]
    sheet.left_out.sort(key=lambda out: out.row)
    if sheet.kind in ("services", "funding"):
        _carry(sheet, asker)
        note_counted(sheet, asker)
    elif sheet.kind == "contracts":
        _carry_groups(sheet, asker)


def _overfull(sheet: Sheet, asker: Asker) -> Iterator[tuple[int, str]]:
    """Yield rows with more cells than headings: a delimiter too many may have shifted them."""
    rows = sheet.table.overfull
    if not rows:
        return
    text = (
        f"Some rows ({len(rows):,}) have more cells than there are headings, such as row {rows[0]:,}; a "
        "delimiter too many may have shifted them. Leave them out, or take them as they stand?"
    )
    if asker.ask("overfull_rows", text, ("leave_out", "as_they_stand"), "leave_out") != "leave_out":
        return
    wide = set(rows)
    for position, row in enumerate(sheet.table.rows):
        if row in wide:
            yield (
                position,
                "More cells than headings, so they may be shifted. Set it right in the file.",
            )


def _shifted(sheet: Sheet, asker: Asker) -> Iterator[tuple[int, str]]:
    """Yield rows whose cells stand one column from where they belong."""
    if not sheet.shifted:
        return
    runs = [said for _, said in shifted_runs(sheet.shifted, sheet.table.rows)]
    more = f" and {len(runs) - _SHOWN:,} more runs of rows" if len(runs) > _SHOWN else ""
    text = (
        f"The cells of some rows ({len(sheet.shifted):,}) seem to stand beside the columns where they belong: "
        f"{', '.join(runs[:_SHOWN])}{more}. Leave them out, or take them as they stand?"
    )
    if asker.ask("shifted_rows", text, ("leave_out", "as_they_stand"), "leave_out") == "leave_out":
        for position, by in sheet.shifted.items():
            side = "right" if by > 0 else "left"
            yield (
                position,
                f"Its cells seem one column too far {side}. Set it right in the file.",
            )


def _groups_left(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Yield rows that are headings of the rows below them; their text stands in those rows."""
    rows = set(sheet.table.group_rows)
    for position, row in enumerate(sheet.table.rows):
        if row in rows:
            shown = lone_cell(sheet.table.columns, position)[1][:60]
            yield position, f"“{shown}” is a heading of the rows below it."


_TYPED: Final = frozenset({Kind.DAY, Kind.MONEY})
_FEWEST: Final = 2
_PLAINLY: Final = 0.9


def _other_headings(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Yield rows that have headings in the columns of days and amounts, in other words than the table's.

    As where lists of two systems stand one below the other: "Payment Date" among the days.
    """
    targets = targets_for(sheet.kind)
    typed = {
        place: targets[key]
        for key, place in sheet.places.items()
        if key in targets and reads_as(targets[key]) in _TYPED
    }
    if len(typed) < _FEWEST:
        return
    first = next(iter(typed))
    for position, cell in enumerate(sheet.table.columns[first]):
        if not isinstance(cell, str) or any(map(str.isdigit, cell)):
            continue
        said = {p: cell_text(sheet.table.columns[p][position]) for p in typed}
        heads = [
            p
            for p, text in said.items()
            if text and alike(sheet.kind, text, typed[p])[0] >= _PLAINLY
        ]
        if len(heads) >= _FEWEST and len(heads) == sum(bool(text) for text in said.values()):
            yield position, f"It has headings in its cells, such as “{said[heads[0]][:60]}”."


def _empty(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Yield rows with nothing in any column that comes in, and one cell at most elsewhere."""
    places = set(sheet.places.values()) | {guess.place for guess, _ in sheet.yearly}
    if not places:
        return
    blank = list(range(len(sheet.table.rows)))
    for column in (sheet.table.columns[place] for place in places):
        blank = [position for position in blank if is_blank(column[position])]
    others = [c for place, c in enumerate(sheet.table.columns) if place not in places]
    for position in blank:
        if sum(not is_blank(column[position]) for column in others) <= 1:
            yield position, "It has nothing in the columns that come in."


def _carry(sheet: Sheet, asker: Asker) -> None:
    """Let rows with amounts but a blank name take the name of the row above (merged cells)."""
    key = label_key(sheet)
    if key is None or sheet.has("ref.continues") or sheet.places.get(key) in sheet.unfilled:
        return
    above: int | None = None
    waiting: dict[int, int] = {}
    for position in sheet.kept:
        if sheet.value("name", position) is not None or sheet.value("ref", position) is not None:
            above = position
        elif above is not None and any(a is not None for a in sheet.amounts(position)):
            waiting[position] = above
    if not waiting:
        return
    first = sheet.row(next(iter(waiting)))
    text = f"{len(waiting):,} rows have an amount but no name, such as row {first:,}. Do they belong to the row above?"
    if asker.ask("fill_down", text, ("yes", "no"), "yes") == "yes":
        sheet.carried = waiting


def _carry_groups(sheet: Sheet, asker: Asker) -> None:
    """Let contracts without a supplier take the one above, where suppliers head groups of rows.

    They do where theirs is the first column and it is blank below a name.
    """
    key = next((k for k in ("provider_id", "commissioner_id") if sheet.places.get(k) == 0), None)
    if key is None or sheet.places[key] in sheet.unfilled:
        return
    above: int | None = None
    waiting: dict[int, int] = {}
    for position in sheet.kept:
        if sheet.text(key, position):
            above = position
        elif above is not None and sheet.value(key, position) is None:
            waiting[position] = above
    if not waiting:
        return
    what = "supplier" if key == "provider_id" else "commissioner"
    text = f"{len(waiting):,} rows name no {what}, which is the first column. Is it the one above?"
    if asker.ask("fill_down", text, ("yes", "no"), "yes") == "yes":
        sheet.carried = waiting
        sheet.carried_keys = frozenset({key})
