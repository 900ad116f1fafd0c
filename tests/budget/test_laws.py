"""Laws of a budget, whatever is recorded: parts make the whole, in any order, within the caps."""

from dataclasses import replace

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from commissionplanner.budget.calendar import instalments, payments
from commissionplanner.budget.exposure import PERCENTS
from commissionplanner.budget.gains import gains, pockets
from commissionplanner.budget.pieces import school_parts
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.entities import BenefitLine, BenefitShare, Scenario
from tests.pool_plans import FIRST, given, pool_plan, risk, spent, table

amounts = st.lists(st.integers(0, 10**9), min_size=3, max_size=3)
maybe = st.lists(
    st.one_of(st.none(), st.just("absent"), st.integers(0, 10**9)), min_size=3, max_size=3
)
share = st.integers(0, 1_000_000)


@st.composite
def plans(draw):
    """A pool of two or three partners with any risk share, rates, kinds and gaps."""
    first = draw(share)
    method = draw(st.sampled_from([
        "proportional", "fixed_percent", "capped", "host_bears", "own_risk", "banded", "waterfall",
    ]))  # fmt: skip
    pair = (("council", first), ("icb", 1_000_000 - first))
    terms = [{"partner_id": key, "share_ppm": ppm, "cap_kind": "percent", "cap_ppm": draw(share),
              "band_from_ppm": 0} for key, ppm in pair]  # fmt: skip
    sharing = risk(
        method, terms=terms, fallback_method=draw(st.sampled_from(["proportional", "host_bears"])),
        waterfall=draw(st.permutations(["reserve fund", "uncommitted schemes", "partners"])),
    )  # fmt: skip
    kind = draw(st.booleans())
    return pool_plan(
        sharing=sharing, contingency_ppm=draw(st.integers(0, 50_000)),
        contributions=(*given("council", "base", draw(maybe)), *given("icb", "core", draw(maybe)),
                       *given("school", "base", draw(amounts), in_kind=kind)),
        costs=(*spent("svc-a", draw(maybe), is_recurrent=draw(st.booleans())),
               *spent("svc-b", draw(amounts), in_kind=kind)),
        leads={"svc-a": {"lead_id": "icb"}, "svc-b": {"lead_id": "council", "is_uncommitted": True}},
    )  # fmt: skip


@settings(max_examples=80, deadline=None)
@drawn(plans())
def test_what_is_borne_makes_the_variance_in_every_year(plan):
    held = pool_budget(plan, "pool").exposure
    for percent in PERCENTS:
        for n, year in enumerate(plan.years):
            if (percent, year) in held.reasons:
                continue
            parts = [row.amounts_p[n] for row in held.borne if row.percent == percent]
            assert sum(parts) == held.variances_p[percent][n]


@settings(max_examples=60, deadline=None)
@drawn(plans())
def test_no_cap_is_exceeded_where_another_bears_the_rest(plan):
    held = pool_budget(plan, "pool").exposure
    for row in held.borne:
        for n, amount_p in enumerate(row.amounts_p):
            terms = held.terms(row.percent)[n]
            if terms.method == "capped" and row.partner_id and amount_p is not None:
                assert abs(amount_p) <= terms.caps_p.get(row.partner_id, abs(amount_p))


@settings(max_examples=60, deadline=None)
@drawn(plans(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(plan, chance):
    shuffled = plan
    for name in ("contributions", "service_costs", "risk_share_terms", "pool_members"):
        rows = list(plan.table(name).items())
        chance.shuffle(rows)
        shuffled = shuffled.with_table(name, dict(rows))
    one, other = pool_budget(plan, "pool"), pool_budget(shuffled, "pool")
    assert (one.totals, one.exposure, one.contributions) == (
        other.totals, other.exposure, other.contributions,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@drawn(plans())
def test_a_scenario_that_changes_nothing_is_the_base(plan):
    same = plan.with_table("scenarios", table(Scenario(id="s", name="Same")))
    one, other = pool_budget(same, "pool"), pool_budget(same, "pool", "s")
    assert (one.totals, one.exposure, one.expenditure) == (
        other.totals, other.exposure, other.expenditure,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@drawn(plans())
def test_lines_make_the_totals_and_kind_never_joins_cash(plan):
    budget = pool_budget(plan, "pool")
    for lines, cash, kind in (
        (budget.contributions, budget.totals.contributions_p, budget.totals.in_kind_in_p),
        (budget.expenditure, budget.totals.expenditure_p, budget.totals.in_kind_out_p),
    ):
        for n in range(3):
            for in_kind, total in ((False, cash[n]), (True, kind[n])):
                parts = [line.amounts_p[n] for line in lines if line.in_kind is in_kind]
                known = [p for p in parts if p is not None]
                assert total == (sum(known) if known else None)


@drawn(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["monthly", "quarterly", "four_equal", "termly", "lump_sum", "arrears"]),
)
def test_instalments_make_the_amount(amount, pattern):
    paid = payments(amount, pattern, FIRST)
    assert sum(each.amount_p for each in paid) == sum(instalments(amount, pattern)) == amount
    assert [each.due_on for each in paid] == sorted({each.due_on for each in paid})


@drawn(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 40), min_size=3, max_size=3))
def test_a_school_year_is_whole_however_it_is_parted(amount, terms):
    texts = tuple(f"{part / 2}%" for part in terms)
    assert sum(school_parts(amount, "termly", texts)) == amount
    assert sum(school_parts(amount, "academic", ())) == amount


@settings(max_examples=40, deadline=None)
@drawn(amounts, amounts, st.integers(1, 10**7), share)
def test_who_pays_against_who_gains_makes_all_that_is_gained(council, icb, value, first):
    benefit = BenefitLine(
        id="b", service_id="svc-a", name="B", population=7, affected_ppm=900_000,
        engagement_ppm=900_000, retention_ppm=1_000_000, impact_ppm=500_000, deadweight_ppm=0,
        unit_value_p=value, lag_profile=("50", "100"), drop_off_ppm=10_000,
        benefit_class="fiscal", confidence_grade=2,
    )  # fmt: skip
    parts = (("icb", first), ("school", 1_000_000 - first))
    plan = pool_plan(
        contributions=(*given("council", "base", council), *given("icb", "core", icb)),
        costs=spent("svc-a", [c + i for c, i in zip(council, icb, strict=True)]),
        benefits=table(benefit),
        benefit_shares=table(*(BenefitShare(id=key, benefit_id="b", organisation_id=key, share_ppm=p)
                               for key, p in parts)),
    )  # fmt: skip
    found = gains(pool_budget(plan, "pool"))
    for body, years in found.gained_p.items():
        rows = [row for (_, to), row in pockets(found).items() if to == body]
        assert [sum(row[n] for row in rows) for n in range(3)] == list(years)


def test_own_risk_moves_nothing_between_partners():
    plan = pool_plan(
        years=1, sharing=risk("own_risk"), costs=[*spent("svc-a", [900]), *spent("svc-b", [100])],
        leads={"svc-a": {"lead_id": "icb"}, "svc-b": {"lead_id": "council"}},
    )  # fmt: skip
    held = pool_budget(plan, "pool").exposure
    told = {row.partner_id: row.amounts_p[0] for row in held.borne if row.percent == 10}
    assert told == {"council": 10, "icb": 90}
    assert replace(held.terms_over[0], method="own_risk") == held.terms_over[0]
