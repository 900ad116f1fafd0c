"""Costs beside benefits: worked by hand, and parts that make the whole."""

from dataclasses import replace
from datetime import date

from commissionplanner.budget.gains import gains
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.entities import Assumption, BenefitLine, BenefitShare
from tests.pool_plans import given, pool_plan, spent, table

LINE = BenefitLine(
    id="b", service_id="svc-a", name="Fewer children in care", population=100,
    affected_ppm=1_000_000, engagement_ppm=1_000_000, retention_ppm=1_000_000,
    impact_ppm=1_000_000, deadweight_ppm=0, unit_value_p=10_00, lag_profile=("0", "100"),
    drop_off_ppm=0, benefit_class="fiscal", cashability_ppm=0, confidence_grade=1,
)  # fmt: skip
SHARES = (
    BenefitShare(id="1", benefit_id="b", organisation_id="icb", share_ppm=750_000),
    BenefitShare(id="2", benefit_id="b", body="Prisons", share_ppm=250_000),
)


def assumed(key, rate_ppm):
    return Assumption(id=key, key=key, rate_ppm=rate_ppm, made_on=date(2026, 4, 1))


def of(*lines, assumptions=(), shares=SHARES):
    plan = pool_plan(
        contributions=(*given("council", "s", [600_00] * 3), *given("icb", "t", [400_00] * 3)),
        costs=(*spent("svc-a", [500_00] * 3), *spent("svc-b", [300_00] * 3)),
        benefits=table(*lines), benefit_shares=table(*shares),
        assumptions=table(*assumptions),
    )  # fmt: skip
    return gains(pool_budget(plan, "pool"))


def test_only_services_with_a_benefit_are_weighed_and_that_is_said():
    found = of(LINE)
    assert found.services == ("svc-a",)
    assert found.public.costs_p == (500_00,) * 3
    assert any("1 service of the fund with no benefit known" in each for each in found.left_out)


def test_partners_pay_in_the_share_in_which_they_put_money_in():
    assert of(LINE).paid_p == {"council": (300_00,) * 3, "icb": (200_00,) * 3}


def test_bodies_gain_their_share_of_fiscal_benefits():
    assert of(LINE).gained_p == {"icb": (0, 750_00, 750_00), "Prisons": (0, 250_00, 250_00)}


def test_value_today_payback_and_who_wins():
    found = of(LINE, assumptions=[assumed("discount_rate", 0)])
    assert found.public.net_pv_p == 500_00
    assert found.public.payback() == 1
    assert found.net_winner_ppm == 600_000
    assert found.rebalanced_p == {"council": -900_00, "icb": 900_00}


def test_inflation_brings_costs_to_the_prices_of_the_first_year():
    found = of(LINE, assumptions=[assumed("inflation", 250_000)])
    assert found.public.costs_p == (500_00, 400_00, 320_00)
    assert "prices of 2026/27" in found.basis[0]


def test_optimism_raises_the_costs():
    assert of(LINE, assumptions=[assumed("optimism_bias", 100_000)]).public.costs_p == (550_00,) * 3


def test_social_benefits_count_for_the_public_and_reach_no_budget():
    found = of(replace(LINE, benefit_class="social"))
    assert found.public.benefits_p == (0, 1_000_00, 1_000_00)
    assert found.fiscal.benefits_p == (0, 0, 0)
    assert found.gained_p == {}


def test_a_benefit_that_is_not_known_is_not_counted_as_nil():
    found = of(replace(LINE, impact_ppm=None))
    assert found.services == ()
    assert found.public.ratio is None
    assert (
        "Not known, and not counted as nil: Fewer children in care (Impact not recorded)."
        in found.left_out
    )
