"""Benefits by year and body, against the method worked by hand."""

from dataclasses import replace

import pytest

from commissionplanner.budget.benefits import benefits, unsaid
from commissionplanner.budget.scenarios import view
from commissionplanner.budget.tables import benefit_corrections
from commissionplanner.model.entities import BenefitLine, BenefitShare
from tests.pool_plans import pool_plan, table

LINE = BenefitLine(
    id="b", service_id="svc-a", name="Fewer children in care", population=1_000,
    affected_ppm=100_000, engagement_ppm=500_000, retention_ppm=800_000, impact_ppm=250_000,
    deadweight_ppm=200_000, unit_value_p=1_000_000, lag_profile=("0", "50", "100"),
    drop_off_ppm=100_000, benefit_class="fiscal", cashability_ppm=500_000, confidence_grade=1,
)  # fmt: skip
# 1,000 × 10 % × 50 % × 80 % × 25 % × 80 % = 8 children, £80,000 in a full year.


def of(line, *shares, services=("svc-a",)):
    plan = pool_plan(benefits=table(line), benefit_shares=table(*shares))
    return benefits(view(plan), services)


def test_a_benefit_builds_up_and_drops_off():
    found = of(LINE)[0]
    assert found.amounts_p == (0, 3_600_000, 6_480_000)
    assert found.cashable_p == (0, 1_800_000, 3_240_000)


def test_a_lower_grade_takes_more_off():
    assert benefit_corrections()[4] == 150_000
    assert of(replace(LINE, confidence_grade=4))[0].amounts_p == (0, 3_060_000, 5_508_000)


def test_what_leaks_is_displaced_or_substituted_comes_off_and_a_multiplier_adds():
    # 8 children × 90 % × 75 % × 80 % × 125 % = 5.4; half in year 2, less a tenth.
    beside = replace(LINE, leakage_ppm=100_000, displacement_ppm=250_000,
                     substitution_ppm=200_000, multiplier_ppm=1_250_000)  # fmt: skip
    assert of(beside)[0].amounts_p == (0, 2_430_000, 4_374_000)
    assert of(replace(beside, leakage_ppm=1_000_000))[0].amounts_p == (0, 0, 0)


@pytest.mark.parametrize(
    "name", ["population", "impact_ppm", "unit_value_p", "drop_off_ppm", "confidence_grade"]
)
def test_an_input_that_is_not_known_makes_the_benefit_not_known(name):
    assert of(replace(LINE, **{name: None}))[0].amounts_p == (None, None, None)


def test_who_gains_makes_the_whole_and_what_nobody_gains_is_said():
    shares = [
        BenefitShare(id="1", benefit_id="b", organisation_id="council", share_ppm=333_333),
        BenefitShare(id="2", benefit_id="b", body="Prisons", share_ppm=333_333),
    ]
    found = of(LINE, *shares)[0]
    assert set(found.by_body) == {"council", "Prisons", ""}
    assert sum(years[2] for years in found.by_body.values()) == found.amounts_p[2]


def test_shares_of_more_than_the_whole_are_not_shared_out():
    over = BenefitShare(id="1", benefit_id="b", organisation_id="icb", share_ppm=1_000_001)
    assert of(LINE, over)[0].by_body == {}


def test_benefits_of_other_services_and_scenarios_are_not_counted():
    assert of(LINE, services=("svc-b",)) == ()
    assert of(replace(LINE, scenario_id="s")) == ()


def test_a_profile_in_one_text_is_read_and_what_is_missing_is_named():
    assert of(replace(LINE, lag_profile=("0, 50; 100%",)))[0].amounts_p == of(LINE)[0].amounts_p
    assert unsaid(replace(LINE, lag_profile=("soon",), impact_ppm=None)) == (
        "Impact",
        "Lag profile",
    )
    assert unsaid(LINE) == ()
