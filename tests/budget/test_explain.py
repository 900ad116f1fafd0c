"""Any figure says its formula, what went in and where that came from."""

from dataclasses import replace
from datetime import date

from commissionplanner.budget import explain
from commissionplanner.budget.benefits import benefits
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.scenarios import view
from commissionplanner.model.entities import Assumption, Person, RoleHolder, Scenario
from tests.budget.test_benefits import LINE
from tests.pool_plans import given, pool_plan, spent, table

NOBODY = "Nobody assumed anything; it counts as nil."
MADE = {"source": "Budget book 2026, page 4", "owner_id": "post", "made_on": date(2026, 9, 30)}


def assumed(key, ppm, **more):
    return Assumption(id=key, key=key, rate_ppm=ppm, **{**MADE, **more})


def budget(*rows, scenario=None, **more):
    plan = pool_plan(
        contributions=given("council", "base", [1_000_00, "absent"]), years=2,
        costs=spent("svc-a", [1_000_00, "absent"]), services=("svc-a",), contingency_ppm=10_000,
        assumptions=table(*rows), persons=table(Person(id="ann", name="Ann Lee")),
        role_holders=table(RoleHolder(id="post", role="finance_lead", person_id="ann")),
        scenarios=table(Scenario(id="s", name="S", rolls_contributions=True)), **more,
    )  # fmt: skip
    return pool_budget(plan, "pool", scenario)


def told(found):
    return [(each.label, each.value, each.source) for each in found.inputs]


def test_a_cost_that_is_worked_out_shows_base_and_rates_with_who_assumed_them():
    made = budget(assumed("uplift", 30_000))
    found = explain.cost(made, made.expenditure[0], 1)
    assert (found.amount_p, found.is_derived) == (1_030_00, True)
    assert "£1,000.00 × (1 + 3% uplift)" in found.formula
    assert told(found) == [
        ("The year before, 2026/27", "£1,000.00", "As recorded."),
        (
            "Price uplift",
            "3%",
            "The plan as recorded · Budget book 2026, page 4 · Ann Lee · 30 Sep 2026",
        ),
        ("Growth", "0%", NOBODY),
        ("Efficiency", "0%", NOBODY),
    ]


def test_a_weighted_uplift_shows_its_parts():
    made = budget(
        assumed("pay_share", 700_000), assumed("pay_award", 30_000), assumed("non_pay", 20_000)
    )
    found = explain.cost(made, made.expenditure[0], 1)
    assert found.amount_p == 1_027_00
    assert [row[:2] for row in told(found)][1:4] == [
        ("Price uplift", "2.7%"),
        ("Pay award", "70% of cost × 3%"),
        ("Price change of non-pay", "30% of cost × 2%"),
    ]


def test_a_plain_uplift_for_one_service_is_nearer_than_weights_for_all():
    made = budget(assumed("pay_share", 700_000), assumed("pay_award", 30_000),
                  assumed("non_pay", 20_000), assumed("uplift", 50_000, service_id="svc-a"))  # fmt: skip
    assert made.totals.expenditure_p[1] == 1_050_00


def test_weights_that_are_not_whole_leave_the_year_not_known():
    made = budget(assumed("pay_share", 700_000), assumed("pay_award", 30_000))
    assert made.totals.expenditure_p[1] is None


def test_a_recorded_amount_names_its_record():
    made = budget()
    found = explain.money_in(made, made.contributions[0], 0)
    assert not found.is_derived
    assert told(found) == [("Recorded amount, 2026/27", "£1,000.00", "Typed by hand")]


def test_money_rolled_forward_says_so():
    made = budget(assumed("uplift", 30_000), scenario="s")
    found = explain.money_in(made, made.contributions[0], 1)
    assert (found.amount_p, told(found)[0][1]) == (1_030_00, "£1,000.00")


def test_contingency_balance_and_total():
    made = budget()
    assert explain.contingency(made, 0).amount_p == 10_00
    found = explain.balance(made, "confirmed", 0)
    assert found.amount_p == -10_00
    assert [row[1] for row in told(found)] == ["£1,000.00", "£1,000.00", "£10.00"]
    assert told(explain.total_in(made, 0)) == [("Council", "£1,000.00", "Worked out")]


def test_what_a_partner_would_bear():
    made = budget()
    row = next(r for r in made.exposure.borne if r.percent == 10 and r.partner_id == "council")
    found = explain.borne(made, row, 0)
    assert (found.amount_p, told(found)[1][1]) == (100_00, "£100.00")


def test_real_terms_name_the_series_and_its_date():
    made = budget()
    about = replace(made.seen.plan.header, deflator_series="hmt_2025_06")
    made = pool_budget(made.seen.plan.with_table("about", {"plan": about}), "pool")
    found = explain.real(made, 1_019_00, 1)
    assert found.amount_p == 1_001_97
    assert "June 2025" in found.inputs[1].source
    assert [row.value for row in found.inputs[1:]] == ["104.651", "106.43"]


def test_a_year_the_series_does_not_reach_is_not_known():
    made = budget()
    about = replace(made.seen.plan.header, deflator_series="hmt_example")
    made = pool_budget(made.seen.plan.with_table("about", {"plan": about}), "pool")
    assert explain.real(made, 1_000, 0).amount_p is None


def test_a_benefit_tells_its_formula_and_only_what_is_applied():
    plan = pool_plan(costs=spent("svc-a", [1_00] * 3), benefits=table(LINE))
    made = pool_budget(plan, "pool")
    (each,) = benefits(made.seen, ["svc-a"])
    found = explain.benefit(made, each, 1)
    assert found.amount_p == 3_600_000
    assert found.formula == (
        "1,000 people × 10% affected × 50% engaged × 80% retained × 25% impact × "
        "(1 − 20% deadweight) × £10,000.00 each × 50% of the full effect in its year 2 × "
        "(1 − 10% drop-off) to the power of 1, rounded to the penny."
    )
    more = replace(LINE, leakage_ppm=100_000, multiplier_ppm=1_250_000)
    (each,) = benefits(view(plan.with_table("benefits", table(more))), ["svc-a"])
    assert "(1 − 20% deadweight) × (1 − 10% leakage) × 125% economic multiplier" in (
        explain.benefit(made, each, 2).formula
    )


def test_a_cost_of_capital_says_by_how_much_it_may_be_raised():
    plan = pool_plan(costs=spent("svc-a", [1_00] * 3, capital_kind="standard_buildings"))
    made = pool_budget(plan, "pool")
    held = explain.cost(made, made.expenditure[0], 0).inputs[-1]
    assert (held.value, held.source) == ("24%", "Optimism bias for capital projects, 2002")
