"""Weighted uplifts as live formulas: the shares of cost and their changes stand in cells.

uplift = share of pay × pay award + share at the living wage × its change + rest × other prices
"""

from dataclasses import dataclass, field

from commissionplanner.budget.rates import WEIGHTED, Choice, Part
from commissionplanner.io.export.cells import Sheet, at
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells
from commissionplanner.model.money import PPM
from commissionplanner.model.vocab import vocabulary

_REST = "Rest of cost, which changes as other prices"


def write_rate(
    sheet: Sheet, cells: PoolCells, place: tuple[int, int], key: str, rate_ppm: int | None
) -> None:
    """Write a rate of year number `place[1]` in row `place[0]`, an input.

    Where the workbook's own scenario goes by the same assumption, it refers to the cell there.
    """
    row, n = place
    column, what = FIRST_YEAR_COLUMN + n, ("rate", key, n)
    same = cells.same_in_main(what, rate_ppm) if key else ""
    if same:
        sheet.formula(row, column, f"={same}", (rate_ppm or 0) / PPM, "rate")
        return
    sheet.rate(row, column, rate_ppm, "rate_input")
    if key and rate_ppm is not None:
        cells.inputs.setdefault(what, (rate_ppm, f"{sheet.prefix}{at(row, column)}"))


Vector = tuple[Choice, ...]
_Figures = tuple[tuple[str, int | None] | None, ...]


@dataclass(slots=True)
class Weighted:
    """Writes what the weighted uplifts of a fund are made of, each assumption once."""

    sheet: Sheet
    cells: PoolCells
    row: int
    _rows: dict[tuple[str, _Figures, tuple[int, ...]], int] = field(default_factory=dict)

    def write(self, place: int, vector: Vector) -> None:
        """Write one uplift's parts and, in row `place`, the formulas that weigh them."""
        vector = (Choice(), *vector[1:])  # nothing is carried into the first year
        parts = [self._by_key(choice) for choice in vector]
        shares, pairs = list[int](), list[tuple[int, int]]()
        for share_key, rate_key in WEIGHTED:
            if any(share_key in held for held in parts):
                share = self._figures(share_key, parts, "share")
                rate = self._figures(share_key, parts, "rate", rate_key)
                shares.append(share)
                pairs.append((share, rate))
        rest = self._rest(parts, tuple(shares))
        other = self._figures("", parts, "rate", "non_pay")
        for n, choice in enumerate(vector):
            if choice.parts:
                self._formula(place, n, choice, [*pairs, (rest, other)])

    def _formula(self, place: int, n: int, choice: Choice, pairs: list[tuple[int, int]]) -> None:
        column = FIRST_YEAR_COLUMN + n
        terms = []
        for share_row, rate_row in pairs:
            share, rate = at(share_row, column), at(rate_row, column)
            terms.append(f"IF({share}=0,0,{share}*{rate})")
        formula = f"=ROUND({'+'.join(terms)},6)"
        self.sheet.formula(place, column, formula, (choice.rate_ppm or 0) / PPM, "rate")

    def _by_key(self, choice: Choice) -> dict[str, Part]:
        """Return the parts of a weighted uplift by the key of their share; "" for the rest."""
        rows = self.cells.budget.seen.plan.assumptions
        return {(rows[p.share_id].key or "") if p.share_id else "": p for p in choice.parts}

    def _figures(
        self, share_key: str, parts: list[dict[str, Part]], what: str, rate_key: str = ""
    ) -> int:
        """Write shares or changes of one kind by year; return their row."""
        found: list[tuple[str, int | None] | None] = []
        for held in parts:
            part = held.get(share_key)
            if part is None:
                # No part of the cost: a nil share, and a change that nobody needs to know.
                found.append(None if not held else ("", 0 if what == "share" else None))
            elif what == "share":
                found.append((part.share_id, part.share_ppm))
            else:
                found.append((part.rate_id, part.rate_ppm))
        name = vocabulary("assumption_key").label_of(rate_key or share_key) or ""
        row, is_new = self._place(name, tuple(found), ())
        if is_new:
            for n, figure in enumerate(found):
                self._input(row, n, figure)
        return row

    def _input(self, row: int, n: int, figure: tuple[str, int | None] | None) -> None:
        column = FIRST_YEAR_COLUMN + n
        if figure is None:
            self.sheet.blank(row, column, "blank_box")
        else:
            write_rate(self.sheet, self.cells, (row, n), figure[0], figure[1])

    def _rest(self, parts: list[dict[str, Part]], shares: tuple[int, ...]) -> int:
        found = tuple(
            ("", PPM - sum(p.share_ppm for key, p in held.items() if key)) if held else None
            for held in parts
        )
        row, is_new = self._place(_REST, found, shares)
        for n, figure in enumerate(found if is_new else ()):
            column = FIRST_YEAR_COLUMN + n
            if figure is None:
                self.sheet.blank(row, column, "blank_box")
            else:
                less = "".join(f"-{at(share, column)}" for share in shares)
                self.sheet.formula(row, column, f"=ROUND(1{less},6)", figure[1] / PPM, "rate")
        return row

    def _place(self, name: str, figures: _Figures, others: tuple[int, ...]) -> tuple[int, bool]:
        key = (name, figures, others)
        if key in self._rows:
            return self._rows[key], False
        self._rows[key] = self.row
        self.sheet.text(self.row, 0, name)
        self.sheet.text(self.row, 1, "Part of a weighted uplift")
        self.row += 1
        return self._rows[key], True
