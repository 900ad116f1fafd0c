"""Drafted scenarios: a shift to prevention, a savings target, a partner that leaves."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given as with_any
from hypothesis import strategies as st

from commissionplanner.app.document import Document
from commissionplanner.budget.leaving import leave
from commissionplanner.budget.prevention import change, prevention, shift
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.savings import WAYS, saving, ways
from commissionplanner.budget.what_if import NoScenarioError, with_draft
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.scenarios import AddDraft
from commissionplanner.model.entities import Contract, FundingStream, Reserve, Service, Variance
from tests.pool_plans import given, pool_plan, spent, table, year


def ids():
    numbers = count()
    return lambda: f"new-{next(numbers)}"


def plan_of(early=(100, 100, 100), late=(300, 300, 300), **more):
    """A preventive service svc-a, which the law does not require, and a reactive one, svc-b."""
    services = table(
        Service(id="svc-a", name="Early", prevention_tier="primary",
                statutory="discretionary"),
        Service(id="svc-b", name="Late", prevention_tier="reactive",
                statutory="discretionary"),
    )  # fmt: skip
    costs = [*spent("svc-a", list(early)), *spent("svc-b", list(late))]
    money = [*given("council", "base", [300] * 3), *given("icb", "core", [100] * 3)]
    plan = pool_plan(costs=costs, contributions=money, **more)
    return plan.with_table("services", services)


def under(plan, draft):
    return pool_budget(with_draft(plan, draft), "pool", draft.scenario.id)


def test_a_share_moved_each_year_adds_up_and_leaves_the_total():
    plan = plan_of()
    found = shift(plan, "pool", "Shift", ids(), rate_ppm=100_000)
    assert found.moved_p == (0, 30, 60)
    assert found.after.preventive_p == (100, 130, 160)
    assert under(plan, found.draft).totals.expenditure_p == (400, 400, 400)
    assert (found.before.share_ppm(2), found.after.share_ppm(2)) == (250_000, 400_000)


def test_no_more_is_moved_than_there_is():
    assert shift(plan_of(), "pool", "Shift", ids(), amount_p=200).moved_p == (0, 200, 300)


def test_a_year_worked_out_from_the_one_before_follows_and_that_is_said():
    plan = plan_of((100, 100, "absent"), (300, 300, "absent"))
    found = shift(plan, "pool", "Shift", ids(), amount_p=50)
    assert (found.moved_p, found.after.preventive_p) == ((0, 50, 0), (100, 150, 150))
    assert "2028/29 follow from the year before" in found.draft.notes[0]


def test_a_service_recorded_for_fewer_years_than_others_is_left_so_that_the_gap_stays():
    plan = plan_of()
    hubs = Service(id="svc-c", name="Hubs", prevention_tier="primary")
    inside = replace(plan.pool_services["in-svc-a"], id="in-svc-c", service_id="svc-c")
    for name, rows in (
        ("services", [hubs]),
        ("pool_services", [inside]),
        ("service_costs", spent("svc-c", [100, 100, "absent"])),
    ):
        plan = plan.with_table(name, {**plan.table(name), **table(*rows)})
    found = shift(plan, "pool", "Shift", ids(), amount_p=30)
    assert under(plan, found.draft).totals.expenditure_p == (500, 500, 500)
    assert found.after.preventive_p == (200, 230, 260)
    assert found.draft.notes[0].endswith("worked out and not recorded: Hubs.")


def test_ring_fenced_money_stays_with_its_service():
    plan = plan_of()
    fence = FundingStream(id="grant", name="Placements grant", ring_fence="ring_fenced")
    tied = spent("svc-b", [50, 50, 50], stream_id="grant")
    tied = [replace(row, id=f"tied-{n}") for n, row in enumerate(tied)]
    plan = plan.with_table("funding_streams", {**plan.funding_streams, "grant": fence})
    plan = plan.with_table("service_costs", {**plan.service_costs, **table(*tied)})
    found = shift(plan, "pool", "Shift", ids(), amount_p=400)
    assert found.moved_p == (0, 300, 300)
    assert found.draft.notes == ("Ring-fenced money stays with: Late.",)


@pytest.mark.parametrize("terms", [{}, {"rate_ppm": 1, "amount_p": 1}, {"amount_p": 0}])
def test_a_shift_needs_one_figure_above_nil(terms):
    with pytest.raises(NoScenarioError, match="either a share or an amount"):
        shift(plan_of(), "pool", "Shift", ids(), **terms)


def test_where_nothing_can_be_moved_that_is_said():
    with pytest.raises(NoScenarioError, match="Record their tiers"):
        shift(plan_of(early=(100, None, None)), "pool", "Shift", ids(), amount_p=1)


amounts = st.lists(st.integers(0, 10**9), min_size=3, max_size=3)


@with_any(amounts, amounts, st.integers(1, 10**9))
def test_whatever_is_moved_the_total_of_every_year_stays(early, late, amount_p):
    plan = plan_of(early, late)
    try:
        found = shift(plan, "pool", "Shift", ids(), amount_p=amount_p)
    except NoScenarioError:
        return
    before, after = pool_budget(plan, "pool"), under(plan, found.draft)
    assert after.totals.expenditure_p == before.totals.expenditure_p
    assert all(min(p or 0 for p in line.amounts_p) >= 0 for line in after.expenditure)
    parts = zip(found.before.preventive_p, found.moved_p, strict=True)
    assert found.after.preventive_p == tuple(was + moved for was, moved in parts)


def test_a_new_tag_moves_no_money_and_is_shown_apart():
    plan = plan_of()
    late = replace(plan.services["svc-b"], prevention_tier="secondary")
    tagged = plan.with_table("services", {**plan.services, "svc-b": late})
    costs = {**plan.service_costs, "pool-svc-a-1": replace(plan.service_costs["pool-svc-a-1"],
                                                           amount_p=120)}  # fmt: skip
    after = pool_budget(tagged.with_table("service_costs", costs), "pool")
    found = change(pool_budget(plan, "pool"), after)
    assert (found.new_p, found.retagged_p) == ((0, 20, 0), (300, 300, 300))
    assert prevention(after).preventive_p == (400, 420, 400)


def test_prevention_is_shown_by_the_partner_that_leads():
    plan = plan_of(leads={"svc-a": {"lead_id": "icb"}, "svc-b": {"lead_id": "council"}})
    found = prevention(pool_budget(plan, "pool"))
    assert (found.by_partner["icb"][0], found.by_partner["council"][0]) == ((100, 100), (0, 300))


def test_the_three_ways_to_find_a_sum_are_laid_side_by_side():
    found = ways(plan_of(), "pool", "Find", ids(), (0, 40, 80))
    assert [each.way for each in found] == list(WAYS)
    assert [each.after.preventive_p for each in found] == [
        (100, 90, 80), (100, 100, 100), (100, 90, 80)
    ]  # fmt: skip
    assert all(each.short_p == (0, 0, 0) for each in found)


def test_what_cannot_be_found_is_short_and_never_below_nil():
    found = saving(plan_of(), "pool", "Find", ids(), (0, 500, 0), "equal")
    assert (found.found_p, found.short_p) == ((0, 400, 0), (0, 100, 0))


def test_what_the_law_requires_is_not_cut_and_what_is_not_said_is_named():
    plan = plan_of()
    bare = replace(plan.services["svc-a"], statutory=None)
    plan = plan.with_table("services", {**plan.services, "svc-a": bare})
    found = saving(plan, "pool", "Find", ids(), (0, 30, 0), "equal")
    assert found.after.preventive_p == (100, 100, 100)
    assert "1 service" in found.draft.notes[0]


@with_any(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), st.sampled_from(WAYS))
def test_what_is_found_is_what_is_no_longer_spent(wanted, way):
    plan = plan_of((100_000, 7, 333_333), (1, 99_999, 5))
    try:
        found = saving(plan, "pool", "Find", ids(), wanted, way)
    except NoScenarioError:
        return
    before, after = pool_budget(plan, "pool").totals, under(plan, found.draft).totals
    pairs = zip(before.expenditure_p, after.expenditure_p, strict=True)
    assert tuple(was - now for was, now in pairs) == found.found_p


def pool_terms(plan, **terms):
    return plan.with_table("pools", table(replace(plan.pools["pool"], **terms)))


def leaver(plan, **more):
    terms = {"notice_on": date(2027, 3, 31), **more}
    return leave(plan, "pool", "icb", "ICB leaves", ids(), **terms)


def test_a_partner_gives_to_the_end_of_its_notice_by_days():
    found = leaver(pool_terms(plan_of(), notice_months=6))
    assert found.last_day == date(2027, 9, 30)
    assert found.lost_p == (0, 50, 100)  # 183 of the 366 days of 2027/28 are given
    assert (found.gap_p, found.carried_p) == ((0, 50, 100), {"council": (0, 50, 100)})


def test_a_year_with_an_amount_not_known_has_no_gap_that_is_known():
    plan = plan_of(early=(100, None, 100))
    assert leaver(plan, last_day=date(2027, 3, 31)).gap_p == (0, None, 100)


def test_without_a_recorded_notice_the_last_day_is_asked_for():
    with pytest.raises(NoScenarioError, match="Give the last day"):
        leaver(plan_of())
    with pytest.raises(NoScenarioError, match="gives nothing"):
        leaver(plan_of(), last_day=date(2031, 1, 1))
    with pytest.raises(NoScenarioError, match="before the day of notice"):
        leaver(plan_of(), last_day=date(2026, 1, 1))


def test_a_leaver_takes_its_part_of_reserve_underspend_and_commitments():
    plan = plan_of(
        reserves=table(Reserve(id="r", pool_id="pool", year=year(0), opening_p=1000)),
        variances=table(Variance(id="v", pool_id="pool", year=year(0), amount_p=-40)),
        contracts=table(Contract(id="c", service_ids=("svc-a",), commissioner_id="icb",
                                 annual_value_p=36_600, current_end_on=date(2027, 4, 10))),
    )  # fmt: skip
    found = leaver(plan, last_day=date(2027, 3, 31))
    assert (found.reserve_p, found.underspend_p) == (250, -10)
    assert (found.liabilities_p, found.contract_ids) == (250, ("c",))  # a quarter of ten days


def test_where_the_host_leaves_its_vat_is_shown_and_said():
    contract = Contract(id="c", service_ids=("svc-a",), commissioner_id="council",
                        vat_not_recovered_p=77, current_end_on=date(2029, 1, 1))  # fmt: skip
    found = leave(plan_of(contracts=table(contract)), "pool", "council", "Host leaves", ids(),
                  notice_on=date(2027, 3, 31), last_day=date(2027, 3, 31))  # fmt: skip
    assert found.vat_p == 77
    assert "a new host buys" in found.notes[-1]
    assert leaver(plan_of(), last_day=date(2027, 3, 31)).vat_p is None


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [("full", "none", (0, 1000, 0)), ("none", "full", (0, -1000, 0)), ("full", "full", (0, 0, 0)),
     ("partial", "none", (None, None, None))],
)  # fmt: skip
def test_a_new_host_that_recovers_less_vat_costs_the_difference(old, new, change):
    contract = Contract(id="c", service_ids=("svc-a",), commissioner_id="council",
                        vat_charged_p=1000, current_end_on=date(2028, 3, 31))  # fmt: skip
    plan = plan_of(contracts=table(contract))
    bodies = {
        **plan.organisations,
        "council": replace(plan.organisations["council"], vat_recovery=old),
        "icb": replace(plan.organisations["icb"], vat_recovery=new),
    }
    found = leave(plan.with_table("organisations", bodies), "pool", "council", "Host leaves", ids(),
                  notice_on=date(2027, 3, 31), last_day=date(2027, 3, 31), new_host_id="icb")  # fmt: skip
    assert found.vat_change_p == change


def test_a_partner_that_leaves_by_months():
    plan = pool_terms(plan_of(), notice_months=6)
    about = replace(plan.header, pro_rata="months")
    found = leaver(plan.with_table("about", {"plan": about}))
    assert found.lost_p == (0, 50, 100)  # six of the twelve months are given


def test_a_draft_is_added_as_one_step_and_undone():
    plan = plan_of()
    draft = shift(plan, "pool", "Shift", ids(), amount_p=10).draft
    document = Document(plan)
    document.do(AddDraft(draft.scenario, draft.overrides))
    seen = pool_budget(document.plan, "pool", draft.scenario.id)
    assert prevention(seen).preventive_p == (100, 110, 120)
    assert pool_budget(document.plan, "pool").totals == pool_budget(plan, "pool").totals
    document.undo()
    assert document.plan == plan


def test_a_draft_of_records_that_are_gone_is_refused():
    plan = plan_of()
    draft = shift(plan, "pool", "Shift", ids(), amount_p=10).draft
    with pytest.raises(EditRefused, match="Draft the scenario again"):
        Document(plan.with_table("service_costs", {})).do(AddDraft(draft.scenario, draft.overrides))
