"""The Risk share sheet: who would bear an over- or underspend, with the workings.

Each split is by largest remainder: whole pence first, then the pence left over to the largest
remainders, of equal ones to the host and then by id. Methods that need more than weights and
caps (bands, an order of cover) are plain values, which the sheet says. Without a recorded cause
all goes by the method for the rest, and so does an underspend under an order of cover.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from commissionplanner.budget.exposure import PERCENTS, Borne
from commissionplanner.budget.risk_share import Terms
from commissionplanner.io.export.cells import Book, Sheet, at, span
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells, year_width
from commissionplanner.io.export.risk_parts import (
    Part,
    Split,
    in_force,
    parts_of,
    takes_rest,
    weights_of,
)
from commissionplanner.model.years import FinancialYear

LIVE = ("proportional", "fixed_percent", "capped", "host_bears", "own_risk")
"""Methods whose splits are live formulas; the others stand as constants."""

PLAIN = (
    "Shares by bands or by an order of cover are plain values, worked out by the program: they do "
    "not follow when an assumption is changed here. The workings mark them."
)
_BY_CONTRIBUTION = ("proportional", "capped")
_WORKINGS = (
    "Year", "Partner", "Variance", "Amount to share", "Shared by", "Whole pence", "Remainder",
    "Rank", "Share", "Cap", "Bears",
)  # fmt: skip


def fill(book: Book, sheet: Sheet, content: Content, pools: list[PoolCells]) -> None:
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
        row = _Block(book, sheet, content, cells).write(row) + 2
    sheet.blocks(starts[1:])
    if not pools:
        sheet.text(row, 0, content.why_no_pool, "plain")
    sheet.freeze(2, 0)
    sheet.repeat(0, 1)


class _Block:
    """One pool on the sheet."""

    def __init__(self, book: Book, sheet: Sheet, content: Content, cells: PoolCells) -> None:
        self.book, self.sheet, self.content = book, sheet, content
        self.cells, self.budget = cells, cells.budget
        self.names = Names(content.plan)
        self.exposure = cells.budget.exposure
        self.groups = {
            percent: tuple(self._with_nobody(percent, list(group)))
            for percent, group in groupby(self.exposure.borne, key=lambda b: b.percent)
        }

    def write(self, row: int) -> int:
        self.sheet.text(row, 0, self.budget.pool.name or "Fund", "heading")
        row = self._methods(row + 1)
        row = self._reasons(row)
        matrix = row + 1
        splits = self._plan_workings(matrix + self._matrix_rows() + 1)
        self._matrix(matrix, splits)
        return self._workings(splits, matrix + self._matrix_rows())

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
        terms = [in_force(t, percent) for percent in PERCENTS for t in self.exposure.terms(percent)]
        if not all(self._is_live(t) for t in terms if t.method):
            row = self.sheet.paragraph(row, PLAIN, "strong")
        text = "The variance is a share of planned spending on services that are shared."
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

    def _matrix_rows(self) -> int:
        return 1 + sum(map(len, self.groups.values()))

    def _with_nobody(self, percent: int, group: Sequence[Borne]) -> Iterator[Borne]:
        """Yield who bears; where caps may come to leave something, also that nobody does."""
        capped = any(
            in_force(terms, percent).method == "capped" and terms.residual_bearer_id is None
            for terms in self.exposure.terms(percent)
        )
        partners = [b for b in group if b.bearer == "partner"]
        yield from partners
        if capped and not any(b.bearer == "nobody" for b in group):
            amounts = tuple(
                None if all(b.amounts_p[n] is None for b in group) else 0
                for n in range(self.cells.years)
            )
            yield Borne(percent, "nobody", None, amounts)
        yield from group[len(partners) :]

    def _matrix(self, row: int, splits: dict[tuple[int, int], Split]) -> None:
        self.sheet.texts(row, 0, ("Variance", "Borne by"), "head")
        years = [str(year) for year in self.budget.years]
        self.sheet.texts(row, FIRST_YEAR_COLUMN, years, "head_right")
        row += 1
        for percent, bearers in self.groups.items():
            for place, bearer in enumerate(bearers):
                self.sheet.rate(row, 0, percent * 10_000, "percent_head")
                self.sheet.text(row, 1, self._name(bearer))
                for n in range(self.cells.years):
                    self._matrix_cell(row, n, bearer, place, splits.get((percent, n)))
                row += 1

    def _matrix_cell(self, row: int, n: int, bearer: Borne, place: int, made: Split | None) -> None:
        column = FIRST_YEAR_COLUMN + n
        if made is None:
            self.sheet.text(row, column, "Not worked out", "not_known")
        else:
            formula = f"={at(made.row + place, 10)}"
            self.sheet.amount(row, column, formula, bearer.amounts_p[n])

    def _name(self, bearer: Borne) -> str:
        if bearer.bearer == "nobody":
            return "Nobody: no bearer is named"
        if bearer.bearer == "reserve":
            return "The fund's reserve"
        if bearer.bearer == "uncommitted":
            return "Schemes not yet committed"
        return self.names.of("organisations", bearer.partner_id)

    def _plan_workings(self, row: int) -> dict[tuple[int, int], Split]:
        """Give each split its rows: year by year, each with all variances."""
        row += 2
        found: dict[tuple[int, int], Split] = {}
        for n, year in enumerate(self.budget.years):
            for percent in PERCENTS:
                if (percent, year) in self.exposure.reasons or percent not in self.groups:
                    continue
                terms = in_force(self.exposure.terms(percent)[n], percent)
                found[percent, n] = Split(percent, n, self.groups[percent], terms, row)
                row += len(self.groups[percent])
        return found

    def _workings(self, splits: dict[tuple[int, int], Split], row: int) -> int:
        if not splits:
            return row
        self.sheet.text(row + 1, 0, "Workings", "heading")
        self.sheet.texts(row + 2, 0, _WORKINGS[:2], "head")
        self.sheet.texts(row + 2, 2, _WORKINGS[2:], "head_right")
        last = row + 2
        for made in splits.values():
            weights = weights_of(made)
            variance_p = self.exposure.variances_p[made.percent][made.year] or 0
            live = self._is_live(made.terms)
            parts = parts_of(made, weights, variance_p) if live else None
            for place, bearer in enumerate(made.bearers):
                last = made.row + place
                self._labels(made, last, bearer)
                if parts is None:
                    self._constant(made, last, bearer)
                else:
                    self._live(made, last, place, bearer, weights, parts)
        return last + 1

    def _labels(self, made: Split, row: int, bearer: Borne) -> None:
        self.sheet.text(row, 0, str(self.budget.years[made.year]))
        self.sheet.text(row, 1, self._name(bearer))
        self.sheet.rate(row, 2, made.percent * 10_000, "percent_head")
        shared = self.cells.cell("shared", made.year)
        variance = self.exposure.variances_p[made.percent][made.year]
        self.sheet.amount(row, 3, f"=ROUND({shared}*{at(row, 2)},2)", variance)

    def _constant(self, made: Split, row: int, bearer: Borne) -> None:
        self.sheet.text(row, 4, "Plain value")
        for column in range(5, 10):
            self.sheet.blank(row, column, "blank_box")
        self.sheet.money(row, 10, made.of(bearer))

    def _live(
        self,
        made: Split,
        row: int,
        place: int,
        bearer: Borne,
        weights: list[int],
        parts: list[Part],
    ) -> None:
        first, last = made.row, made.row + len(made.bearers) - 1
        all_weights = span(first, 4, last, 4)
        amount, weight = at(row, 3), at(row, 4)
        self._weight(made, row, place, bearer, weights)
        exact = f"ROUND(ABS({amount})*100,0)*{weight}/SUM({all_weights})"
        guard = f"IF(SUM({all_weights})=0,0,"
        whole, left = parts[place].whole, parts[place].remainder
        self.sheet.formula(row, 5, f"={guard}INT({exact}+0.0000005))", whole, "count")
        remainder = f"={guard}MAX(0,ROUND({exact}-{at(row, 5)},6)))"
        self.sheet.formula(row, 6, remainder, left, "exact")
        self._rank(made, row, place, parts)
        left_over = f"ROUND(ABS({amount})*100,0)-SUM({span(first, 5, last, 5)})"
        share = f"=SIGN({amount})*({at(row, 5)}+IF({at(row, 7)}<={left_over},1,0))/100"
        self.sheet.amount(row, 8, share, parts[place].share_p)
        self._capped(made, row, bearer, parts[place].share_p)

    def _weight(self, made: Split, row: int, place: int, bearer: Borne, weights: list[int]) -> None:
        method = made.terms.method
        if bearer.bearer == "partner" and method in _BY_CONTRIBUTION:
            figure = f"partner {bearer.partner_id or ''}"
            if figure in self.cells.rows:
                formula = f"=N({self.cells.cell(figure, made.year)})"
                self.sheet.amount(row, 4, formula, weights[place])
                return
        if method == "own_risk":
            self.sheet.amount(row, 4, f"={self._led(bearer, made.year)}", weights[place])
        elif method == "fixed_percent":
            self.sheet.rate(row, 4, weights[place], "rate_input")
        else:
            self.sheet.money(row, 4, weights[place])

    def _cap_ppm(self, made: Split, bearer: Borne) -> int | None:
        """Return a partner's cap where it is a share of what it contributes."""
        side = "over" if made.percent > 0 else "under"
        rows = sorted(self.budget.seen.plan.risk_share_terms.values(), key=lambda row: row.id)
        caps = [
            row
            for row in rows
            if row.risk_share_id == self.exposure.rules[made.year]
            and row.partner_id == bearer.partner_id
            and row.applies_to in (side, "both", None)
            and (row.cap_p if row.cap_kind == "amount" else row.cap_ppm) is not None
            and row.cap_kind in ("amount", "percent")
        ]
        last = caps[-1] if caps else None
        return max(0, last.cap_ppm or 0) if last and last.cap_kind == "percent" else None

    def _is_live(self, terms: Terms) -> bool:
        """Whether formulas can follow a method; by who leads only where names tell them apart."""
        if terms.method != "own_risk":
            return terms.method in LIVE
        leads = {line.lead_id for line in self.budget.expenditure if not line.in_kind}
        names = {self.names.of("organisations", key).casefold() for key in leads}
        return len(names) == len(leads) and all(len(name) < 200 for name in names)

    def _led(self, bearer: Borne, n: int) -> str:
        """Return the expression for the shared spending that somebody leads, withheld or not."""
        key = bearer.partner_id if bearer.bearer == "partner" else None
        services = self.content.plan.services
        hidden_p = sum(
            line.amounts_p[n] or 0
            for line in self.budget.expenditure
            if line.lead_id == key and not line.in_kind and not line.is_excluded
            and not self.content.viewer.may_see(services.get(line.service_id))
        )  # fmt: skip
        if self.cells.lines is None:
            return f"{hidden_p / 100:.2f}"
        sheet, first, last = self.cells.lines
        name = re.sub(r"([~*?])", r"~\1", self.names.of("organisations", key)).replace('"', '""')
        end, column = FIRST_YEAR_COLUMN + self.cells.years + 1, FIRST_YEAR_COLUMN + n
        where, leads, words = (
            f"{sheet.prefix}{span(first, each, last, each)}" for each in (column, 1, end)
        )
        found = f'SUMIFS({where},{leads},"={name}",{words},"Shared")'
        return f"{found}+{hidden_p / 100:.2f}" if hidden_p else found

    def _rank(self, made: Split, row: int, place: int, parts: list[Part]) -> None:
        first, last = made.row, made.row + len(made.bearers) - 1
        left = at(row, 6)
        rank = f"=1+SUMPRODUCT(--({span(first, 6, last, 6)}>{left}))"
        if place:
            rank += f"+SUMPRODUCT(--({span(first, 6, row - 1, 6)}={left}))"
        self.sheet.formula(row, 7, rank, parts[place].rank, "count")

    def _capped(self, made: Split, row: int, bearer: Borne, share_p: int) -> None:
        """Write the cap and what is borne; the bearer of what caps leave takes the rest."""
        first, last = made.row, made.row + len(made.bearers) - 1
        terms, share = made.terms, at(row, 8)
        cap_p = terms.caps_p.get(bearer.partner_id or "") if terms.method == "capped" else None
        amount = at(row, 3)
        rate_ppm = self._cap_ppm(made, bearer) if cap_p is not None else None
        if rate_ppm is not None and f"partner {bearer.partner_id}" in self.cells.rows:
            given = f"MAX(0,N({self.cells.cell(f'partner {bearer.partner_id}', made.year)}))"
            self.sheet.amount(row, 9, f"=ROUND({given}*{rate_ppm / 1_000_000:f},2)", cap_p)
        elif cap_p is not None:
            self.sheet.money(row, 9, cap_p, "money_input")
        else:
            self.sheet.text(row, 9, "No cap", "word")
        own = f"MIN(ABS({share}),{at(row, 9)})"
        within = f"IF(ISNUMBER({at(row, 9)}),SIGN({amount})*{own},{share})"
        if terms.method == "capped" and takes_rest(terms, bearer):
            others = "".join(f"-{at(n, 10)}" for n in range(first, last + 1) if n != row)
            self.sheet.amount(row, 10, f"=ROUND({amount}{others},2)", made.of(bearer))
        else:
            style = "money" if made.of(bearer) == share_p else "money_sub"
            self.sheet.amount(row, 10, f"={within}", made.of(bearer), style)


def _method(terms: Terms) -> str:
    return label("risk_share_method", terms.method).lower()
