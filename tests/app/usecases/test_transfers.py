"""Paid in one file, received in another: proposed with why, decided, and counted once."""

from dataclasses import replace

import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import transfers
from commissionplanner.budget.resource import resource
from commissionplanner.edits.base import EditRefused
from commissionplanner.findings import registry
from commissionplanner.model.entities import (
    About,
    Allocation,
    FundingStream,
    Organisation,
    Payment,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear(2026)


def make(received_p=10_000_000, paid=(10_000_000,), *, partners=False, **more):
    """A council's payments to an ICB, and the ICB's income from the council, of two files."""
    from datetime import date

    bodies = [
        Organisation(id="council", name="Kent", is_partner=partners or None),
        Organisation(id="icb", name="Kent ICB", is_partner=partners or None),
    ]
    streams = [
        FundingStream(id="own", name="Council tax", holder_id="council", import_id="a"),
        FundingStream(
            id="in", name="From Kent", payer_id="council", holder_id="icb", import_id="b"
        ),
    ]
    rows = [
        Allocation(id="own1", stream_id="own", year=YEAR, amount_p=50_000_000, import_id="a"),
        Allocation(id="in1", stream_id="in", year=YEAR, amount_p=received_p, import_id="b"),
    ]
    payments = [
        Payment(id=f"p{n}", payer_id="council", supplier_id="icb", amount_p=amount_p,
                paid_on=date(2026, 5 + n, 1), import_id="a")
        for n, amount_p in enumerate(paid)
    ]  # fmt: skip
    about = About(id="plan", first_year=YEAR, year_count=1, as_at_on=date(2026, 11, 2))
    return Plan(
        about={"plan": about},
        organisations={o.id: o for o in bodies},
        funding_streams={s.id: s for s in streams},
        allocations={r.id: r for r in rows},
        payments={p.id: p for p in payments},
        **more,
    )


def test_a_payment_that_matches_income_in_another_file_is_proposed_with_why():
    (found,) = transfers.proposals(make())
    assert (found.paid.ids, found.received.id, found.difference_p) == (("p0",), "in1", 0)
    assert found.why == (
        "In 2026/27 Kent records one payment of £100,000.00 to Kent ICB; Kent ICB records the same "
        "amount received from Kent, in another file."
    )


def test_payments_of_a_year_that_add_up_to_the_income_are_proposed_together():
    (found,) = transfers.proposals(make(paid=(2_500_000,) * 4))
    assert found.paid.ids == ("p0", "p1", "p2", "p3")
    assert "4 payments add up to £100,000.00" in found.why


def test_amounts_that_nearly_match_are_proposed_with_the_difference():
    (found,) = transfers.proposals(make(received_p=10_050_000))
    assert found.difference_p == 50_000
    assert "£500.00 more received" in found.why


@pytest.mark.parametrize("received_p", [10_100_001, 9_800_000, 20_000_000])
def test_amounts_further_apart_are_not(received_p):
    assert transfers.proposals(make(received_p=received_p)) == ()


def test_both_sides_of_one_file_are_not_proposed():
    plan = make()
    rows = {k: replace(p, import_id="b") for k, p in plan.payments.items()}
    assert transfers.proposals(replace(plan, payments=rows)) == ()


def test_a_proposal_changes_no_figure():
    assert resource(make()).total_p == (60_000_000,)


def test_confirmed_it_counts_once_and_is_shown_as_a_transfer():
    document = Document(make())
    (found,) = transfers.proposals(document.plan)
    document.do(
        transfers.decide(document.plan, found, "one_transfer", "Agreed at the finance group")
    )
    after = resource(document.plan)
    assert after.total_p == (50_000_000,)
    assert [(t.payer_id, t.holder_id, t.amounts_p) for t in after.transfers] == [
        ("council", "icb", (10_000_000,))
    ]
    document.undo()
    assert resource(document.plan).total_p == (60_000_000,)


def test_what_was_decided_is_not_proposed_or_found_again():
    for state in ("one_transfer", "different"):
        document = Document(make())
        (found,) = transfers.proposals(document.plan)
        document.do(transfers.decide(document.plan, found, state))
        assert transfers.proposals(document.plan) == ()
        assert not [f for f in registry.run(document.plan) if f.rule == "DAT-005"]


def test_an_open_proposal_that_counts_twice_is_found():
    (found,) = [f for f in registry.run(make()) if f.rule == "DAT-005"]
    assert (found.table, found.key, found.amount_p) == ("allocations", "in1", 10_000_000)


def test_between_partners_it_is_reconciled_and_no_finding_as_it_counts_once_already():
    plan = make(partners=True)
    (proposal,) = transfers.proposals(plan)
    assert not proposal.counts_twice
    assert not [f for f in registry.run(plan) if f.rule == "DAT-005"]


def test_two_files_that_record_the_same_stream_are_one_transfer_shown_once():
    plan = make(paid=(), partners=True)
    mirror = replace(plan.funding_streams["in"], id="out", name="To the ICB", import_id="a")
    row = replace(plan.allocations["in1"], id="out1", stream_id="out", import_id="a")
    plan = replace(plan, funding_streams={**plan.funding_streams, "out": mirror},
                   allocations={**plan.allocations, "out1": row})  # fmt: skip
    document = Document(plan)
    (found,) = transfers.proposals(plan)
    document.do(transfers.decide(plan, found, "one_transfer"))
    assert len(resource(document.plan).transfers) == 1
    assert resource(document.plan).total_p == (50_000_000,)
    assert not [f for f in registry.run(document.plan) if f.rule == "DAT-005"]


def test_a_cost_that_one_body_pays_to_the_other_as_provider_is_proposed():
    service = Service(id="s", name="Portage", provider_ids=("icb",))
    cost = ServiceCost(id="k", service_id="s", payer_id="council", year=YEAR,
                       amount_p=10_000_000, import_id="a")  # fmt: skip
    plan = make(paid=(), services={"s": service}, service_costs={"k": cost})
    (found,) = transfers.proposals(plan)
    assert (found.paid.table, found.paid.ids) == ("service_costs", ("k",))


def test_a_decision_about_what_is_gone_is_refused():
    plan = make()
    (found,) = transfers.proposals(plan)
    edit = transfers.decide(plan, found, "one_transfer")
    with pytest.raises(EditRefused, match="no longer"):
        edit.changes(replace(plan, payments={}))
