"""A plan beside the version sealed last."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.app.derived import Derived
from commissionplanner.app.document import Document
from commissionplanner.app.results import work_out
from commissionplanner.app.usecases import sealing
from commissionplanner.app.usecases.check import check
from commissionplanner.edits.records import AddRecords, DeleteRecords, SetFields
from tests.findings.build import Y26, contract, cost, organisation, plan_of, service


@pytest.fixture
def document():
    """A plan sealed on 30 June, and then moved on: one contract goes, one comes, one moves."""
    rows = [contract(key, days=365, service_ids=("s1",)) for key in ("stays", "goes")]
    made = plan_of(
        organisation("council"), service(), *rows, cost(), cost(year=Y26.plus(1)),
        as_at=date(2026, 6, 30),
    )  # fmt: skip
    document = Document(made)
    document.do(sealing.prepared(made, None, date(2026, 7, 1)))
    document.do(DeleteRecords("contracts", ("goes",)))
    document.do(AddRecords("contracts", (contract("comes", days=365, service_ids=("s1",)),)))
    document.do(SetFields("contracts", ("stays",), {"total_value_p": 150_00}))
    return document


def places(findings, rule="CON-010"):
    return [f["id"] for f in findings if f["rule"] == rule]


def test_a_plan_that_was_never_sealed_has_nothing_to_compare():
    assert "since" not in check(plan_of()).as_json()


def test_check_says_what_appeared_closed_and_moved_since_the_last_version(document):
    found = check(document.plan).as_json()["since"]
    assert (found["version"], found["as_at_on"], found["problem"]) == (1, "2026-06-30", None)
    assert places(found["appeared"]) == ["comes"]
    assert places(found["closed"]) == ["goes"]
    (moved,) = [f for f in found["moved"] if f["rule"] == "CON-010"]
    assert "pounds" in moved["changed"]
    assert (moved["before"]["amount_p"], moved["amount_p"]) == (100_00, 150_00)


def test_the_version_speaks_of_its_own_day_not_the_plans(document):
    header = replace(document.plan.header, as_at_on=date(2030, 1, 1))
    later = document.plan.with_table("about", {header.id: header})
    found = check(later).since
    assert found.then.version.as_at_on == date(2026, 6, 30)
    assert "as at 30 June 2026" in found.words


def test_one_rule_asked_is_one_rule_compared(document):
    found = check(document.plan, ("CON-010",)).as_json()["since"]
    assert {f["rule"] for f in (*found["appeared"], *found["closed"], *found["moved"])} == {
        "CON-010"
    }


def test_indicators_stand_beside_what_they_were(document):
    found = check(document.plan).as_json()
    assert found["since"]["indicators"]["single_year_exposure"]["value"] == 1_000_000


def test_a_damaged_version_is_said_and_stops_nothing(document):
    (version,) = document.plan.sealed_versions.values()
    bad = {version.id: replace(version, content="nonsense")}
    checked = check(document.plan.with_table("sealed_versions", bad))
    found = checked.as_json()["since"]
    assert found["problem"].startswith("Sealed version 1 is damaged")
    assert (found["appeared"], found["totals"]["closed_p"]) == (None, None)
    assert checked.findings


def test_the_window_compares_once_the_version_has_been_worked_out(document):
    kept = Derived()
    assert work_out(kept, document.plan).since is None
    kept.work_out_then(document.plan)
    assert work_out(kept, document.plan).since.since.appeared


def test_what_was_found_then_is_worked_out_once_for_a_version(document):
    kept = Derived()
    then = kept.work_out_then(document.plan)
    document.do(SetFields("contracts", ("stays",), {"total_value_p": 1}))
    assert kept.then(document.plan) is then
    document.do(sealing.prepared(document.plan, None, date(2026, 8, 1)))
    assert kept.then(document.plan) is None
