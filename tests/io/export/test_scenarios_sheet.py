"""The sheet of scenarios: what they assume otherwise, and money and gap by year."""

import pytest

from commissionplanner.app.usecases.export import content_of
from commissionplanner.budget.results import pool_budget
from commissionplanner.io.export.sheets import scenario_models
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.entities import Assumption, Scenario
from tests.io.export.as_text import cells
from tests.io.export.books import every_term_plan, small_plan
from tests.pool_plans import table


def rows_of(content):
    """The sheet's rows as lists of values, without empty cells."""
    found = {}
    for (sheet, _), cell in cells(content, values=True).items():
        if sheet == "Scenarios":
            found.setdefault(cell.row, []).append(cell.value)
    return list(found.values())


def block(rows, head):
    """The rows below a heading, as long as they are of the same length."""
    start = next(n for n, row in enumerate(rows) if row[0] == head) + 1
    found = []
    for row in rows[start:]:
        if len(row) < 3 or "How it stands" in row:
            break
        found.append(row)
    return found


@pytest.fixture(scope="module")
def rows():
    return rows_of(workbook(content_of(every_term_plan(), scenario_id="comp")))


def test_money_and_balance_of_every_scenario_are_the_programs_own(rows):
    totals = {
        key: pool_budget(every_term_plan(), "pool", key).totals for key in (None, "add", "comp")
    }
    names = {None: "As recorded", "add": "add", "comp": "comp"}
    for head, of in (
        ("Money in, all known", lambda t: t.contributions_p),
        ("Services, known", lambda t: t.expenditure_p),
        ("Contingency", lambda t: t.contingency_p),
        ("Balance with all known money", lambda t: t.balance_p["with_assumed"]),
    ):
        shown = block(rows, head)[:3]
        for (key, name), row in zip(names.items(), shown, strict=True):
            amounts = ["Not known" if p is None else p / 100 for p in of(totals[key])]
            assert (row[0], row[2:6]) == (name, amounts)


def test_every_scenario_follows_and_differences_stand_below(rows):
    stands = {row[0]: row[1] for row in block(rows, "Services, known")}
    assert set(stands.values()) == {"Follows this workbook"}
    differences = block(rows, "Balance with all known money")[3:]
    assert [row[:2] for row in differences] == [["add, less As recorded", "Difference"],
                                                ["comp, less As recorded", "Difference"]]  # fmt: skip


def test_scenarios_too_large_for_formulas_stand_as_plain_values(monkeypatch):
    monkeypatch.setattr(scenario_models, "MOST", 10)
    rows = rows_of(workbook(content_of(every_term_plan(), scenario_id="comp")))
    stands = {row[0]: row[1] for row in block(rows, "Services, known")}
    assert stands == {"As recorded": "Plain values", "add": "Plain values",
                      "comp": "Follows this workbook"}  # fmt: skip
    assert any("Money of As recorded, add is worked out by the program" in row[0] for row in rows)


def test_what_scenarios_share_refers_to_the_sheets_of_the_workbooks_own():
    book = cells(workbook(content_of(every_term_plan(), scenario_id="comp")))
    models = [c.value for (sheet, _), c in book.items() if sheet == "Scenario models"]
    formulas = [v for v in models if str(v).startswith("=")]
    assert any(v.startswith("=Assumptions!") for v in formulas)
    assert any(v.startswith("=Contributions!") for v in formulas)
    assert any(v.startswith("=Expenditure!") for v in formulas)


def test_what_joins_a_line_in_both_scenarios_is_typed_once():
    book = cells(workbook(content_of(every_term_plan(), scenario_id="comp")))
    rows = {at[1:] for (sheet, at), c in book.items()
            if sheet == "Scenario models" and "change, before the rates" in str(c.value)}  # fmt: skip
    found = [book["Scenario models", f"{column}{row}"].value for row in rows for column in "DE"]
    assert found
    assert all(str(value).startswith("=Contributions!") for value in found)


def test_what_they_assume_otherwise_stands_first_and_nothing_alike(rows):
    start = next(n for n, row in enumerate(rows) if row[0] == "What they assume otherwise")
    assert rows[start] == ["What they assume otherwise", "As recorded", "add", "comp"]
    assert rows[start + 1] == ["Rates are", "Compounded", "Added up", "Compounded"]
    assert rows[start + 2] == ["Money in rolls forward", "No", "Yes", "Yes"]
    assert rows[start + 3][0] == "Money in, confirmed"


def test_what_the_audience_may_not_see_is_left_out():
    plan = small_plan(
        scenarios=table(Scenario(id="s", name="Rolled", kind="other"),
                        Scenario(id="own", name="Ours alone", audience="my_organisation")),
        assumptions=table(Assumption(id="a", key="growth", rate_ppm=1, service_id="svc-b",
                                     scenario_id="s")),
    )  # fmt: skip
    hidden = plan.services["svc-b"].with_found(audience="my_organisation")
    plan = plan.with_table("services", {**plan.services, "svc-b": hidden})
    content = content_of(plan)
    names = {row[0] for row in rows_of(workbook(content))}
    assert "Rolled" in names
    assert "Ours alone" not in names
    assert not {name for name in names if str(name).startswith("Growth")}
    assert content.withheld.counts["What scenarios assume"] == 1
