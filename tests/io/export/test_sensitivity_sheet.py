"""The sheet of what moves the gap and the worth, against the program's own figures."""

from dataclasses import replace

from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.sensitivity import sensitivity
from tests.io.export.as_text import cells
from tests.io.export.books import book_of, every_term_plan, small_plan
from tests.pool_plans import table


def rows_of(plan, **choices):
    rows = {}
    for (name, _), cell in cells(book_of(plan, **choices), values=True).items():
        if name == "Sensitivity":
            rows.setdefault(cell.row, []).append(cell.value)
    return list(rows.values())


def test_figures_and_the_seed_are_the_programs_own():
    plan = every_term_plan()
    growth = replace(plan.assumptions["g"], low_ppm=0, high_ppm=50_000)
    plan = plan.with_table("assumptions", {**plan.assumptions, "g": growth})
    plan = plan.with_table("about", table(plan.header.with_found(chance_seed=7)))
    found, rows = sensitivity(pool_budget(plan, "pool", "comp")), rows_of(plan, scenario_id="comp")
    (swing,) = found.tried
    turn = found.turns["g"]
    shown = next(row for row in rows if row[0] == "Growth")
    assert shown[5:] == [swing.low_p / 100, swing.high_p / 100,
                         "Nowhere" if turn is None else turn / 10**6]  # fmt: skip
    assert any("10,000 draws from seed 7." in row[0] for row in rows)
    middle = next(row for row in rows if row[0].startswith("50% of draws"))
    assert middle[1:] == [p / 100 for p in found.fan.percentiles_p[50]]
    worth = next(n for n, row in enumerate(rows) if row[0] == "Net present value is nil")
    assert rows[worth + 1][0] == "Growth"
    assert len(rows) == worth + 1 + len(found.worth)


def test_without_a_range_it_says_so():
    assert ["No assumption in force has a low and a high figure."] in rows_of(small_plan())
