"""The Risk share sheet: who would bear an over- or underspend, with the workings.

Each split is by largest remainder: whole pence first, then the pence left over to the largest
remainders, of equal ones to the host and then by id. Without a recorded cause all goes by the
method for the rest, and so does an underspend under an order of cover. The variances are inputs.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from commissionplanner.budget.exposure import OTHERS, Borne
from commissionplanner.budget.risk_share import NotWorkedOutError, Terms
from commissionplanner.io.export.cells import Sheet, at
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells, year_width
from commissionplanner.io.export.risk_parts import Split, in_force
from commissionplanner.io.export.risk_stages import covers_in, may_leave
from commissionplanner.io.export.risk_workings import BEARS, Workings, name_of
from commissionplanner.model.years import FinancialYear

PLAIN = (
    "Some of these shares are plain values, worked out by the program: they do not follow when an "
    "assumption is changed here. The workings mark them."
)


def fill(sheet: Sheet, content: Content, pools: list[PoolCells]) -> None:
    """Write who bears what for each pool, and the workings below."""
    most = max((cells.years for cells in pools), default=0)
    sheet.widths([12.0, 36.0, *[year_width(pools)] * max(most, 9)])
    sheet.text(0, 0, "Risk share", "title")
    sheet.text(
        1, 0, "What each partner would bear if spending were over (+) or under (−) plan, in pounds.",
        "subtitle",
    )  # fmt: skip
    row = 3
    starts = []
    for cells in pools:
        starts.append(row - 1)
        row = _Block(sheet, content, cells).write(row) + 2
    sheet.blocks(starts[1:])
    if not pools:
        sheet.text(row, 0, content.why_no_pool, "plain")
    sheet.freeze(2, 0)
    sheet.repeat(0, 1)


class _Block:
    """One pool on the sheet."""

    def __init__(self, sheet: Sheet, content: Content, cells: PoolCells) -> None:
        self.sheet, self.content = sheet, content
        self.cells, self.budget = cells, cells.budget
        self.names = Names(content.plan)
        self.exposure = cells.budget.exposure
        self.groups = {
            percent: tuple(self._with_others(percent, list(group)))
            for percent, group in groupby(self.exposure.borne, key=lambda b: b.percent)
        }

    def write(self, row: int) -> int:
        self.sheet.text(row, 0, self.budget.pool.name or "Fund", "heading")
        row = self._reasons(self._methods(row + 1))
        plain_at = row  # kept free, as it is known last whether anything is plain
        top = row = row + 2
        starts: dict[int, int] = {}
        for percent, bearers in self.groups.items():
            starts[percent] = row
            row += len(bearers)
        percents = {percent: at(start, 0) for percent, start in starts.items()}
        workings = Workings(self.sheet, self.content, self.cells, self.names, percents)
        splits = tuple(self._splits())
        row = workings.write(row + 1, splits) if splits else row
        if workings.has_plain:
            self.sheet.text(plain_at, 0, PLAIN, "strong")
        self._matrix(top, starts, workings.splits)
        return row

    def _splits(self) -> Iterator[Split]:
        """Yield each split: year by year, each with all variances."""
        for n, year in enumerate(self.budget.years):
            for percent, bearers in self.groups.items():
                if (percent, year) not in self.exposure.reasons:
                    terms = in_force(self.exposure.terms(percent)[n], percent)
                    yield Split(percent, n, bearers, terms, 0)

    def _methods(self, row: int) -> int:
        """Say how it is shared; years that share alike stand together."""
        alike: dict[str, list[FinancialYear]] = {}
        for n, year in enumerate(self.budget.years):
            over, under = self.exposure.terms_over[n], self.exposure.terms_under[n]
            said = (
                f"overspend {_method(over)}, underspend {_method(under)}"
                if over.method
                else "the plan holds no risk share"
            )
            alike.setdefault(said, []).append(year)
        for said, years in alike.items():
            when = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
            row = self.sheet.paragraph(row, f"{when}: {said}.", "subtitle")
        text = (
            "The variance is a share of planned spending on services that are shared; the yellow "
            "cells may be changed."
        )
        return self.sheet.paragraph(row, text, "subtitle")

    def _reasons(self, row: int) -> int:
        alike: dict[str, list[FinancialYear]] = {}
        for (_, year), reason in self.exposure.reasons.items():
            if year not in alike.setdefault(reason, []):
                alike[reason].append(year)
        for reason, years in alike.items():
            when = ", ".join(str(year) for year in years)
            row = self.sheet.paragraph(row, f"Not worked out for {when}: {reason}", "strong")
        return row

    def _with_others(self, percent: int, group: Sequence[Borne]) -> Iterator[Borne]:
        """Yield who bears, and who may come to bear something when figures change."""
        terms = [in_force(each, percent) for each in self.exposure.terms(percent)]
        may = {"nobody"} if any(map(may_leave, terms)) else set[str]()
        for each in terms:
            try:
                may.update(covers_in(each))
            except NotWorkedOutError:
                continue  # its words are not understood, so no year of it is split
        yield from (b for b in group if b.bearer == "partner")
        for bearer, _ in OTHERS:
            held = next((b for b in group if b.bearer == bearer), None)
            if held is not None:
                yield held
            elif bearer in may:
                amounts = tuple(
                    None if all(b.amounts_p[n] is None for b in group) else 0
                    for n in range(self.cells.years)
                )
                yield Borne(percent, bearer, None, amounts)

    def _matrix(
        self, row: int, starts: dict[int, int], splits: dict[tuple[int, int], Split]
    ) -> None:
        self.sheet.texts(row - 1, 0, ("Variance", "Borne by"), "head")
        years = [str(year) for year in self.budget.years]
        self.sheet.texts(row - 1, FIRST_YEAR_COLUMN, years, "head_right")
        for percent, start in starts.items():
            self.sheet.rate(start, 0, percent * 10_000, "percent_input")
            self.sheet.between((start, 0, start, 0), *((0, 1) if percent > 0 else (-1, 0)))
            for place, bearer in enumerate(self.groups[percent]):
                row = start + place
                if place:
                    self.sheet.formula(row, 0, f"={at(start, 0)}", percent / 100, "percent_head")
                self.sheet.text(row, 1, name_of(self.names, bearer))
                for n in range(self.cells.years):
                    self._matrix_cell(row, n, bearer, place, splits.get((percent, n)))

    def _matrix_cell(self, row: int, n: int, bearer: Borne, place: int, made: Split | None) -> None:
        column = FIRST_YEAR_COLUMN + n
        if made is None:
            self.sheet.text(row, column, "Not worked out", "not_known")
        else:
            formula = f"={at(made.row + place, BEARS)}"
            self.sheet.amount(row, column, formula, bearer.amounts_p[n])


def _method(terms: Terms) -> str:
    return label("risk_share_method", terms.method).lower()
