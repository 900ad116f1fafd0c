"""What stands beside a pool's grid: who bears what, the agreement, the rates."""

from dataclasses import replace
from datetime import date

from commissionplanner.app import pool_side
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.entities import Agreement, Assumption
from tests.pool_plans import given, pool_plan, risk, spent, table


def _plan(**more):
    cap = {"cap_kind": "amount", "cap_p": 1_000}
    return pool_plan(
        contributions=[*given("council", "base", [60_000] * 3), *given("icb", "core", [40_000] * 3)],
        costs=spent("svc-a", [100_000] * 3),
        services=("svc-a",),
        sharing=risk("capped", "proportional", [{"partner_id": "icb", **cap}],
                     residual_bearer_id="council"),
        **more,
    )  # fmt: skip


def test_a_cap_passed_is_said_with_who_bears_the_rest():
    found = pool_side.sharing(pool_budget(_plan(), "pool"), 0)
    assert found.warnings == (
        "At +5% the share of ICB passes its cap of £10 by £10. Council bears the rest.",
    )
    icb = next(b for b in found.bearers if b.partner_id == "icb")
    assert icb.by_percent[20] == 1_000
    assert icb.passed == {5, 10, 20}


def test_shares_are_said_as_whole_percentages_that_make_a_hundred():
    found = pool_side.sharing(pool_budget(_plan(), "pool"), 0)
    assert found.how.startswith("Overspend: by contribution up to a cap, 60% and 40%. Underspend:")


def test_spending_that_is_not_shared_is_told_in_pounds():
    plan = _plan()
    tied = spent("svc-b", [2_000_000] * 3)
    inside = replace(plan.pool_services["in-svc-a"], id="in-svc-b", service_id="svc-b",
                     is_excluded=True)  # fmt: skip
    for name, rows in (("service_costs", tied), ("pool_services", [inside])):
        plan = plan.with_table(name, {**plan.table(name), **table(*rows)})
    found = pool_side.sharing(pool_budget(plan, "pool"), 0)
    assert found.how.endswith("£20k of spending is not shared: ring-fenced, or left out.")
    assert "not shared" not in pool_side.sharing(pool_budget(_plan(), "pool"), 0).how


def test_what_is_not_worked_out_has_its_reason():
    plan = pool_plan(
        contributions=given("council", "base", [None] * 3), costs=spent("svc-a", [90_000])
    )
    found = pool_side.sharing(pool_budget(plan, "pool"), 0)
    assert found.reason


def test_terms_of_the_agreement_are_ticked_and_a_review_past_is_a_warning():
    agreement = Agreement(
        id="a", name="Pool agreement", kind="section_75", pool_ids=("pool",), terms_held=("aims",),
        review_on=date(2026, 5, 1), end_on=date(2031, 3, 31), signed_on=date(2026, 1, 1),
    )  # fmt: skip
    plan = _plan(agreements=table(agreement))
    pool = replace(plan.pools["pool"], basis="s75", notice_months=12)
    checks = pool_side.agreement_checks(plan, pool)
    assert [c.level for c in checks] == ["good", *["advice"] * 6, "good", "warning", "good"]
    assert checks[-2].text == "Review date passed 1 May 2026"


def test_a_fund_with_no_agreement_says_so():
    plan = _plan()
    assert len(pool_side.agreement_checks(plan, plan.pools["pool"])) == 1


def test_rates_in_force_are_written_shortly():
    rate = Assumption(id="u", key="uplift", rate_ppm=24_000, source="Guidance")
    budget = pool_budget(_plan(assumptions=table(rate)), "pool")
    words = {each.key: each.words for each in pool_side.assumed(budget)}
    assert (words["uplift"], words["growth"]) == ("2.4%", "none assumed")
