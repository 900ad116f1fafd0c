"""Thresholds: the usual value of each, and what a plan sets in its place."""

import pytest

from commissionplanner.app.derived import Derived
from commissionplanner.findings import registry
from commissionplanner.findings.thresholds import FIELDS
from commissionplanner.model.entities import Threshold
from tests.findings.build import cost, organisation, plan_of, service

LIMITS = [limit for rule in registry.rules() for limit in rule.limits]
EARLY = (organisation("council"), service(eif_evidence="2"), cost(amount_p=50_000_000))


def _set(rule, name, **value):
    return Threshold(id="t", rule=rule, name=name, **value)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.rule}-{limit.name}")
def test_a_plan_goes_by_its_own_value_or_else_by_the_usual_one(limit):
    plan = plan_of(_set(limit.rule, limit.name, **{FIELDS[limit.unit]: 7}))
    assert (limit.of(plan), limit.of(plan_of())) == (7, limit.usual)
    assert "set in this plan" in limit.said(plan)
    assert "the usual value" in limit.said(plan_of())


def test_every_rule_with_thresholds_is_asked_again_when_one_changes():
    with_limits = [rule for rule in registry.rules() if rule.limits]
    assert len(with_limits) >= 10
    assert all("thresholds" in rule.tables for rule in with_limits)
    assert all(limit.rule == rule.id for rule in with_limits for limit in rule.limits)


def test_names_of_thresholds_are_unique():
    assert len({(limit.rule, limit.name) for limit in LIMITS}) == len(LIMITS)


def test_nil_is_a_value_and_below_nil_is_not():
    (limit,) = registry.RULES["EVI-002"].limits
    assert limit.of(plan_of(_set("EVI-002", "cost", amount_p=0))) == 0
    assert limit.of(plan_of(_set("EVI-002", "cost", amount_p=-1))) == limit.usual


@pytest.mark.parametrize(("least_p", "found"), [(50_000_000, 1), (50_000_001, 0)])
def test_a_rule_finds_by_the_threshold_of_the_plan(least_p, found):
    plan = plan_of(*EARLY, _set("EVI-002", "cost", amount_p=least_p))
    assert len(registry.run(plan, ["EVI-002"])) == found


def test_a_change_of_a_threshold_asks_only_the_rules_that_read_them():
    kept, plan = Derived(), plan_of(*EARLY)
    kept.findings(plan)
    before = kept.rules_run
    set_to = {"t": _set("EVI-002", "cost", amount_p=60_000_000)}
    found = kept.findings(plan.with_table("thresholds", set_to))
    assert not [f for f in found if f.rule == "EVI-002"]
    assert kept.rules_run - before == sum("thresholds" in rule.tables for rule in registry.rules())
