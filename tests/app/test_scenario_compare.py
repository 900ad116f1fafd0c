"""Scenarios side by side: only what differs, and the figures of the budgets themselves."""

from datetime import date

from commissionplanner.app.scenario_compare import AS_RECORDED, column, compare, in_words
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.entities import Assumption, Override, Scenario
from tests.pool_plans import given, pool_plan, spent, table


def plan():
    return pool_plan(
        contributions=given("council", "base", [1_000_00] * 3),
        costs=spent("svc-a", [1_000_00, "absent", "absent"]),
        services=("svc-a",),
        scenarios=table(Scenario(id="same", name="Same"), Scenario(id="high", name="High prices")),
        assumptions=table(
            Assumption(id="u", key="uplift", rate_ppm=10_000, made_on=date(2026, 4, 1)),
            Assumption(id="h", key="uplift", rate_ppm=50_000, scenario_id="high",
                       made_on=date(2026, 4, 1)),
        ),
        overrides=table(
            *(Override(id=f"o{n}", scenario_id="high", table_name="contributions",
                       record_id=f"pool-council-base-{n}", field_name="amount_p", value="110000")
              for n in (1, 2))
        ),
    )  # fmt: skip


def of(*keys):
    found = plan()
    return compare([column(found, pool_budget(found, "pool", key)) for key in keys])


def said(found):
    return {row.label: row.texts for row in (*found.assumed, *found.results)}


def test_a_scenario_that_changes_nothing_differs_in_nothing():
    found = of(None, "same")
    assert [one.name for one in found.columns] == [AS_RECORDED, "Same"]
    assert (found.assumed, found.results) == ((), ())
    assert found.alike > 5


def test_what_differs_is_told_in_rates_and_pounds():
    told = said(of(None, "high"))
    assert told["Price uplift"] == ("1%", "5%")
    assert told["Gap over 3 years"] == ("−£30", "£48")
    assert told["Money out over 3 years"] == ("£3,030", "£3,153")


def test_years_of_one_line_are_one_row_from_first_to_last():
    told = said(of(None, "high"))
    row = next(texts for label, texts in told.items() if label.endswith(": amount"))
    assert row == ("1,000", "1,100")


def test_costs_of_a_service_are_one_row_whatever_stands_behind_the_year_in_their_names():
    costs = spent("svc-a", [1_000_00, 1_000_00, 1_000_00])
    otherwise = [
        Override(id=f"c{n}", scenario_id="high", table_name="service_costs",
                 record_id=costs[n].id, field_name="amount_p", value=value)
        for n, value in ((1, "90000"), (2, "80000"))
    ]  # fmt: skip
    found = plan().with_table("service_costs", table(*costs)).with_table(
        "overrides", table(*otherwise)
    )  # fmt: skip
    told = said(compare([column(found, pool_budget(found, "pool", k)) for k in (None, "high")]))
    assert told["Service svc-a: amount"] == ("1,000", "900 to 800")


def test_the_best_is_marked_and_a_shortfall_is():
    row = next(row for row in of(None, "high").results if row.label == "Gap over 3 years")
    assert (row.best, row.gaps) == (1, (True, False))


def test_how_much_is_alike_is_said():
    assert in_words(of(None, "same")).startswith("2 compared")
