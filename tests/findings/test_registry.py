"""All rules together: what each says of itself, both answers of each, and running them."""

import importlib
import json
from functools import reduce

import pytest

from commissionplanner.findings import base, registry
from commissionplanner.findings.base import RULES, Rule
from commissionplanner.model.entities import TABLES
from commissionplanner.model.vocab import vocabulary
from commissionplanner.progress import CancelledError, Progress
from tests.findings.build import contract, organisation, plan_of

NAMED = [module.__name__.rsplit(".", 1)[1] for module in registry.FAMILIES]
PLAN = plan_of(contract(days=365), contract("c2", days=0), organisation("council"))


def cases():
    """Every case of every rule's table: rule, plan, levels."""
    for name in NAMED:
        module = importlib.import_module(f"tests.findings.rules.test_{name}")
        for case in module.CASES:
            yield case if len(case) == 3 else ("CON-016", *case)


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_case_that_fires_and_one_that_does_not(rule):
    answers = {bool(levels) for rule_id, _, levels in cases() if rule_id == rule.id}
    assert answers == {True, False}


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.id)
def test_every_rule_says_what_the_manual_needs(rule):
    assert all(len(text) > 20 for text in (rule.why, rule.worked_out, rule.fix))
    assert rule.tables <= set(TABLES)
    assert rule.family in registry.FAMILY_NAMES
    assert not rule.barrier or rule.barrier in vocabulary("barrier").by_code


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.id)
def test_no_title_uses_a_word_that_judges_people(rule):
    judged = {"dominance", "struggle", "unilateral", "weak", "silo"}
    assert not judged & set(rule.title.lower().split())


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.id)
def test_an_empty_plan_has_no_findings_of_its_own(rule):
    assert registry.run_rule(plan_of(), rule) == ()


def test_a_rule_reads_no_table_that_it_does_not_name():
    for rule_id, plan, levels in cases():
        hidden = set(TABLES) - RULES[rule_id].tables - {"about"}
        seen = reduce(lambda shown, table: shown.with_table(table, {}), hidden, plan)
        found = registry.run_rule(seen, RULES[rule_id])
        assert [f.level for f in sorted(found, key=lambda f: (f.table, f.key))] == levels


def test_findings_come_gravest_first():
    levels = [finding.level for finding in registry.run(PLAN, {"CON-002", "CON-010", "DAT-004"})]
    assert levels == sorted(levels, key=base.LEVELS.index)


def test_a_rule_that_fails_is_said_and_takes_no_other_with_it(monkeypatch):
    def broken(plan):
        raise KeyError("gone")

    good = RULES["CON-002"]
    bad = Rule(**{name: getattr(good, name) for name in good.__slots__} | {"find": broken})
    monkeypatch.setitem(RULES, "CON-002", bad)
    found = registry.run(PLAN, {"CON-002", "CON-010"})
    assert {f.rule for f in found} == {"CON-002", "CON-010"}
    assert "could not be worked out" in next(f.title for f in found if f.rule == "CON-002")


def test_a_cancel_stops_the_run():
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        registry.run(PLAN, progress=progress)


def test_a_finding_prints_as_json_with_the_keys_promised():
    [found] = registry.run(PLAN, {"CON-010"})
    said = json.loads(json.dumps(found.as_json()))
    assert list(said) == [
        "rule", "level", "title", "table", "id", "name", "facts", "amount_p", "status",
    ]  # fmt: skip
    assert said["amount_p"] == 100_00


def test_a_contract_with_several_findings_is_counted_once():
    plan = plan_of(contract(days=365, ref="", title=""), contract("c2", days=365))
    found = registry.run(plan, {"CON-010", "DAT-004"})
    assert len(found) == 4
    assert base.distinct_amount_p(found) == (200_00, 0)


def test_counts_are_of_every_level():
    plan = plan_of(contract(days=10), contract("c2", days=365))
    assert registry.counts(registry.run(plan, {"CON-010"})) == {"CON-010": 2}
