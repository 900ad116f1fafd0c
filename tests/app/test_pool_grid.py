"""The rows and cells of a pool's grid, and the sentences beneath it."""

from hypothesis import given as over
from hypothesis import strategies as st

from commissionplanner.app import pool_grid
from commissionplanner.budget.results import pool_budget
from tests.pool_plans import given, pool_plan, spent

AMOUNTS = st.lists(st.one_of(st.none(), st.integers(0, 10**11)), min_size=3, max_size=3)


def _grid(plan):
    budget = pool_budget(plan, "pool")
    return budget, pool_grid.grid_rows(budget)


def _row(rows, key):
    return next(row for row in rows if row.key.startswith(key))


def _plan(base=(100_00, None, 300_00), cost=(90_00, 90_00, 400_00), **more):
    return pool_plan(
        contributions=given("council", "base", list(base), ["confirmed", None, "assumed"]),
        costs=spent("svc-a", list(cost)),
        services=("svc-a",),
        **more,
    )


def test_money_in_is_drawn_by_how_sure_it_is():
    _, rows = _grid(_plan())
    assert [cell.look for cell in _row(rows, "in:council").cells] == [
        "confirmed", "unknown", "assumed",
    ]  # fmt: skip


def test_the_gap_is_signed_and_said_in_words():
    _, rows = _grid(_plan())
    gap = _row(rows, "gap:with_assumed").cells
    assert [cell.amount_p for cell in gap] == [10_00, None, -100_00]
    assert gap[2].how.startswith("A gap of £100")


def test_a_year_with_an_amount_not_known_is_named_beneath_the_grid():
    budget, _ = _grid(_plan())
    assert pool_grid.left_out(budget) == (
        "In 2027/28 the gap leaves out one amount that is not known. It is not counted as zero.",
    )


def test_figures_worked_out_look_different_and_say_how():
    _, rows = _grid(_plan(cost=(90_00, "absent", 400_00)))
    cell = _row(rows, "out:svc-a").cells[1]
    assert cell.look == "worked_out"
    assert "£90.00 × (1 + 0% uplift)" in cell.how


def test_the_gap_as_recorded_stands_beside_that_of_a_scenario():
    plan = _plan()
    budget = pool_budget(plan, "pool")
    rows = pool_grid.grid_rows(budget, budget)
    assert [row.kind for row in rows][-4:] == ["gap", "lesser", "lesser", "recorded"]


@over(first=AMOUNTS, second=AMOUNTS, cost=AMOUNTS)
def test_the_rows_add_up_to_the_totals_and_the_gap(first, second, cost):
    plan = pool_plan(
        contributions=[*given("council", "base", first), *given("icb", "core", second)],
        costs=spent("svc-a", cost),
        services=("svc-a",),
        contingency_ppm=15_000,
    )
    _, rows = _grid(plan)
    for n in range(3):
        lines = [row.cells[n].amount_p for row in rows if row.kind == "in"]
        known = [p for p in lines if p is not None]
        assert next(r for r in rows if r.label == "Money in, known").cells[n].amount_p == (
            sum(known) if known else None
        )
        spent_p = _row(rows, "total-out").cells[n].amount_p
        gap_p = _row(rows, "gap:with_assumed").cells[n].amount_p
        if known and spent_p is not None:
            assert gap_p == sum(known) - spent_p


def test_a_gap_that_is_closed_only_so_far_as_is_known_is_not_shown_as_good():
    costs = [*spent("svc-a", [50_00] * 3), *spent("svc-b", [10_00, None, 10_00])]
    plan = pool_plan(
        contributions=given("council", "base", [100_00, 100_00, 20_00]), costs=costs,
        services=("svc-a", "svc-b"), contingency_ppm=0,
    )  # fmt: skip
    _, rows = _grid(plan)
    gap = _row(rows, "gap:with_assumed")
    assert [cell.look for cell in gap.cells] == ["good", "part", "gap"]
    assert "leaves out one amount not known" in gap.cells[1].how
