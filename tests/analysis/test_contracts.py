"""Contracts in time: yearly value, shares by year, exposure and tenure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.contracts import (
    chains,
    exposure,
    is_single_year,
    runs_in,
    value_by_year_p,
    yearly_value_p,
)
from tests.findings.build import Y26, Y27, contract, plan_of

WORKED = {"start_on": date(2026, 9, 1), "current_end_on": date(2028, 8, 31)}


def test_value_by_days_is_that_of_the_worked_example():
    found = value_by_year_p(contract(total_value_p=300_000_00, **WORKED))
    assert list(found.values()) == [8_700_410, 15_020_520, 6_279_070]


def test_yearly_value_is_the_one_recorded_before_any_worked_out():
    assert yearly_value_p(contract(days=730, annual_value_p=7_00)) == 7_00
    assert yearly_value_p(contract(days=730, total_value_p=200_00)) == 100_00
    assert yearly_value_p(contract(days=100, total_value_p=200_00)) == 200_00


def test_a_value_is_not_known_without_a_term_and_no_framework_is_spend():
    assert yearly_value_p(contract()) is None
    assert yearly_value_p(contract(days=365, value_kind="framework_ceiling")) is None


@given(st.integers(1, 4000), st.integers(-(10**9), 10**12))
def test_the_years_of_a_contract_make_its_total(days, total_p):
    assert sum(value_by_year_p(contract(days=days, total_value_p=total_p)).values()) == total_p


@pytest.mark.parametrize(("days", "single"), [(1, True), (366, True), (367, False), (0, None)])
def test_single_year_is_366_days_or_fewer(days, single):
    assert is_single_year(contract(days=days)) is single


def test_exposure_leaves_out_what_is_not_known_and_says_how_much():
    rows = [
        contract("a", days=365),
        contract("b", days=730, total_value_p=600_00),
        contract("c", days=365, total_value_p=None),
        contract("d", days=365, value_kind="framework_ceiling"),
    ]
    found = exposure(rows, None)
    assert (found.single_p, found.known_p, found.known, found.contracts) == (100_00, 400_00, 2, 3)


def test_tenure_is_weighted_by_value():
    rows = [
        contract("a", current_end_on=date(2027, 3, 31), annual_value_p=100),
        contract("b", current_end_on=date(2029, 3, 31), annual_value_p=300),
    ]
    left = exposure(rows, date(2026, 4, 1)).months_left_ppm
    days = (364 * 100 + 1095 * 300) / 400
    assert left == pytest.approx(days / 30.4375 * 1_000_000, abs=1)


def test_a_chain_of_terms_is_found_once_though_it_has_two_services():
    said = {"provider_id": "p", "service_ids": ("s1", "s2")}
    rows = [
        contract("a", days=365, start_on=date(2025, 4, 1), **said),
        contract("b", days=365, **said),
    ]
    [found] = chains(plan_of(*rows))
    assert [c.id for c in found.contracts] == ["a", "b"]
    assert found.gaps == (0,)


def test_a_contract_that_rolls_on_runs_in_every_later_year():
    rolling = contract(term_kind="rolling")
    assert runs_in(rolling, Y27) is True
    assert runs_in(rolling, Y26.plus(-1)) is False
    assert runs_in(contract(), Y26) is None
