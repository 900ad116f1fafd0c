"""The Who gains sheet: who pays for a fund's services, who gains by them, and what they are worth.

What partners pay and bodies gain by year is worked out by the program and stands as plain values;
sums, present values, shares, the net-winner index and the return-lag curve are formulas on them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commissionplanner.budget.appraisal import Appraisal, net_winner_ppm, shares_of
from commissionplanner.budget.benefits import benefits
from commissionplanner.budget.discounting import present_value_p
from commissionplanner.budget.gains import Gains, gains, pockets
from commissionplanner.io.export.cells import Sheet, at, money_width, span
from commissionplanner.io.export.content import Content, Names
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells
from commissionplanner.model.money import PPM, round_ratio
from commissionplanner.model.words import NOT_KNOWN

Years = Sequence[int]
NO_BODY = "No body is recorded"
_INDEX = (
    "Net-winner index: half of all differences between the shares of who pays and who gains. 0%: "
    "each gains as it pays; 100%: who pays gains nothing."
)
_HIDDEN = "What is left out of these figures is not for this audience."


def fill(sheet: Sheet, content: Content, pools: list[PoolCells]) -> None:
    """Write each fund whose services have benefits recorded."""
    found = [gains(cells.budget) for cells in pools]
    sums = [sum(map(abs, each.public.costs_p + each.public.benefits_p)) for each in found]
    most = max((cells.years for cells in pools), default=0)
    sheet.widths([40.0, 34.0, *[money_width(sums, 16.0)] * max(most + 2, 6)])
    sheet.text(0, 0, "Who pays, who gains", "title")
    sheet.text(1, 0, "Costs of services with a benefit recorded, and what they bring, in pounds.", "subtitle")  # fmt: skip
    row, starts = 3, list[int]()
    for cells, each in zip(pools, found, strict=True):
        starts.append(row - 1)
        row = _Block(sheet, content, cells, each, Names(content.plan)).write(row) + 2
    sheet.blocks(starts[1:])
    if not pools:
        sheet.text(row, 0, content.why_no_pool, "plain")
    sheet.freeze(2, FIRST_YEAR_COLUMN)
    sheet.repeat(0, 1)


@dataclass(slots=True)
class _Block:
    """One fund on the sheet; `factors` is the row of the discount factors."""

    sheet: Sheet
    content: Content
    cells: PoolCells
    found: Gains
    names: Names
    factors: int = 0

    @property
    def end(self) -> int:
        """The column after the years."""
        return FIRST_YEAR_COLUMN + self.cells.years

    def write(self, row: int) -> int:
        found = self.found
        self.sheet.text(row, 0, self.cells.budget.pool.name or "Fund", "heading")
        row += 1
        for said in found.basis if found.services else ():
            row = self.sheet.paragraph(row, said, "subtitle")
        for said in (_HIDDEN,) if found.left_out and self._hides() else found.left_out:
            row = self.sheet.paragraph(row, said, "subtitle")
        if not found.services:
            return row
        row = self._worth(row + 1)
        paid = {key: row_of for key, row_of in found.paid_p.items() if any(row_of)}
        row, pay_at = self._bodies(row + 1, "Who pays", "Partner", paid)
        row, gain_at = self._bodies(row + 1, "Who gains, in their budgets", "Body", found.gained_p)
        row = self._matrix(row + 1)
        return self._index(row + 1, pay_at, gain_at)

    def _hides(self) -> bool:
        """Whether a benefit of the fund's services is not for the audience."""
        budget = self.cells.budget
        held = benefits(budget.seen, [line.service_id for line in budget.expenditure])
        return not all(self.content.may_see(each.line) for each in held)

    def _head(self, row: int, first: str, second: str, ends: Sequence[str] = ()) -> int:
        self.sheet.texts(row, 0, (first, second), "head")
        heads = [*(str(year) for year in self.cells.budget.years), *ends]
        self.sheet.texts(row, FIRST_YEAR_COLUMN, heads, "head_right")
        return row + 1

    def _worth(self, row: int) -> int:
        """Write costs beside all benefits, what they are worth today and the return-lag curve."""
        public = self.found.public
        row = self._head(row, "Costs beside all benefits", "", ("All years", "Worth today"))
        self.factors = row
        self.sheet.texts(row, 0, ("Discount factor", "Worth today of one pound"))
        for n, factor in enumerate(public.factors):
            self.sheet.number(row, FIRST_YEAR_COLUMN + n, float(factor), "exact")
        costs, brings, net, curve = row + 1, row + 2, row + 3, row + 4
        self._plain(costs, ("Costs of the services", "Plain values"), public.costs_p)
        self._today(costs, public.cost_pv_p)
        self._plain(brings, ("All benefits", "Plain values"), public.benefits_p)
        if public.apart:  # some have rates of their own
            self.sheet.money(brings, self.end + 1, public.benefit_pv_p)
        else:
            self._today(brings, public.benefit_pv_p)
        self.sheet.texts(net, 0, ("Benefits less costs", ""), "text_sub")
        self.sheet.texts(curve, 0, ("The same, added up", "Return-lag curve"), "text_sub")
        for n, (p, so_far) in enumerate(zip(public.net_p, public.cumulative_p(), strict=True)):
            column = FIRST_YEAR_COLUMN + n
            formula = f"=ROUND({at(brings, column)}-{at(costs, column)},2)"
            self.sheet.amount(net, column, formula, p, "money_sub")
            added = f"=ROUND(SUM({span(net, FIRST_YEAR_COLUMN, net, column)}),2)"
            self.sheet.amount(curve, column, added, so_far, "money_sub")
        for column, p in ((self.end, sum(public.net_p)), (self.end + 1, public.net_pv_p)):
            formula = f"=ROUND({at(brings, column)}-{at(costs, column)},2)"
            self.sheet.amount(net, column, formula, p, "money_sub")
        return self._ratio(curve + 1, at(costs, self.end + 1), at(brings, self.end + 1), public)

    def _ratio(self, row: int, cost: str, benefit: str, public: Appraisal) -> int:
        exact = public.ratio
        ratio = NOT_KNOWN if exact is None else round_ratio(exact.numerator * 100, exact.denominator) / 100  # fmt: skip
        self.sheet.texts(row, 0, ("Benefit for each pound of cost", "Of what both are worth today"))
        formula = f'=IF({cost}=0,"Not known",ROUND({benefit}/{cost},2))'
        self.sheet.formula(row, FIRST_YEAR_COLUMN, formula, ratio, "index")
        for name, back in (
            ("What was put in has come back", public.payback()),
            ("… at what it is worth today", public.payback(discounted=True)),
        ):
            row += 1
            self.sheet.texts(row, 0, (name, "Plain value"))
            said = "Not in these years" if back is None else str(self.cells.budget.years[back])
            self.sheet.text(row, FIRST_YEAR_COLUMN, said, "word")
        return row + 1

    def _plain(self, row: int, labels: tuple[str, str], amounts: Years) -> None:
        self.sheet.texts(row, 0, labels)
        for n, amount_p in enumerate(amounts):
            self.sheet.money(row, FIRST_YEAR_COLUMN + n, amount_p)
        where = span(row, FIRST_YEAR_COLUMN, row, self.end - 1)
        self.sheet.amount(row, self.end, f"=ROUND(SUM({where}),2)", sum(amounts))

    def _today(self, row: int, worth_p: int) -> None:
        """Write what a row of years is worth today: each year rounded to the penny, then added."""
        own, factors = (
            span(each, FIRST_YEAR_COLUMN, each, self.end - 1) for each in (row, self.factors)
        )
        formula = f"=ROUND(SUMPRODUCT(ROUND({own}*{factors},2)),2)"
        self.sheet.amount(row, self.end + 1, formula, worth_p)

    def _bodies(
        self, row: int, title: str, what: str, bodies: Mapping[str, Years]
    ) -> tuple[int, dict[str, int]]:
        """Write a row for each body and their sum; return the next row, and where each stands."""
        row = self._head(row, title, what, ("All years", "Worth today"))
        rows: dict[str, int] = {}
        for body, amounts in bodies.items():
            self._plain(row, (self._name(body), "Plain values"), amounts)
            self._today(row, present_value_p(amounts, self.found.public.factors))
            rows[body] = row
            row += 1
        self._total(row, row - len(rows), list(bodies.values()))
        return row + 1, rows

    def _total(self, row: int, first: int, rows: Sequence[Years]) -> None:
        self.sheet.texts(row, 0, ("Total", ""), "text_total")
        sums = [sum(each[n] for each in rows) for n in range(self.cells.years)]
        for n, amount_p in enumerate([*sums, sum(sums)]):
            column = FIRST_YEAR_COLUMN + n
            formula = f"=ROUND(SUM({span(first, column, row - 1, column)}),2)" if rows else "=0"
            self.sheet.amount(row, column, formula, amount_p, "money_total")

    def _matrix(self, row: int) -> int:
        """Write the wrong-pockets matrix: what each body gains, by who pays for it."""
        row = first = self._head(row, "What is gained: paid for by", "Gained by", ("All years",))
        found = pockets(self.found)
        for (payer, body), amounts in sorted(found.items()):
            self._plain(row, (self._name(payer), self._name(body)), amounts)
            row += 1
        self._total(row, first, list(found.values()))
        return row + 1

    def _index(self, row: int, pay_at: Mapping[str, int], gain_at: Mapping[str, int]) -> int:
        """Write each body's shares of both, how far they are apart, and the index."""
        factors = self.found.public.factors
        paid, gained = (
            {key: present_value_p(years, factors) for key, years in rows.items() if key}
            for rows in (self.found.paid_p, self.found.gained_p)
        )
        self.sheet.texts(row, 0, ("Shares of what both are worth today", ""), "head")
        heads = ("Pays", "Gains", "Share paid", "Share gained", "Apart", "Would give more")
        self.sheet.texts(row, FIRST_YEAR_COLUMN, heads, "head_right")
        bodies = list(dict.fromkeys(key for key in (*pay_at, *gain_at) if key))
        first, last = row + 1, row + len(bodies)
        shares = shares_of(paid), shares_of(gained)
        for here, body in enumerate(bodies, first):
            self.sheet.texts(here, 0, (self._name(body), ""))
            for n, (rows, worth) in enumerate(((pay_at, paid), (gain_at, gained))):
                column = FIRST_YEAR_COLUMN + n
                formula = f"={at(rows[body], self.end + 1)}" if body in rows else "=0"
                self.sheet.amount(here, column, formula, worth.get(body, 0))
                whole = f"SUM({span(first, column, last, column)})"
                share = f"=IF({whole}<=0,0,{at(here, column)}/{whole})"
                self.sheet.formula(here, column + 2, share, float(shares[n].get(body, 0)), "share")
            one, other = at(here, FIRST_YEAR_COLUMN + 2), at(here, FIRST_YEAR_COLUMN + 3)
            apart = abs(float(shares[1].get(body, 0) - shares[0].get(body, 0)))
            self.sheet.formula(here, FIRST_YEAR_COLUMN + 4, f"=ABS({other}-{one})", apart, "share")
            more_p = self.found.rebalanced_p.get(body)
            if more_p is None:
                self.sheet.text(here, FIRST_YEAR_COLUMN + 5, "Not a payer", "word")
            else:
                self.sheet.money(here, FIRST_YEAR_COLUMN + 5, more_p)
        return self._net_winner(last + 1, first, net_winner_ppm(paid, gained))

    def _net_winner(self, row: int, first: int, index_ppm: int | None) -> int:
        paid, gained, apart = (
            f"SUM({span(first, column, row - 1, column)})" if row > first else "0"
            for column in (FIRST_YEAR_COLUMN, FIRST_YEAR_COLUMN + 1, FIRST_YEAR_COLUMN + 4)
        )
        self.sheet.texts(row, 0, ("Net-winner index", ""), "text_total")
        formula = f'=IF(OR({paid}<=0,{gained}<=0),"Not known",ROUND({apart}/2,6))'
        value = NOT_KNOWN if index_ppm is None else index_ppm / PPM
        self.sheet.formula(row, FIRST_YEAR_COLUMN, formula, value, "share")
        said = "What would be given more is a draft for talks, in plain values; it makes nil."
        return self.sheet.paragraph(row + 1, f"{_INDEX} {said}", "subtitle")

    def _name(self, body: str) -> str:
        return self.names.of("organisations", body, NO_BODY)
