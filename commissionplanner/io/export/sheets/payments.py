"""The Payments sheet: the instalments by which partners pay their contributions, day by day.

Days and instalments are worked out by the program and stand as plain values; what each partner
pays in a year and what comes in on a day are formulas on them.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from commissionplanner.budget.payments import Schedule, schedules
from commissionplanner.io.export.cells import Sheet, at, money_width, span
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells

NONE = "No contribution of the fund says how it is paid, and no stream of theirs does."
_Day = tuple[date, str]


def fill(sheet: Sheet, content: Content, pools: list[PoolCells]) -> None:
    """Write each fund's payments."""
    found = [schedules(cells.budget) for cells in pools]
    width = money_width((sum(each.contribution.amount_p or 0 for each in s) for s in found), 18.0)
    across = max(
        [4, *(1 + max(cells.years, len(s)) for cells, s in zip(pools, found, strict=True))]
    )
    sheet.widths([36.0, 36.0, *[width] * min(across, 12)])
    sheet.text(0, 0, "Payments", "title")
    said = "When partners pay the fund, in pounds: instalments as contributions or streams say."
    sheet.text(1, 0, said, "subtitle")
    row, starts = 3, list[int]()
    for cells, held in zip(pools, found, strict=True):
        starts.append(row - 1)
        sheet.text(row, 0, cells.budget.pool.name or "Fund", "heading")
        if held:
            row = _pool(sheet, content, cells, held, row + 1) + 2
        else:
            row = sheet.paragraph(row + 1, NONE, "plain") + 2
    sheet.blocks(starts[1:])
    if not pools:
        sheet.text(row, 0, content.why_no_pool, "plain")
    sheet.freeze(2, 0)
    sheet.repeat(0, 1)


def _pool(
    sheet: Sheet, content: Content, cells: PoolCells, held: Sequence[Schedule], row: int
) -> int:
    names = Names(content.plan)
    years = [str(year) for year in cells.budget.years]
    by_partner: dict[str, dict[_Day, int]] = {}
    for each in held:
        name = names.of("organisations", each.contribution.partner_id, "Partner not known")
        days = by_partner.setdefault(name, {})
        for payment in each.payments:
            place = (payment.due_on, str(each.contribution.year))
            days[place] = days.get(place, 0) + payment.amount_p
    first = row + len(by_partner) + 3
    last = first - 1 + len({place for days in by_partner.values() for place in days})
    _by_year(sheet, years, by_partner, row, (first, last))
    _days(sheet, by_partner, first)
    return _streams(sheet, content, names, years, held, last + 2)


def _by_year(
    sheet: Sheet,
    years: Sequence[str],
    by_partner: Mapping[str, Mapping[_Day, int]],
    head: int,
    days: tuple[int, int],
) -> None:
    """Write what each partner pays of a year, from the days in rows `days`."""
    sheet.texts(head, 0, ("What is paid by instalments", ""), "head")
    sheet.texts(head, FIRST_YEAR_COLUMN, years, "head_right")
    first, last = days
    of_year = span(first, 1, last, 1)
    for n, (name, paid) in enumerate(by_partner.items()):
        row, own = head + 1 + n, FIRST_YEAR_COLUMN + n
        sheet.texts(row, 0, (name, ""))
        for column, year in enumerate(years, FIRST_YEAR_COLUMN):
            amounts = span(first, own, last, own)
            # Not SUMIF, which may take a year such as 2011/12 for a month.
            formula = f"=ROUND(SUMPRODUCT(({of_year}={at(head, column)})*{amounts}),2)"
            amount_p = sum(p for (_, its), p in paid.items() if its == year)
            sheet.amount(row, column, formula, amount_p)


def _days(sheet: Sheet, by_partner: Mapping[str, Mapping[_Day, int]], first: int) -> None:
    """Write what each partner pays on each day; the headings stand above row `first`."""
    sheet.texts(first - 1, 0, ("Due on", "Of the year"), "head")
    sheet.texts(first - 1, FIRST_YEAR_COLUMN, [*by_partner, "All partners"], "head_right")
    end = FIRST_YEAR_COLUMN + len(by_partner)
    places = sorted({place for paid in by_partner.values() for place in paid})
    for row, place in enumerate(places, first):
        sheet.day(row, 0, place[0])
        sheet.text(row, 1, place[1])
        for column, paid in enumerate(by_partner.values(), FIRST_YEAR_COLUMN):
            if place in paid:
                sheet.money(row, column, paid[place])
            else:
                sheet.blank(row, column, "blank_box")
        where = span(row, FIRST_YEAR_COLUMN, row, end - 1)
        total_p = sum(paid.get(place, 0) for paid in by_partner.values())
        sheet.amount(row, end, f"=ROUND(SUM({where}),2)", total_p, "money_sub")


def _streams(
    sheet: Sheet, content: Content, names: Names, years: Sequence[str],
    held: Sequence[Schedule], row: int,
) -> int:  # fmt: skip
    """Write which money is paid how, and how much of it in each year."""
    sheet.texts(row, 0, ("Partner", "Stream, and how it is paid"), "head")
    sheet.texts(row, FIRST_YEAR_COLUMN, years, "head_right")
    found: dict[tuple[str, str], dict[str, int]] = {}
    for each in held:
        given = each.contribution
        stream = content.plan.funding_streams.get(given.stream_id or "")
        name = names.of("funding_streams", given.stream_id, "No stream recorded")
        if stream is not None and not content.viewer.may_see(stream):
            name = "Withheld"
        partner = names.of("organisations", given.partner_id, "Partner not known")
        place = (partner, f"{name}: {label('payment_pattern', each.pattern).lower()}")
        paid = found.setdefault(place, {})
        paid[str(given.year)] = paid.get(str(given.year), 0) + (given.amount_p or 0)
    for words, paid in found.items():
        row += 1
        sheet.texts(row, 0, words)
        for column, year in enumerate(years, FIRST_YEAR_COLUMN):
            if year in paid:
                sheet.money(row, column, paid[year])
            else:
                sheet.blank(row, column, "blank_box")
    return row + 1
