"""How one figure of a fund came about: formula, inputs, and where each came from."""

from commissionplanner.app.figure_origin import figure_origin
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.entities import Assumption
from tests.pool_plans import given, pool_plan, spent, table


def _budget():
    return pool_budget(
        pool_plan(
            contributions=given("council", "base", [100_00, 200_00, None]),
            costs=spent("svc-a", [1_000_00, "absent", "absent"]),
            services=("svc-a",), contingency_ppm=20_000,
            assumptions=table(
                Assumption(id="u", key="uplift", rate_ppm=50_000, source="Guidance 2026")
            ),
        ),
        "pool",
    )  # fmt: skip


def test_a_figure_worked_out_names_the_year_before_and_each_rate_with_its_source():
    budget = _budget()
    found = figure_origin(budget, budget.expenditure[0], 1)
    assert found.figure == "£1,050.00"
    assert [(i.label, i.value) for i in found.inputs[:2]] == [
        ("The year before, 2026/27", "£1,000.00"), ("Price uplift", "5%"),
    ]  # fmt: skip
    assert found.inputs[1].source == "The plan as recorded · Guidance 2026"


def test_a_recorded_figure_says_where_it_was_read_or_that_it_was_typed():
    budget = _budget()
    found = figure_origin(budget, budget.contributions[0], 1)
    assert [(i.value, i.source) for i in found.inputs] == [("£200.00", "Typed by hand")]


def test_what_is_not_known_is_said_and_never_nil():
    budget = _budget()
    assert figure_origin(budget, budget.contributions[0], 2).figure == "Not known"


def test_the_contingency_is_a_rate_of_what_services_cost():
    found = figure_origin(_budget(), None, 0)
    assert found.figure == "£20.00"
    assert [(i.label, i.value) for i in found.inputs] == [
        ("Planned spending, 2026/27", "£1,000.00"), ("Contingency", "2%"),
    ]  # fmt: skip
