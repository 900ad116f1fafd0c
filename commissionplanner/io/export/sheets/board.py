"""The Board sheet: each barrier's figures with their pounds, coverage, years, and what would close it."""

from commissionplanner.findings.board import Figure, Tile
from commissionplanner.io.export.cells import Sheet, Value, at, money_width
from commissionplanner.io.export.content import Content
from commissionplanner.model.money import PPM
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.model.years import FinancialYear

_UNITS = {"ppm": "share", "pence": "£ a year", "count": "number", "months": "months"}
_HEADINGS = ("Barrier", "Figure", "Value", "Unit", "£ counted", "£ of", "Known for", "Findings open",
             "£ touched")  # fmt: skip
_WORDS, _LAST = "What would close it", "How it is worked out"
_HEAD_ROW = 4


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet, a row a figure; years and formulas stand beyond what is printed."""
    years = content.plan.header.all_years
    name = content.since_name
    then = (f"In {name}", "Change since") if name else ()
    sheet.widths(_widths(content, len(then), len(years)))
    sheet.text(0, 0, "What’s missing: the board", "title")
    row = sheet.paragraph(
        1, "A row for each figure behind a barrier of the study. A figure is worked out from what "
        "the plan records; “Known for” says for how much of it that could be done. What is not "
        "recorded is not nil. Views of early-years leaders of about 2013, not frequencies.",
        "subtitle", 150,
    )  # fmt: skip
    head = max(_HEAD_ROW, row + 1)
    column = len(_HEADINGS)
    close = column + len(then)
    sheet.texts(head, 0, _HEADINGS, "head")
    sheet.texts(head, column, then, "head_right")
    sheet.text(head, close, _WORDS, "head")
    sheet.texts(head, close + 1, [str(year) for year in years], "head_right")
    sheet.text(head, close + 1 + len(years), _LAST, "head")
    row = head
    for tile in content.board:
        for n, figure in enumerate(tile.figures):
            row += 1
            _figure(sheet, row, tile, figure, is_first=n == 0)
            if name:
                _then(sheet, row, column, figure)
            sheet.text(row, close, figure.now.definition.close)
            for at_year, year in enumerate(years, close + 1):
                _of_year(sheet, row, at_year, figure, year)
            sheet.text(row, close + 1 + len(years), figure.now.definition.formula)
    sheet.freeze(head + 1, 2)
    sheet.repeat(head, head)
    sheet.print_only(row, close)


def _widths(content: Content, then: int, years: int) -> list[float]:
    """Return the widths of the columns: amounts as wide as the largest, so that none shows ####."""
    figures = [figure for tile in content.board for figure in tile.figures]
    amounts = [p for f in figures for p in (f.now.measure.amount_p, f.now.measure.whole_p)]
    values = [f.value for f in figures if _unit(f) == "pence"]
    by_year = [p for f in figures if _unit(f) == "pence" for p in f.now.measure.by_year.values()]
    money, value = money_width([*amounts, *(t.worth_p for t in content.board)]), money_width(values)
    first = [22.0, 30.0, value, 9.5, money, money, 9.5, 9.5, money]
    return [*first, *[value] * then, 42.0, *[money_width(by_year)] * years, 60.0]


def _unit(figure: Figure) -> str:
    return figure.now.definition.unit


def _figure(sheet: Sheet, row: int, tile: Tile, figure: Figure, *, is_first: bool) -> None:
    found, unit = figure.now.measure, _unit(figure)
    sheet.text(row, 0, tile.label, "text_sub" if is_first else "text")
    sheet.text(row, 1, figure.now.label)
    part_p, whole_p = found.amount_p, found.whole_p
    if _is_share(figure):
        formula = f'=IF(N({at(row, 5)})=0,"{NOT_KNOWN}",{at(row, 4)}/{at(row, 5)})'
        sheet.formula(row, 2, formula, _shown(figure) or 0, "share")
    else:
        _value(sheet, row, 2, found.value, unit)
    sheet.text(row, 3, _UNITS.get(unit, unit))
    for column, amount_p in ((4, part_p), (5, whole_p)):
        if amount_p is None:
            sheet.blank(row, column, "blank_box")
        else:
            sheet.money(row, column, amount_p)
    sheet.number(row, 6, found.coverage_ppm / PPM, "share")
    if is_first:
        sheet.count(row, 7, tile.findings)
        sheet.money(row, 8, tile.worth_p)
    else:
        sheet.blank(row, 7, "blank_box")
        sheet.blank(row, 8, "blank_box")


def _of_year(sheet: Sheet, row: int, column: int, figure: Figure, year: FinancialYear) -> None:
    """Write the figure of a year; nothing where it is of no year by its nature."""
    by_year = figure.now.measure.by_year
    if by_year:
        _value(sheet, row, column, by_year.get(year), _unit(figure))
    else:
        sheet.blank(row, column, "blank_box")


def _is_share(figure: Figure) -> bool:
    """Whether the value is the one sum of pounds over the other."""
    found = figure.now.measure
    if _unit(figure) != "ppm":
        return False
    if found.amount_p is None or not found.whole_p or found.value is None:
        return False
    return abs(found.value - found.amount_p * PPM / found.whole_p) <= 1


def _shown(figure: Figure) -> float | None:
    """Return the value as its cell holds it: a share exactly, from its pounds."""
    found = figure.now.measure
    if _is_share(figure) and found.amount_p is not None and found.whole_p:
        return found.amount_p / found.whole_p
    return _scaled(found.value, _unit(figure))


def _then(sheet: Sheet, row: int, column: int, figure: Figure) -> None:
    unit, was, now = _unit(figure), figure.before_value, figure.value
    _value(sheet, row, column, was, unit)
    here, before = at(row, 2), at(row, column)
    formula = f'=IF(COUNT({here},{before})<2,"{NOT_KNOWN}",{here}-{before})'
    change: Value = NOT_KNOWN
    if was is not None and now is not None:
        change = (_shown(figure) or 0) - (_scaled(was, unit) or 0)
    sheet.formula(row, column + 1, formula, change, _style(unit))


def _value(sheet: Sheet, row: int, column: int, value: int | None, unit: str) -> None:
    scaled = _scaled(value, unit)
    if scaled is None:
        sheet.text(row, column, NOT_KNOWN, "not_known")
    else:
        sheet.number(row, column, scaled, _style(unit))


def _scaled(value: int | None, unit: str) -> float | None:
    """Return a value as a spreadsheet holds it: shares of one, pounds, months."""
    if value is None:
        return None
    return value / {"ppm": PPM, "months": PPM, "pence": 100}.get(unit, 1)


def _style(unit: str) -> str:
    return {"ppm": "share", "pence": "money", "months": "index"}.get(unit, "count")
