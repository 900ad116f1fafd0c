"""The sign-off checklist, worked out from the plan."""

from dataclasses import replace

from commissionplanner.app.usecases.checklist import GROUPS, checklist
from commissionplanner.app.usecases.plans import digest_of
from commissionplanner.findings import registry
from commissionplanner.model.entities import FundingStream, SignOff
from commissionplanner.model.plan import Plan
from tests.pool_plans import given, pool_plan, spent, table


def _lines(plan):
    return checklist(plan, registry.run(plan), digest_of(plan))


def _line(plan, words):
    return next(line for line in _lines(plan) if words in line.text)


def _plan(money=(100, 100, 100), **more):
    return pool_plan(
        contributions=given("council", "base", list(money)),
        costs=spent("svc-a", [100, 100, 120]),
        services=("svc-a",),
        **more,
    )


def test_an_empty_plan_has_thirteen_lines_in_three_groups():
    lines = _lines(Plan())
    assert len(lines) == 13
    assert {line.group for line in lines} == set(GROUPS)


def test_where_there_is_nothing_nothing_is_ready_but_what_cannot_be_wrong():
    ready = {line.text for line in _lines(Plan()) if line.is_ready}
    assert ready == {"Every assumption has a source", "No problem is open, 0 accepted with reasons"}


def test_a_gap_is_missing_with_its_pounds_and_leads_to_its_fund():
    line = _line(_plan(), "has a gap from")
    assert not line.is_ready
    assert (line.page, line.table, line.key) == ("pools", "pools", "pool")
    assert line.text.startswith("Best start pool has a gap from 2028/29: £")


def test_amounts_not_known_are_counted_and_their_years_named():
    line = _line(_plan((100, None, None)), "not known in")
    assert line.text == "2 amounts of Best start pool are not known in 2027/28 and 2028/29"


def test_a_decision_counts_for_the_version_it_was_made_on():
    plan = _plan()
    row = SignOff(id="s", role="Chief executive", decision="agreed", digest=digest_of(plan))
    signed = plan.with_table("signoffs", table(row))
    assert _line(signed, "agreed").is_ready
    header = replace(signed.header, title="Another title")
    assert not _line(signed.with_table("about", table(header)), "agreed").is_ready


def test_a_partner_of_a_fund_for_which_nobody_signs_is_named():
    plan = _plan()
    rows = [
        SignOff(id=key, organisation_id=key, decision="agreed", digest=digest_of(plan))
        for key in ("council", "icb")
    ]
    line = _line(plan.with_table("signoffs", table(rows[0])), "Nobody is named to sign for")
    assert (line.is_ready, line.text) == (False, "Nobody is named to sign for ICB")
    assert _line(plan.with_table("signoffs", table(*rows)), "All 2 signatories").is_ready


def test_nobody_named_to_sign_is_missing():
    assert not _line(_plan(), "Nobody is named to sign").is_ready


def _fenced(**more):
    stream = FundingStream(id="base", name="Public health grant", ring_fence="ring_fenced", **more)
    return _plan((110, 110, 110)).with_table("funding_streams", table(stream))


def test_ring_fenced_money_is_not_ready_until_its_eligible_services_are_listed():
    assert _line(_fenced(), "ring-fences or eligible services").page == "funding"
    over = _line(_fenced(eligible_service_ids=("svc-a",)), "More ring-fenced money")
    assert not over.is_ready
    other = replace(_fenced().funding_streams["base"], ring_fence="none")
    assert _line(_plan().with_table("funding_streams", table(other)), "ring-fenced pound").is_ready


def test_a_fund_that_spends_beyond_confirmed_money_is_not_ready():
    sure = ("indicative", "confirmed", "confirmed")
    plan = pool_plan(
        contributions=given("council", "base", [100, 100, 100], sure),
        costs=spent("svc-a", [100, 100, 100]),
        services=("svc-a",),
    )
    line = _line(plan, "beyond confirmed money in 2026/27")
    assert (line.is_ready, line.key) == (False, "pool")
