"""Indicators: worked cases of the formulas, and that what is not known is never nil."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.analysis.contracts import exposure, runs_in
from commissionplanner.findings import indicators, registry
from commissionplanner.findings.definitions import share_ppm
from commissionplanner.model.entities import (
    Agreement,
    BenefitLine,
    BenefitShare,
    Boundary,
    BoundaryMember,
    Contribution,
    Decision,
    Pool,
    Population,
    PracticeNote,
    RoleHolder,
)
from tests.findings.build import (
    AS_AT,
    Y26,
    allocation,
    contract,
    cost,
    organisation,
    plan_of,
    service,
    stream,
)

BODIES = (
    organisation("council"), organisation("icb", sector="nhs"), organisation("provider"),
)  # fmt: skip


def measured(key, *records, **said):
    found = {i.id: i for i in indicators.of(plan_of(*records, **said))}
    return found[key].measure


def spend(**tiers):
    """A service for each tier, with pounds in the year."""
    for tier, amount_p in tiers.items():
        yield service(tier, prevention_tier=None if tier == "blank" else tier)
        yield cost(tier, amount_p=amount_p)


@pytest.mark.parametrize("found", indicators.of(plan_of()), ids=lambda i: i.id)
def test_of_an_empty_plan_nothing_is_known(found):
    assert (found.measure.value, found.measure.coverage_ppm) == (None, 0)
    assert (found.figure(), found.level) == ("Not known", "note")


def test_prevention_share_leaves_out_what_has_no_tier_and_says_so():
    found = measured("prevention_share", *spend(primary=30, reactive=60, blank=10, enabling=0))
    assert (found.value, found.coverage_ppm, found.amount_p) == (333_333, 900_000, 30)


def test_prevention_share_has_every_year_with_costs():
    found = measured("prevention_share", *spend(primary=50, reactive=50),
                     cost("reactive", Y26.plus(1), 10))  # fmt: skip
    assert found.by_year == {Y26: 500_000, Y26.plus(1): 0}


def test_recurrent_gap_counts_confirmed_money_only():
    given = (service(), cost(amount_p=90, is_recurrent=True), stream(recurrence="recurrent"))
    assert measured("recurrent_gap", *given, allocation(amount_p=40)).value == 50
    assert measured("recurrent_gap", *given, allocation(certainty="assumed")).value is None


def test_spending_that_does_not_say_whether_it_is_recurrent_is_no_nil():
    given = (service(), cost(amount_p=90), stream(recurrence="recurrent"), allocation(amount_p=40))
    assert measured("recurrent_gap", *given).value is None


def test_money_of_which_nobody_says_whether_it_recurs_is_no_nil():
    given = (service(), cost(amount_p=90, is_recurrent=True), stream(), allocation(amount_p=40))
    assert measured("recurrent_gap", *given).value is None


def test_spending_without_any_prevention_tier_drifts_nowhere():
    found = measured("reactive_drift", service(), cost(), cost(year=Y26.plus(-3)))
    assert found.value is None


def in_prices(series, *records, **said):
    """Reactive drift of a plan that names a price index."""
    plan = plan_of(*records, **said)
    header = replace(plan.header, deflator_series=series)
    found = indicators.of(replace(plan, about={header.id: header}))
    return next(each for each in found if each.id == "reactive_drift")


def test_reactive_drift_is_in_real_terms_and_says_by_which_prices():
    given = service("r", prevention_tier="reactive")
    pounds = cost("r", Y26.plus(-3), 1_000_000), cost("r", Y26, 1_500_000)
    found = in_prices("hmt_2025_06", given, *pounds)
    assert found.measure.value == 1_500_000 - 1_091_251  # × 104.651 ÷ 95.9
    assert "; in the prices of 2026/27, by " in found.line()
    assert "June 2025" in found.line()
    cash = measured("reactive_drift", given, *pounds)
    assert cash.value == 500_000
    assert cash.said.endswith("cash is taken as real")
    late = [cost("r", Y26.plus(n), 100) for n in (3, 6)]
    assert in_prices("hmt_2025_06", given, *late, as_at=date(2032, 11, 1)).measure.value is None


def test_reactive_drift_that_is_not_known_says_which_year_is_missing():
    given = service("r", prevention_tier="reactive")
    pounds = cost("r", Y26.plus(-3), 1_000_000), cost("r", Y26, 1_500_000)
    beyond = in_prices("hmt_example", given, *pounds).measure
    assert beyond.value is None
    assert beyond.why == "The price index does not reach 2023/24 and 2026/27."
    bare = measured("reactive_drift", given, pounds[1])
    assert bare.why == "No spending with a prevention tier is recorded for 2023/24."


def test_single_year_exposure_is_by_value():
    rows = contract("a", days=365, total_value_p=100), contract("b", days=730, total_value_p=600)
    found = measured("single_year_exposure", *rows, contract("c", days=9, total_value_p=None))
    assert (found.value, found.items) == (250_000, 2)


def test_an_old_register_counts_whole_and_that_is_said():
    found = measured("single_year_exposure", contract(start_on=date(2019, 1, 1), days=30))
    assert (found.value, bool(found.said)) == (1_000_000, True)


def test_two_levers_are_needed_and_a_long_term_is_one():
    rows = contract("a", days=1100, levers=("shared_kpi",)), contract("b", levers=(), days=365)
    found = measured("lever_use", *rows, contract("d", levers=("shared_kpi",), days=365))
    assert 0 < found.value < 1_000_000
    assert found.items == 1


def test_a_lead_and_a_deputy_of_every_commissioner_are_needed():
    lead = RoleHolder(id="l", role="accountable_lead", service_ids=("s1",))
    deputy = RoleHolder(id="d", role="deputy_lead", organisation_ids=("council",))
    given = (*BODIES, service(), cost())
    assert measured("leads_named", *given, lead, deputy).value == 1_000_000
    assert measured("leads_named", *given, lead).value == 0
    assert measured("leads_named", *given).value is None


def test_consultation_gap_counts_decisions_that_affect_two_or_more():
    held = {"body": "Board", "subject": "X", "affected_ids": ("council", "icb")}
    rows = [
        Decision(id="1", agreed_ids=("council", "icb"), **held),
        Decision(id="2", agreed_ids=("council",), amount_p=7, **held),
        Decision(id="3", subject="Y", affected_ids=("council",)),
        Decision(id="4", subject="Z"),
    ]
    found = measured("consultation_gap", *BODIES, *rows)
    assert (found.value, found.coverage_ppm, found.amount_p) == (500_000, 750_000, 7)


def test_sharing_is_covered_by_a_live_agreement_with_an_assessment():
    given = (*BODIES, service(provider_ids=("icb",)), cost())
    held = {"kind": "information_sharing", "party_ids": ("council", "icb"), "signed_on": AS_AT}
    sure, bare = Agreement(id="a", dpia="yes", **held), Agreement(id="a", dpia="no", **held)
    assert measured("sharing_covered", *given, sure).value == 1_000_000
    assert measured("sharing_covered", *given, bare).value == 0
    assert measured("sharing_covered", *given).value is None


def test_pooled_share_is_of_what_may_be_pooled():
    pool = Pool(id="pool", name="Pool", fund_type="pooled")
    put = Contribution(id="k", pool_id="pool", partner_id="council", year=Y26, amount_p=25_00)
    streams = stream(poolable="s75"), stream("dsg", poolable="no")
    found = measured("pooled_share", *BODIES, *streams, allocation(), allocation("dsg"), pool, put)
    assert (found.value, found.amount_p) == (250_000, 25_00)


def test_net_winner_is_nil_where_benefit_falls_as_cost_does_and_whole_where_it_does_not():
    given = (*BODIES, service(), cost(payer_id="council"), BenefitLine(id="b", service_id="s1"))
    own = BenefitShare(id="x", benefit_id="b", organisation_id="council", share_ppm=1_000_000)
    other = BenefitShare(id="x", benefit_id="b", organisation_id="icb", share_ppm=1_000_000)
    assert measured("net_winner", *given, own).value == 0
    assert measured("net_winner", *given, other).value == 1_000_000


def test_boundaries_that_coincide_mismatch_by_nothing():
    people = [Population(id=c, area=c, year=Y26, people=n) for c, n in (("A", 60), ("B", 40))]

    def mismatch(mine, theirs):
        rows = []
        for body, codes in (("council", mine), ("icb", theirs)):
            rows.append(Boundary(id=body, name=body, geometry_codes=codes))
            rows.append(BoundaryMember(id=body, boundary_id=body, organisation_id=body))
        return measured("boundary_mismatch", *BODIES, *people, *rows).value

    assert mismatch(("A", "B"), ("A", "B")) == 0
    assert mismatch(("A", "B"), ("A",)) == (400_000 + 0) // 2


def test_legibility_needs_outcome_theory_and_the_front_line_within_a_year():
    whole = service(outcome_ids=("o",), theory_of_change=True)
    note = PracticeNote(id="n", service_id="s1", role="front_line", heard_on=AS_AT, heard="x")
    old = PracticeNote(id="n", service_id="s1", role="front_line", heard_on=date(2025, 1, 1))
    assert measured("plan_legibility", whole, note).value == 1_000_000
    assert measured("plan_legibility", whole, old).value == 0


def test_the_level_of_an_indicator_is_that_of_the_gravest_open_finding_behind_it():
    plan = plan_of(contract(days=365), contract("c2"))
    found = indicators.of(plan, registry.run(plan))
    level = {i.definition.barrier: i.level for i in found}
    assert level["short_termism"] == "warning"


@pytest.mark.parametrize(
    ("values", "said"), [((10, 20), "up"), ((20, 10), "down"), ((5, 5), "flat"), ((5,), "")]
)
def test_trend_is_against_the_year_before(values, said):
    by_year = {Y26.plus(n - len(values) + 1): value for n, value in enumerate(values)}
    assert indicators.trend(by_year, Y26) == said


def test_the_change_of_the_prevention_share_is_over_three_years():
    given = [service(t, prevention_tier=t) for t in ("primary", "reactive")]
    costs = [cost("primary", Y26.plus(-3), 20), cost("reactive", Y26.plus(-3), 80)]
    found = measured("prevention_change", *given, *costs, cost("primary", Y26, 30),
                     cost("reactive", Y26, 70))  # fmt: skip
    assert (found.value, dict(found.by_year)) == (100_000, {Y26: 100_000})
    assert measured("prevention_change", *given, cost("primary", Y26, 30)).value is None


def test_money_on_programmes_without_effect_is_of_rated_money():
    given = service("a", eif_evidence="NE"), service("b", eif_evidence="3"), service("c")
    costs = cost("a", amount_p=10), cost("b", amount_p=30), cost("c", amount_p=60)
    found = measured("no_effect", *given, *costs)
    assert (found.value, found.coverage_ppm) == (250_000, 400_000)
    assert (found.amount_p, found.whole_p) == (10, 40)


def test_contract_value_ends_in_the_year_of_the_committed_end():
    rows = contract("a", days=365, total_value_p=100), contract("b", days=730, total_value_p=400)
    found = measured("value_ending", *rows, contract("c", days=10, total_value_p=None))
    assert (found.value, found.by_year[Y26.plus(1)], found.items) == (100, 200, 1)
    assert found.coverage_ppm == 666_667


def test_aligned_money_is_told_apart_from_pooled():
    pools = [Pool(id=kind, name=kind, fund_type=kind) for kind in ("pooled", "aligned")]
    put = [
        Contribution(id=p.id, pool_id=p.id, partner_id="council", year=Y26, amount_p=amount)
        for p, amount in zip(pools, (25_00, 10_00), strict=True)
    ]
    given = (*BODIES, stream(poolable="s75"), allocation(), *pools, *put)
    assert measured("aligned_share", *given).value == 100_000
    assert measured("pooled_share", *given).value == 250_000


def test_a_year_without_any_contribution_recorded_is_not_nil():
    given = (*BODIES, stream(poolable="s75"), allocation())
    assert measured("pooled_share", *given).value is None
    assert measured("aligned_share", *given).value is None


def test_demand_has_every_year_and_a_services_own_growth_comes_first():
    from commissionplanner.model.entities import Assumption

    growth = [
        Assumption(id="all", key="growth", rate_ppm=100_000),
        Assumption(id="own", key="growth", rate_ppm=200_000, service_id="s1"),
    ]
    rows = service(statutory="statutory"), service("s2", statutory="statutory")
    costs = cost(amount_p=100), cost("s2", amount_p=100), cost("s2", Y26.plus(1), 50)
    found = measured("demand_cost", *rows, *costs, *growth)
    assert (found.value, found.by_year[Y26.plus(1)]) == (30, 5)


def test_pairs_of_like_services_are_counted_over_what_is_recorded():
    alike = {"age_bands": ("age_0_2",), "outcome_area": "Speech", "area": "Wexcombe"}
    one, other = service("a", **alike), service("b", lead_commissioner_id="icb", **alike)
    found = measured("duplicates", *BODIES, one, other, service("c"))
    assert (found.value, found.coverage_ppm) == (1, 666_667)
    assert measured("duplicates", *BODIES, service("c")).value is None


def test_an_identifier_counts_where_both_bodies_hold_it():
    given = (*BODIES, service(provider_ids=("icb",)), cost())
    held = {"kind": "information_sharing", "party_ids": ("council", "icb"), "signed_on": AS_AT}
    for identifier, value in (("nhs_number", 1_000_000), ("local", 0), (None, None)):
        agreement = Agreement(id="a", identifier=identifier, **held)
        assert measured("common_identifier", *given, agreement).value == value


def test_single_years_of_each_year_are_those_of_the_contracts_that_run_in_it():
    kept = [
        contract("a", start_on=date(2026, 4, 1), current_end_on=date(2027, 3, 31), annual_value_p=30),
        contract("b", start_on=date(2024, 4, 1), current_end_on=date(2028, 3, 31), annual_value_p=50),
        contract("c", start_on=date(2026, 4, 1), current_end_on=date(2026, 9, 30), annual_value_p=None),
        contract("d", start_on=date(2027, 4, 1), term_kind="rolling", annual_value_p=70),
        contract("e", start_on=date(2027, 4, 1), current_end_on=date(2028, 3, 31), annual_value_p=9,
                 value_kind="framework_ceiling"),
    ]  # fmt: skip
    plan = plan_of(*kept)
    found = measured("single_year_exposure", *kept)
    for year in plan.header.all_years:
        running = exposure((c for c in kept if runs_in(c, year)), None)
        said = found.by_year.get(year)
        assert said == (share_ppm(running.single_p, running.known_p) if running.known else None)
    assert found.by_year
