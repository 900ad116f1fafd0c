"""The Summary sheet: each pool on a page, the place's resource, and a chart."""

from collections.abc import Sequence

from commissionplanner.budget.resource import Resource
from commissionplanner.budget.results import LEVELS
from commissionplanner.io.export.cells import Book, Sheet, Value, at, money_width, span
from commissionplanner.io.export.content import Content, Names
from commissionplanner.io.export.plan_of_cells import (
    FIRST_YEAR_COLUMN,
    PoolCells,
    sum_or_word,
    year_width,
)
from commissionplanner.io.export.real_rows import real_rows
from commissionplanner.io.export.sheets.contracts import contract_sum

_LEVELS = {
    "confirmed": "with confirmed money",
    "with_indicative": "with indicative money too",
    "with_assumed": "with all known money",
}
_CHART_ROWS = 19
_CHART_TALL, _REPEATED = 16, 3  # rows of 20 pixels that a chart covers; rows atop every page
_COLOURS = ("#1B52A8", "#D98324", "#7A7A1E", "#0B6472", "#AD1457", "#55606E")


def fill(
    book: Book,
    sheet: Sheet,
    content: Content,
    pools: list[PoolCells],
    resource: Resource,
) -> None:
    """Write the sheet; pools' figures refer to the sheets they come from."""
    years = content.plan.years
    sums = [contract_sum(content.plan, name) for name in ("annual_value_p", "total_value_p")]
    width = _width(pools, resource, sums)
    sheet.widths([46.0, 2.0, *[width] * max(1, len(years))])
    header = content.plan.header
    sheet.text(0, 0, header.title or "Plan without a title", "title")
    about = [header.area, f"Scenario: {content.scenario}", content.as_at]
    sheet.text(1, 0, " · ".join(part for part in about if part), "subtitle")
    row = 3
    pages: list[int] = []
    for cells in pools:
        start = pages[-1] - _REPEATED if pages else 0
        row = _pool(book, sheet, cells, row) + 1
        if row - start + _CHART_TALL > sheet.page_rows():
            pages.append(row)  # the chart has a page of its own rather than half of one
        row = _chart(book, sheet, cells, row, width) + 1
        pages.append(row)
    sheet.breaks(pages)
    row = _resource(book, sheet, content, resource, row)
    _counts(sheet, content, row + 1)
    sheet.freeze(2, 0)
    sheet.repeat(0, 2)


def _width(pools: list[PoolCells], found: Resource, contracts_p: Sequence[int | None]) -> float:
    return max(year_width(pools), money_width((*found.total_p, *found.spend_p, *contracts_p)))


def _head(sheet: Sheet, row: int, title: str, years: list[str]) -> int:
    sheet.text(row, 0, title, "heading")
    sheet.texts(row + 1, 0, ("In pounds", ""), "head")
    sheet.texts(row + 1, FIRST_YEAR_COLUMN, years, "head_right")
    return row + 2


def _pool(book: Book, sheet: Sheet, cells: PoolCells, row: int) -> int:
    budget, totals = cells.budget, cells.budget.totals
    row = _head(sheet, row, budget.pool.name or "Fund", [str(year) for year in budget.years])
    for name, figure, amounts, style in (
        ("Money in, known", "money_in", totals.contributions_p, "money_sub"),
        ("Services, known", "spending", totals.expenditure_p, "money"),
        ("Contingency", "contingency", totals.contingency_p, "money"),
    ):
        sheet.texts(row, 0, (name, ""), "text_sub" if style == "money_sub" else "text")
        for n in range(cells.years):
            column = FIRST_YEAR_COLUMN + n
            sheet.amount(row, column, f"={cells.cell(figure, n)}", amounts[n], style)
        row += 1
    for level in LEVELS:
        _balance(book, sheet, cells, level, row)
        row += 2
    return _not_known(sheet, cells, row)


def _balance(book: Book, sheet: Sheet, cells: PoolCells, level: str, row: int) -> None:
    """Write a balance and, under it, the word for it: gap, surplus or balanced."""
    amounts = cells.budget.totals.balance_p[level]
    sheet.texts(row, 0, (f"Balance {_LEVELS[level]}", ""), "text_total")
    sheet.texts(row + 1, 0, ("", ""), "text")
    for n in range(cells.years):
        column = FIRST_YEAR_COLUMN + n
        # Levels are only there where the pool has a line of money in.
        given = cells.cell(level if level in cells.rows else "money_in", n)
        spent, held = cells.cell("spending", n), cells.cell("contingency", n)
        formula = f'=IF(COUNT({given},{spent})<2,"Not known",ROUND({given}-SUM({spent},{held}),2))'
        sheet.amount(row, column, formula, amounts[n], "money_total")
        here = at(row, column)
        words = f'IF({here}<0,"Gap",IF({here}>0,"Surplus","Balanced"))'
        sheet.formula(
            row + 1, column, f'=IF(ISNUMBER({here}),{words},"Not known")', _word(amounts[n]), "word"
        )
    cells.note(f"balance {level}", sheet, row)
    if cells.years:
        last = FIRST_YEAR_COLUMN + cells.years - 1
        name = f"Pool{cells.number}_balance_{level}"
        book.define(name, sheet, (row, FIRST_YEAR_COLUMN, row, last))


def _word(amount_p: int | None) -> str:
    if amount_p is None:
        return "Not known"
    return "Gap" if amount_p < 0 else "Surplus" if amount_p > 0 else "Balanced"


def _not_known(sheet: Sheet, cells: PoolCells, row: int) -> int:
    totals = cells.budget.totals
    for name, figure, numbers in (
        ("Money in: amounts not known, left out", "unknown_in", totals.unknown_contributions),
        ("Services: costs not known, left out", "unknown_out", totals.unknown_expenditure),
    ):
        sheet.texts(row, 0, (name, ""), "text")
        for n in range(cells.years):
            column = FIRST_YEAR_COLUMN + n
            sheet.formula(row, column, f"={cells.cell(figure, n)}", numbers[n], "count")
        row += 1
    row = real_rows(sheet, cells, _in_kind(sheet, cells, row))
    for note in cells.budget.notes:
        row = sheet.paragraph(row, note, "subtitle")
    return row


def _in_kind(sheet: Sheet, cells: PoolCells, row: int) -> int:
    """Write staff, rooms and goods, where there are any, apart from money."""
    totals = cells.budget.totals
    for name, figure, amounts in (
        ("Given in kind, in no total of money", "in_kind_in", totals.in_kind_in_p),
        ("Spent in kind, in no total of money", "in_kind_out", totals.in_kind_out_p),
    ):
        if figure in cells.rows:
            sheet.texts(row, 0, (name, ""), "text")
            for n in range(cells.years):
                column = FIRST_YEAR_COLUMN + n
                sheet.amount(row, column, f"={cells.cell(figure, n)}", amounts[n])
            row += 1
    return row


def _chart(book: Book, sheet: Sheet, cells: PoolCells, row: int, width: float) -> int:
    """Draw money in by partner, stacked, with money out as a line."""
    partners = list(cells.budget.partner_totals())
    if not partners or not cells.years:
        return row
    contributions, head = cells.rows["money_in"][0], None
    names = Names(cells.budget.seen.plan)
    last = FIRST_YEAR_COLUMN + cells.years - 1
    columns = book.made.add_chart({"type": "column", "subtype": "stacked"})
    for n, partner in enumerate(partners):
        at_row = cells.rows[f"partner {partner or ''}"][1]
        head = at_row - n - 1 if head is None else head
        columns.add_series(
            {
                "name": names.of("organisations", partner, "Partner not known")[:200],
                "categories": [contributions.name, head, FIRST_YEAR_COLUMN, head, last],
                "values": [contributions.name, at_row, FIRST_YEAR_COLUMN, at_row, last],
                "fill": {"color": _COLOURS[n % len(_COLOURS)]},
                "gap": 60,
            }
        )
    spent, at_row = cells.rows["money_out"]
    line = book.made.add_chart({"type": "line"})
    line.add_series(
        {
            "name": "Money out",
            "categories": [contributions.name, head, FIRST_YEAR_COLUMN, head, last],
            "values": [spent.name, at_row, FIRST_YEAR_COLUMN, at_row, last],
            "line": {"color": "#13202E", "width": 2.25},
            "marker": {"type": "diamond", "size": 7, "fill": {"color": "#13202E"}},
        }
    )
    columns.combine(line)
    columns.set_title({"name": f"{cells.budget.pool.name or 'Fund'}: money in by partner, and out",
                       "name_font": {"size": 11}, "overlay": False})  # fmt: skip
    columns.set_y_axis({"num_format": '[>=1000000]"£"0.0,,"m";[>=1000]"£"0,"k";"£"0', "major_gridlines": {
        "visible": True, "line": {"color": "#DDE2E8"}}})  # fmt: skip
    columns.set_legend({"position": "bottom"})
    columns.set_size({"width": _across(width, cells.years), "height": _CHART_ROWS * 17})
    sheet.made.insert_chart(row, 0, columns, {"object_position": 1})
    return row + _CHART_ROWS + 1


def _across(width: float, years: int) -> int:
    """Return how many pixels wide a chart is: no wider than the columns of the sheet."""
    return min(900, int(7 * (48 + width * years)))


def _resource(book: Book, sheet: Sheet, content: Content, found: Resource, row: int) -> int:
    """Write what the place has, each pound once, and the transfers left out."""
    if not found.by_organisation and not found.transfers:
        return row
    names = Names(content.plan)
    years = [str(year) for year in found.years]
    title = "Resource by organisation, each pound once"
    if content.scenario_id is not None:
        title += "; as the plan records it, not as the scenario sees it"
    row = first = _head(sheet, row, title, years)
    for key, amounts in found.by_organisation.items():
        sheet.texts(row, 0, (names.of("organisations", key, "Holder not known"), ""), "text")
        for n, amount_p in enumerate(amounts):
            _known(sheet, row, n, amount_p)
        row += 1
    sheet.texts(row, 0, ("Total resource, known", ""), "text_total")
    for n, total_p in enumerate(found.total_p):
        column = FIRST_YEAR_COLUMN + n
        formula = sum_or_word(span(first, column, max(first, row - 1), column))
        sheet.amount(row, column, formula, total_p, "money_total")
    if years:
        last = FIRST_YEAR_COLUMN + len(years) - 1
        book.define("Total_resource", sheet, (row, FIRST_YEAR_COLUMN, row, last))
    return _money_rows(sheet, content, found, row + 1)


def _known(sheet: Sheet, row: int, n: int, amount_p: int | None) -> None:
    if amount_p is None:
        sheet.text(row, FIRST_YEAR_COLUMN + n, "Not recorded", "word")
    else:
        sheet.money(row, FIRST_YEAR_COLUMN + n, amount_p)


def _money_rows(sheet: Sheet, content: Content, found: Resource, row: int) -> int:
    names = Names(content.plan)
    for transfer in found.transfers:
        stream = content.plan.funding_streams.get(transfer.stream_id)
        said = names.of("funding_streams", transfer.stream_id)
        name = said if content.viewer.may_see(stream) else "Withheld"
        sheet.texts(row, 0, (f"Transfer between partners, not counted again: {name}", ""), "text")
        for n, amount_p in enumerate(transfer.amounts_p):
            _known(sheet, row, n, amount_p)
        row += 1
    for label, amounts in (
        ("Contributions to pooled funds", found.pooled_p),
        ("Contributions to aligned funds", found.aligned_p),
        ("Planned cost of services", found.spend_p),
        ("Of it: prevention and early help", found.preventive_p),
        ("Of it: tier not known", found.unsaid_p),
    ):
        sheet.texts(row, 0, (label, ""), "text")
        for n, amount_p in enumerate(amounts):
            _known(sheet, row, n, amount_p)
        row += 1
    known = [
        spend - (unsaid or 0) if spend is not None else 0
        for spend, unsaid in zip(found.spend_p, found.unsaid_p, strict=True)
    ]
    share: list[Value] = [
        "Not recorded" if whole <= 0 else (part or 0) / whole
        for part, whole in zip(found.preventive_p, known, strict=True)
    ]
    sheet.texts(row, 0, ("Prevention share of planned cost whose tier is known", ""), "text")
    for n, value in enumerate(share):
        column = FIRST_YEAR_COLUMN + n
        whole, part, unsaid = at(row - 3, column), at(row - 2, column), at(row - 1, column)
        told = f"(N({whole})-N({unsaid}))"
        formula = f'=IF({told}<=0,"Not recorded",N({part})/{told})'
        sheet.formula(row, column, formula, value, "share")
    return row + 1


def _counts(sheet: Sheet, content: Content, row: int) -> None:
    """Say how much the plan holds, with the values of contracts from their own sheet."""
    plan = content.plan
    sheet.text(row, 0, "What the plan holds", "heading")
    for name, number in (
        ("Organisations", len(plan.organisations)),
        ("Services", len(plan.services)),
        ("Funding streams", len(plan.funding_streams)),
        ("Pooled and aligned funds", len(plan.pools)),
        ("Agreements", len(plan.agreements)),
        ("Findings open", sum(f.status == "open" for f in content.findings)),
        ("Contracts", len(plan.contracts)),
    ):
        row += 1
        sheet.texts(row, 0, (name, ""))
        sheet.count(row, 2, number)
    for name, cell, amount_p in (
        ("Contracts: £ a year, known", "C4", contract_sum(plan, "annual_value_p")),
        ("Contracts: total value, known", "D4", contract_sum(plan, "total_value_p")),
    ):
        row += 1
        sheet.texts(row, 0, (name, ""))
        sheet.amount(row, 2, f"=Contracts!{cell}", amount_p)
