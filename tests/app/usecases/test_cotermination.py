"""Aligned ends as one edit, and as a list to decide from."""

import csv
import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases.cotermination import (
    Asked,
    after,
    edit_of,
    moves_of,
    save_decisions,
    work_out,
)
from commissionplanner.model.entities import About, Contract, Organisation
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

KEYS = ("acorns",)


def plan_of(**more):
    shared = {"provider_id": "acorns", "commissioner_id": "acorns", "start_on": date(2025, 4, 1)}
    held = (
        Contract(id="a", ref="A-1", title="=Support", current_end_on=date(2028, 3, 31),
                 max_end_on=date(2030, 3, 31), extensions_available=2, annual_value_p=365_00,
                 notice_months=6, is_vcse=True, **shared),
        Contract(id="b", title="Visits", current_end_on=date(2029, 3, 31), annual_value_p=900_00,
                 **shared),
        Contract(id="c", title="Groups", current_end_on=date(2027, 3, 31), annual_value_p=730_00,
                 **(shared | more)),
    )  # fmt: skip
    about = About(id="plan", title="Plan", as_at_on=date(2026, 11, 2),
                  first_year=FinancialYear(2026), year_count=5)  # fmt: skip
    bodies = {"acorns": Organisation(id="acorns", name="Little Acorns", sector="vcse")}
    return Plan(about={"plan": about}, organisations=bodies, contracts={c.id: c for c in held})


def found_in(plan):
    return work_out(plan, Asked("supplier", KEYS, date(2029, 3, 31))).found


def test_the_edit_changes_what_is_listed_and_nothing_else():
    plan = plan_of()
    found = found_in(plan)
    then = after(plan, found, {"a", "b", "c"})
    assert then.contracts["a"] == replace(
        plan.contracts["a"], current_end_on=date(2029, 3, 31), extensions_available=1,
        extensions_taken=1,
    )  # fmt: skip
    assert {key: then.contracts[key] for key in "bc"} == {key: plan.contracts[key] for key in "bc"}
    assert [move.after for move in moves_of(found, {"a"})] == [then.contracts["a"]]


def test_the_edit_is_one_step_named_for_what_it_does_and_undo_restores():
    plan = plan_of()
    document = Document(plan)
    document.do(edit_of(plan, found_in(plan), {"a"}))
    assert document.undo_label == "Align ends of Little Acorns on 31 Mar 2029"
    document.undo()
    assert document.plan == plan


def test_a_move_that_is_not_ticked_is_not_made():
    plan = plan_of()
    assert after(plan, found_in(plan), set()) == plan


def test_without_a_day_the_one_proposed_first_is_taken():
    assert work_out(plan_of(), Asked("supplier", KEYS)).found.target_on == date(2029, 3, 31)


def test_where_no_kind_was_named_the_first_that_has_groups_is_taken():
    assert work_out(plan_of(), Asked()).asked.kind == "supplier"


@pytest.mark.parametrize(
    ("asked", "why"),
    [(Asked("services"), "The plan holds no contract of such a group."),
     (Asked("pool", may_shorten=True), "The plan holds no contract of such a group.")],
)  # fmt: skip
def test_a_group_that_is_not_there_is_said(asked, why):
    worked = work_out(plan_of(), asked)
    assert (worked.found, worked.why_none) == (None, why)


def sheet_of(tmp_path, plan, keys=("a",), audience=None):
    path = tmp_path / "list.xlsx"
    save_decisions(plan, found_in(plan), set(keys), path, audience)
    return openpyxl.load_workbook(path).active


def rows_of(sheet):
    """The rows under the headings, each as what is under its heading."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(n for n, row in enumerate(rows) if row[0] == "Reference")
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def test_the_workbook_lists_every_contract_with_its_decision_route_and_reason(tmp_path):
    support, visits, groups, total = rows_of(sheet_of(tmp_path, plan_of()))
    assert support["Contract"] == "=Support"
    assert support["Decision"] == "Extend by 12 months"
    assert support["Legal route"].endswith("to check with procurement")
    assert support["Change 2028/29"] == 365
    assert support["Small provider"].startswith("Voluntary body: 18.3% of its")
    assert visits["Decision"] == "Ends that day already"
    assert groups["Notes"] == "No option recorded"
    assert groups["To procure to that day"] == 1462
    assert str(total["Change of value"]).startswith("=SUM(")


def test_the_workbook_lists_a_move_not_ticked_as_left(tmp_path):
    first, *_ = rows_of(sheet_of(tmp_path, plan_of(), keys=()))
    assert (first["Decision"], first["Would end"]) == ("Left as it is", first["Ends now"])
    assert first["Change of value"] == 0


def test_a_value_not_for_the_audience_is_withheld_and_counted(tmp_path):
    sheet = sheet_of(tmp_path, plan_of(audience="my_organisation"), audience="public")
    *_, groups, _ = rows_of(sheet)
    assert groups["To procure to that day"] == "Withheld"
    said = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "Values of 3 contracts are withheld" in said
    assert "£1.5k" not in said


def test_the_table_of_text_says_the_same_and_holds_no_formula(tmp_path):
    plan, path = plan_of(), tmp_path / "list.csv"
    save_decisions(plan, found_in(plan), {"a"}, path)
    text = path.read_bytes().decode("utf-8-sig")
    first, *_ = csv.DictReader(io.StringIO(text, newline=""))
    assert first["Contract"].endswith("=Support")
    assert not first["Contract"].startswith("=")
    assert (first["Would end"], first["Change 2028/29"]) == ("31 Mar 2029", "£365.00")
