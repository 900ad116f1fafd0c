"""What may go into a fund, with what speaks for and against it."""

from commissionplanner.app.pool_offer import basis_words, left_words, streams_offered
from commissionplanner.model.entities import Allocation, FundingStream, Organisation, Pool
from tests.pool_plans import given, pool_plan, table, year


def _offer(pool=None, **stream):
    plan = pool_plan(
        contributions=given("council", "base", [30_000_00]),
        funding_streams=table(FundingStream(id="base", name="Base", **stream)),
        allocations=table(
            Allocation(id="a", stream_id="base", year=year(0), amount_p=100_000_00)
        ),
    )  # fmt: skip
    pool = pool or Pool(id="pool", name="P", fund_type="pooled", basis="s75")
    (offer,) = streams_offered(plan, pool)
    return plan, offer


def test_section_75_is_said_not_to_be_for_the_police():
    plan = pool_plan()
    police = Organisation(id="pcc", name="Police commissioner", sector="police_justice")
    plan = plan.with_table("organisations", {**plan.organisations, "pcc": police})
    said = basis_words(plan, "s75", ("council", "pcc"))
    assert said.startswith("Section 75 is between councils and NHS bodies; Police commissioner is")
    assert basis_words(plan, "s10", ("council", "pcc")) == ""
    assert basis_words(plan, "s75", ("council", "icb")) == ""


def test_a_stream_with_nothing_against_it_says_so_and_what_of_it_is_free():
    plan, offer = _offer(ring_fence="none")
    assert offer.level == "good"
    assert offer.left_p == (70_000_00, None, None)
    assert left_words(plan, offer) == "26/27 £70k, 27/28 not known, 28/29 not known"


def test_an_education_grant_is_not_poolable_but_may_be_aligned():
    assert _offer(legal_basis="s14_education", ring_fence="none")[1].level == "warning"
    aligned = Pool(id="pool", name="P", fund_type="aligned")
    assert _offer(aligned, legal_basis="s14_education", ring_fence="none")[1].level == "advice"


def test_a_stream_poolable_under_another_section_than_the_fund_s_is_said():
    _, offer = _offer(poolable="s10", ring_fence="none")
    assert offer.level == "warning"
    assert "section 10, not under the fund's" in offer.why


def test_a_ring_fence_not_recorded_is_a_note_and_one_recorded_a_condition():
    assert _offer()[1].level == "note"
    assert _offer(ring_fence="ring_fenced", eligible_rule="Smoking.")[1].why.startswith(
        "Ring-fenced: Smoking."
    )
