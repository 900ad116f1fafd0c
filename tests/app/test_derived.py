"""What follows from a plan is worked out once, and again only where the plan changed."""

from commissionplanner.app.derived import Derived
from commissionplanner.app.document import Document
from commissionplanner.edits.records import AddRecords, SetFields
from commissionplanner.findings import registry
from tests.findings.build import allocation, contract, cost, organisation, plan_of, service, stream

PLAN = plan_of(
    organisation("council"), service(prevention_tier="primary"), stream(), allocation(),
    cost(stream_id="grant", amount_p=90_00), contract(days=365),
)  # fmt: skip


def test_findings_are_those_of_a_fresh_run():
    assert Derived().findings(PLAN) == registry.run(PLAN)


def test_asking_again_runs_no_rule_again():
    derived = Derived()
    assert derived.findings(PLAN) is derived.findings(PLAN)
    assert derived.rules_run == len(registry.rules())


def test_an_edit_runs_only_the_rules_that_read_its_tables():
    derived, document = Derived(), Document(PLAN)
    derived.findings(document.plan)
    derived.rules_run = 0
    document.do(SetFields("contracts", ("c1",), {"total_value_p": None}))
    assert derived.findings(document.plan) == registry.run(document.plan)
    readers = [rule for rule in registry.rules() if "contracts" in rule.tables]
    assert derived.rules_run == len(readers) < len(registry.rules())


def test_undo_gives_the_same_findings_as_before():
    derived, document = Derived(), Document(PLAN)
    before = derived.findings(document.plan)
    document.do(AddRecords("contracts", (contract("c2", days=0),)))
    assert derived.findings(document.plan) != before
    document.undo()
    assert derived.findings(document.plan) == before


def test_headlines_say_money_shares_and_what_is_not_known():
    found = {headline.id: headline for headline in Derived().headlines(PLAN)}
    assert (found["total_resource"].value, found["gap"].value) == (100_00, 10_00)
    assert found["prevention_share"].value == 1_000_000
    assert found["pooled_share"].figure() == "Not known"


def test_an_empty_plan_has_headlines_that_are_not_known():
    assert {h.value for h in Derived().headlines(plan_of(first=None))} == {None}
