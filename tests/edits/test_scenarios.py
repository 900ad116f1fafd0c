"""Edits of scenarios and assumptions."""

import pytest

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.scenarios import (
    AddScenario,
    ApplyScenario,
    ChangeScenario,
    SetAssumption,
    copies_of,
)
from commissionplanner.model.entities import Assumption, Override, Scenario, Service
from commissionplanner.model.plan import Plan
from tests.pool_plans import table, year


@pytest.fixture
def document():
    return Document(
        Plan(
            scenarios=table(
                Scenario(id="s", name="As now", kind="baseline"),
                Scenario(id="child", name="Child", parent_id="s"),
                Scenario(id="shut", name="Shut", is_locked=True),
            ),
            assumptions=table(
                Assumption(id="a", scenario_id="s", key="uplift", rate_ppm=10_000, source="Letter")
            ),
        )
    )


def test_an_assumption_of_the_same_place_is_changed_and_keeps_its_source(document):
    given = Assumption(id="new", scenario_id="s", key="uplift", rate_ppm=25_000)
    document.do(SetAssumption(given))
    row = document.plan.assumptions["a"]
    assert (row.rate_ppm, row.source) == (25_000, "Letter")
    assert document.undo_label == "Set price uplift to 2.50%"


def test_an_assumption_of_another_year_is_added(document):
    document.do(SetAssumption(Assumption(id="new", key="uplift", rate_ppm=1, year=year(1))))
    assert set(document.plan.assumptions) == {"a", "new"}


def test_a_rate_can_be_set_to_not_known(document):
    document.do(SetAssumption(Assumption(id="new", scenario_id="s", key="uplift")))
    assert document.plan.assumptions["a"].rate_ppm is None


def test_a_rate_beyond_a_hundred_per_cent_is_refused(document):
    with pytest.raises(EditRefused, match="more than 100%"):
        document.do(SetAssumption(Assumption(id="new", key="growth", rate_ppm=2_000_000)))


def test_a_locked_scenario_is_only_unlocked(document):
    locked = Assumption(id="new", scenario_id="shut", key="uplift", rate_ppm=1)
    with pytest.raises(EditRefused, match="locked"):
        document.do(SetAssumption(locked))
    with pytest.raises(EditRefused, match="locked"):
        document.do(ChangeScenario("shut", (("name", "Other"),)))
    document.do(ChangeScenario("shut", (("is_locked", False),)))
    document.do(SetAssumption(locked))


def test_a_copy_of_a_scenario_starts_with_what_it_assumes(document):
    assert copies_of(document.plan, "s") == 1
    document.do(AddScenario(Scenario(id="t", name="Copy", kind="other"), "s", ("b",)))
    row = document.plan.assumptions["b"]
    assert (row.scenario_id, row.rate_ppm) == ("t", 10_000)


def test_a_copy_without_ids_enough_is_refused(document):
    with pytest.raises(EditRefused, match="changed meanwhile"):
        document.do(AddScenario(Scenario(id="t", name="Copy"), "s"))


def test_a_scenario_needs_a_name_of_its_own(document):
    with pytest.raises(EditRefused, match="already"):
        document.do(AddScenario(Scenario(id="t", name="as now")))


def test_a_scenario_is_not_built_on_itself(document):
    with pytest.raises(EditRefused, match="built on itself"):
        document.do(ChangeScenario("s", (("parent_id", "child"),)))


def test_a_scenario_taken_into_the_plan_sets_what_it_says_and_one_undo_takes_it_back():
    told = Override(id="o", scenario_id="s", table_name="services", record_id="x",
                    field_name="name", value="After")  # fmt: skip
    plan = Plan(
        services=table(Service(id="x", name="Before")),
        scenarios=table(Scenario(id="s", name="As now")),
        overrides=table(told),
        assumptions=table(
            Assumption(id="a", scenario_id="s", key="uplift", rate_ppm=10_000),
            Assumption(id="b", key="uplift", rate_ppm=1),
            Assumption(id="c", scenario_id="s", key="growth", rate_ppm=2),
        ),
    )
    seen = plan.with_table("services", table(Service(id="x", name="After")))
    document = Document(plan)
    document.do(ApplyScenario("s", seen, ("new-1", "new-2")))
    assert document.plan.services["x"].name == "After"
    own = {
        row.key: row.rate_ppm for row in document.plan.assumptions.values() if not row.scenario_id
    }
    assert own == {"uplift": 10_000, "growth": 2}
    document.undo()
    assert document.plan == plan


def test_a_scenario_that_says_nothing_cannot_be_applied():
    document = Document(Plan(scenarios=table(Scenario(id="s", name="As now"))))
    with pytest.raises(EditRefused, match="says nothing other than the plan"):
        document.do(ApplyScenario("s", document.plan, ()))
