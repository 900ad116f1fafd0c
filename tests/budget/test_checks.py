"""The sixteen tests that a director of finance puts to a budget: each in order, wrong, not known."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.budget.chance import Fan
from commissionplanner.budget.checks import checks
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.sensitivity import Sensitivity, Swing, Turn
from commissionplanner.model.entities import (
    Allocation,
    Assumption,
    BenefitLine,
    Contract,
    FundingStream,
    Reserve,
    Scenario,
    Service,
)
from tests.pool_plans import given, pool_plan, risk, spent, table, year


def of(number, plan, scenario=None, **more):
    found = checks(pool_budget(plan, "pool", scenario), **more)
    return next(check for check in found if check.number == number)


def rows(check):
    return {row.label: row.amounts_p for row in check.figures}


def plan_of(money=(100, 100, 100), costs=(100, 100, 100), *, cost=None, give=None, **more):
    more = {"services": ("svc-a",), **more}
    return pool_plan(
        contributions=given("council", "base", list(money), **(give or {})),
        costs=spent("svc-a", list(costs), **(cost or {})),
        **more,
    )


def streams(**terms):
    return table(FundingStream(id="base", name="Base budget", **terms))


def brings(amounts, **more):
    return table(
        *(
            Allocation(id=f"a{n}", stream_id="base", year=year(n), amount_p=p, **more)
            for n, p in enumerate(amounts)
        )
    )


def test_there_are_sixteen_in_order_each_with_words():
    found = checks(pool_budget(plan_of(), "pool"))
    assert [check.number for check in found] == list(range(1, 17))
    assert all(check.words and check.title for check in found)


def test_money_in_is_money_applied_to_the_penny():
    assert of(1, plan_of()).state == "ok"
    check = of(1, plan_of(costs=(100, 101, 100)))
    assert (check.state, rows(check)["In less applied"]) == ("attention", (0, -1, 0))
    assert "2027/28 −£0.01" in check.words


def test_contingency_is_money_applied():
    check = of(1, plan_of((110, 110, 110), contingency_ppm=100_000))
    assert (check.state, rows(check)["Applied"]) == ("ok", (110, 110, 110))


def test_a_year_with_an_amount_not_known_is_not_judged():
    check = of(1, plan_of((100, None, 100)))
    assert check.state == "not_known"
    assert "Not judged, because an amount is not known: 2027/28" in check.words


def test_fenced_money_beyond_its_eligible_services_is_worth_attention():
    fence = {"ring_fence": "ring_fenced", "eligible_service_ids": ("svc-a",)}
    check = of(2, plan_of((100, 105, 100), funding_streams=streams(**fence)))
    assert check.state == "attention"
    assert check.words == "More than the eligible services cost: Base budget in 2027/28 by £0.05."
    assert of(2, plan_of(funding_streams=streams(**fence))).state == "ok"


@pytest.mark.parametrize(
    ("terms", "state"),
    [
        ({"poolable": "no"}, "attention"),
        ({"legal_basis": "s14_education"}, "attention"),
        ({"legal_basis": "s14_education", "poolable": "s10"}, "attention"),
        ({"poolable": "s75"}, "ok"),
    ],
)
def test_money_that_may_not_be_pooled_is_worth_attention_in_a_pooled_fund(terms, state):
    assert of(2, plan_of(funding_streams=streams(ring_fence="none", **terms))).state == state


def test_a_fence_that_is_not_recorded_is_not_known():
    assert of(2, plan_of(funding_streams=streams())).state == "not_known"


def test_spending_beyond_confirmed_money_is_flagged_by_year():
    check = of(3, plan_of(give={"certainty": ["confirmed", "confirmed", "indicative"]}))
    assert (check.state, rows(check)["Beyond confirmed"]) == ("attention", (0, 0, 100))
    assert of(3, plan_of()).state == "ok"


def test_a_stream_promised_twice_is_named_with_the_excess():
    check = of(3, plan_of(allocations=brings([90, 100, 100])))
    assert (check.state, check.rule) == ("attention", "FUN-002")
    assert "Base budget in 2026/27 by £0.10" in check.words


def test_recurrent_spending_beyond_recurrent_money_is_a_gap():
    lasting = {"cost": {"is_recurrent": True}}
    check = of(4, plan_of(give={"is_recurrent": False}, **lasting))
    assert (check.state, rows(check)["Recurrent gap"]) == ("attention", (100, 100, 100))
    assert of(4, plan_of(give={"is_recurrent": True}, **lasting)).state == "ok"


def test_what_is_not_said_to_be_recurrent_is_not_known():
    assert of(4, plan_of(give={"is_recurrent": True})).state == "not_known"


def test_a_part_year_carried_forward_as_a_whole_one_is_worth_attention():
    service = table(Service(id="svc-a", name="Service", start_on=date(2026, 10, 1)))
    plan = plan_of(costs=(50, "absent", "absent"))
    assert of(5, plan).state == "ok"
    assert of(5, plan.with_table("services", service)).state == "attention"


def test_a_full_year_effect_is_the_next_year_less_this():
    service = table(Service(id="svc-a", name="Service", start_on=date(2026, 10, 1)))
    check = of(5, plan_of(costs=(50, 100, 100)).with_table("services", service))
    assert (check.state, rows(check)["Full-year effect on costs"]) == ("ok", (None, 50, None))


def benefit(**more):
    figures = dict.fromkeys(
        ("affected_ppm", "engagement_ppm", "retention_ppm", "impact_ppm"), 1_000_000
    )
    return BenefitLine(
        id="b", service_id="svc-a", name="Fewer placements", population=1, deadweight_ppm=0,
        unit_value_p=1000, drop_off_ppm=0, benefit_class="fiscal", lag_profile=("100",), confidence_grade=1,
        **{"cashability_ppm": 400_000, **figures, **more},
    )  # fmt: skip


def test_savings_are_shown_by_class_and_counted_once():
    check = of(6, plan_of(benefits=table(benefit())))
    assert check.state == "ok"
    assert (rows(check)["Cash-releasing"][0], rows(check)["Not cash-releasing"][0]) == (400, 600)


def test_a_saving_as_efficiency_and_as_a_benefit_is_counted_twice():
    rate = table(Assumption(id="e", key="efficiency", rate_ppm=20_000))
    plan = plan_of(costs=(100, "absent", "absent"), benefits=table(benefit()), assumptions=rate)
    assert of(6, plan).state == "attention"


def test_a_fiscal_benefit_without_its_cashable_part_is_not_known():
    assert of(6, plan_of(benefits=table(benefit(cashability_ppm=None)))).state == "not_known"


def test_real_terms_beside_cash_and_two_uplifts_are_worth_attention():
    assert of(7, plan_of()).state == "ok"
    assert of(7, plan_of(allocations=brings([100], price_basis="real"))).state == "attention"
    two = table(*(Assumption(id=key, key="uplift", rate_ppm=1) for key in "ab"))
    assert of(7, plan_of(assumptions=two)).state == "attention"


def test_a_scenario_of_its_own_uplift_is_not_a_second_uplift():
    rates = (Assumption(id="a", key="uplift"), Assumption(id="b", key="uplift", scenario_id="s"))
    plan = plan_of(assumptions=table(*rates), scenarios=table(Scenario(id="s", name="What if")))
    assert of(7, plan, "s").state == "ok"


def test_the_vat_route_is_recorded_or_not():
    plan = plan_of()
    assert of(8, plan).state == "attention"
    pool = replace(plan.pools["pool"], vat_route="The council buys and recovers")
    assert of(8, plan.with_table("pools", table(pool))).state == "ok"


def test_what_nobody_bears_is_worth_attention_and_no_rule_is_not_known():
    cap = {"partner_id": "council", "cap_kind": "amount", "cap_p": 1}
    assert of(9, plan_of(sharing=risk("capped", terms=[cap]))).state == "attention"
    assert of(9, plan_of()).state == "ok"
    assert of(9, plan_of(risk_shares={})).state == "not_known"


def test_a_contract_committed_beyond_confirmed_money_is_named():
    contract = Contract(
        id="c", title="Home visits", service_ids=("svc-a",), current_end_on=date(2031, 3, 31)
    )
    check = of(10, plan_of(contracts=table(contract)))
    assert (check.state, "Home visits to" in check.words) == ("attention", True)
    safe = replace(contract, break_clause=True)
    assert of(10, plan_of(contracts=table(safe))).state == "ok"
    assert of(10, plan_of()).state == "not_known"


@pytest.mark.parametrize(
    ("second", "state"), [(1_039, "ok"), (1_038, "attention"), (None, "not_known")]
)
def test_a_minimum_that_rises_on_the_year_before(second, state):
    """The Better Care Fund of 2025-26 asks for 3.9 % more: of £10.00, £10.39."""
    asked = Assumption(id="m", key="minimum_contribution", partner_id="council", year=year(1),
                       rate_ppm=39_000)  # fmt: skip
    plan = plan_of([1_000, second, second], assumptions=table(asked))
    assert of(11, plan).state == state


def test_a_minimum_in_pounds_holds_in_every_year():
    asked = Assumption(id="m", key="minimum_contribution", stream_id="base", amount_p=100)
    found = of(11, plan_of([100, 99, 100], assumptions=table(asked)))
    assert (found.state, "2027/28 by £0.01" in found.words) == ("attention", True)


def test_part_of_a_year_with_its_full_year_is_in_order():
    began = table(Service(id="svc-a", name="A", start_on=date(2026, 10, 1)))
    bare = plan_of(costs=[50, "absent", "absent"], services=("svc-a",))
    whole = plan_of(costs=[50, "absent", "absent"], cost={"full_year_p": 100})
    assert of(5, bare.with_table("services", began)).state == "attention"
    assert of(5, whole.with_table("services", began)).state == "ok"


def test_money_in_kind_pays_no_recurrent_cost():
    plan = plan_of(give={"in_kind": True, "is_recurrent": True}, cost={"is_recurrent": True})
    assert of(4, plan).state == "attention"


def test_a_minimum_is_what_the_stream_is_allocated():
    least = {"give": {"is_mandated": True}, "allocations": brings([100, 104, 100])}
    check = of(11, plan_of(**least))
    assert (check.state, rows(check)["Minimum"]) == ("attention", (100, 104, 100))
    assert "Base budget in 2027/28 by £0.04" in check.words
    assert of(11, plan_of((100, 104, 100), **least)).state == "ok"
    assert of(11, plan_of()).state == "not_known"


def test_a_movement_of_more_than_a_tenth_needs_a_reason():
    check = of(12, plan_of(costs=(100, 111, 111)))
    assert (check.state, rows(check)["Not explained"]) == ("attention", (None, 11, None))
    assert of(12, plan_of(costs=(100, 110, 110))).state == "ok"
    assert of(12, plan_of(costs=(100, 111, 111), cost={"note": "New site"})).state == "ok"


def test_figures_a_hundred_times_apart_are_in_other_units():
    assert of(13, plan_of(costs=(100, 10_000, 10_000))).state == "attention"
    assert of(13, plan_of(costs=(101, 10_000, 10_000))).state == "ok"
    assert of(13, plan_of(allocations=brings([1]))).state == "attention"


def test_agreed_shares_make_the_whole():
    def state(*shares):
        names = ("council", "icb")
        terms = [{"partner_id": n, "share_ppm": p} for n, p in zip(names, shares, strict=True)]
        return of(14, plan_of(sharing=risk("fixed_percent", terms=terms))).state

    assert state(600_000, 400_000) == "ok"
    assert state(600_000, 300_000) == "attention"
    assert state(600_000, None) == "attention"
    assert state(None, None) == "not_known"
    assert of(14, plan_of()).state == "ok"


def test_reserves_roll_forward_within_a_year_and_into_the_next():
    first = Reserve(
        id="r0", pool_id="pool", year=year(0), opening_p=100, in_p=20, out_p=50, closing_p=70
    )
    then = Reserve(id="r1", pool_id="pool", year=year(1), opening_p=70, closing_p=70)
    assert of(15, plan_of(reserves=table(first, then))).state == "ok"
    assert of(15, plan_of(reserves=table(replace(first, closing_p=71)))).state == "attention"
    late = replace(then, opening_p=60, closing_p=60)
    assert of(15, plan_of(reserves=table(first, late))).state == "attention"
    assert of(15, plan_of()).state == "not_known"


def test_what_moves_the_gap_most_is_named_with_where_it_closes_it():
    rate = Assumption(id="u", key="uplift", rate_ppm=20_000)
    assert of(16, plan_of()).state == "not_known"
    drawn = Fan(1, 1, shared=True, drivers=(), percentiles_p={}, gap_ppm=())
    assert of(16, plan_of(), moved=Sensitivity((), {}, drawn)).state == "attention"
    moved = Sensitivity((Swing(rate, -5, 5, 0),), {"u": 12_500}, drawn, (Turn(rate, 17_500),))
    check = of(16, plan_of(), moved=moved)
    assert check.state == "ok"
    assert check.words == (
        "Price uplift moves it by £0.10, the gap is nil at 1.25%. "
        "The net present value is nil with price uplift at 1.75%."
    )


def test_a_stated_variance_is_shared_by_the_rule_of_its_year_with_its_causes():
    plan = pool_plan(
        contributions=[*given("council", "base", [1200] * 2), *given("icb", "core", [800] * 2)],
        costs=spent("svc-a", [2000] * 2), services=("svc-a",), years=2,
        sharing=risk("by_cause", under="host_bears", fallback_method="proportional"),
    )  # fmt: skip
    found = pool_budget(plan, "pool").exposure
    assert found.stated(0, 150, {"icb": 50}).parts_p == {"council": 60, "icb": 90}
    assert found.stated(1, -150).parts_p == {"council": -150, "icb": 0}
