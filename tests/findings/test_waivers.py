"""What became of a finding: accepted while the facts hold, open again after, fixed in the end."""

from datetime import date

from commissionplanner.findings import registry
from commissionplanner.findings.base import facts_digest
from commissionplanner.model.entities import Action, Waiver
from tests.findings.build import contract, plan_of

ABOUT = {"rule": "CON-010", "record_table": "contracts", "record_id": "c1"}


def status(*answers, days=365, as_at=date(2026, 11, 23)):
    plan = plan_of(contract(days=days), *answers, as_at=as_at)
    return [finding.status for finding in registry.run(plan, {"CON-010"})]


def accepted(**said):
    return Waiver(id="w", reason="It is a pilot", **{**ABOUT, **said})


def test_a_finding_is_open_until_somebody_accepts_it():
    assert status() == ["open"]
    assert status(accepted()) == ["accepted"]


def test_an_acceptance_holds_through_its_review_date_and_no_longer():
    held = accepted(review_on=date(2026, 11, 23))
    assert status(held) == ["accepted"]
    assert status(held, as_at=date(2026, 11, 24)) == ["open"]


def test_an_acceptance_lapses_when_the_facts_change():
    [found] = registry.run(plan_of(contract(days=365)), {"CON-010"})
    held = accepted(facts_digest=facts_digest(found))
    assert status(held) == ["accepted"]
    assert status(held, days=364) == ["open"]


def test_an_acceptance_of_another_record_or_rule_accepts_nothing():
    assert status(accepted(record_id="c2"))[0] == "open"
    assert status(accepted(rule="CON-001"))[0] == "open"
    assert status(accepted(record_table="services"))[0] == "open"


def test_a_finding_that_was_answered_and_is_gone_is_fixed():
    assert status(accepted(), days=800) == ["fixed"]
    assert status(Action(id="a", title="Extend", **ABOUT), days=800) == ["fixed"]


def test_fixed_findings_are_not_counted():
    plan = plan_of(contract(days=800), accepted())
    assert registry.counts(registry.run(plan, {"CON-010"})) == {}


def test_an_action_shows_on_the_finding_it_answers():
    plan = plan_of(contract(days=365), Action(id="a", title="Extend", **ABOUT))
    [found] = registry.run(plan, {"CON-010"})
    assert (found.status, found.action_ids) == ("open", ("a",))
