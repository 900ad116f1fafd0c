"""A workbook that is a Better Care Fund template: its income beside its expenditure, and the checks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.bcf import (
    Template,
    expenditure_sheet,
    headings_row,
    income_sheet,
    read_income,
    source_of,
    template_of,
)
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell
from commissionplanner.io.tabular.headings.sheets import is_aside
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.io.tabular.reading import table_of, unique_names
from commissionplanner.io.tabular.shape import Shape
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.money import PPM, format_pounds
from commissionplanner.model.years import FinancialYear

Income = Mapping[str, Sequence[int]]
"""Pence by source of funding, one for each year of the template."""

_LETTERS: Final = "ABC"
_FUND: Final = "better care fund"
_HEAD: Final = 200
_MOST_SHEETS: Final = 16
_FEWEST_SOURCES: Final = 2


def spending_sheet(raw: RawSheet, read: Callable[[str], RawSheet]) -> str | None:
    """Return the sheet of a template's workbook that has the schemes, by its headings; None for others.

    Args:
        raw: The best sheet.
        read: Reads another sheet of the workbook.
    """
    names = [sheet.name for sheet in raw.sheets]
    named = expenditure_sheet(names)
    if named is None and (headings_row(_head(raw)) is not None or not _is_of_a_template(raw)):
        return raw.sheet if headings_row(_head(raw)) is not None else None
    others = [
        s.name for s in raw.sheets if s.kind == "visible" and s.n_rows and not is_aside(s.name)
    ]
    for name in dict.fromkeys((named or raw.sheet, raw.sheet, *others[:_MOST_SHEETS])):
        if headings_row(_head(read(name))) is not None:
            return name
    return named


def _is_of_a_template(raw: RawSheet) -> bool:
    """Whether a sheet of a workbook tells that it is a planning template: by its title or its sources."""
    texts = [cell for row in _head(raw) for cell in row if isinstance(cell, str)]
    if any(_FUND in text.casefold() for text in texts):
        return True
    return len({found.name for text in texts if (found := source_of(text))}) >= _FEWEST_SOURCES


def _head(raw: RawSheet) -> Iterator[list[Cell]]:
    return (raw.row(index) for index in range(min(raw.n_rows, _HEAD)))


def template_table(raw: RawSheet, shape: Shape) -> Table:
    """Return the table of a sheet; of a template's the schemes, however few they are, unless the user points."""
    table = table_of(raw, shape)
    if shape != Shape() or template_of(table) is not None:
        return table
    row = headings_row(_head(raw))
    return table if row is None else table_of(raw, replace(shape, header_row=row + 1))


def with_income(
    table: Table, raw: RawSheet, spending: str | None, read: Callable[[str], RawSheet]
) -> tuple[Table, Income]:
    """Return the table, and the income of a template's workbook by source.

    The income sheet itself, which is laid out in blocks, is returned as a plain table of sources
    and years.

    Args:
        table: As found.
        raw: The sheet it is on.
        spending: The sheet with the schemes of the template; None where the file is none.
        read: Reads another sheet of the workbook.
    """
    if spending is None or not raw.sheet:
        return table, {}
    template = template_of(
        table if raw.sheet == spending else template_table(read(spending), Shape())
    )
    income = income_sheet(template, [sheet.name for sheet in raw.sheets]) if template else None
    if template is None or income is None:
        return table, {}
    if raw.sheet == income:
        return _as_table(table, raw, template), {}
    return table, read_income(
        _rows(read(income)), len(template.years)
    ) if raw.sheet == spending else {}


def _rows(raw: RawSheet) -> list[list[Cell]]:
    return [raw.row(index) for index in range(raw.n_rows)]


def _as_table(table: Table, raw: RawSheet, template: Template) -> Table:
    """Return the sources of an income sheet, a row each, with their amounts by year."""
    found = read_income(_rows(raw), len(template.years))
    if not found:
        return table
    first = {
        name: next(n for n, row in enumerate(_rows(raw), 1) if name in _sources_of(row))
        for name in found
    }
    names = sorted(found, key=lambda name: first[name])
    headings = ["Source of Funding", *(f"Income {year}" for year in template.years)]
    letters = list(_LETTERS[: len(headings)])
    amounts: list[list[Cell]] = [
        [found[name][at] / 100 if at < len(found[name]) else None for name in names]
        for at in range(len(template.years))
    ]
    return replace(
        table, headings=headings, letters=letters, names=unique_names(headings, letters), left_out=[], total_lines=[],
        columns=[list(names), *amounts], rows=[first[name] for name in names], total_cells={}, formats={}, merges=[],
        notes={}, overfull=[], short=[], group_rows=[],
    )  # fmt: skip


def _sources_of(row: Sequence[Cell]) -> set[str]:
    return {found.name for cell in row if isinstance(cell, str) and (found := source_of(cell))}


def settle_template(sheet: Sheet, income: Income, asker: Asker) -> None:
    """Read the expenditure sheet of a template by its own rules; other sheets are left as they are."""
    template = template_of(sheet.table)
    if template is None or sheet.kind != "services":
        return
    sheet.years = template.years
    update_lines(sheet, template)
    check_shares(sheet)
    check_income(sheet, template, income, asker)


def update_lines(sheet: Sheet, template: Template) -> None:
    """Let the new amount of a line stand in the place of the old one, where it was updated."""
    if len(template.updated) != 2:
        return
    of_last = [pair for pair in sheet.yearly if pair[0].year == template.years[-1]]
    is_new = [
        "updated" in words_of(sheet.table.headings[guess.place]).split() for guess, _ in of_last
    ]
    if sorted(is_new) != [False, True]:
        return
    new, old = of_last[is_new.index(True)], of_last[is_new.index(False)]
    values = [b if a is None else a for a, b in zip(new[1].values, old[1].values, strict=True)]
    merged = replace(old[1], values=values, problems={**old[1].problems, **new[1].problems})
    kept = [pair for pair in sheet.yearly if pair not in (new, old)]
    sheet.yearly = [*kept, (old[0], merged)]


def check_income(sheet: Sheet, template: Template, income: Income, asker: Asker) -> None:
    """Ask about sources of which more is spent than comes in; the rows may be held back."""
    if not sheet.has("stream_id"):
        return
    over = [
        (name, year, spent, known)
        for at, year in enumerate(template.years)
        for name, amounts in income.items()
        if at < len(amounts)
        and (known := amounts[at]) < (spent := _spent(sheet, name, year, len(template.years)))
    ]
    if not over:
        return
    said = "; ".join(
        f"{name} {year}: {format_pounds(spent)} is spent, {format_pounds(spent - known)} more than comes in"
        for name, year, spent, known in over[:4]
    )
    text = f"The income sheet of this template does not cover what is spent: {said}. Take the lines as they stand?"
    choice = asker.ask("bcf_income", text, ("as_they_stand", "leave_out"), "as_they_stand")
    asker.note(f"More is spent than comes in: {said}.")
    if choice == "leave_out":
        names = {name for name, *_ in over}
        gone = [p for p in sheet.kept if _source(sheet, p) in names]
        reason = (
            "More is spent from its source than comes in; you left it out until that is settled."
        )
        sheet.leave_out(dict.fromkeys(gone, reason))


def _source(sheet: Sheet, position: int) -> str:
    found = source_of(sheet.text("stream_id", sheet.carried.get(position, position)))
    return found.name if found else ""


def _spent(sheet: Sheet, name: str, year: FinancialYear, n_years: int) -> int:
    """Return the pence that the lines of a source spend in a year."""
    total = 0
    for position in sheet.kept:
        if _source(sheet, position) != name:
            continue
        if n_years == 1 and sheet.has("amount_p"):
            total += sheet.value("amount_p", position) or 0
        total += sum(c.values[position] or 0 for g, c in sheet.yearly if g.year == year)
    return total


def check_shares(sheet: Sheet) -> None:
    """Mark lines of joint commissioning whose two shares do not make 100 %."""
    nhs, council = sheet.single.get("nhs_share_ppm"), sheet.single.get("la_share_ppm")
    if nhs is None or council is None:
        return
    problems = dict(council.problems)
    for position in sheet.kept:
        one, other = nhs.values[position], council.values[position]
        if one is None or other is None or not (one or other) or one + other == PPM:
            continue
        if "joint" in sheet.text("lead_commissioner_id", position).casefold() or not sheet.has(
            "lead_commissioner_id"
        ):
            whole = (one + other) * 100 / PPM
            problems[position] = (
                f"The shares of the two make {whole:g} %, not 100 %. Set one of them right."
            )
    if len(problems) > len(council.problems):
        values = [None if p in problems else v for p, v in enumerate(council.values)]
        sheet.single["la_share_ppm"] = replace(council, values=values, problems=problems)
