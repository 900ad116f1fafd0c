"""What a bridge may lead from and to, and that its steps make the end."""

import pytest

from commissionplanner.app.bridge_choice import bridge_of, ends, starts
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.store.sealed import packed
from commissionplanner.model.entities import Assumption, Scenario, SealedVersion
from tests.pool_plans import given, pool_plan, spent, table


def _plan():
    return pool_plan(
        contributions=given("council", "base", [100_00] * 3),
        costs=spent("svc-a", [90_00, "absent", "absent"]),
        scenarios=table(Scenario(id="high", name="High")),
        assumptions=table(
            Assumption(id="h", key="uplift", rate_ppm=100_000, scenario_id="high")
        ),
    )  # fmt: skip


def _sealed(plan):
    digest, content = packed(plan)
    version = SealedVersion(id="v", number=1, content=content, digest=digest)
    return plan.with_table("sealed_versions", {"v": version})


def _makes_its_end(bridge):
    return bridge.start_p + sum(step.amount_p for step in bridge.steps) == bridge.end_p


def test_scenarios_lead_to_scenarios_and_years_to_later_years():
    plan = _plan()
    assert [key for key, _ in starts(plan)] == [
        "scenario:", "scenario:high", "year:2026/27", "year:2027/28",
    ]  # fmt: skip
    assert [key for key, _ in ends(plan, "scenario:high")] == ["scenario:"]
    assert [key for key, _ in ends(plan, "year:2027/28")] == ["year:2028/29"]


def test_between_scenarios_and_between_years_the_steps_make_the_end():
    plan = _plan()
    between = bridge_of(plan, "pool", "scenario:", "scenario:high", None)
    assert (between.end_p - between.start_p, _makes_its_end(between)) == (-27_90, True)
    over = bridge_of(plan, "pool", "year:2026/27", "year:2028/29", "high")
    assert (over.start_p, over.end_p, _makes_its_end(over)) == (10_00, -8_90, True)


def test_a_sealed_version_is_led_from_as_it_was_sealed():
    plan = _sealed(_plan())
    cost = plan.service_costs["pool-svc-a-0"].with_found(amount_p=95_00)
    later = plan.with_table("service_costs", {cost.id: cost})
    bridge = bridge_of(later, "pool", "sealed:1", "scenario:", None)
    assert (bridge.end_p - bridge.start_p, _makes_its_end(bridge)) == (-15_00, True)


def test_a_scenario_that_is_gone_is_refused_in_words():
    with pytest.raises(EditRefused, match="no longer"):
        bridge_of(_plan(), "pool", "scenario:", "scenario:gone", None)
