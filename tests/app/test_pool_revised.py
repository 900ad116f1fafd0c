"""A grid after one edit is the grid worked out anew, and only what was touched is made again."""

from dataclasses import replace

from commissionplanner.app import pool_grid
from commissionplanner.app.pool_revised import revision
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.entities import Override, Scenario
from tests.pool_plans import given, pool_plan, spent, table, year


def _plan():
    return pool_plan(
        contributions=[*given("council", "base", [60_000] * 3),
                       *given("icb", "core", [5_000] * 3, in_kind=True)],
        costs=[*spent("svc-a", [50_000] * 3), *spent("svc-b", [30_000, "absent", "absent"])],
        contingency_ppm=10_000,
        scenarios=table(Scenario(id="s", name="S")),
    )  # fmt: skip


def _edited(plan, key, **values):
    before = plan.service_costs[key]
    change = ChangeSet("Set", (Change("service_costs", key, before, replace(before, **values)),))
    return apply(plan, change), change


def test_the_rows_are_those_worked_out_anew_also_under_a_scenario():
    plan = _plan()
    for scenario in (None, "s"):
        budget, base = pool_budget(plan, "pool", scenario), pool_budget(plan, "pool")
        recorded = base if scenario else None
        later, change = _edited(plan, "pool-svc-b-0", amount_p=77)
        found = revision(budget, recorded, pool_grid.grid_rows(budget, recorded), later, change)
        again = pool_budget(later, "pool") if scenario else None
        assert found.rows == pool_grid.grid_rows(pool_budget(later, "pool", scenario), again)
        assert found.budget.totals == pool_budget(later, "pool", scenario).totals


def _change(plan, table_name, record):
    before = plan.table(table_name).get(record.id)
    return ChangeSet("Set", (Change(table_name, record.id, before, record),))


def test_money_in_a_figure_worked_out_and_one_of_a_scenario_are_followed_too():
    plan, first = _plan(), "pool-council-base-0"
    new = replace(plan.service_costs["pool-svc-b-0"], id="new", year=year(2), amount_p=4)
    says = Override(
        id="o", scenario_id="s", table_name="service_costs", record_id="pool-svc-b-0",
        field_name="amount_p", value="5",
    )  # fmt: skip
    given_p = replace(plan.contributions[first], amount_p=None, certainty="assumed")
    for name, record in (("service_costs", new), ("overrides", says), ("contributions", given_p)):
        changes = _change(plan, name, record)
        later = apply(plan, changes)
        budget, base = pool_budget(plan, "pool", "s"), pool_budget(plan, "pool")
        rows = pool_grid.grid_rows(budget, base)
        found = revision(budget, base, rows, later, changes)
        again = pool_budget(later, "pool", "s"), pool_budget(later, "pool")
        assert found.rows == pool_grid.grid_rows(*again)
        changed = {n for n, row in enumerate(rows) if row != found.rows[n]}
        assert changed <= set(found.at)


def test_money_of_another_certainty_on_a_line_of_its_own_is_worked_out_whole():
    plan = _plan()
    more = replace(plan.contributions["pool-council-base-0"], id="more", certainty="assumed")
    changes, budget = _change(plan, "contributions", more), pool_budget(plan, "pool")
    rows = pool_grid.grid_rows(budget)
    assert revision(budget, None, rows, apply(plan, changes), changes) is None


def test_only_the_line_and_the_sums_are_made_again():
    plan = _plan()
    budget = pool_budget(plan, "pool")
    rows = pool_grid.grid_rows(budget)
    later, change = _edited(plan, "pool-svc-a-1", amount_p=None)
    found = revision(budget, None, rows, later, change)
    kept = [row.key for n, row in enumerate(rows) if found.rows[n] is row]
    assert "out:svc-b" in kept
    assert "out:svc-a" not in kept


def test_what_touches_more_than_an_amount_is_worked_out_whole():
    plan = _plan()
    budget = pool_budget(plan, "pool")
    later, change = _edited(plan, "pool-svc-a-1", service_id="svc-b")
    assert revision(budget, None, pool_grid.grid_rows(budget), later, change) is None


def test_what_is_in_kind_stands_beside_the_cash_and_not_in_the_gap():
    rows = {row.key: row for row in pool_grid.grid_rows(pool_budget(_plan(), "pool"))}
    assert [cell.amount_p for cell in rows["kind-in"].cells] == [5_000] * 3
    assert rows["in"].cells[0].amount_p == 60_000
    assert any(
        key.endswith(":kind") and row.label.endswith(", in kind") for key, row in rows.items()
    )
