"""The Risk share sheet: who would bear an over- or underspend, with the workings.

Each split is by largest remainder: whole pence first, then the pence left over to the largest
remainders, of equal ones to the host and then by id. Methods that need more than weights and
caps (bands, causes, an order of cover) are given as worked out by the program.
"""

from dataclasses import dataclass
from itertools import groupby

from commissionplanner.budget.exposure import PERCENTS, Borne
from commissionplanner.budget.risk_share import Terms
from commissionplanner.io.export.cells import Book, Sheet, at, span
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells, year_width
from commissionplanner.model.money import split
from commissionplanner.model.years import FinancialYear

LIVE = ("proportional", "fixed_percent", "capped", "host_bears", "own_risk")
"""Methods whose splits are live formulas; the others stand as constants."""

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


@dataclass(frozen=True, slots=True)
class _Split:
    """One split of the workings: a variance of a year among bearers."""

    percent: int
    year: int
    bearers: tuple[Borne, ...]
    terms: Terms
    row: int

    def of(self, bearer: Borne) -> int | None:
        """Return what a bearer bears."""
        return bearer.amounts_p[self.year]


class _Block:
    """One pool on the sheet."""

    def __init__(self, book: Book, sheet: Sheet, content: Content, cells: PoolCells) -> None:
        self.book, self.sheet, self.content = book, sheet, content
        self.cells, self.budget = cells, cells.budget
        self.names = Names(content.plan)
        self.exposure = cells.budget.exposure
        self.groups = {
            percent: tuple(group)
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
        return 1 + len(self.exposure.borne)

    def _matrix(self, row: int, splits: dict[tuple[int, int], _Split]) -> None:
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

    def _matrix_cell(
        self, row: int, n: int, bearer: Borne, place: int, made: _Split | None
    ) -> None:
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

    def _plan_workings(self, row: int) -> dict[tuple[int, int], _Split]:
        """Give each split its rows: year by year, each with all variances."""
        row += 2
        found: dict[tuple[int, int], _Split] = {}
        for n, year in enumerate(self.budget.years):
            for percent in PERCENTS:
                if (percent, year) in self.exposure.reasons or percent not in self.groups:
                    continue
                terms = self.exposure.terms(percent)[n]
                found[percent, n] = _Split(percent, n, self.groups[percent], terms, row)
                row += len(self.groups[percent])
        return found

    def _workings(self, splits: dict[tuple[int, int], _Split], row: int) -> int:
        if not splits:
            return row
        self.sheet.text(row + 1, 0, "Workings", "heading")
        self.sheet.texts(row + 2, 0, _WORKINGS[:2], "head")
        self.sheet.texts(row + 2, 2, _WORKINGS[2:], "head_right")
        last = row + 2
        for made in splits.values():
            weights = _weights(made)
            variance_p = self.exposure.variances_p[made.percent][made.year] or 0
            live = made.terms.method in LIVE
            parts = _parts(made, weights, variance_p) if live else None
            for place, bearer in enumerate(made.bearers):
                last = made.row + place
                self._labels(made, last, bearer)
                if parts is None:
                    self._constant(made, last, bearer)
                else:
                    self._live(made, last, place, bearer, weights, parts)
        return last + 1

    def _labels(self, made: _Split, row: int, bearer: Borne) -> None:
        self.sheet.text(row, 0, str(self.budget.years[made.year]))
        self.sheet.text(row, 1, self._name(bearer))
        self.sheet.rate(row, 2, made.percent * 10_000, "percent_head")
        shared = self.cells.cell("shared", made.year)
        variance = self.exposure.variances_p[made.percent][made.year]
        self.sheet.amount(row, 3, f"=ROUND({shared}*{at(row, 2)},2)", variance)

    def _constant(self, made: _Split, row: int, bearer: Borne) -> None:
        self.sheet.text(row, 4, "Worked out by the program")
        for column in range(5, 10):
            self.sheet.blank(row, column, "blank_box")
        self.sheet.money(row, 10, made.of(bearer))

    def _live(
        self,
        made: _Split,
        row: int,
        place: int,
        bearer: Borne,
        weights: list[int],
        parts: list["_Part"],
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

    def _weight(
        self, made: _Split, row: int, place: int, bearer: Borne, weights: list[int]
    ) -> None:
        method = made.terms.method
        if bearer.bearer == "partner" and method in _BY_CONTRIBUTION:
            figure = f"partner {bearer.partner_id or ''}"
            if figure in self.cells.rows:
                formula = f"=N({self.cells.cell(figure, made.year)})"
                self.sheet.amount(row, 4, formula, weights[place])
                return
        if method == "fixed_percent":
            self.sheet.rate(row, 4, weights[place], "rate_input")
        else:
            self.sheet.money(row, 4, weights[place])

    def _rank(self, made: _Split, row: int, place: int, parts: list["_Part"]) -> None:
        first, last = made.row, made.row + len(made.bearers) - 1
        left = at(row, 6)
        rank = f"=1+SUMPRODUCT(--({span(first, 6, last, 6)}>{left}))"
        if place:
            rank += f"+SUMPRODUCT(--({span(first, 6, row - 1, 6)}={left}))"
        self.sheet.formula(row, 7, rank, parts[place].rank, "count")

    def _capped(self, made: _Split, row: int, bearer: Borne, share_p: int) -> None:
        """Write the cap and what is borne; the bearer of what caps leave takes the rest."""
        first, last = made.row, made.row + len(made.bearers) - 1
        terms, share = made.terms, at(row, 8)
        cap_p = terms.caps_p.get(bearer.partner_id or "") if terms.method == "capped" else None
        amount = at(row, 3)
        if cap_p is not None:
            self.sheet.money(row, 9, cap_p, "money_input")
        else:
            self.sheet.text(row, 9, "No cap", "word")
        own = f"MIN(ABS({share}),{at(row, 9)})"
        within = f"IF(ISNUMBER({at(row, 9)}),SIGN({amount})*{own},{share})"
        takes_rest = terms.method == "capped" and _takes_rest(terms, bearer)
        if takes_rest:
            others = "".join(f"-{at(n, 10)}" for n in range(first, last + 1) if n != row)
            self.sheet.amount(row, 10, f"=ROUND({amount}{others},2)", made.of(bearer))
        else:
            style = "money" if made.of(bearer) == share_p else "money_sub"
            self.sheet.amount(row, 10, f"={within}", made.of(bearer), style)


def _takes_rest(terms: Terms, bearer: Borne) -> bool:
    if terms.residual_bearer_id is None:
        return bearer.bearer == "nobody"
    return bearer.partner_id == terms.residual_bearer_id


def _method(terms: Terms) -> str:
    return label("risk_share_method", terms.method).lower()


def _weights(made: _Split) -> list[int]:
    """Return what the variance is shared by, bearer by bearer."""
    terms, method = made.terms, made.terms.method
    if method == "fixed_percent":
        held: dict[str, int] = {key: share or 0 for key, share in terms.shares_ppm.items()}
    elif method == "own_risk":
        held = {**terms.led_p}
    elif method == "host_bears":
        held = {terms.host_id or "": 1}
    else:
        held = {**terms.contributions_p}
    nobody = held.get("", 0) if method == "own_risk" else 0
    return [
        held.get(b.partner_id or "", 0) if b.bearer == "partner" else nobody for b in made.bearers
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    """The helper figures of one bearer."""

    whole: int
    remainder: float
    rank: int
    share_p: int


def _parts(made: _Split, weights: list[int], variance_p: int) -> list[_Part] | None:
    """Work the helper columns out in the arithmetic of spreadsheets, as the formulas do.

    None where that arithmetic is too coarse to give the exact split: with sums of many billions.
    """
    if not sum(weights):
        return [_Part(0, 0.0, n + 1, 0) for n in range(len(made.bearers))]
    size, shown = abs(variance_p), [weight / _unit(made) for weight in weights]
    base = sum(shown)
    exact = [size * weight / base for weight in shown]
    wholes = [int(part + 0.0000005) for part in exact]
    lefts = [max(0.0, round(part - whole, 6)) for part, whole in zip(exact, wholes, strict=True)]
    order = sorted(range(len(weights)), key=lambda n: (-lefts[n], n))
    ranks = [order.index(n) + 1 for n in range(len(weights))]
    sign, over = (1 if variance_p >= 0 else -1), size - sum(wholes)
    found = tuple(sign * (w + (rank <= over)) for w, rank in zip(wholes, ranks, strict=True))
    if found != split(variance_p, weights):
        return None
    return [_Part(*part) for part in zip(wholes, lefts, ranks, found, strict=True)]


def _unit(made: _Split) -> int:
    """Return what one of the weights as shown is: a hundred pence, or a million parts."""
    return 1_000_000 if made.terms.method == "fixed_percent" else 100
