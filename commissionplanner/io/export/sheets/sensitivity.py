"""The Sensitivity sheet: what moves each fund's gap and its worth, and how far chance may move it.

Every figure is worked out by the program, as a whole budget each time, and stands as a plain value.
"""

from collections.abc import Sequence

from commissionplanner.budget.chance import PERCENTILES, Fan
from commissionplanner.budget.sensitivity import Sensitivity
from commissionplanner.io.export.cells import Sheet, money_width
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells
from commissionplanner.model.entities import Assumption

_SAID = "Plain values: each is the whole budget worked out anew by the program."
_NO_RANGE = "No assumption in force has a low and a high figure."
_TOO_LARGE = (
    "Not worked out: at a low or a high figure an amount grows beyond what can be added up."
)
_BEYOND = (
    "Not known: at that figure a yearly change is beyond 100%, or an amount beyond what can be added "
    "up. Such an assumption is not drawn."
)
_HEADS = ("Low", "Assumed", "High", "Balance at low", "Balance at high", "Gap is nil at")


def fill(sheet: Sheet, content: Content, pools: list[PoolCells]) -> None:
    """Write what moves each fund."""
    found = [content.moved.get(cells.budget.pool.id) for cells in pools]
    sums = [
        p
        for each in found if each
        for row in each.tried
        for p in (row.low_p, row.high_p) if p is not None
    ]  # fmt: skip
    most = max((cells.years for cells in pools), default=0)
    sheet.widths([34.0, 40.0, *[money_width(sums, 16.0)] * max(most, 6)])
    sheet.text(0, 0, "Sensitivity", "title")
    sheet.text(1, 0, _SAID, "subtitle")
    row, starts = 3, list[int]()
    for cells, each in zip(pools, found, strict=True):
        starts.append(row - 1)
        sheet.text(row, 0, cells.budget.pool.name or "Fund", "heading")
        if each is None or not (each.tried or each.fan.drivers):
            row = sheet.paragraph(row + 1, _NO_RANGE if each else _TOO_LARGE, "plain")
        else:
            row = _gap(sheet, content, each, row + 1)
            if not all(swing.is_whole for swing in each.tried):
                row = sheet.paragraph(row, _BEYOND, "subtitle")
            if each.fan.drivers:
                row = _chance(sheet, cells, each.fan, row + 1)
        row = _worth(sheet, content, each, row + 1) + 2
    sheet.blocks(starts[1:])
    if not pools:
        sheet.text(row, 0, content.why_no_pool, "plain")
    sheet.freeze(2, 0)
    sheet.repeat(0, 1)


def _gap(sheet: Sheet, content: Content, found: Sensitivity, row: int) -> int:
    base_p = found.tried[0].base_p if found.tried else None
    sheet.texts(row, 0, ("Moves the balance over all years", "Holds for"), "head")
    sheet.texts(row, FIRST_YEAR_COLUMN, _HEADS, "head_right")
    for n, swing in enumerate(found.tried):
        row += 1
        rates = (swing.assumption.low_ppm, swing.assumption.rate_ppm, swing.assumption.high_ppm)
        _named(sheet, content, row, swing.assumption)
        for column, rate_ppm in enumerate(rates, FIRST_YEAR_COLUMN):
            sheet.rate(row, column, rate_ppm)
        sheet.money(row, FIRST_YEAR_COLUMN + 3, swing.low_p)
        sheet.money(row, FIRST_YEAR_COLUMN + 4, swing.high_p)
        widest = n < len(found.turns)
        turn = found.turns.get(swing.assumption.id)
        _turn(sheet, row, FIRST_YEAR_COLUMN + 5, turn, "Nowhere" if widest else "Not looked for")
    sheet.texts(row + 1, 0, ("Balance as assumed", ""), "text")
    sheet.money(row + 1, FIRST_YEAR_COLUMN, base_p)
    return row + 2


def _worth(sheet: Sheet, content: Content, found: Sensitivity | None, row: int) -> int:
    if found is None or not found.worth:
        return row
    sheet.texts(row, 0, ("Net present value is nil", "Holds for"), "head")
    sheet.texts(row, FIRST_YEAR_COLUMN, ("Assumed", "It is nil at"), "head_right")
    for turn in found.worth:
        row += 1
        _named(sheet, content, row, turn.assumption)
        sheet.rate(row, FIRST_YEAR_COLUMN, turn.assumption.rate_ppm)
        _turn(sheet, row, FIRST_YEAR_COLUMN + 1, turn.at_ppm, "Nowhere")
    return row + 1


def _turn(sheet: Sheet, row: int, column: int, at_ppm: int | None, otherwise: str) -> None:
    if at_ppm is None:
        sheet.text(row, column, otherwise, "word")
    else:
        sheet.rate(row, column, at_ppm)


def _named(sheet: Sheet, content: Content, row: int, given: Assumption) -> None:
    """Write what is assumed and of what, without a name that is not for the audience."""
    names, said = Names(content.plan), list[str]()
    for table, key in (
        ("services", given.service_id),
        ("funding_streams", given.stream_id),
        ("organisations", given.partner_id),
    ):
        if key:
            seen = content.may_see(content.plan.record(table, key))
            said.append(names.of(table, key) if seen else "Withheld")
    said += [str(given.year)] if given.year else []
    sheet.texts(row, 0, (label("assumption_key", given.key), ", ".join(said) or "Everything"))


def _chance(sheet: Sheet, cells: PoolCells, fan: Fan, row: int) -> int:
    """Write how far the balance may move, with the seed from which all can be drawn again."""
    row = sheet.paragraph(
        row,
        f"All assumptions with a range at once: {fan.draws:,} draws from seed {fan.seed}. The same "
        "seed gives the same figures. Chances, not accounts.",
        "subtitle",
    )
    sheet.texts(row, 0, ("Balance with all known money", ""), "head")
    years = [str(year) for year in cells.budget.years]
    sheet.texts(row, FIRST_YEAR_COLUMN, years, "head_right")
    for percent in PERCENTILES:
        row += 1
        sheet.texts(row, 0, (f"{percent}% of draws are at or below", ""))
        _amounts(sheet, row, fan.percentiles_p[percent])
    sheet.texts(row + 1, 0, ("Draws with a gap", ""), "text_sub")
    for column, rate_ppm in enumerate(fan.gap_ppm, FIRST_YEAR_COLUMN):
        sheet.rate(row + 1, column, rate_ppm, "share")
    return row + 2


def _amounts(sheet: Sheet, row: int, amounts: Sequence[int | None]) -> None:
    for column, amount_p in enumerate(amounts, FIRST_YEAR_COLUMN):
        sheet.money(row, column, amount_p)
