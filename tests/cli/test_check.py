"""The check and rules commands: what they print and how they end."""

import json
from datetime import date

import pytest

from commissionplanner.cli import main
from tests.findings.build import contract, plan_of


@pytest.fixture
def opened(monkeypatch):
    """Make the command find this plan in whatever file is named."""

    def with_plan(plan):
        class Opened:
            pass

        Opened.plan = plan
        monkeypatch.setattr("commissionplanner.app.usecases.plans.open_plan", lambda path: Opened)

    return with_plan


def test_an_open_problem_ends_with_one(opened, capsys):
    opened(plan_of(contract(days=0)))
    assert main.run(["check", "p.cplan", "--rule", "con-002"]) == 1
    assert "Ends before it starts" in capsys.readouterr().out


def test_warnings_alone_end_with_nought(opened):
    opened(plan_of(contract()))
    assert main.run(["check", "p.cplan", "--rule", "CON-001"]) == 0


def test_json_is_one_object_with_findings_counts_and_indicators(opened, capsys):
    opened(plan_of(contract(days=365)))
    main.run(["check", "p.cplan", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["findings", "counts", "indicators"]
    assert said["counts"]["CON-010"] == 1
    for found in said["indicators"].values():
        assert list(found) == ["value", "unit", "coverage_ppm", "by_year", "items"]


def test_a_rule_that_does_not_exist_and_a_date_that_is_none_are_wrong_use(opened, capsys):
    opened(plan_of())
    assert main.run(["check", "p.cplan", "--rule", "CON-999"]) == 2
    assert main.run(["check", "p.cplan", "--as-at", "soon"]) == 2
    assert "CON-999" in capsys.readouterr().err


def test_another_day_may_be_asked_for(opened, capsys):
    opened(plan_of(as_at=None))
    assert main.run(["check", "p.cplan", "--as-at", "31/03/2027"]) == 0
    assert plan_of().at(date(2027, 3, 31)).header.as_at_on == date(2027, 3, 31)


def test_what_is_left_out_of_a_long_list_is_counted(opened, capsys):
    opened(plan_of(*(contract(f"c{n}", days=0) for n in range(25))))
    main.run(["check", "p.cplan", "--rule", "CON-002"])
    assert "and 5 more" in capsys.readouterr().out


def test_rules_are_printed_with_why_and_fix(capsys):
    assert main.run(["rules"]) == 0
    assert "Why it matters" in capsys.readouterr().out
    main.run(["rules", "--json"])
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert {"id", "level", "title", "why", "worked_out", "fix", "tables"} <= listed[0].keys()
