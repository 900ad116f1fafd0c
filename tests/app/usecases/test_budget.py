"""Choosing a pool and a scenario, and a budget as the command prints it."""

import json

import pytest

from commissionplanner.app.usecases.budget import (
    ChoiceError,
    as_json,
    choose_pool,
    choose_scenario,
    work_out,
)
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import Assumption, Pool, Scenario
from commissionplanner.model.plan import Plan
from tests.pool_plans import given, pool_plan, spent, table

TWO = Plan(pools=table(Pool(id="a", name="Best Start"), Pool(id="b", name="Inclusion")))


def test_the_only_pool_needs_no_name():
    assert choose_pool(pool_plan()) == "pool"


def test_several_pools_are_named_where_none_was_chosen():
    with pytest.raises(ChoiceError, match="“Best Start”, “Inclusion”"):
        choose_pool(TWO)


@pytest.mark.parametrize("words", ["a", "Best Start", "best start "])
def test_a_pool_is_chosen_by_id_or_name(words):
    assert choose_pool(TWO, words) == "a"


def test_a_scenario_that_is_not_there_is_said_with_those_that_are():
    plan = Plan(scenarios=table(Scenario(id="s", name="As now")))
    with pytest.raises(ChoiceError, match="“As now”"):
        choose_scenario(plan, "Later")
    assert choose_scenario(plan) is None


def test_what_is_printed_is_whole_pence_and_null_where_not_known():
    money = given("council", "base", [500, None, 700])
    plan = pool_plan(
        contributions=money, costs=spent("svc-a", [600, 600, 600]), services=("svc-a",)
    )
    found = json.loads(json.dumps(as_json(work_out(plan, "pool"))))
    assert found["years"] == ["2026/27", "2027/28", "2028/29"]
    assert (found["pool"], found["scenario"]) == ("Best start pool", None)
    assert found["contributions"][0]["amounts_p"] == [500, None, 700]
    assert found["balance_p"]["confirmed"] == [-100, None, 100]
    keys = {"pool", "scenario", "years", "contributions", "expenditure", "totals", "balance_p",
            "exposure", "benefits"}  # fmt: skip
    assert keys <= set(found)


def test_the_sixteen_tests_are_printed_with_state_words_and_figures():
    plan = pool_plan(
        contributions=given("council", "base", [500]), costs=spent("svc-a", [600]),
        services=("svc-a",), years=1,
    )  # fmt: skip
    found = json.loads(json.dumps(as_json(work_out(plan, "pool"))))["checks"]
    assert [row["test"] for row in found] == [f"T{n}" for n in range(1, 17)]
    assert (found[0]["state"], found[0]["rule"]) == ("attention", "POO-001")
    assert {"label": "In less applied", "amounts_p": [-100]} in found[0]["figures"]


def test_a_figure_too_large_is_refused_in_words():
    rates = table(Assumption(id="a", key="uplift", rate_ppm=1_000_000))
    plan = pool_plan(costs=spent("svc-a", [3 * 10**12, "absent"]), assumptions=rates)
    with pytest.raises(EditRefused, match="“Best start pool” is not worked out"):
        work_out(plan, "pool")
