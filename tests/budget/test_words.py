"""How a figure came about, in words."""

import pytest

from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.words import how, percent
from commissionplanner.model.entities import Assumption
from tests.pool_plans import pool_plan, spent, table


@pytest.mark.parametrize(
    ("rate_ppm", "text"),
    [(39_000, "3.9%"), (20_000, "2%"), (0, "0%"), (-5_000, "−0.5%"), (1, "0.0001%")],
)
def test_a_rate_has_as_many_decimals_as_it_needs(rate_ppm, text):
    assert percent(rate_ppm) == text


def test_a_figure_worked_out_says_from_what_and_by_which_factors():
    rates = table(Assumption(id="a", key="uplift", rate_ppm=39_000))
    plan = pool_plan(costs=spent("svc-a", [10_000, "absent", None]), assumptions=rates)
    line = pool_budget(plan, "pool").expenditure[0]
    said = "£100.00 × (1 + 3.9% uplift) × (1 + 0% growth) × (1 − 0% efficiency), rounded to the penny after each."
    assert [how(line, n, additive=False) for n in range(3)] == [
        "As recorded.", said, "Not known. It is not counted as nil.",
    ]  # fmt: skip
    assert "(1 + 3.9% uplift + 0% growth − 0% efficiency)" in how(line, 1, additive=True)
