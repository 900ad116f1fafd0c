"""Levers that exist for a finding, and how they stand on its record."""

from datetime import date

import pytest

from commissionplanner.app.usecases.check import check
from commissionplanner.findings import registry
from commissionplanner.findings.levers import cited_for, levers_for, said
from commissionplanner.model.entities import Agreement, Pool, PoolService
from tests.findings.build import contract, cost, organisation, plan_of, service

COUNCIL = organisation("council", ons_code="E06000001", is_partner=True)
NEXT = (service(), cost(year=plan_of().years[1]))


def states(rule, *records):
    plan = plan_of(COUNCIL, *records)
    finding = registry.run(plan, {rule})[0]
    return {each.entry.id: each.state for each in levers_for(plan, finding)}


def single(**said):
    return contract(days=365, service_ids=("s1",), **said)


@pytest.mark.parametrize(("held", "lever", "state"), [
    ({}, "lever-long-term", "unused"),
    ({}, "lever-break-clause", "not_recorded"),
    ({"break_clause": True}, "lever-break-clause", "used"),
    ({"break_clause": False}, "lever-break-clause", "unused"),
    ({"levers": ("outcome_extension",)}, "lever-outcome-extension", "used"),
    ({"levers": ("shared_kpi",)}, "lever-outcome-extension", "unused"),
    ({}, "lever-outcome-extension", "not_recorded"),
    ({"extensions_available": 1}, "lever-option", "used"),
    ({"extensions_available": 0}, "lever-option", "unused"),
    ({"route": "psr_direct_c"}, "lever-direct-c", "used"),
    ({"route": "tender"}, "lever-competition", "used"),
    ({"kind": "grant"}, "lever-grant", "unused"),  # for a year
    ({"kind": "service"}, "lever-grant", "not_recorded"),
    ({"route": "tender"}, "lever-grant", "unused"),
])  # fmt: skip
def test_a_lever_stands_as_the_contract_says(held, lever, state):
    assert states("CON-010", *NEXT, single(**held))[lever] == state


@pytest.mark.parametrize(("days", "state"), [(366, "unused"), (367, "used")])
def test_a_grant_runs_over_several_years_only_where_it_is_longer_than_one(days, state):
    moved = {"extensions_taken": 2, "initial_end_on": date(2026, 6, 30)}  # and so CON-011's
    held = contract(days=days, kind="grant", **moved)
    assert states("CON-011", held)["lever-grant"] == state


def test_a_fund_and_an_agreement_show_the_levers_of_money():
    bare = states("EVI-001", service(), cost())
    assert set(bare.values()) == {"not_recorded"}
    pool = Pool(id="p", name="Pool", basis="s75", fund_type="pooled")
    held = (service(commissioning_mode="single"), cost(), pool,
            PoolService(id="ps", pool_id="p", service_id="s1"),
            Agreement(id="a", kind="section_256", service_ids=("s1",)))  # fmt: skip
    found = states("FUN-001", *held)
    assert (found["lever-s75-pool"], found["lever-s256"]) == ("used", "used")
    assert found["lever-lead"] == "unused"


def test_levers_of_other_nations_are_not_offered():
    found = states("FUN-001", service(), cost())
    assert "lever-s75-pool" in found
    assert not {"lever-ijb", "lever-s167", "lever-ni-pool"} & set(found)


def test_a_record_to_be_mended_has_no_lever_and_reading_may_stand_beside_it():
    plan = plan_of(contract(), COUNCIL)
    finding = registry.run(plan, {"CON-001"})[0]
    assert levers_for(plan, finding) == ()
    assert [entry.id for entry in cited_for("CON-001")] == ["three-dates"]


def test_the_facts_of_check_end_with_the_levers_and_no_key_is_new():
    plan = plan_of(COUNCIL, *NEXT, single(break_clause=True))
    told = next(f for f in check(plan, ("CON-010",)).as_json()["findings"])
    assert set(told) == {
        "rule", "level", "title", "table", "id", "name", "facts", "amount_p", "status",
    }  # fmt: skip
    assert told["facts"]["Levers used here"] == "Break clause"
    assert list(told["facts"])[-1] == "Levers not recorded here"
    assert "Levers used here" not in check(plan, ("CON-010",)).findings[0].facts


def test_no_lever_is_said_in_words_that_are_empty():
    assert said(()) == {}
