"""A pool's budget: totals, three levels of certainty, what is not known, scenarios."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from commissionplanner.budget.results import LEVELS, pool_budget
from commissionplanner.model.entities import (
    Allocation,
    Assumption,
    FundingStream,
    Override,
    Scenario,
    Service,
)
from tests.pool_plans import given, pool_plan, risk, spent, table, year

POUND = 100


def budget_of(scenario=None, **tables):
    return pool_budget(pool_plan(**tables), "pool", scenario)


def test_balance_counts_money_up_to_each_level_of_certainty():
    money = [
        *given("council", "base", [900], "confirmed"),
        *given("council", "core", [80], "indicative"),
        *given("icb", "core", [7], "assumed"),
        *given("icb", "base", [3], None),
    ]
    costs = spent("svc-a", [1000])
    balance = budget_of(years=1, contributions=money, costs=costs).totals.balance_p
    assert [balance[level] for level in LEVELS] == [(-100,), (-20,), (-10,)]


def test_what_is_not_known_is_left_out_and_counted_never_nil():
    money = [*given("council", "base", [500, None]), *given("icb", "core", [None, None])]
    totals = budget_of(years=2, contributions=money, costs=spent("svc-a", [100, 100])).totals
    assert totals.contributions_p == (500, None)
    assert totals.unknown_contributions == (1, 2)
    assert totals.balance_p["with_assumed"] == (400, None)


def test_a_service_in_the_pool_without_any_cost_is_not_known():
    totals = budget_of(years=2, costs=spent("svc-a", [100, 100])).totals
    assert totals.expenditure_p == (100, 100)
    assert totals.unknown_expenditure == (1, 1)


def test_a_part_that_is_not_known_is_counted_beside_the_part_that_is():
    costs = [*spent("svc-a", [100]), replace(spent("svc-a", [None])[0], id="other", payer_id="icb")]
    found = budget_of(years=1, costs=costs, services=("svc-a",))
    assert (found.totals.expenditure_p, found.totals.unknown_expenditure) == ((100,), (1,))


def test_costs_of_other_measures_or_pools_are_not_counted():
    costs = [
        *spent("svc-a", [100]),
        *(replace(c, id=f"a{c.id}", measure="actual") for c in spent("svc-a", [7])),
        *spent("svc-a", [9], pool="another"),
    ]
    assert budget_of(years=1, costs=costs).totals.expenditure_p == (100,)


def assumed(key, rate_ppm, **more):
    return Assumption(id=f"{key}-{rate_ppm}-{len(more)}-{sorted(more)}", key=key,
                      rate_ppm=rate_ppm, **more)  # fmt: skip


def test_years_without_a_cost_are_worked_out_from_the_year_before():
    rates = table(
        assumed("uplift", 39_000), assumed("growth", 20_000), assumed("efficiency", 20_000)
    )
    costs = spent("svc-a", [100_000_000, "absent", 110_000_000])
    line = budget_of(costs=costs, services=("svc-a",), assumptions=rates).expenditure[0]
    assert line.amounts_p == (100_000_000, 103_858_440, 110_000_000)
    assert line.origins == ("recorded", "projected", "recorded")


def test_a_cost_recorded_as_not_known_is_not_worked_out():
    line = budget_of(costs=spent("svc-a", [100, None, "absent"]), services=("svc-a",)).expenditure[
        0
    ]
    assert line.amounts_p == (100, None, None)


def test_a_service_that_has_ended_costs_nothing():
    ended = table(Service(id="svc-a", name="A", end_on=date(2027, 9, 30)))
    found = budget_of(costs=spent("svc-a", [100, "absent", "absent"]), services=("svc-a",))
    plan = replace(found.seen.plan, services=ended)
    line = pool_budget(plan, "pool").expenditure[0]
    assert line.amounts_p == (100, 100, 0)
    assert line.origins[2] == "not_running"


def test_the_narrowest_assumption_holds():
    rates = table(
        assumed("uplift", 10_000),
        assumed("uplift", 20_000, year=year(2)),
        assumed("uplift", 30_000, service_id="svc-b"),
        assumed("uplift", 40_000, pool_id="pool", year=year(1)),
        assumed("uplift", 90_000, scenario_id="other"),
    )
    costs = [*spent("svc-a", [10_000, "absent", "absent"]), *spent("svc-b", [10_000, "absent"])]
    first, second = budget_of(costs=costs, assumptions=rates).expenditure
    assert first.amounts_p == (10_000, 10_400, 10_608)
    assert second.amounts_p == (10_000, 10_300, 10_609)


def test_a_rate_assumed_without_a_figure_is_not_taken_as_nil():
    rates = table(assumed("uplift", None))
    costs = spent("svc-a", [100, "absent"])
    line = budget_of(years=2, costs=costs, services=("svc-a",), assumptions=rates).expenditure[0]
    assert line.amounts_p == (100, None)


def scenario(**more):
    return table(Scenario(id="s", name="S", kind="other", **more))


MONEY = given("council", "base", [1_000, "absent", 3_000])


def test_money_in_is_rolled_forward_only_where_the_scenario_says_and_counts_as_assumed():
    rates = table(assumed("uplift", 100_000))
    tables = {"contributions": MONEY, "assumptions": rates}
    base = budget_of(**tables, scenarios=scenario()).contributions[0]
    rolled = budget_of("s", **tables, scenarios=scenario(rolls_contributions=True)).contributions[0]
    assert base.amounts_p == (1_000, None, 3_000)
    assert rolled.amounts_p == (1_000, 1_100, 3_000)
    assert rolled.certainty == ("confirmed", "assumed", "confirmed")


def test_a_scenario_may_work_out_every_year_after_the_first():
    costs = spent("svc-a", [1_000, 5_000, 5_000])
    tables = {"costs": costs, "services": ("svc-a",), "scenarios": scenario(roll_forward="all")}
    assert budget_of("s", **tables).expenditure[0].amounts_p == (1_000, 1_000, 1_000)
    assert budget_of(**tables).expenditure[0].amounts_p == (1_000, 5_000, 5_000)


def test_one_off_money_is_not_rolled_forward():
    money = given("council", "base", [1_000, "absent", "absent"], is_recurrent=False)
    found = budget_of("s", contributions=money, scenarios=scenario(rolls_contributions=True))
    assert found.contributions[0].amounts_p == (1_000, 0, 0)
    assert found.contributions[0].origins[1] == "one_off"


def test_recurrent_change_full_year_effect_and_client_income_enter_the_formula():
    # (1,000 + 200) × 1.1 + 50 − 20, and next year from the recurrent part alone.
    change = replace(
        given("council", "base", [None])[0],
        id="change", year=year(1), adjustment_p=200, full_year_effect_p=50, client_income_p=20,
    )  # fmt: skip
    money = [*given("council", "base", [1_000]), change]
    found = budget_of("s", contributions=money, scenarios=scenario(rolls_contributions=True),
                      assumptions=table(assumed("uplift", 100_000)))  # fmt: skip
    assert found.contributions[0].amounts_p == (1_000, 1_350, 1_452)


def test_an_override_changes_what_the_scenario_sees():
    row = MONEY[0].id
    changed = table(Override(id="o", scenario_id="s", table_name="contributions", record_id=row,
                             field_name="amount_p", value="2500"))  # fmt: skip
    tables = {"contributions": MONEY, "scenarios": scenario(), "overrides": changed}
    assert budget_of("s", **tables).contributions[0].amounts_p[0] == 2_500
    assert budget_of(**tables).contributions[0].amounts_p[0] == 1_000


def test_an_override_that_does_not_fit_is_said():
    changed = table(Override(id="o", scenario_id="s", table_name="contributions",
                             record_id=MONEY[0].id, field_name="amount_p", value="lots"))  # fmt: skip
    found = budget_of("s", contributions=MONEY, scenarios=scenario(), overrides=changed)
    assert "“lots” does not fit" in found.notes[0]


def test_certainty_follows_the_stream_where_the_contribution_says_none():
    allocations = table(
        Allocation(id="x", stream_id="base", year=year(0), certainty="confirmed"),
        Allocation(id="y", stream_id="base", year=year(0), certainty="indicative"),
    )
    streams = table(FundingStream(id="base", name="Base", confirmed_to_year=year(1)))
    money = given("council", "base", [5, 5, 5], None)
    found = budget_of(contributions=money, allocations=allocations, funding_streams=streams)
    assert found.contributions[0].certainty == ("indicative", "confirmed", None)


def test_two_certainties_in_one_cell_stand_on_two_lines():
    money = [*given("council", "base", [10, 20]), *given("council", "base", [1], "assumed")]
    money[-1] = replace(money[-1], id="more")
    found = budget_of(years=2, contributions=money)
    assert [line.amounts_p for line in found.contributions] == [(10, 20), (1, 0)]


def test_contingency_is_a_share_of_spending_held_apart():
    totals = budget_of(years=1, costs=spent("svc-a", [1_001]), contingency_ppm=15_000).totals
    assert (totals.expenditure_p, totals.contingency_p) == ((1_001,), (15,))


def test_a_contingency_nobody_recorded_is_not_known():
    totals = budget_of(years=1, costs=spent("svc-a", [1_000]), contingency_ppm=None).totals
    assert (totals.contingency_p, totals.unknown_contingency) == ((None,), (True,))


def test_lines_left_out_of_the_risk_share_are_not_shared():
    found = budget_of(
        years=1,
        contributions=[*given("council", "base", [60]), *given("icb", "core", [40])],
        costs=[*spent("svc-a", [1_000]), *spent("svc-b", [9_000])],
        leads={"svc-b": {"is_excluded": True}},
    )
    borne = {b.partner_id: b.amounts_p for b in found.exposure.borne if b.percent == 10}
    assert borne == {"council": (60,), "icb": (40,)}


def test_shares_of_the_sample_cap_leave_the_rest_to_the_host():
    sharing = risk("capped", terms=[{"partner_id": "icb", "cap_kind": "percent", "cap_ppm": 50_000}],
                   residual_bearer_id="council")  # fmt: skip
    found = budget_of(
        years=1,
        contributions=[
            *given("council", "base", [120_000_000]),
            *given("icb", "core", [80_000_000]),
        ],
        costs=spent("svc-a", [75_000_000]),
        sharing=sharing,
    )
    borne = {b.partner_id: b.amounts_p[0] for b in found.exposure.borne if b.percent == 20}
    assert borne == {"council": 11_000_000, "icb": 4_000_000}


def test_the_rest_of_an_underspend_may_go_otherwise_than_that_of_an_overspend():
    terms = [{"partner_id": key, "cap_kind": "amount", "cap_p": 10} for key in ("council", "icb")]
    found = budget_of(
        years=1,
        contributions=[*given("council", "base", [50]), *given("icb", "core", [50])],
        costs=spent("svc-a", [1_000]),
        sharing=risk("by_cause", terms=terms, residual_bearer_id="council",
                     residual_bearer_under_id="icb", fallback_method="capped"),
    ).exposure  # fmt: skip
    assert found.stated(0, 100).parts_p == {"council": 90, "icb": 10}
    assert found.stated(0, -100).parts_p == {"council": -10, "icb": -90}
    other = budget_of(
        years=1, contributions=given("council", "base", [50]), costs=spent("svc-a", [1_000]),
        sharing=risk("by_cause", fallback_method="host_bears", fallback_under_method="capped",
                     terms=terms),
    ).exposure  # fmt: skip
    assert other.stated(0, 100).parts_p["council"] == 100
    assert (other.stated(0, -100).parts_p["council"], other.stated(0, -100).unborne_p) == (-10, -90)


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        ([None, "confirmed", "confirmed"], "In 2026/27, one contribution has"),
        ([None, None, None], "In every year from 2026/27 to 2028/29, one contribution has"),
        ([None, "confirmed", None], "In some years from 2026/27 to 2028/29, one contribution has"),
    ],
)
def test_what_has_no_certainty_is_said_once(sure, said):
    notes = budget_of(contributions=given("council", "base", [1, 2, 3], sure)).notes
    (note,) = [note for note in notes if "certainty" in note]
    assert note.startswith(said)


amount = st.none() | st.just("absent") | st.integers(0, 10**10)
rows = st.lists(amount, min_size=3, max_size=3)


@st.composite
def plans(draw):
    money = [
        row
        for partner in ("council", "icb")
        for row in given(partner, "base", draw(rows),
                         draw(st.lists(st.sampled_from(["confirmed", "assumed", None]),
                                       min_size=3, max_size=3)))
    ]  # fmt: skip
    costs = [row for key in ("svc-a", "svc-b") for row in spent(key, draw(rows))]
    rates = table(*(assumed(key, draw(st.integers(-100_000, 100_000)))
                    for key in ("uplift", "growth", "efficiency")))  # fmt: skip
    return pool_plan(contributions=money, costs=costs, assumptions=rates,
                     contingency_ppm=draw(st.none() | st.integers(0, 100_000)),
                     scenarios=scenario())  # fmt: skip


@hypothesis_given(plans())
def test_totals_are_the_sums_of_their_lines(plan):
    found = pool_budget(plan, "pool")
    for lines, totals in ((found.contributions, found.totals.contributions_p),
                          (found.expenditure, found.totals.expenditure_p)):  # fmt: skip
        for n, total in enumerate(totals):
            known = [p for line in lines if (p := line.amounts_p[n]) is not None]
            assert total == (sum(known) if known else None)


@hypothesis_given(plans())
def test_surer_money_never_makes_the_balance_better(plan):
    balance = pool_budget(plan, "pool").totals.balance_p
    for n in range(3):
        levels = [balance[level][n] for level in LEVELS]
        assert None in levels or levels == sorted(levels)


@hypothesis_given(plans())
def test_a_scenario_that_changes_nothing_equals_the_base(plan):
    base, same = pool_budget(plan, "pool"), pool_budget(plan, "pool", "s")
    assert (base.contributions, base.expenditure, base.totals) == (
        same.contributions, same.expenditure, same.totals,
    )  # fmt: skip
    assert base.exposure == same.exposure


@hypothesis_given(plans())
def test_what_partners_bear_makes_the_variance(plan):
    exposure = pool_budget(plan, "pool").exposure
    for percent, variances in exposure.variances_p.items():
        for n, variance in enumerate(variances):
            borne = [b.amounts_p[n] for b in exposure.borne if b.percent == percent]
            assert None in borne or variance is None or sum(borne) == variance


def test_a_figure_too_large_is_refused():
    rates = table(assumed("uplift", 1_000_000))
    with pytest.raises(OverflowError, match="£40 billion"):
        budget_of(costs=spent("svc-a", [3 * 10**12, "absent"]), assumptions=rates)


def test_one_off_and_recurrent_money_of_one_stream_stand_on_two_lines_and_are_not_missed_twice():
    once = replace(given("council", "base", [7])[0], id="once", is_recurrent=False)
    found = budget_of(contributions=[*given("council", "base", [10, 20, "absent"]), once])
    assert [line.amounts_p for line in found.contributions] == [(10, 20, None), (7, 0, 0)]
    assert found.totals.unknown_contributions == (0, 0, 1)
