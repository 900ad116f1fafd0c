"""What a fund may pay for: services of the plan, and those that only a contract names."""

from dataclasses import replace
from datetime import date

from commissionplanner.app.pool_services import (
    contracts_of,
    costs_of_contract,
    costs_of_contracts,
    service_of_contract,
    services_offered,
)
from commissionplanner.edits.base import Together
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import Contract, Service
from tests.pool_plans import pool_plan, table, year


def _contract(**fields):
    given = {"id": "c", "ref": "C-1", "title": "Home visiting", "commissioner_id": "icb"}
    return Contract(**{**given, **fields})


def _plan(*contracts):
    return pool_plan(services=("svc-a",)).with_table("contracts", table(*contracts))


def test_services_in_the_fund_and_contracts_of_a_service_are_not_offered_again():
    plan = _plan(_contract(), _contract(id="d", ref="C-2", title="Held", service_ids=("svc-a",)))
    assert services_offered(plan, "pool") == (("contract:c", "Home visiting · contract C-1"),)
    keys = [key for key, _ in services_offered(plan, "another fund")]
    assert keys == ["svc-a", "contract:c"]


def test_a_contract_costs_its_yearly_value_for_the_days_it_runs():
    contract = _contract(
        annual_value_p=120_000_00, start_on=date(2026, 10, 1), current_end_on=date(2028, 3, 31)
    )
    plan = _plan(contract)
    assert costs_of_contract(plan, contract) == {
        year(0): 59_835_62, year(1): 120_000_00, year(2): None,
    }  # fmt: skip
    rolling = _contract(annual_value_p=100_00, start_on=date(2020, 4, 1), term_kind="rolling")
    assert set(costs_of_contract(plan, rolling).values()) == {100_00}
    undated = _contract(annual_value_p=100_00)
    assert set(costs_of_contract(plan, undated).values()) == {None}


def test_services_of_one_name_are_told_apart():
    plan = pool_plan(services=()).with_table("services", table(
        Service(id="a", name="Family support", lead_commissioner_id="council"),
        Service(id="b", name="Family support", lead_commissioner_id="icb"),
        Service(id="c", name="Family support", lead_commissioner_id="icb"),
    ))  # fmt: skip
    assert dict(services_offered(plan, "pool")) == {
        "a": "Family support · Council",
        "b": "Family support · ICB",
        "c": "Family support · ICB (2)",
    }


def test_a_service_costs_what_its_own_contracts_say_together():
    one = _contract(service_ids=("svc-a",), annual_value_p=100_00, start_on=date(2026, 4, 1),
                    current_end_on=date(2028, 3, 31))  # fmt: skip
    two = replace(one, id="d", current_end_on=date(2027, 3, 31))
    shared = replace(one, id="e", service_ids=("svc-a", "svc-b"))
    plan = _plan(one, two, shared)
    assert contracts_of(plan, "svc-a") == (one, two)
    costs = costs_of_contracts(plan, contracts_of(plan, "svc-a"))
    assert list(costs.values()) == [200_00, 100_00, None]
    assert contracts_of(_plan(one, replace(two, annual_value_p=None)), "svc-a") == ()


def test_the_service_of_a_contract_is_added_and_named_in_the_contract():
    contract = _contract(provider_id="icb")
    plan = _plan(contract)
    made = service_of_contract(contract, "new")
    after = apply(plan, Together("Add", made.edits()).changes(plan))
    service = after.services["new"]
    assert (service.name, service.lead_commissioner_id) == ("Home visiting", "icb")
    assert service.provider_ids == ("icb",)
    assert after.contracts["c"].service_ids == ("new",)
