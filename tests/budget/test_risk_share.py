"""Who bears a variance: the worked examples, and what must hold of every method."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.budget.risk_share import (
    Band,
    NotWorkedOutError,
    Terms,
    in_order,
    share_variance,
)

OVERSPEND_P = 15_000_000
TWO = Terms(
    "proportional",
    ("council", "icb"),
    {"council": 120_000_000, "icb": 80_000_000},
    led_p={"council": 90_000_000, "icb": 30_000_000},
    spending_p=200_000_000,
    host_id="council",
    residual_bearer_id="council",
    fallback="proportional",
)


def parts(terms, variance_p=OVERSPEND_P):
    shared = share_variance(terms, variance_p)
    return shared.parts_p["council"], shared.parts_p["icb"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (9_000_000, 6_000_000)),
        ({"method": "capped", "caps_p": {"icb": 4_000_000}}, (11_000_000, 4_000_000)),
        ({"method": "host_bears"}, (15_000_000, 0)),
        ({"method": "fixed_percent", "shares_ppm": {"council": 700_000, "icb": 300_000}},
         (10_500_000, 4_500_000)),
        ({"method": "own_risk"}, (11_250_000, 3_750_000)),
        ({"method": "by_cause", "causes_p": {"icb": 5_000_000, "": 10_000_000}},
         (6_000_000, 9_000_000)),
        ({"method": "waterfall", "waterfall": ("Risk reserve", "Partners"), "reserve_p": 5_000_000},
         (6_000_000, 4_000_000)),
        ({"method": "banded", "bands": (
            Band("council", 0, 50_000, 1_000_000),
            Band("council", 50_000, None, 400_000), Band("icb", 50_000, None, 600_000))},
         (12_000_000, 3_000_000)),
    ],
)  # fmt: skip
def test_an_overspend_of_150_000_pounds(changed, expected):
    # The first three are the worked example of a council with £1.2m and an ICB with £0.8m.
    assert parts(replace(TWO, **changed)) == expected


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"method": None}, "does not say how"),
        ({"unknown_contributions": 1}, "not known"),
        ({"contributions_p": {}}, "No contribution"),
        ({"contributions_p": {"": 5, "icb": 5}}, "no partner"),
        ({"method": "fixed_percent", "shares_ppm": {"icb": 980_000}}, "100%"),
        ({"method": "host_bears", "host_id": None}, "host"),
        ({"method": "by_cause", "fallback": None}, "left over"),
        ({"method": "waterfall", "waterfall": ("Uncommitted schemes",)}, "uncommitted"),
        ({"method": "waterfall", "waterfall": ("Reserve",)}, "reserve is not known"),
        ({"method": "waterfall", "waterfall": ("Goodwill",)}, "“Goodwill”"),
        ({"method": "banded"}, "bands"),
        ({"method": "own_risk", "led_p": {}}, "No cost"),
    ],
)
def test_where_the_plan_lacks_what_a_method_needs_it_says_so(changed, reason):
    with pytest.raises(NotWorkedOutError, match=reason):
        share_variance(replace(TWO, **changed), OVERSPEND_P)


def test_what_caps_leave_without_a_bearer_is_borne_by_nobody():
    terms = replace(TWO, method="capped", caps_p={"icb": 4_000_000}, residual_bearer_id=None)
    shared = share_variance(terms, OVERSPEND_P)
    assert (shared.parts_p["icb"], shared.unborne_p) == (4_000_000, 2_000_000)


CAPPED = replace(
    TWO, method="waterfall", fallback="capped", caps_p={"council": 5_000_000, "icb": 4_000_000},
    residual_bearer_id=None, reserve_p=2_000_000,
)  # fmt: skip


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (("Underspends elsewhere", "Risk reserve", "Partners"), (5_000_000, 4_000_000, 4_000_000)),
        (("Partners", "Risk reserve"), (5_000_000, 4_000_000, 4_000_000)),
        (("Partners",), (5_000_000, 4_000_000, 6_000_000)),
    ],
)
def test_the_order_of_cover_is_kept(order, expected):
    shared = share_variance(replace(CAPPED, waterfall=order), OVERSPEND_P)
    assert (shared.parts_p["council"], shared.parts_p["icb"], shared.unborne_p) == expected


def test_a_reserve_after_the_partners_is_touched_only_for_what_caps_leave():
    small = 6_000_000  # within both caps: £36,000 and £24,000
    for order, reserve_p in ((("Partners", "Reserve"), 0), (("Reserve", "Partners"), 2_000_000)):
        assert share_variance(replace(CAPPED, waterfall=order), small).reserve_p == reserve_p


amounts = st.integers(0, 10**9)
pools = st.builds(
    lambda method, given, caps, led, reserve: replace(
        TWO,
        method=method,
        partners=in_order(list(given), "council"),
        contributions_p={**given, "council": given.get("council", 0) + 1},
        caps_p=caps,
        led_p=led,
        shares_ppm={"council": 400_000, "icb": 350_000, "zone": 250_000},
        bands=(Band("icb", 0, 20_000, 1_000_000), Band("council", 20_000, 60_000, 1_000_000)),
        waterfall=("Reserve", "Partners"),
        reserve_p=reserve,
        causes_p={"icb": 1_234, "": 99},
    ),
    st.sampled_from(
        ["proportional", "fixed_percent", "capped", "host_bears", "own_risk", "by_cause", "banded",
         "waterfall"]
    ),
    st.dictionaries(st.sampled_from(["council", "icb", "zone", "alpha"]), amounts, max_size=4),
    st.dictionaries(st.sampled_from(["icb", "zone"]), amounts, max_size=2),
    st.dictionaries(st.sampled_from(["council", "icb", ""]), st.integers(1, 10**9), min_size=1),
    amounts,
)  # fmt: skip


@given(pools, st.integers(-(10**9), 10**9))
def test_the_parts_make_the_whole(terms, variance):
    assert share_variance(terms, variance).whole_p == variance


@given(pools)
def test_without_a_variance_nobody_bears_anything(terms):
    assert not any(share_variance(terms, 0).parts_p.values())


@given(pools, st.integers(-(10**9), 10**9))
def test_nobody_but_the_residual_bearer_is_above_its_cap(terms, variance):
    shared = share_variance(replace(terms, method="capped"), variance)
    for partner, cap_p in terms.caps_p.items():
        if partner in shared.parts_p and partner != terms.residual_bearer_id:
            assert abs(shared.parts_p[partner]) <= cap_p


@given(pools, st.integers(-(10**9), 10**9))
def test_the_order_of_partners_changes_nothing(terms, variance):
    turned = replace(
        terms,
        contributions_p=dict(reversed(terms.contributions_p.items())),
        led_p=dict(reversed(terms.led_p.items())),
    )
    assert share_variance(turned, variance).parts_p == share_variance(terms, variance).parts_p


@given(st.dictionaries(st.sampled_from(["council", "icb"]), st.integers(1, 10**9), min_size=1))
def test_own_risk_moves_no_money_between_partners(led):
    shared = share_variance(replace(TWO, method="own_risk", led_p=led), sum(led.values()))
    assert {key: p for key, p in shared.parts_p.items() if p} == led
