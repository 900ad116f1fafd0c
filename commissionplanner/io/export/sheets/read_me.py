"""The Read me sheet: what this workbook is, how to read it, what is left out and why."""

from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content
from commissionplanner.model.money import format_pounds

_SHEETS = (
    ("Sign-off", "The decision asked, the version by its digest, and who signs."),
    ("Summary", "Each fund on a page, the place's resource, a chart."),
    ("Contributions", "Money in by partner and stream, how sure it is, its totals."),
    ("Expenditure", "What each service costs, the contingency, money out."),
    ("Assumptions", "The rates by which later years are worked out, and the register."),
    ("Risk share", "Who would bear an over- or underspend, with the workings."),
    ("Scenarios", "Scenarios side by side: what they assume otherwise, money and gap by year."),
    ("Sensitivity", "What moves the gap most, where it is nil, and what chance may do to it."),
    ("Who gains", "Who pays and who gains, by year; what it is worth today."),
    ("Payments", "The instalments by which partners pay, day by day."),
    ("Scenario models", "The money of the other scenarios, line by line, as formulas."),
    ("Contracts", "Every contract with its dates and values."),
    (
        "Year to year",
        "What stands on single years, what decisions do to it, what three years need.",
    ),
    ("Evidence", "Money by how its evidence is recorded; every item and its citation."),
    ("Core offer", "The early-years offer line by line: who provides, who funds, to when."),
    (
        "Board",
        "What’s missing: the figures of each barrier of the study, and what would close them.",
    ),
    ("Findings", "What the rules find, with what the organisation named says to it."),
    ("Since", "What appeared, closed and moved since the version sealed last."),
    ("Network", "Who funds, commissions and provides what."),
    ("Partner round", "Where organisations agree and differ, in their own words."),
    ("Sources", "Every spreadsheet that was imported."),
    (
        "Plan data",
        "The plan itself, so that it can be read back whole. For programs, not for printing.",
    ),
)
_COLOURS = (
    ("money_input", "Blue on yellow", "An input. Change it and the totals follow."),
    ("money_worked", "Italic", "Worked out by a formula from the year before."),
    ("money_total", "Bold on grey", "A total: a formula."),
    ("money_sub", "On grey", "Worked out from other cells: a formula."),
    (
        "money",
        "No colour",
        "A figure of the plan, or a formula; where a sheet says plain values, worked out by the "
        "program, so that it follows no changed cell.",
    ),
    ("not_known", "Not known", "Nothing is recorded. It is never counted as nil."),
    ("withheld", "Withheld", "Not for this audience; totals still include it."),
)


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet last, when it is known what is left out."""
    header = content.plan.header
    sheet.widths([24.0, 110.0])
    sheet.text(0, 0, header.title or "Plan without a title", "title")
    sheet.text(1, 0, "Made by Commission Planner. Read this first.", "subtitle")
    row = 3
    for name, said in (
        ("Area", header.area or "Not recorded"),
        ("State", content.version),
        ("As at", content.as_at.removeprefix("As at ")),
        ("Scenario", content.scenario),
        ("Made for", content.viewer.label),
        ("In scope", header.services_in or "Not recorded"),
        ("Out of scope", header.services_out or "Not recorded"),
        ("Digest", content.digest),
    ):
        sheet.text(row, 0, name, "strong")
        sheet.text(row, 1, said, "mono" if name == "Digest" else "wrapped")
        row += 1
    row = _left_out(sheet, content, row + 1)
    row = _reading(sheet, row + 1)
    sheet.text(row, 0, "Sheets", "heading")
    for name, said in _SHEETS:
        row += 1
        sheet.text(row, 0, name, "strong")
        sheet.text(row, 1, said, "wrapped")
    sheet.freeze(2, 0)
    sheet.on_one_page()


def _left_out(sheet: Sheet, content: Content, row: int) -> int:
    sheet.text(row, 0, "Left out for this audience", "heading")
    held = content.withheld
    if not held.counts:
        sheet.text(row + 1, 0, "Nothing is withheld.", "plain")
        return row + 2
    for kind, number in held.counts.items():
        row += 1
        amount_p = held.amounts_p.get(kind)
        said = (
            f"{number:,}"
            if amount_p is None
            else f"{number:,}; withheld: {format_pounds(amount_p)}"
        )
        sheet.text(row, 0, kind, "strong")
        sheet.text(row, 1, said, "wrapped")
    return row + 1


def _reading(sheet: Sheet, row: int) -> int:
    sheet.text(row, 0, "How to read it", "heading")
    for style, word, said in _COLOURS:
        row += 1
        sheet.text(row, 0, word, style)
        sheet.text(row, 1, said, "wrapped")
    for said in (
        "Amounts are in pounds and pence. Each year is rounded to the penny before the next is "
        "worked out from it, halves away from nil.",
        "Balance = money in − services − contingency. Below nil it is a gap.",
        "Confirmed, indicative and assumed say how sure money is. Money of which nobody recorded "
        "that counts with assumed money.",
    ):
        row += 1
        sheet.text(row, 1, said, "wrapped")
    return row + 1
