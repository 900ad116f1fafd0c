"""The workings of a risk share on its sheet: how each variance is split, in formulas.

A split by weights and caps stands in the rows of those who bear it. One by bands or by an order
of cover has rows of its own below for each stage, to which the rows of those who bear it refer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from commissionplanner.budget.exposure import Borne
from commissionplanner.budget.risk_share import Terms
from commissionplanner.io.export.cells import Sheet, at, span
from commissionplanner.io.export.content import Content, Names
from commissionplanner.io.export.plan_of_cells import (
    FIRST_YEAR_COLUMN,
    SHARED,
    UNCOMMITTED,
    PoolCells,
)
from commissionplanner.io.export.risk_parts import Part, Split, parts_of, takes_rest, weights_of
from commissionplanner.io.export.risk_stages import SIMPLE, Cover, Slice, Stages, stages_of
from commissionplanner.model.money import PPM

HEADS = (
    "Year", "Partner", "Variance", "Amount to share", "Shared by", "Whole pence", "Remainder",
    "Rank", "Share", "Cap", "Bears",
)  # fmt: skip
BEARS = 10
"""The column of what somebody bears."""
PLAIN = "Plain value"
OTHERS = {
    "nobody": "Nobody: no bearer is named",
    "reserve": "The fund's reserve",
    "uncommitted": "Schemes not yet committed",
}
_BY_CONTRIBUTION = ("proportional", "capped")
_Bearer = tuple[str, str | None]


@dataclass(slots=True)
class Workings:
    """Writes the splits of one fund.

    Attributes:
        percents: By percent, the cell that says the variance.
        splits: By percent and year, what was written.
        has_plain: Whether any split stands as plain values.
    """

    sheet: Sheet
    content: Content
    cells: PoolCells
    names: Names
    percents: dict[int, str]
    splits: dict[tuple[int, int], Split] = field(default_factory=dict)
    has_plain: bool = False

    def write(self, row: int, splits: Sequence[Split]) -> int:
        """Write splits from a row down, each moved to where it fits; return the next row."""
        self.sheet.text(row, 0, "Workings", "heading")
        self.sheet.texts(row + 1, 0, HEADS[:2], "head")
        self.sheet.texts(row + 1, 2, HEADS[2:], "head_right")
        row += 2
        for split in splits:
            made = split.at(row)
            self.splits[made.percent, made.year] = made
            row = self._split(made)
        return row

    def _split(self, made: Split) -> int:
        """Write one split; return the row below it."""
        variance_p = self.cells.budget.exposure.variances_p[made.percent][made.year] or 0
        for place, bearer in enumerate(made.bearers):
            self._labels(made, made.row + place, bearer, variance_p)
        stages = stages_of(made, variance_p) if made.terms.method not in SIMPLE else None
        if stages is not None and all(self._is_live(each.terms) for each in stages.slices):
            return self._staged(made, stages)
        parts = self._parts(made, variance_p)
        if parts is None:
            self.has_plain = True
            for row, bearer in enumerate(made.bearers, made.row):
                self._constant(made, row, bearer)
        else:
            self._rows(made, weights_of(made), parts)
        return made.row + len(made.bearers)

    def _parts(self, made: Split, variance_p: int) -> list[Part] | None:
        """Return the helper figures of a split in one stage; None where there are none."""
        if not self._is_live(made.terms):
            return None
        return parts_of(made, weights_of(made), variance_p)

    def _labels(self, made: Split, row: int, bearer: Borne, variance_p: int) -> None:
        self.sheet.text(row, 0, str(self.cells.budget.years[made.year]))
        self.sheet.text(row, 1, name_of(self.names, bearer))
        percent = f"={self.percents[made.percent]}"
        self.sheet.formula(row, 2, percent, made.percent / 100, "percent_head")
        shared = self.cells.cell("shared", made.year)
        self.sheet.amount(row, 3, f"=ROUND({shared}*{at(row, 2)},2)", variance_p)

    def _constant(self, made: Split, row: int, bearer: Borne) -> None:
        self.sheet.text(row, 4, PLAIN)
        for column in range(5, BEARS):
            self.sheet.blank(row, column, "blank_box")
        self.sheet.money(row, BEARS, made.of(bearer))

    def _staged(self, made: Split, stages: Stages) -> int:
        """Write the stages below the split's own rows, which then add them up."""
        amount, row = at(made.row, 3), made.row + len(made.bearers)
        found: dict[_Bearer, list[str]] = {}
        left = amount
        for cover in stages.before:
            left = self._cover(made, row, cover, left, found)
            row += 1
        start = left
        for each in stages.slices:
            own = each.split(made, row)
            for place, bearer in enumerate(own.bearers):
                self._slice_labels(made, row + place, bearer, each, start)
                if bearer.bearer == "partner":
                    key: _Bearer = ("partner", bearer.partner_id)
                    found.setdefault(key, []).append(at(row + place, BEARS))
            self._rows(own, each.weights, each.parts)
            row += len(own.bearers)
        if stages.after:
            borne = (c for (kind, _), cells in found.items() if kind == "partner" for c in cells)
            left = f"ROUND({start}-SUM({','.join(borne)}),2)"
        for cover in stages.after:
            left = self._cover(made, row, cover, left, found)
            row += 1
        self._sums(made, found)
        return row

    def _sums(self, made: Split, found: dict[_Bearer, list[str]]) -> None:
        """Write what each bears over all stages; nobody bears what all others leave."""
        first, last = made.row, made.row + len(made.bearers) - 1
        for row, bearer in enumerate(made.bearers, first):
            for column in range(4, BEARS):
                self.sheet.blank(row, column, "blank_box")
            given = found.get((bearer.bearer, bearer.partner_id), ())
            formula = f"=ROUND({'+'.join(given) or '0'},2)"
            if bearer.bearer == "nobody":
                others = "".join(f"-{at(n, BEARS)}" for n in range(first, last + 1) if n != row)
                formula = f"=ROUND({at(row, 3)}{others},2)"
            self.sheet.amount(row, BEARS, formula, made.of(bearer), "money_sub")

    def _cover(
        self, made: Split, row: int, cover: Cover, left: str, found: dict[_Bearer, list[str]]
    ) -> str:
        """Write a step that covers what it can; return the expression for what it leaves."""
        key: _Bearer = (cover.step, None)
        self.sheet.text(row, 0, str(self.cells.budget.years[made.year]))
        self.sheet.text(row, 1, f"{OTHERS[cover.step]}: covers what it can")
        self.sheet.blank(row, 2, "blank_box")
        self.sheet.amount(row, 3, f"={left}", cover.left_p)
        for column in range(4, BEARS - 1):
            self.sheet.blank(row, column, "blank_box")
        used = "".join(f"-{cell}" for cell in found.get(key, ()))
        if cover.step == "uncommitted":
            holds = f"=MAX(0,ROUND({self._uncommitted(made.year)}{used},2))"
            self.sheet.amount(row, BEARS - 1, holds, cover.there_p)
        elif used:
            holds = f"=MAX(0,ROUND({self._held(found[key][0])}{used},2))"
            self.sheet.amount(row, BEARS - 1, holds, cover.there_p)
        else:
            self.sheet.money(row, BEARS - 1, cover.there_p, "money_input")
        bears = f"=MIN(MAX(0,{at(row, 3)}),{at(row, BEARS - 1)})"
        self.sheet.amount(row, BEARS, bears, cover.covers_p)
        found.setdefault(key, []).append(at(row, BEARS))
        return f"ROUND({at(row, 3)}-{at(row, BEARS)},2)"

    def _held(self, bears: str) -> str:
        """Return the cell of what a step holds, from the cell of what it covers."""
        return re.sub(r"^[A-Z]+", "J", bears)

    def _uncommitted(self, n: int) -> str:
        """Return the expression for the shared spending on schemes not yet committed."""
        if self.cells.lines is None:
            return "0"
        sheet, first, last = self.cells.lines
        end, column = FIRST_YEAR_COLUMN + self.cells.years + 1, FIRST_YEAR_COLUMN + n
        words, where = (f"{sheet.prefix}{span(first, c, last, c)}" for c in (end, column))
        return f'SUMIF({words},"{UNCOMMITTED}",{where})'

    def _slice_labels(self, made: Split, row: int, bearer: Borne, each: Slice, start: str) -> None:
        self.sheet.text(row, 0, str(self.cells.budget.years[made.year]))
        name = name_of(self.names, bearer)
        self.sheet.text(row, 1, f"{name}: {each.words or 'of what is left'}")
        self.sheet.blank(row, 2, "blank_box")
        formula = start
        if each.limits_ppm is not None:
            shared = self.cells.cell("shared", made.year)
            low, high = (
                f"MIN(ABS({start}),ROUND({shared}*{limit / PPM:f},2))" for limit in each.limits_ppm
            )
            formula = f"SIGN({start})*MAX(0,ROUND({high}-{low},2))"
        self.sheet.amount(row, 3, f"={formula}", each.amount_p)

    def _rows(self, made: Split, weights: list[int], parts: list[Part]) -> None:
        for place, bearer in enumerate(made.bearers):
            self._live(made, made.row + place, place, bearer, weights, parts)

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
        rows = sorted(self.cells.budget.seen.plan.risk_share_terms.values(), key=lambda row: row.id)
        caps = [
            row
            for row in rows
            if row.risk_share_id == self.cells.budget.exposure.rules[made.year]
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
            return terms.method in SIMPLE
        leads = {line.lead_id for line in self.cells.budget.expenditure if not line.in_kind}
        names = {self.names.of("organisations", key).casefold() for key in leads}
        return len(names) == len(leads) and all(len(name) < 200 for name in names)

    def _led(self, bearer: Borne, n: int) -> str:
        """Return the expression for the shared spending that somebody leads, withheld or not."""
        key = bearer.partner_id if bearer.bearer == "partner" else None
        services = self.content.plan.services
        hidden_p = sum(
            line.amounts_p[n] or 0
            for line in self.cells.budget.expenditure
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
        found = f'SUMIFS({where},{leads},"={name}",{words},"{SHARED}*")'
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


def name_of(names: Names, bearer: Borne) -> str:
    """Return what a bearer is called."""
    if bearer.bearer != "partner":
        return OTHERS[bearer.bearer]
    return names.of("organisations", bearer.partner_id)
