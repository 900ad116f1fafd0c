"""Edits of pools: a cell is set where it stands or made, and what would be lost is refused."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.pools import (
    AddMember,
    AddPool,
    AddService,
    SetContribution,
    SetCost,
    SetRiskShare,
)
from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import Pool
from tests.pool_plans import given, pool_plan, risk, spent, year

MONEY = given("council", "base", [100, "absent"])


@pytest.fixture
def document():
    sharing = risk("capped", terms=[{"partner_id": "icb", "cap_p": 5}, {"partner_id": "council"}])
    return Document(pool_plan(contributions=MONEY, costs=spent("svc-a", [10]), sharing=sharing))


def test_an_amount_that_is_there_is_changed_and_keeps_its_certainty(document):
    document.do(SetContribution("pool", "council", "base", year(0), 250, "new"))
    row = document.plan.contributions[MONEY[0].id]
    assert (row.amount_p, row.certainty) == (250, "confirmed")
    assert document.undo_label == "Set money from “Council” in 2026/27 to £2.50"


def test_an_amount_that_is_missing_is_made(document):
    document.do(SetContribution("pool", "icb", "core", year(1), 70, "new", "indicative"))
    row = document.plan.contributions["new"]
    assert (row.partner_id, row.stream_id, row.year) == ("icb", "core", year(1))
    assert (row.amount_p, row.certainty) == (70, "indicative")


def test_not_known_empties_a_record_and_makes_none(document):
    document.do(SetContribution("pool", "council", "base", year(0), None, "new"))
    assert document.plan.contributions[MONEY[0].id].amount_p is None
    assert not document.do(SetContribution("pool", "icb", "base", year(0), None, "new"))


def test_a_cell_of_several_amounts_is_not_guessed_at():
    twice = [*MONEY, *given("council", "base", [5], pool="pool")]
    plan = pool_plan(contributions=[twice[0], replace(twice[-1], id="b")])
    with pytest.raises(EditRefused, match="holds 2 amounts"):
        SetContribution("pool", "council", "base", year(0), 1, "new").changes(plan)


def test_an_amount_beyond_the_ceiling_is_refused(document):
    with pytest.raises(EditRefused, match="£40 billion"):
        document.do(SetCost("pool", "svc-a", year(0), 5 * 10**12, "new"))


def test_a_cost_is_changed_or_made_as_budget(document):
    document.do(SetCost("pool", "svc-a", year(0), 20, "new"))
    document.do(SetCost("pool", "svc-b", year(1), 30, "new"))
    costs = document.plan.service_costs
    assert (costs["pool-svc-a-0"].amount_p, costs["new"].amount_p) == (20, 30)
    assert costs["new"].measure == "budget"


def test_something_no_longer_in_the_plan_is_said(document):
    with pytest.raises(EditRefused, match="no longer in the plan"):
        document.do(SetCost("pool", "gone", year(0), 20, "new"))


def test_a_fund_needs_a_name_of_its_own(document):
    with pytest.raises(EditRefused, match="needs a name"):
        document.do(AddPool(Pool(id="new")))
    with pytest.raises(EditRefused, match="already"):
        document.do(AddPool(Pool(id="new", name="BEST START POOL")))
    document.do(AddPool(Pool(id="new", name="Another")))
    document.do(SetFields("pools", ("new",), {"contingency_ppm": 20_000}))
    assert document.plan.pools["new"].contingency_ppm == 20_000


def test_members_and_services_are_added_once(document):
    assert not document.do(AddMember("pool", "icb", "new"))
    document.do(AddMember("pool", "school", "new"))
    assert document.plan.pool_members["new"].organisation_id == "school"
    assert not document.do(AddService("pool", "svc-a", "other"))


def test_a_risk_share_is_set_as_one_step_and_undone_whole(document):
    before = document.plan
    values = {"method_over": "fixed_percent", "method_under": "fixed_percent"}
    terms = (
        {"partner_id": "icb", "share_ppm": 400_000},
        {"partner_id": "school", "share_ppm": 600_000},
    )
    document.do(SetRiskShare("pool", values, terms, ("r", "t1", "t2")))
    after = document.plan
    assert after.risk_shares["risk"].method_over == "fixed_percent"
    shares = {row.partner_id: row.share_ppm for row in after.risk_share_terms.values()}
    assert shares == {"icb": 400_000, "school": 600_000}
    assert after.risk_share_terms["term-0"].cap_p == 5  # what was not asked about stays
    document.undo()
    assert document.plan == before


def test_a_term_that_does_not_fit_is_refused(document):
    with pytest.raises(EditRefused, match="does not fit"):
        document.do(
            SetRiskShare("pool", {}, ({"partner_id": "icb", "share_ppm": "half"},), ("r", "t"))
        )


amounts = st.none() | st.integers(-(5 * 10**12), 5 * 10**12)
partners, streams = (
    st.sampled_from(["council", "icb", "gone"]),
    st.sampled_from(["base", "core", None]),
)
years = st.integers(0, 2).map(year)
cells = st.one_of(
    st.builds(SetContribution, st.just("pool"), partners, streams, years, amounts, st.just("n"),
              st.sampled_from([None, "", "assumed"])),
    st.builds(SetCost, st.just("pool"), st.sampled_from(["svc-a", "svc-b", "gone"]), years, amounts,
              st.just("n")),
    st.builds(AddMember, st.just("pool"), partners, st.just("n")),
)  # fmt: skip


@hypothesis_given(st.lists(cells, max_size=6))
def test_undoing_every_edit_of_a_pool_restores_the_plan(edits):
    plan = pool_plan(contributions=MONEY, costs=spent("svc-a", [10]))
    document, made = Document(plan), 0
    for n, edit in enumerate(edits):
        with suppress(EditRefused):
            made += bool(document.do(replace(edit, new_id=f"n{n}")))
    for _ in range(made):
        document.undo()
    assert document.plan == plan


@hypothesis_given(cells)
def test_an_edit_made_twice_changes_nothing_the_second_time(edit):
    document = Document(pool_plan(contributions=MONEY, costs=spent("svc-a", [10])))
    with suppress(EditRefused):
        document.do(edit)
        once = document.plan
        assert not document.do(replace(edit, new_id="again"))
        assert document.plan is once
