"""The Assumptions sheet: the rates that years are worked out by (inputs), and the register."""

from commissionplanner.budget.rates import RATED_KEYS, Choice
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import RATE_KEYS
from commissionplanner.io.export.cells import Book, Sheet, at
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells, year_width
from commissionplanner.io.export.weighted import Weighted, write_rate
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import format_pounds, format_ppm
from commissionplanner.model.vocab import vocabulary

_USED = (*RATED_KEYS, "contingency")
_REGISTER = ("Assumption", "Holds for, source and owner", "Year", "Value", "Low", "High", "Made on")
_MOST_NAMES = 4


def fill(book: Book, sheet: Sheet, content: Content, pools: list[PoolCells]) -> None:
    """Write the sheet and remember where each pool's rates stand."""
    widths = [30.0, 56.0, *[year_width(pools)] * max(5, *(cells.years for cells in pools), 0)]
    sheet.widths(widths)
    sheet.text(0, 0, "Assumptions", "title")
    row = sheet.paragraph(
        1,
        "Yellow cells are inputs. Change one and every total in this workbook follows. A rate "
        "that nobody assumed stands as 0%.",
        "subtitle",
    )
    for cells in pools:
        row = rates(book, sheet, content, cells, row + 1)
    _register(sheet, content, row + 1)
    sheet.freeze(2, 1)
    sheet.repeat(0, 1)


def rates(book: Book, sheet: Sheet, content: Content, cells: PoolCells, row: int) -> int:
    """Write the rates that a fund's years are worked out by; return the next row."""
    budget, name = cells.budget, cells.title
    how = "added up and applied once" if budget.seen.additive else "applied one after another"
    sheet.text(row, 0, f"Rates used: {name}", "heading")
    sheet.text(row + 1, 0, f"Scenario: {budget.seen.name}. Rates are {how}.", "subtitle")
    row += 2
    sheet.texts(row, 0, ("Rate", "Applies to"), "head")
    sheet.texts(row, FIRST_YEAR_COLUMN, [str(year) for year in budget.years], "head_right")
    row += 1
    for key in RATE_KEYS:
        for vector, names in _vectors(content, budget, key).items():
            cells.rates[key, vector] = row
            sheet.text(row, 0, vocabulary("assumption_key").label_of(key))
            sheet.text(row, 1, names)
            _rate_row(sheet, cells, row, vector)
            row += 1
    row = _contingency(book, sheet, cells, row)
    return _weighted(sheet, cells, row)


def _weighted(sheet: Sheet, cells: PoolCells, row: int) -> int:
    """Write what weighted uplifts are made of, under the rates that rest on them."""
    made = Weighted(sheet, cells, row)
    for (_, vector), place in cells.rates.items():
        if any(choice.parts for choice in vector):
            made.write(place, vector)
    return made.row


def _rate_row(sheet: Sheet, cells: PoolCells, row: int, vector: tuple[Choice, ...]) -> None:
    sheet.blank(row, FIRST_YEAR_COLUMN, "blank_box")
    for n, choice in enumerate(vector[1:], 1):
        if choice.parts:
            continue  # a formula, written with what it is made of
        write_rate(sheet, cells, (row, n), choice.assumption_id, choice.rate_ppm)
    if len(vector) > 1:
        last = FIRST_YEAR_COLUMN + len(vector) - 1
        sheet.between((row, FIRST_YEAR_COLUMN + 1, row, last), -1, 1)


def _contingency(book: Book, sheet: Sheet, cells: PoolCells, row: int) -> int:
    """Write what is held back: a share of spending, an amount, or each in some years."""
    held = cells.budget.contingency
    kinds = {False: "Share of planned spending, held by the host", True: "Amount"}
    wanted = [fixed for fixed in kinds if fixed in held.fixed] or [False]
    first = row
    for fixed in wanted:
        sheet.text(row, 0, "Contingency")
        sheet.text(row, 1, kinds[fixed])
        for n in range(cells.years):
            column = FIRST_YEAR_COLUMN + n
            if held.fixed[n] is not fixed:
                sheet.blank(row, column, "blank_box")
            elif fixed:
                what, amount_p = ("contingency", held.assumption_ids[n], n), held.amounts_p[n]
                same = cells.same_in_main(what, amount_p)
                if same:
                    sheet.amount(row, column, f"={same}", amount_p)
                    continue
                sheet.money(row, column, amount_p, "money_input")
                if amount_p is not None:
                    cells.inputs[what] = (amount_p, f"{sheet.prefix}{at(row, column)}")
            else:
                source = held.assumption_ids[n] or "the fund's own"
                write_rate(sheet, cells, (row, n), source, held.rates_ppm[n])
        cells.note("contingency_amount" if fixed else "contingency_rate", sheet, row)
        row += 1
    if cells.years:
        last = FIRST_YEAR_COLUMN + cells.years - 1
        where = (first, FIRST_YEAR_COLUMN, row - 1, last)
        cells.define(book, "contingency_input", sheet, where)
    return row


def _vectors(content: Content, budget: PoolBudget, key: str) -> dict[tuple[Choice, ...], str]:
    """Return the different rates of a key by year, each with the lines that it applies to."""
    names = Names(content.plan)
    found: dict[tuple[Choice, ...], list[str]] = {}
    for line in budget.expenditure:
        shown = content.viewer.may_see(content.plan.services.get(line.service_id))
        name = names.of("services", line.service_id) if shown else "Withheld"
        found.setdefault(line.rates[key], []).append(name)
    if budget.seen.rolls_contributions:
        for given in budget.contributions:
            name = names.of("funding_streams", given.stream_id, "No stream")
            found.setdefault(given.rates[key], []).append(name)
    if not found:
        return {}
    usual = max(found, key=lambda vector: len(found[vector]))
    return {
        vector: _applies(lines, is_usual=vector == usual and len(found) > 1, only=len(found) == 1)
        for vector, lines in sorted(found.items(), key=lambda item: item[0] != usual)
    }


def _applies(names: list[str], *, is_usual: bool, only: bool) -> str:
    if only:
        return "All lines"
    distinct = list(dict.fromkeys(names))
    if is_usual:
        return f"All other lines ({len(names):,})"
    if len(distinct) > _MOST_NAMES:
        return f"{'; '.join(distinct[:_MOST_NAMES])} and {len(distinct) - _MOST_NAMES:,} more"
    return "; ".join(distinct)


def _register(sheet: Sheet, content: Content, row: int) -> None:
    """List every assumption that may be seen, with who made it and where it comes from."""
    sheet.text(row, 0, "Register of assumptions", "heading")
    row += 1
    rows = sorted(content.plan.assumptions.values(), key=lambda a: (a.key or "", a.id))
    shown = [
        a for a in rows if content.viewer.may_see(content.plan.scenarios.get(a.scenario_id or ""))
    ]
    if len(shown) < len(rows):
        content.withheld.note("Assumptions of scenarios", count=len(rows) - len(shown))
    if not shown:
        sheet.text(row, 0, "The plan records no assumption.", "plain")
        return
    sheet.texts(row, 0, _REGISTER[:2], "head")
    sheet.texts(row, 2, _REGISTER[2:], "head_right")
    names = Names(content.plan)
    for n, assumption in enumerate(shown, row + 1):
        _entry(sheet, names, n, assumption)


def _entry(sheet: Sheet, names: Names, row: int, given: Assumption) -> None:
    kind = label("assumption_key", given.key)
    sheet.text(row, 0, kind if given.key in _USED else f"{kind} (not part of these sums)")
    sheet.text(row, 1, _about(names, given))
    sheet.text(row, 2, str(given.year) if given.year else "Every year", "word")
    sheet.text(row, 3, _figure(given), "word")
    sheet.text(row, 4, _percent(given.low_ppm), "word")
    sheet.text(row, 5, _percent(given.high_ppm), "word")
    sheet.day(row, 6, given.made_on)


def _about(names: Names, given: Assumption) -> str:
    scope = [
        names.of(table, key)
        for table, key in (
            ("pools", given.pool_id),
            ("services", given.service_id),
            ("funding_streams", given.stream_id),
            ("organisations", given.partner_id),
        )
        if key
    ]
    scenario = names.of("scenarios", given.scenario_id, "Base plan")
    owner = given.owner_id and label("role_kind", names.role(given.owner_id), "")
    parts = [f"{scenario}: {', '.join(scope) or 'everything'}."]
    parts.append(f"Source: {given.source.rstrip('.')}." if given.source else "Source not recorded.")
    parts.append(f"Owner: {owner}." if owner else "Owner not recorded.")
    if given.confidence_grade:
        parts.append(f"Confidence grade {given.confidence_grade} of 6.")
    return " ".join(parts)


def _figure(given: Assumption) -> str:
    if given.rate_ppm is not None:
        return format_ppm(given.rate_ppm, 2)
    if given.amount_p is not None:
        return format_pounds(given.amount_p)
    if given.number_milli is not None:
        return f"{given.number_milli / 1000:,g}"
    return "Not known"


def _percent(rate_ppm: int | None) -> str:
    return "" if rate_ppm is None else format_ppm(rate_ppm, 2)
